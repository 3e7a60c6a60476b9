"""What the discussion shows inside a story page."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from dateline.discussion import selectors
from dateline.pages.models import NewsSettings, Story
from dateline.pages.selectors import current_settings

COMMENTS_IN_STRUCTURED_DATA = 20


def comments_section(request: HttpRequest, story: Story) -> SafeString:
    """Return the comments under a story, the invitation and the way to the form."""
    newsroom: NewsSettings = current_settings(request)
    context = {"story": story, "thread": _thread(story), "newsroom": newsroom}
    return render_to_string("discussion/section.html", context, request)


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
            for comment in selectors.flat(thread.roots)[:COMMENTS_IN_STRUCTURED_DATA]
        ],
    }


def _thread(story: Story) -> selectors.Thread:
    """Return the thread, asked for once for each story object a request has."""
    if not hasattr(story, "_thread"):
        story._thread = selectors.thread_of(story)
    thread: selectors.Thread = story._thread
    return thread
