"""Which pages an SQL statement changes.

Everything that writes comes by here, so what is not understood changes every page. Only what is
named below changes none or one story's.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

# What begins otherwise may write.
_READS = ("SELECT", "(SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA", "EXPLAIN", "BEGIN")
_COMMENT = "dateline_discussion_comment"
_STORY = "dateline_pages_story"

# No kept page shows anything of these tables: the desk's, the wire's and the moderators' own, and
# what Django and Wagtail keep for themselves. A story's link to its source never changes, so the
# chain between them is no matter.
UNSEEN_TABLES = frozenset(
    f"dateline_{name}"
    for name in (
        *("discussion_account", "discussion_author", "discussion_authorrecord"),
        *("discussion_contact", "discussion_decision", "discussion_enquiry"),
        *("discussion_externalphase", "discussion_mail", "discussion_outsidestate"),
        *("discussion_privatelink", "discussion_report", "discussion_rulelist"),
        *("discussion_signal", "discussion_signingsecret", "discussion_spamcorrection"),
        *("intake_heartbeat", "intake_nearduplicate", "intake_notice", "intake_picturelink"),
        *("intake_pushreceipt", "intake_pushtoken", "intake_routingrule", "intake_sketchband"),
        *("intake_sourcemark", "intake_taskfailure", "intake_wirechain", "intake_wireitem"),
        *("intake_wirepicture", "intake_wirerecord", "media_newsrendition"),
        *("pages_endpointanswer", "pages_endpointday", "pages_endpointstate"),
        *("pages_linedecision", "pages_seenstory", "pages_storyevent", "story_search"),
    )
) | {
    *("axes_accessattempt", "axes_accessattemptexpiration", "axes_accessfailurelog"),
    *("axes_accesslog", "django_content_type", "django_session", "wagtailadmin_editingsession"),
    *("wagtailadmin_formstate", "wagtailcore_modellogentry", "wagtailcore_pagelogentry"),
    *("wagtailcore_referenceindex", "wagtailcore_revision", "wagtailcore_taskstate"),
    *("wagtailcore_workflowstate", "wagtailsearch_indexentry", "wagtailsearch_indexentry_fts"),
}
# Columns that no kept page shows, of tables it shows others of.
UNSEEN_COLUMNS = {
    _COMMENT: frozenset({"claimed_by_id", "claimed_until", "replies_made", "version"}),
    _STORY: frozenset({"lines_wait", "pending_item_id", "latest_revision_id"}),
    "dateline_intake_source": frozenset(
        {
            *("fetched_at", "next_fetch_at", "fetching_until", "fetch_error_code", "fetch_error"),
            *("failed_fetches", "quiet_since", "moved_to", "host_key", "host_key_offered"),
        }
    ),
    "dateline_accounts_user": frozenset({"last_login"}),
}
# By which column the rows of a table belong to a story.
STORY_COLUMNS = {
    _STORY: "id",
    _COMMENT: "story_id",
    "dateline_discussion_discussion": "story_id",
    "dateline_pages_correction": "story_id",
    "dateline_pages_story_topics": "story_id",
    "dateline_pages_storyline": "story_id",
    "dateline_pages_storypicture": "story_id",
    "dateline_pages_storyversion": "story_id",
    "dateline_pages_storyviews": "story_id",
}

_WRITES = re.compile(
    r'(?:(INSERT)(?: OR IGNORE)? INTO|(UPDATE)|(DELETE) FROM) "?(\w+)"?'
    r"(?: \(([^)]*)\) (?:VALUES |SELECT \* FROM UNNEST(?=\()))?"
)
_SET_COLUMN = re.compile(r'"(\w+)" = ')
_ROW = re.compile(r"\(%s(?:, %s)*\)")
# PostgreSQL takes many rows as one list for each column.
_LISTS = re.compile(r"\(\(%s\)::[\w ]+\[\](?:, \(%s\)::[\w ]+\[\])*\)")


class _Write(NamedTuple):
    """One statement as far as it is understood.

    verb    INSERT, UPDATE or DELETE
    table   whose rows it writes
    column  of an INSERT, which one says whose story a row is; none where that is not told
    width   of an INSERT, how many values a row has; 0 where each column comes as one list
    where   of the others, before which of its values the story is named; none where it is not
    """

    verb: str
    table: str
    column: int | None = None
    width: int = 0
    where: int | None = None
    is_unseen: bool = False


def stories_written(sql: str, params: Sequence[Any] | None) -> frozenset[int] | None:
    """Return the keys of the stories whose pages a statement changes; None for every page."""
    if sql.startswith(_READS):
        return frozenset()
    write = _understood(sql)
    if write is None:
        return None
    if write.is_unseen:
        return frozenset()
    values: Sequence[Any] = params or ()
    if write.verb == "INSERT":
        if write.column is None:
            return None
        if not write.width:
            return _keys(values[write.column])
        whole_rows = len(values) % write.width == 0
        return _keys(values[write.column :: write.width]) if whole_rows else None
    return None if write.where is None else _keys(values[write.where : write.where + 1])


def _keys(values: Sequence[Any]) -> frozenset[int] | None:
    return frozenset(values) if all(isinstance(value, int) for value in values) else None


@lru_cache(maxsize=512)
def _understood(sql: str) -> _Write | None:
    match = _WRITES.match(sql)
    if match is None:
        return None
    insert, update, delete, table, columns = match.groups()
    verb = insert or update or delete
    if table in UNSEEN_TABLES or (verb == "INSERT" and table == _STORY):
        # A story that is not there yet is on no page.
        return _Write(verb, table, is_unseen=True)
    story = STORY_COLUMNS.get(table)
    if verb == "INSERT":
        return _insert(table, story, columns, sql[match.end() :])
    settings, _, where = sql[match.end() :].partition(" WHERE ")
    written = set(_SET_COLUMN.findall(settings))
    if verb == "UPDATE" and written and written <= UNSEEN_COLUMNS.get(table, frozenset()):
        return _Write(verb, table, is_unseen=True)
    # A row that is given to another story changes two.
    if story is None or story in written or " OR " in where or "SELECT" in where or "NOT " in where:
        return _Write(verb, table)
    before, named, _ = where.partition(f'"{table}"."{story}" = %s')
    place = (settings + before).count("%s") if named else None
    return _Write(verb, table, where=place)


def _insert(table: str, story: str | None, columns: str | None, values: str) -> _Write:
    names = [name.strip(' "') for name in (columns or "").split(",")]
    row = _ROW.match(values) or _LISTS.match(values)
    if story not in names or row is None or row[0].count("%s") != len(names):
        return _Write("INSERT", table)
    width = 0 if "::" in row[0] else len(names)
    return _Write("INSERT", table, column=names.index(story or ""), width=width)
