"""What readers see: a page of a story's comments, the answers to one, and an author's own.

A page costs the same however many comments a story has: it is found by a cursor, its size is
bounded, and nothing is counted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from itertools import starmap
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    F,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from dateline.discussion import privacy
from dateline.discussion.models import Comment, Discussion, ModerationSettings, PrivateLink
from dateline.discussion.selectors.cursors import cursor_of, place_of, sought_behind
from dateline.pages.models import Story
from dateline.pages.prepared import PreparedQuery, Slot
from dateline.pages.selectors import public_stories

THREADS_ON_A_PAGE = 25
# Beneath each beginning on a story's page; all of them are on the page of that thread.
FIRST_REPLIES = 3
REPLIES_ON_A_PAGE = 50
# Of a thread with fewer shown answers than that: all of them.
_ANY_NUMBER = 2**31 - 1
# What the page of a story's comments, and taking one, need of the story and what goes with it.
_NEEDED_OF_A_STORY = (
    *("public_id", "slug", "headline", "language", "published_at", "updated_at"),
    *("live", "killed_at", "paused_at", "replaced_by", "expire_at"),
    *("embargoed_until", "is_embargoed_indefinitely"),
    *("section__comments", "discussion__mode", "discussion__shown_count"),
)


class Order(StrEnum):
    """How the beginnings of threads are sorted; answers always stand in the order of time."""

    OLDEST = "oldest"
    NEWEST = "newest"
    MOST_REPLIED = "replies"


COLUMNS = {
    Order.OLDEST: ("submitted_at", "pk"),
    Order.NEWEST: ("-submitted_at", "-pk"),
    Order.MOST_REPLIED: ("-shown_replies", "pk"),
}


class CommentRow(NamedTuple):
    """One comment as readers may have it; `author_name` and `text` are empty where it is gone.

    No row has an address, a hash or anything else that readers do not see.

    answered_name, answered_state  of the comment it answers; only a page of comments asks for them
    """

    pk: int
    parent_id: int | None
    root_id: int | None
    author_name: str
    text: str
    state: str
    badge: str
    picked_at: datetime | None
    submitted_at: datetime
    edited_at: datetime | None
    shown_replies: int
    reply_number: int
    answered_name: str | None = None
    answered_state: str | None = None

    @property
    def changed_at(self) -> datetime:
        """Return when its words were written."""
        return self.edited_at or self.submitted_at


OF_A_COMMENT = tuple(name for name in CommentRow._fields if name not in CommentRow._field_defaults)


def seen(found: Iterable[Any]) -> list[CommentRow]:
    """Return rows as readers may have them: of a comment that is gone, only its place."""
    shown = Comment.State.SHOWN.value
    return [
        row if row.state == shown else row._replace(author_name="", text="")
        for row in starmap(CommentRow, found)
    ]


@dataclass(slots=True)
class Node:
    """A comment with what answers it.

    `answers` is the name of whom it answers where depth hides that. `more_replies` is how many
    more answers the page of this thread has. A comment that is no longer shown but has answers
    keeps its place as a `Node` without words and name (`is_gone`).
    """

    comment: CommentRow
    replies: list["Node"] = field(default_factory=list)
    answers: str = ""
    more_replies: int = 0

    @property
    def is_gone(self) -> bool:
        """Return whether only its place is left."""
        return self.comment.state != Comment.State.SHOWN


@dataclass(frozen=True, slots=True)
class Thread:
    """A page of shown comments, how many the story shows in all, and the cursor to go on from."""

    roots: tuple[Node, ...]
    count: int
    cursor: str
    mode: str = Discussion.Mode.INHERITED

    def comments(self) -> Iterator[CommentRow]:
        """Yield the shown comments of this page, each before what answers it."""
        for node in self.roots:
            for one in (node, *node.replies):
                if not one.is_gone:
                    yield one.comment


def commented_story(public_id: str, now: datetime) -> Story | None:
    """Return a story anyone may read at `now`, with what its comments need of it."""
    return next(iter(_commented(public_id=public_id, now=now)), None)


def _commented_query() -> QuerySet[Story]:
    now: Any = Slot("now", DateTimeField())
    stories = public_stories(now).order_by().select_related("section", "discussion")
    return stories.filter(public_id=Slot("public_id", CharField())).only(*_NEEDED_OF_A_STORY)


_commented = PreparedQuery(_commented_query)


def thread_of(story: Story, *, order: Order = Order.OLDEST, cursor: str = "") -> Thread:
    """Return one page of a story's comments, two deep, in one query besides the story's own.

    An answer to an answer stands beside it and names whom it answers. A cursor that is none of
    ours begins at the beginning.
    """
    by, _then = COLUMNS[order]
    place = place_of(Comment, cursor, by)
    if place is None:
        found = _FIRST_PAGES[order](story=story.pk)
    else:
        found = _LATER_PAGES[order](story=story.pk, value=place[0], pk=place[1])
    discussion = getattr(story, "discussion", None)
    roots, replies = list[CommentRow](), list[CommentRow]()
    for comment in seen(found):
        (replies if comment.root_id else roots).append(comment)
    roots.sort(key=lambda root: _place(root, order), reverse=order != Order.OLDEST)
    nodes = _nodes(roots[:THREADS_ON_A_PAGE], replies)
    has_more = len(roots) > THREADS_ON_A_PAGE
    return Thread(
        roots=nodes,
        count=discussion.shown_count if discussion else 0,
        cursor=cursor_of(nodes[-1].comment, by) if has_more else "",
        mode=discussion.mode if discussion else Discussion.Mode.INHERITED,
    )


def _page(order: Order, *, is_first: bool) -> QuerySet[Any]:
    """Return the beginnings of a page and the first answers to each: one query for both."""
    by, then = COLUMNS[order]
    listed = Comment.objects.filter(story=Slot("story", BigIntegerField()), is_listed=True)
    page: QuerySet[Comment]
    if is_first:
        page = listed.order_by(by, then)[: THREADS_ON_A_PAGE + 1]
    else:
        column: Any = Comment._meta.get_field(by.removeprefix("-"))
        place = Slot("value", column), Slot("pk", BigIntegerField())
        page = sought_behind(listed, place, THREADS_ON_A_PAGE + 1, by, then)
    begins = Comment.objects.filter(pk__in=page.values("pk"))
    # Not one condition with an “or”: each half goes by its own index.
    return _with_names(begins).union(_with_names(_first_answers(begins), "answers__"), all=True)


# What most readers ask for, and what they ask for next.
_FIRST_PAGES, _LATER_PAGES = (
    {order: PreparedQuery(partial(_page, order, is_first=is_first)) for order in Order}
    for is_first in (True, False)
)


def _first_answers(begins: QuerySet[Comment]) -> QuerySet[Comment]:
    """Return beginnings with as many shown answers joined to each as a story's page has.

    Not by their numbers alone: the first three of a thread may all have been refused.
    """
    shown = Comment.objects.filter(root=OuterRef("pk"), state=Comment.State.SHOWN)
    numbers = shown.order_by("reply_number").values("reply_number")
    last = Subquery(numbers[FIRST_REPLIES - 1 : FIRST_REPLIES])
    return begins.filter(
        answers__state=Comment.State.SHOWN,
        answers__reply_number__lte=Coalesce(last, _ANY_NUMBER),
    )


def answers_below(begins: QuerySet[Any]) -> QuerySet[Comment]:
    """Return the shown answers of some beginnings."""
    return Comment.objects.filter(root__in=begins, state=Comment.State.SHOWN)


def answers_to(root: Comment, *, after: int = 0) -> tuple[Node, int]:
    """Return a beginning with one page of its answers, and the number to go on behind, or 0."""
    answers = root.answers.filter(state=Comment.State.SHOWN, reply_number__gt=after)
    found = seen(_with_names(answers.order_by("reply_number"))[: REPLIES_ON_A_PAGE + 1])
    (node,) = _nodes(seen([attrgetter(*OF_A_COMMENT)(root)]), found[:REPLIES_ON_A_PAGE])
    node.more_replies = 0
    return node, found[-2].reply_number if len(found) > REPLIES_ON_A_PAGE else 0


def comment_by_private_token(token: str, *, now: datetime) -> Comment | None:
    """Return the comment a private link opens, or None when it opens nothing now."""
    link = (
        PrivateLink.objects.valid(now)
        .select_related("comment__story")
        .filter(token_hash=privacy.token_hash(token))
        .first()
    )
    return link.comment if link else None


def editable_until(
    comment: Comment, rules: ModerationSettings, *, now: datetime
) -> datetime | None:
    """Return until when its author may change a comment's text, or None if that is over."""
    until = comment.submitted_at + timedelta(minutes=rules.edit_minutes)
    is_editable = comment.state in Comment.EDITABLE and now < until
    return until if is_editable else None


