"""Whether a comment comes from a colleague who is signed in at the desk, as what, and as whom."""

import re

from django.http import HttpRequest

from dateline.accounts.models import User
from dateline.discussion.models import NAME_MAX_CHARS, Comment
from dateline.discussion.wording import clean_name
from dateline.pages.models import Story

Badge = Comment.Badge

ENTER_DESK = "wagtailadmin.access_admin"
CHANGE_STORY = "dateline_pages.change_story"


def badges_for(request: HttpRequest, story: Story) -> tuple[Comment.Badge, ...]:
    """Return the badges that whoever sends this may write with below a story; a reader has none.

    Author is who may edit stories or is named in the byline, and writes under their own name.
    """
    user = _colleague(request)
    if user is None:
        return ()
    name = _name(user)
    is_author = name and (user.has_perm(CHANGE_STORY) or _words(name) in _words(story.byline))
    return (Badge.STAFF, Badge.AUTHOR) if is_author else (Badge.STAFF,)


def badge_of(request: HttpRequest, story: Story) -> Comment.Badge:
    """Return the badge of a comment: one that was asked for, if it may be, and else the first."""
    badges = badges_for(request, story)
    asked = request.POST.get("badge")
    return next((badge for badge in badges if badge == asked), badges[0] if badges else Badge.NONE)


def name_of(request: HttpRequest) -> str:
    """Return a colleague's public name, or else the full one; a reader has none here."""
    user = _colleague(request)
    return _name(user) if user else ""


def _colleague(request: HttpRequest) -> User | None:
    """Return who may enter the desk, if it is one of them who sends this."""
    user = request.user
    return user if isinstance(user, User) and user.has_perm(ENTER_DESK) else None


def _name(user: User) -> str:
    return clean_name(user.public_name or user.get_full_name())[:NAME_MAX_CHARS]


def _words(text: str) -> str:
    """Return the words of a name or byline, to be found whole in one another."""
    words = re.findall(r"\w+", text.casefold())
    return f" {' '.join(words)} "
