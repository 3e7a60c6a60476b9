"""Changing a list of words or domains."""

from django.db.models import F

from dateline.discussion.models import RuleList


class ListChanged(Exception):
    """A colleague has changed a list since it was read; nothing is kept."""


def change_list(*, kind: str, entries: str, seen_version: int) -> None:
    """Keep the entries of a list; what arrives from now on is looked at with them.

    seen_version  of the list as the moderator saw it; 0 where nobody had kept it

    Raises:
        ListChanged: it is not that version any more.
    """
    if seen_version == 0:
        _row, is_new = RuleList.objects.get_or_create(kind=kind, defaults={"entries": entries})
        if not is_new:
            raise ListChanged
        return
    changed = RuleList.objects.filter(kind=kind, version=seen_version).update(
        entries=entries, version=F("version") + 1
    )
    if not changed:
        raise ListChanged
