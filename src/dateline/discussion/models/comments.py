"""A reader's comment, and the private links of its author."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from dateline.discussion.models.authors import Author
from dateline.pages.models import Story

COMMENT_MAX_CHARS = 4000
NAME_MAX_CHARS = 60


class CommentQuerySet(models.QuerySet["Comment"]):
    """Readers get `visible` and nothing else."""

    def visible(self) -> Self:
        """Return the comments any reader may see, oldest first."""
        return self.filter(state=Comment.State.SHOWN).order_by("submitted_at", "pk")

    def waiting(self) -> Self:
        """Return the comments that wait for a moderator or for the phases, oldest first.

        What no phase could look at is never out of a moderator's sight.
        """
        states = (Comment.State.WAITING, Comment.State.RECEIVED)
        return self.filter(state__in=states).order_by("submitted_at", "pk")

    def received(self) -> Self:
        """Return the comments that no phase has looked at yet, oldest first."""
        return self.filter(state=Comment.State.RECEIVED).order_by("submitted_at", "pk")

    def whose_state_is(self, state: str) -> Self:
        """Return those in a state, among few that another condition finds.

        The state is a word beside each row here and no condition on the column: SQLite takes that
        for the choicest of all, and walks every shown comment of the newsroom.
        """
        is_in_it = Case(When(state=state, then=Value(value=True)), default=None)
        return self.alias(is_in_it=is_in_it).filter(is_in_it=True)


class Comment(models.Model):
    """A reader's comment on one story. Written only by `discussion.services`.

    An answer hangs below `root`, the comment that began its thread, however deep it is; `parent`
    is the comment it answers.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("received, not looked at yet")
        WAITING = "waiting", _("waiting for a moderator")
        SHOWN = "shown", _("shown to readers")
        REFUSED = "refused", _("not published")
        REMOVED = "removed", _("removed after it was shown")
        WITHDRAWN = "withdrawn", _("withdrawn by its author")
        ERASED = "erased", _("erased")

    class Badge(models.TextChoices):
        NONE = "", _("none")
        STAFF = "staff", _("Staff")
        AUTHOR = "author", _("Author")

    # What its author may still change or take back.
    EDITABLE = frozenset({State.RECEIVED, State.WAITING, State.SHOWN})

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    # The indexes below begin with these two: an index of their own would be one too many.
    root = models.ForeignKey(
        "self", null=True, on_delete=models.CASCADE, related_name="answers", db_index=False
    )
    author = models.ForeignKey(
        Author, null=True, on_delete=models.PROTECT, related_name="comments", db_index=False
    )
    author_name = models.CharField(_("name"), max_length=NAME_MAX_CHARS)
    text = models.CharField(_("comment"), max_length=COMMENT_MAX_CHARS)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    # What a signed-in colleague writes as; a guest has none.
    badge = models.CharField(max_length=6, choices=Badge.choices, default=Badge.NONE, blank=True)
    # When a moderator picked it out; None for most.
    picked_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    # When its author showed that the address is theirs; until then anyone may have typed it.
    verified_at = models.DateTimeField(null=True)
    # Whether its author asked to be told of answers; nothing is sent unless it is verified.
    wants_replies = models.BooleanField(default=False)
    # The single-use form it came by: a second press of the button finds this comment again.
    form_hash = models.CharField(max_length=64, unique=True)
    # Keyed hashes for rate limits, repeats and campaigns; never the address, never the words.
    address_hash = models.CharField(max_length=64, blank=True)
    text_hash = models.CharField(max_length=64, blank=True)

    # Of a comment that began a thread: its place in the list, and what hangs below it.
    is_listed = models.BooleanField(default=False)
    shown_replies = models.PositiveIntegerField(default=0)
    # Which answer of its thread it is, from 1: the first page of a thread needs no count.
    reply_number = models.PositiveIntegerField(default=0)
    replies_made = models.PositiveIntegerField(default=0)

    # Goes up with every change: what a person decides about is what that person saw.
    version = models.PositiveIntegerField(default=1)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        permissions = [("moderate_comment", "Can decide about comments")]
        indexes = [
            models.Index(
                fields=["story", "submitted_at", "id"],
                condition=Q(is_listed=True),
                name="comment_roots_by_time",
            ),
            models.Index(
                fields=["story", "-shown_replies", "id"],
                condition=Q(is_listed=True),
                name="comment_roots_by_replies",
            ),
            models.Index(fields=["root", "state", "reply_number"], name="comment_replies"),
            models.Index(fields=["state", "submitted_at", "id"], name="comment_queue"),
            # What came lately, whoever wrote it: a new comment is compared with it.
            models.Index(fields=["-submitted_at"], name="comment_by_time"),
            models.Index(fields=["author", "-submitted_at"], name="comment_by_author"),
            models.Index(fields=["address_hash", "-submitted_at"], name="comment_by_address"),
            models.Index(fields=["text_hash", "-submitted_at"], name="comment_by_text"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} on {self.story_id}, {self.state}"


class PrivateLinkQuerySet(models.QuerySet["PrivateLink"]):
    def valid(self, now: datetime) -> Self:
        """Return the links that still open something at `now`."""
        return self.filter(expires_at__gt=now)


class PrivateLink(models.Model):
    """A link only the author of a comment has. Only the hash of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="private_links")
    expires_at = models.DateTimeField()

    objects = PrivateLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"link to comment {self.comment_id}"
