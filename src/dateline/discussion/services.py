"""Everything that changes a comment. Each decision is a row with actor, automation and reason."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from dateline.accounts.models import User
from dateline.discussion import privacy
from dateline.discussion.models import Comment, Decision, PrivateLink, RefusalReason
from dateline.discussion.tickets import Ticket
from dateline.pages.models import Story

State = Comment.State
Act = Decision.Act
Automation = Decision.Automation

PRIVATE_LINK_VALID_FOR = timedelta(days=30)
PRE_MODERATION = "PRE_MODERATION"


class CommentsClosed(Exception):
    """A comment was sent to a story that takes none now."""


class AlreadyDecided(Exception):
    """Someone else has decided about a comment in the meantime; nothing is changed."""

    def __init__(self, comment: Comment) -> None:
        super().__init__(f"The comment is already {comment.get_state_display()}.")


class ReasonNeeded(Exception):
    """A comment was to be refused or removed without a reason; nothing is changed."""

    def __init__(self) -> None:
        super().__init__("A refusal needs a reason: the author has a right to it.")


@dataclass(frozen=True, slots=True)
class Submitted:
    """A stored comment and the token of its private link."""

    comment: Comment
    token: str


def submit_comment(
    *,
    story: Story,
    ticket: Ticket,
    author_name: str,
    email: str,
    text: str,
    client_address: str,
    now: datetime,
) -> Submitted:
    """Store a guest's comment, held for a moderator; the same form a second time stores nothing.

    Raises:
        CommentsClosed: the story is not public, or the comment it answers is not shown.
    """
    if not story.is_public(now):
        raise CommentsClosed
    parent = _parent(story, ticket.parent_id)
    token = privacy.private_token(ticket.nonce)
    form_hash = privacy.form_hash(ticket.nonce)
    try:
        with transaction.atomic():
            comment = Comment.objects.create(
                story=story,
                parent=parent,
                author_name=author_name,
                email_encrypted=privacy.encrypt_email(email) if email else None,
                email_hash=privacy.email_hash(email) if email else "",
                text=text,
                submitted_at=now,
                form_hash=form_hash,
                address_hash=privacy.address_hash(client_address),
            )
            PrivateLink.objects.create(
                token_hash=privacy.token_hash(token),
                comment=comment,
                expires_at=now + PRIVATE_LINK_VALID_FOR,
            )
            _decide(
                comment,
                Act.HELD,
                by=None,
                now=now,
                reason_code=PRE_MODERATION,
                facts="Every comment waits for a moderator.",
            )
    except IntegrityError:
        # The button was pressed twice: the first press stands, and both end at the same link.
        comment = Comment.objects.get(form_hash=form_hash)
    return Submitted(comment, token)


def _parent(story: Story, parent_id: int | None) -> Comment | None:
    if parent_id is None:
        return None
    parent = story.comments.visible().filter(pk=parent_id).first()
    if parent is None:
        raise CommentsClosed
    return parent


@transaction.atomic
def import_comment(
    *,
    story: Story,
    parent: Comment | None,
    author_name: str,
    email: str,
    text: str,
    is_shown: bool,
    submitted_at: datetime,
    external_id: str,
) -> Comment:
    """Store a comment that was made elsewhere, with its own time; a known id changes nothing."""
    comment, is_new = Comment.objects.get_or_create(
        form_hash=privacy.form_hash(external_id),
        defaults={
            "story": story,
            "parent": parent,
            "author_name": author_name,
            "email_encrypted": privacy.encrypt_email(email) if email else None,
            "email_hash": privacy.email_hash(email) if email else "",
            "text": text,
            "state": State.SHOWN if is_shown else State.WAITING,
            "submitted_at": submitted_at,
        },
    )
    if is_new:
        act = Act.APPROVED if is_shown else Act.HELD
        _decide(comment, act, by=None, now=submitted_at, facts="Imported as it stood.")
    return comment


def approve_comment(*, comment: Comment, by: User, now: datetime) -> None:
    """Show a waiting comment to readers.

    Raises:
        AlreadyDecided: it does not wait any more.
    """
    _move(comment, {State.WAITING}, State.SHOWN, Act.APPROVED, by=by, now=now)


def refuse_comment(
    *, comment: Comment, by: User, now: datetime, reason_code: str, facts: str = ""
) -> None:
    """Refuse a waiting comment, or remove one that is shown, for a reason its author is told.

    Raises:
        ReasonNeeded: the reason is none of `RefusalReason`.
        AlreadyDecided: it is neither waiting nor shown.
    """
    if reason_code not in RefusalReason.values:
        raise ReasonNeeded
    was_shown = comment.state == State.SHOWN
    _move(
        comment,
        {State.SHOWN if was_shown else State.WAITING},
        State.REMOVED if was_shown else State.REFUSED,
        Act.REMOVED if was_shown else Act.REFUSED,
        by=by,
        now=now,
        reason_code=reason_code,
        facts=facts,
    )


def restore_comment(*, comment: Comment, by: User, now: datetime) -> None:
    """Show a refused or removed comment after all.

    Raises:
        AlreadyDecided: it is neither.
    """
    _move(comment, {State.REFUSED, State.REMOVED}, State.SHOWN, Act.RESTORED, by=by, now=now)


def withdraw_comment(*, comment: Comment, now: datetime) -> None:
    """Take a comment back by its author's own wish, who holds the private link.

    Raises:
        AlreadyDecided: it is neither waiting nor shown.
    """
    _move(
        comment,
        {State.WAITING, State.SHOWN},
        State.WITHDRAWN,
        Act.WITHDRAWN,
        by=None,
        now=now,
        automation=Automation.NOT_AUTOMATED,
    )


@transaction.atomic
def _move(
    comment: Comment,
    expected: set[State],
    state: State,
    act: Decision.Act,
    *,
    by: User | None,
    now: datetime,
    reason_code: str = "",
    facts: str = "",
    automation: Decision.Automation | None = None,
) -> None:
    """Change the state only if it is still what the person saw: two cannot decide at once."""
    rows = Comment.objects.filter(pk=comment.pk, state__in=expected).update(state=state)
    comment.refresh_from_db()
    if not rows:
        raise AlreadyDecided(comment)
    _decide(
        comment, act, by=by, now=now, reason_code=reason_code, facts=facts, automation=automation
    )


def _decide(
    comment: Comment,
    act: Decision.Act,
    *,
    by: User | None,
    now: datetime,
    reason_code: str = "",
    facts: str = "",
    automation: Decision.Automation | None = None,
) -> None:
    Decision.objects.create(
        comment=comment,
        act=act,
        by=by,
        automation=automation or (Automation.NOT_AUTOMATED if by else Automation.FULLY),
        reason_code=reason_code,
        facts=facts,
        at=now,
    )
