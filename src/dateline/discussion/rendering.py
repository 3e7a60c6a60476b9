"""What the discussion shows inside a story page."""

from datetime import datetime
from itertools import islice
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dateline.discussion import selectors
from dateline.discussion.models import Discussion
from dateline.discussion.thread_html import ThreadWriter
from dateline.pages import clock
from dateline.pages.models import Correction, NewsSettings, Story
from dateline.pages.selectors import current_settings

COMMENTS_IN_STRUCTURED_DATA = 20
ORDER_LABELS = (
    (selectors.Order.OLDEST, _("Oldest")),
    (selectors.Order.NEWEST, _("Newest")),
    (selectors.Order.MOST_REPLIED, _("Most replied")),
)


def comments_section(request: HttpRequest, story: Story) -> SafeString:
    """Return the comments under a story, the invitation and the way to the form."""
    newsroom: NewsSettings = current_settings(request)
    thread = _thread(story)
    context = thread_context(story, thread, newsroom, now=clock.now())
    return render_to_string("discussion/section.html", context, request)


def thread_context(
    story: Story, thread: selectors.Thread, newsroom: NewsSettings, *, now: datetime
) -> dict[str, Any]:
    """Return what the templates show of a page of comments."""
    mode = selectors.mode_of(story, newsroom, now=now, own=thread.mode)
    is_open = mode != Discussion.Mode.CLOSED
    return {
        "story": story,
        "thread": thread,
        "newsroom": newsroom,
        "is_open": is_open,
        "comments_html": ThreadWriter(
            story, is_open=is_open, corrected_at=_corrected_at(story)
        ).write(thread.roots),
        "orders": ORDER_LABELS,
    }


def _corrected_at(story: Story) -> datetime | None:
    """Return when a story was corrected last; the story page has its corrections already."""
    # A story that never changed has none, and is not asked for any.
    corrections = story.shown_corrections if story.updated_at else []
    kind = Correction.Kind.CORRECTION
    return next((one.made_at for one in corrections if one.kind == kind), None)


def comment_properties(story: Story) -> dict[str, Any]:
    """Return the comments as schema.org has them. Source: schema.org Comment."""
    thread = _thread(story)
    if not thread.count:
        return {}
    return {
        "commentCount": thread.count,
        "comment": [
            {
                "@type": "Comment",
                "text": comment.text,
                "datePublished": comment.submitted_at.isoformat(),
                "author": {"@type": "Person", "name": comment.author_name},
            }
            for comment in islice(thread.comments(), COMMENTS_IN_STRUCTURED_DATA)
        ],
    }


def _thread(story: Story) -> selectors.Thread:
    """Return the thread, asked for once for each story object a request has."""
    if not hasattr(story, "_thread"):
        story._thread = selectors.thread_of(story)
    thread: selectors.Thread = story._thread
    return thread
