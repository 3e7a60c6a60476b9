"""Whether a comment comes from a colleague who is signed in at the desk, and as what."""

from django.http import HttpRequest

from dateline.discussion.models import Comment

Badge = Comment.Badge


def is_colleague(request: HttpRequest) -> bool:
    """Return whether whoever sends this may enter the desk."""
    return request.user.has_perm("wagtailadmin.access_admin")


def badge_of(request: HttpRequest) -> Comment.Badge:
    """Return the badge of a comment: none for a reader, whatever the form says."""
    if not is_colleague(request):
        return Badge.NONE
    return Badge.AUTHOR if request.POST.get("badge") == Badge.AUTHOR else Badge.STAFF
