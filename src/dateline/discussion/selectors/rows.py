"""A story's comments as plain rows, for what is not a page: JSON and Atom.

The same comments as on the page, and of one that is gone only its place.
"""

from collections import defaultdict
from functools import partial
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, QuerySet

from dateline.discussion.models import Comment
from dateline.discussion.selectors.cursors import cursor_of, place_of, sought_behind
from dateline.discussion.selectors.reading import (
    COLUMNS,
    OF_A_COMMENT,
    CommentRow,
    Order,
    answers_below,
    seen,
)
from dateline.pages.models import Story
from dateline.pages.prepared import PreparedQuery, Slot

ROWS_AT_MOST = 500


class RowsPage(NamedTuple):
    """Beginnings, each before its answers, and where to go on from.

    cursor  behind the last thread, or empty
    cut     by the key of a beginning, how many of its answers did not fit
    """

    rows: list[CommentRow]
    cursor: str
    cut: dict[int, int]


def shown_count(story: Story) -> int:
    """Return how many comments a story shows."""
    discussion = getattr(story, "discussion", None)
    return discussion.shown_count if discussion else 0


def comment_rows(
    story: Story, *, order: Order = Order.OLDEST, cursor: str = "", limit: int = ROWS_AT_MOST
) -> RowsPage:
    """Return whole threads up to `limit` comments, in two queries whatever their number.

    Only a thread that is longer than a page by itself is cut; `answer_rows` has the rest.
    """
    if not cursor and limit == ROWS_AT_MOST and shown_count(story) <= limit:
        # What most ask for: all of a discussion that fits.
        begins = seen(_FIRST_BEGINS[order](story=story.pk))
        if sum(1 + row.shown_replies for row in begins) <= limit:
            return RowsPage(_threads(begins, seen(_ALL_ANSWERS(story=story.pk))), "", {})
    by, then = COLUMNS[order]
    listed = Comment.objects.filter(story=story, is_listed=True)
    place = place_of(Comment, cursor, by)

    def page(size: int) -> QuerySet[Comment]:
        if place is None:
            return listed.order_by(by, then)[:size]
        return sought_behind(listed, place, size, by, then)

    begins = _rows(page(limit + 1))
    chosen: list[CommentRow] = []
    room = limit
    for row in begins:
        room -= 1 + row.shown_replies
        if chosen and room < 0:
            break
        chosen.append(row)
    answers = _answers(page(len(chosen)), limit - len(chosen))
    rows: list[CommentRow] = []
    cut: dict[int, int] = {}
    for row in chosen:
        rows += [row, *answers[row.pk]]
        if missing := row.shown_replies - len(answers[row.pk]):
            cut[row.pk] = missing
    has_more = len(chosen) < len(begins)
    return RowsPage(rows, cursor_of(chosen[-1], by) if has_more else "", cut)


def answer_rows(
    story: Story, root_id: int, *, after: int = 0, limit: int = ROWS_AT_MOST
) -> tuple[list[CommentRow], int]:
    """Return answers of one thread of a story, and the number to go on behind, or 0."""
    answers = Comment.objects.filter(
        story=story,
        root=root_id,
        root__is_listed=True,
        state=Comment.State.SHOWN,
        reply_number__gt=after,
    )
    rows = _rows(answers.order_by("reply_number")[: limit + 1])
    return rows[:limit], rows[limit - 1].reply_number if len(rows) > limit else 0


def newest_rows(story: Story, *, limit: int) -> list[CommentRow]:
    """Return the comments that came in last and are shown, the newest first."""
    # By key, which an index of the story's comments has in order; times may tie or be imported.
    shown = Comment.objects.filter(story=story, state=Comment.State.SHOWN).order_by("-pk")
    return _rows(shown[:limit])


def _answers(begins: QuerySet[Comment], room: int) -> dict[int, list[CommentRow]]:
    by_root: dict[int, list[CommentRow]] = defaultdict(list)
    if room > 0:
        # Asked for once more inside: to hand over hundreds of keys costs more.
        answers = answers_below(begins.values("pk"))
        for row in _rows(answers.order_by("root", "reply_number")[:room]):
            by_root[row.root_id or 0].append(row)
    return by_root


def _threads(begins: list[CommentRow], answers: list[CommentRow]) -> list[CommentRow]:
    by_root: dict[int, list[CommentRow]] = defaultdict(list)
    for row in answers:
        by_root[row.root_id or 0].append(row)
    return [row for begin in begins for row in (begin, *by_root[begin.pk])]


def _rows(comments: QuerySet[Comment]) -> list[CommentRow]:
    return seen(comments.values_list(*OF_A_COMMENT))


def _begins(order: Order) -> QuerySet[Any]:
    listed = Comment.objects.filter(story=Slot("story", BigIntegerField()), is_listed=True)
    return listed.order_by(*COLUMNS[order]).values_list(*OF_A_COMMENT)[: ROWS_AT_MOST + 1]


def _answers_of_all() -> QuerySet[Any]:
    answers = Comment.objects.filter(
        story=Slot("story", BigIntegerField()), root__isnull=False, state=Comment.State.SHOWN
    )
    ordered = answers.order_by("root_id", "reply_number")
    return ordered.values_list(*OF_A_COMMENT)[:ROWS_AT_MOST]


_FIRST_BEGINS = {order: PreparedQuery(partial(_begins, order)) for order in Order}
_ALL_ANSWERS = PreparedQuery(_answers_of_all)
