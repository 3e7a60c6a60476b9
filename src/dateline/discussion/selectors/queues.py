"""What moderators see: one page of a queue, however long the queue is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from dateline.discussion.models import Comment, ExternalPhase, Report, Signal
from dateline.discussion.selectors.cursors import cursor_of, ordered_behind

State = Comment.State

COMMENTS_ON_A_PAGE = 30
# More are told as “1,000+”: an exact number would cost a look at each.
COUNTED_AT_MOST = 1000
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


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of comments, and the cursor to go on from (empty at the end)."""

    comments: tuple[Comment, ...]
    cursor: str


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
    is_oldest_first = filters.queue in OLDEST_FIRST
    by, then = ("submitted_at", "pk") if is_oldest_first else ("-submitted_at", "-pk")
    wanted = Q()
    for state in QUEUES[filters.queue]:
        part = ordered_behind(matching(filters, state), cursor, by=by, then=then)
        wanted |= Q(pk__in=part.values("pk")[: COMMENTS_ON_A_PAGE + 1])
    found = list(
        Comment.objects.filter(wanted)
        .select_related("story", "parent", "author", "claimed_by")
        .prefetch_related("decisions__by", "signals", "reports")
        .order_by(by, then)[: COMMENTS_ON_A_PAGE + 1]
    )
    page = tuple(found[:COMMENTS_ON_A_PAGE])
    return QueuePage(page, cursor_of(page[-1], by) if len(found) > COMMENTS_ON_A_PAGE else "")


def first_matching(filters: Filters, *, most: int) -> list[Comment]:
    """Return up to `most` comments a moderator asks for, page by page in the queue's order."""
    found: list[Comment] = []
    cursor = ""
    while len(found) < most:
        page = queue_page(filters, cursor)
        found += page.comments
        cursor = page.cursor
        if not cursor:
            break
    return found[:most]


def capped_count(filters: Filters) -> int:
    """Return how many comments match, at most `COUNTED_AT_MOST` + 1."""
    count = 0
    for state in QUEUES[filters.queue]:
        left = COUNTED_AT_MOST + 1 - count
        count += matching(filters, state).order_by().values("pk")[:left].count() if left else 0
    return count


def recent_of(authors: Iterable[int]) -> dict[int, list[Comment]]:
    """Return the newest comments of each author, in one query, by the author's id."""
    wanted, recent = Q(), {author: list[Comment]() for author in authors}
    for author in recent:
        newest = Comment.objects.filter(author=author).order_by("-submitted_at")
        wanted |= Q(pk__in=newest.values("pk")[:RECENT_OF_AN_AUTHOR])
    if recent:
        for comment in Comment.objects.filter(wanted).order_by("-submitted_at", "-pk"):
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
