"""Which room shows what inside another's pages. Only the project knows both."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dateline.desk import slots as desk
from dateline.discussion import selectors
from dateline.discussion.rendering import comment_properties, comments_section
from dateline.discussion.views.room import guard
from dateline.pages import slots
from dateline.pages.models import Story


def fill() -> None:
    """Fill the slots that the story page and the desk's first page offer."""
    slots.add_section(comments_section)
    slots.add_properties(comment_properties)
    slots.add_columns("discussion__mode", "discussion__shown_count")
    desk.add_waits(comments_that_wait)
    desk.add_ways(comments_on)


def comments_that_wait(user: AbstractBaseUser | AnonymousUser) -> list[desk.Waits]:
    """Return how many comments wait for a moderator, for those who may decide about them."""
    if not user.has_perm(guard.PERMISSION):  # type: ignore[union-attr]
        return []
    address = reverse("discussion_queue")
    return [desk.Waits(selectors.waiting_count(), _("comments awaiting moderation"), address)]


def comments_on(user: AbstractBaseUser | AnonymousUser, story: Story) -> list[desk.Way]:
    """Return the way to a story's comments, and to whether it takes any, for moderators."""
    if not user.has_perm(guard.PERMISSION):  # type: ignore[union-attr]
        return []
    address = f"{reverse('discussion_queue')}?queue=all&story={story.pk}"
    return [desk.Way(_("Its comments"), address)]
