"""A story's comments as JSON, and how many they are: what the page shows, and nothing more."""

from collections.abc import Iterable

# What `json.dumps` writes a text with, as UTF-8.
from json.encoder import encode_basestring as _text
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext
from ninja import NinjaAPI, Status

from dateline.api.schemas import AnswersOut, CommentsOut, CountOut, Problem
from dateline.api.views import open_to_all, story_or_problem
from dateline.discussion.models import Comment
from dateline.discussion.selectors import (
    ROWS_AT_MOST,
    CommentRow,
    Order,
    answer_rows,
    comment_rows,
    commented_story,
    shown_count,
)
from dateline.pages import clock
from dateline.pages.keeping import may_be_kept
from dateline.pages.languages import speak
from dateline.pages.models import Story

PROBLEMS = {404: Problem, 410: Problem, 503: Problem}


def register(api: NinjaAPI) -> None:
    """Add the addresses to an API."""
    path = "/stories/{public_id}/comments"
    api.get(path, response={200: CommentsOut} | PROBLEMS, summary="The comments of a story")(
        list_comments
    )
    api.get(
        f"{path}/count",
        response={200: CountOut} | PROBLEMS,
        summary="How many comments a story shows",
    )(count_comments)
    api.get(
        f"{path}/{{comment_id}}/answers",
        response={200: AnswersOut} | PROBLEMS,
        summary="The answers in one thread",
    )(list_answers)


def list_comments(
    request: HttpRequest,
    response: HttpResponse,
    public_id: str,
    sort: Order = Order.OLDEST,
    cursor: str = "",
    limit: int = ROWS_AT_MOST,
) -> Any:
    """Give whole threads, the beginning of each before its answers."""
    story = _story(public_id)
    if isinstance(story, Status):
        open_to_all(response)
        return story
    page = comment_rows(story, order=sort, cursor=cursor, limit=_size(limit))
    comments = _comments(request, story, page.rows, page.cut)
    return _answer(
        story,
        f'{{"count": {shown_count(story)}, "comments": {comments},'
        f' "next": {_text_or_null(page.cursor)}}}',
    )


def list_answers(
    request: HttpRequest,
    response: HttpResponse,
    public_id: str,
    comment_id: int,
    after: int = 0,
    limit: int = ROWS_AT_MOST,
) -> Any:
    """Give the answers behind number `after`, in the order of time."""
    story = _story(public_id)
    if isinstance(story, Status):
        open_to_all(response)
        return story
    if not 0 <= comment_id < 2**63 or not 0 <= after < 2**31:
        return _answer(story, '{"comments": [], "next": null}')
    rows, go_on = answer_rows(story, comment_id, after=after, limit=_size(limit))
    comments = _comments(request, story, rows, {})
    return _answer(story, f'{{"comments": {comments}, "next": {go_on or "null"}}}')


def count_comments(
    request: HttpRequest, response: HttpResponse, public_id: str, seen: int = 0
) -> Any:
    """Give the count, and how many that is more than the `seen` of whoever asks."""
    story = _story(public_id)
    if isinstance(story, Status):
        open_to_all(response)
        return story
    count = shown_count(story)
    new = max(count - max(seen, 0), 0)
    words = _text(_new_comments(request, new))
    return _answer(story, f'{{"count": {count}, "new": {new}, "words": {words}}}')


def _new_comments(request: HttpRequest, new: int) -> str:
    if not new:
        return ""
    speak(request)
    return ngettext("%(n)d new comment", "%(n)d new comments", new) % {"n": new}


def _story(public_id: str) -> Story | Status[Any]:
    now = clock.now()
    return commented_story(public_id, now) or story_or_problem(public_id, now)


def _size(limit: int) -> int:
    return min(max(limit, 1), ROWS_AT_MOST)


def _comments(
    request: HttpRequest, story: Story, rows: Iterable[CommentRow], cut: dict[int, int]
) -> str:
    """Return rows as a JSON list.

    Written as text, each row by one format: to make a dictionary of each of 500 comments and then
    to write those takes twice as long.
    """
    address = request.build_absolute_uri(reverse("discussion:comments", args=[story.public_id]))
    written = (
        f'{{"id": {row.pk}, "url": {_text(f"{address}{row.pk}/")},'
        f' "parent": {row.parent_id or "null"},'
        f' "state": "{row.state if row.state in STATES else "held"}",'
        f' "author": {_text(row.author_name) if row.state == _SHOWN else "null"},'
        f' "badge": {_text_or_null(row.badge)},'
        f' "text": {_text(row.text) if row.state == _SHOWN else "null"},'
        f' "submitted_at": "{row.submitted_at.isoformat()}",'
        f' "edited_at": {_text_or_null(row.edited_at.isoformat() if row.edited_at else "")},'
        f' "picked": {"true" if row.picked_at else "false"}, "answers": {row.shown_replies},'
        f' "answers_left_out": {cut.get(row.pk, 0)}}}'
        for row in rows
    )
    return f"[{', '.join(written)}]"


def _text_or_null(text: str) -> str:
    return _text(text) if text else "null"


# What a place in a thread says of itself; whatever else a comment waits for is the newsroom's.
STATES = frozenset(
    state.value
    for state in (
        Comment.State.SHOWN,
        Comment.State.REMOVED,
        Comment.State.WITHDRAWN,
        Comment.State.ERASED,
    )
)


_SHOWN = Comment.State.SHOWN.value


def _answer(story: Story, written: str) -> HttpResponse:
    """Send it as it is: to check each of 500 comments against a schema costs more than the rest."""
    response = HttpResponse(written, content_type="application/json; charset=utf-8")
    open_to_all(response)
    response["X-Robots-Tag"] = "noindex"  # the page is what search engines should show
    return may_be_kept(response, story, now=clock.now())