def _place(root: CommentRow, order: Order) -> tuple[object, int]:
    if order is Order.MOST_REPLIED:
        return root.shown_replies, -root.pk
    return root.submitted_at, root.pk


def _with_names(comments: QuerySet[Comment], those: str = "") -> QuerySet[Any]:
    """Ask for rows with the name and the state of whom each answers; no more of that one.

    those  the way to the comments that are meant, from those of the query
    """
    named = comments.annotate(
        answered_name=F(f"{those}parent__author_name"), answered_state=F(f"{those}parent__state")
    )
    columns = (f"{those}{name}" for name in OF_A_COMMENT)
    return named.values_list(*columns, "answered_name", "answered_state")


def _nodes(roots: list[CommentRow], replies: list[CommentRow]) -> tuple[Node, ...]:
    nodes = {root.pk: Node(root) for root in roots}
    for reply in sorted(replies, key=attrgetter("reply_number")):
        node = nodes.get(reply.root_id or 0)
        if node is None:  # an answer to the beginning that only tells there is a next page
            continue
        answers = ""
        if reply.parent_id != reply.root_id and reply.answered_state == Comment.State.SHOWN:
            answers = reply.answered_name or ""
        node.replies.append(Node(reply, answers=answers))
    for root in roots:
        nodes[root.pk].more_replies = root.shown_replies - len(nodes[root.pk].replies)
    return tuple(nodes.values())
