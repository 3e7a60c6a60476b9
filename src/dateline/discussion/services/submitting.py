"""Taking comments in: a guest's form, and what was written elsewhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import IntegrityError, transaction

from dateline.discussion import privacy
from dateline.discussion.models import Account, Comment, Decision, PrivateLink
from dateline.discussion.services.accounts import rename_account
from dateline.discussion.services.authors import author_of, find_author
from dateline.discussion.services.counting import count_shown, next_reply_number
from dateline.discussion.services.deciding import record_decision
from dateline.discussion.services.outbox import lay_verification
from dateline.discussion.signals import comment_received
from dateline.discussion.tickets import Ticket
from dateline.pages.models import Story
from dateline.pages.prepared import PreparedInsert

State = Comment.State
Act = Decision.Act

PRIVATE_LINK_VALID_FOR = timedelta(days=30)

_add_comment = PreparedInsert(Comment)
_add_link = PreparedInsert(PrivateLink)


class CommentsClosed(Exception):
    """A comment was sent to a story that takes none now."""


class AnsweredIsGone(CommentsClosed):
    """The comment that one answers is not shown any more."""


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
    badge: Comment.Badge = Comment.Badge.NONE,
    wants_replies: bool = False,
    account: Account | None = None,
) -> Submitted:
    """Store a comment for the phases; the same form a second time stores nothing.

    badge    what a signed-in colleague writes as
    account  of a reader who signed in: the comment is theirs at once, whatever `email` says

    Raises:
        CommentsClosed: the story is not public.
        AnsweredIsGone: the comment it answers is not shown.
    """
    if not story.is_public(now):
        raise CommentsClosed
    parent = _parent(story, ticket.parent_id)
    token = privacy.private_token(ticket.nonce)
    form_hash = privacy.form_hash(ticket.nonce)
    try:
        with transaction.atomic():
            place = _place(parent)
            writer = None if account else find_author(email, now=now)
            known = writer or account
            comment = Comment(
                story=story,
                **place,
                author=known.author if known else None,
                author_name=author_name,
                text=text,
                badge=badge,
                submitted_at=now,
                verified_at=now if account else None,
                wants_replies=wants_replies,
                form_hash=form_hash,
                address_hash=privacy.address_hash(client_address),
                text_hash=privacy.text_hash(text),
            )
            _add_comment(comment)
            expires_at = now + PRIVATE_LINK_VALID_FOR
            token_hash = privacy.token_hash(token)
            _add_link(PrivateLink(token_hash=token_hash, comment=comment, expires_at=expires_at))
            if writer is not None:
                lay_verification(comment, writer, now=now)
            elif account and not account.name:
                rename_account(account=account, name=author_name)
            transaction.on_commit(partial(comment_received.send, sender=Comment, comment=comment))
    except IntegrityError:
        # The button was pressed twice: the first press stands, and both end at the same link.
        comment = Comment.objects.get(form_hash=form_hash)
    return Submitted(comment, token)


def _parent(story: Story, parent_id: int | None) -> Comment | None:
    if parent_id is None:
        return None
    parent = story.comments.visible().filter(pk=parent_id).select_related("root").first()
    if parent is None:
        raise AnsweredIsGone
    return parent


def _place(parent: Comment | None) -> dict[str, object]:
    """Return where a new comment hangs: below the beginning of its thread, in its turn."""
    if parent is None:
        return {"parent": None}
    root = parent.root or parent
    return {"parent": parent, "root": root, "reply_number": next_reply_number(root)}


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
    form_hash = privacy.form_hash(external_id)
    if known := Comment.objects.filter(form_hash=form_hash).first():
        return known
    comment = Comment.objects.create(
        story=story,
        **_place(parent),
        author=author_of(email, now=submitted_at),
        author_name=author_name,
        text=text,
        state=State.SHOWN if is_shown else State.WAITING,
        submitted_at=submitted_at,
        form_hash=form_hash,
        text_hash=privacy.text_hash(text),
    )
    if is_shown:
        count_shown(comment, 1)
    record_decision(comment, Act.IMPORTED, by=None, now=submitted_at)
    return comment
