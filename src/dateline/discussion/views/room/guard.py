"""Who is let into the moderators' room, and the frame that its pages share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from dateline.accounts.models import User
from dateline.discussion.views.calm import calm

PERMISSION = "dateline_discussion.moderate_comment"

View = Callable[..., HttpResponseBase]


def moderators_only(view: View) -> View:
    """Let in who may decide about comments, and nobody else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return calm(view)(request, *args, **kwargs)

    return guarded


def moderator_of(request: HttpRequest) -> User:
    """Return who is signed in.

    Raises:
        PermissionDenied: nobody is.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def page_context(title: str) -> dict[str, Any]:
    """Return what the frame of every page of this room needs."""
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("discussion_queue"), "label": _("Comments")},
    ]
    if title != _("Comments"):
        crumbs.append({"url": "", "label": title})
    return {
        "header_title": title,
        "page_title": title,
        "header_icon": "comment",
        "breadcrumbs_items": crumbs,
    }
