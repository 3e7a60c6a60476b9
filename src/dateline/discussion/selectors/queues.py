"""What moderators see: one page of a queue, however long the queue is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from dateline.discussion.models import Author, Comment, ExternalPhase, Report, Signal
from dateline.discussion.selectors.cursors import all_of, cursor_at, cursor_of, ordered_behind

State = Comment.State

COMMENTS_ON_A_PAGE = 30
# More are told as “1,000+”: an exact number would cost a look at each.
COUNTED_AT_MOST = 1000
# Of each state, where no index knows what a moderator looks for: the rest is for another page.
LOOKED_AT_MOST = 10_000
_LAST_KEY = 10**18 - 1
# Of an author with fewer comments than are asked for: all of them.
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
RECENT_OF_AN_AUTHOR = 4

PENDING, UNVERIFIED, REPORTED, ALL = "pending", "unverified", "reported", "all"
QUEUES: dict[str, tuple[str, ...]] = {
    PENDING: (State.RECEIVED, State.WAITING),
    UNVERIFIED: (State.RECEIVED, State.WAITING),
    REPORTED: (State.SHOWN,),
    State.SHOWN: (State.SHOWN,),
    State.REFUSED: (State.REFUSED,),
    State.REMOVED: (State.REMOVED,),
    ALL: tuple(State.values),
}
# What waits is read from the oldest on; what is decided, from the newest.
OLDEST_FIRST = frozenset({PENDING, UNVERIFIED})


@dataclass(frozen=True, slots=True)
class Filters:
    """Which comments a moderator asks for.

    queue   one of `QUEUES`
    story   id of a story, or None for any
    phase   the phase that held or would have refused it, or empty
    words   what the text holds, or empty
    author  pseudonym of whose comments, or empty for anybody's
    """

    queue: str = PENDING
    story: int | None = None
    phase: str = ""
    words: str = ""
    author: str = ""

    @property
    def is_search(self) -> bool:
        """Return whether each comment of a queue has to be looked at to find those that match."""
        is_narrow = self.queue == REPORTED or self.author or self.story is not None
        return bool(self.words or self.phase) and not is_narrow


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of comments, and the cursor to go on from (empty at the end).

    until  up to which time a search looked, or None if it looked through all that is left
    """

    comments: tuple[Comment, ...]
    cursor: str
    until: datetime | None = None


def matching(filters: Filters, state: str) -> QuerySet[Comment]:
    """Return the comments in one state that a moderator asks for, in no order."""
    if filters.queue == REPORTED:
        # From the few open reports to their comments.
        reports = Report.objects.filter(answered_at=None)
        found = Comment.objects.filter(pk__in=reports.values("comment")).whose_state_is(state)
    elif filters.author:
        # From one author, who wrote few, to those in a state.
        found = Comment.objects.filter(author__pseudonym=filters.author).whose_state_is(state)
    else:
        found = Comment.objects.filter(state=state)
    if filters.queue == REPORTED and filters.author:
        found = found.filter(author__pseudonym=filters.author)
    if filters.queue == UNVERIFIED:
        found = found.filter(verified_at=None)
    if filters.story is not None:
        found = found.filter(story=filters.story)
    if filters.words:
        found = found.filter(text__icontains=filters.words)
    if filters.phase:
        outcomes = (Signal.Outcome.HOLD, Signal.Outcome.REFUSE, Signal.Outcome.FAILED)
        signals = Signal.objects.filter(
            comment=OuterRef("pk"), phase=filters.phase, outcome__in=outcomes, is_spared=False
        )
        found = found.filter(Exists(signals))
    return found


def external_phases() -> list[tuple[str, str]]:
    """Return the names of the newsroom's own phases, as records have them and as people do."""
    return [(phase.phase, phase.slug) for phase in ExternalPhase.objects.all()]


def queue_page(filters: Filters, cursor: str = "") -> QueuePage:
    """Return one page of a queue; a cursor that is none of ours begins at the beginning.

    Each state is walked along its own index for one page, and the pages are put together: what
    it costs does not grow with the queue.
    """
    by, then = _order(filters)
    until = _looked_until(filters, cursor)
    page_of_each = (part[: COMMENTS_ON_A_PAGE + 1] for part in _parts(filters, cursor, until))
    found = list(
        all_of(page_of_each)
        .select_related("story", "parent", "author", "claimed_by")
        .prefetch_related("decisions__by", "signals", "reports")
        .order_by(by, then)[: COMMENTS_ON_A_PAGE + 1]
    )
    page = tuple(found[:COMMENTS_ON_A_PAGE])
    if len(found) > COMMENTS_ON_A_PAGE:
        return QueuePage(page, cursor_of(page[-1], by), until)
    if until is None:
        return QueuePage(page, "")
    # Behind all that came at that time.
    return QueuePage(page, cursor_at(until, 0 if by.startswith("-") else _LAST_KEY), until)


def _order(filters: Filters) -> tuple[str, str]:
    is_oldest_first = filters.queue in OLDEST_FIRST
    return ("submitted_at", "pk") if is_oldest_first else ("-submitted_at", "-pk")


def _parts(filters: Filters, cursor: str, until: datetime | None) -> Iterator[QuerySet[Comment]]:
    """Yield the comments in each state of a queue that match, behind a cursor, sorted."""
    by, then = _order(filters)
    for state in QUEUES[filters.queue]:
        part = ordered_behind(matching(filters, state), cursor, by=by, then=then)
        if until is not None:
            bound = "submitted_at__gte" if by.startswith("-") else "submitted_at__lte"
            part = part.filter(**{bound: until})
        yield part


def _looked_until(filters: Filters, cursor: str) -> datetime | None:
    """Return up to which time a search looks from a cursor on, or None for all that is left."""
    if not filters.is_search:
        return None
    by, then = _order(filters)
    ends: list[datetime] = []
    for state in QUEUES[filters.queue]:
        behind = ordered_behind(Comment.objects.filter(state=state), cursor, by=by, then=then)
        last = behind.values_list("submitted_at", flat=True)
        ends += last[LOOKED_AT_MOST - 1 : LOOKED_AT_MOST]
    if not ends:
        return None
    return max(ends) if by.startswith("-") else min(ends)


def first_matching(filters: Filters, *, most: int, cursor: str = "") -> list[Comment]:
    """Return up to `most` comments a moderator asks for, page by page in the queue's order.

    Of a search, only what was looked through from the cursor on, as its count.
    """
    found: list[Comment] = []
    until = _looked_until(filters, cursor)
    for part in _parts(filters, cursor, until):
        found += part.select_related("story", "author")[:most]
    is_oldest_first = filters.queue in OLDEST_FIRST
    found.sort(key=attrgetter("submitted_at", "pk"), reverse=not is_oldest_first)
    return found[:most]


def capped_count(filters: Filters, cursor: str = "", *, until: datetime | None = None) -> int:
    """Return how many comments match behind a cursor, at most `COUNTED_AT_MOST` + 1.

    until  of a search, up to which time its page looked
    """
    count = 0
    for part in _parts(filters, cursor, until):
        left = COUNTED_AT_MOST + 1 - count
        count += part.order_by().values("pk")[:left].count() if left else 0
    return count


def recent_of(authors: Iterable[int]) -> dict[int, list[Comment]]:
    """Return the newest comments of each author, in one query, by the author's id."""
    recent = {author: list[Comment]() for author in authors}
    newest = Comment.objects.filter(author=OuterRef("pk")).order_by("-submitted_at")
    last = newest.values("submitted_at")[RECENT_OF_AN_AUTHOR - 1 : RECENT_OF_AN_AUTHOR]
    # From each author to the few comments: PostgreSQL would look at every comment there is for a
    # condition with an “or” for each.
    keys = Author.objects.filter(
        pk__in=list(recent),
        comments__submitted_at__gte=Coalesce(Subquery(last), Value(_LONG_AGO)),
    ).values("comments__pk")
    for comment in Comment.objects.filter(pk__in=keys).order_by("-submitted_at", "-pk"):
        recent[comment.author_id or 0].append(comment)
    return recent


def history_of(authors: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Return how many of each author's comments were approved and refused, by the author's id.

    Only comments from a verified address count: anyone can type an address.
    """
    rows = (
        Comment.objects.filter(author__in=list(authors))
        .exclude(verified_at=None)
        .values("author")
        .annotate(
            approved=Count("pk", filter=Q(state=State.SHOWN)),
            refused=Count("pk", filter=Q(state__in=(State.REFUSED, State.REMOVED))),
        )
        .order_by()
    )
    return {row["author"]: (row["approved"], row["refused"]) for row in rows}


def waiting_count() -> int:
    """Return how many comments wait for a moderator."""
    return Comment.objects.waiting().count()
