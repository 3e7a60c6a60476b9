"""Taking comments in: a guest's form, and what was written elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import IntegrityError, transaction

from dateline.discussion import privacy
from dateline.discussion.models import Account, Comment, Decision, PrivateLink
from dateline.discussion.services.accounts import rename_account
from dateline.discussion.services.authors import Found, author_of, find_author
from dateline.discussion.services.counting import count_shown, next_reply_number
from dateline.discussion.services.deciding import record_decision
from dateline.discussion.services.outbox import lay_verification
from dateline.discussion.signals import comment_received
from dateline.discussion.tickets import Ticket
from dateline.discussion.together import Together
from dateline.pages.models import Story
from dateline.pages.prepared import PreparedInsert

State = Comment.State
Act = Decision.Act

PRIVATE_LINK_VALID_FOR = timedelta(days=30)

_add_comments = PreparedInsert(Comment)
_add_links = PreparedInsert(PrivateLink)


class CommentsClosed(Exception):
    """A comment was sent to a story that takes none now."""


class AnsweredIsGone(CommentsClosed):
    """The comment that one answers is not shown any more."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """A stored comment and the token of its private link."""

    comment: Comment
    token: str


@dataclass(frozen=True, slots=True)
class _Sent:
    """A comment that is about to be stored, without an author yet.

    email    whose address its author is known by; empty for an account's own, or without one
    account  of a reader who signed in
    """

    comment: Comment
    token_hash: str
    email: str
    account: Account | None


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

    What is returned then has the words that were stored, which may be others than `text`.

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
    comment = Comment(
        story=story,
        parent=parent,
        author=account.author if account else None,
        author_name=author_name,
        text=text,
        badge=badge,
        submitted_at=now,
        verified_at=now if account else None,
        wants_replies=wants_replies,
        form_hash=privacy.form_hash(ticket.nonce),
        address_hash=privacy.address_hash(client_address),
        text_hash=privacy.text_hash(text),
    )
    sent = _Sent(comment, privacy.token_hash(token), "" if account else email, account)
    # An answer locks the thread it is for. Who locks one thing only waits for nobody in a circle.
    (stored,) = _store([sent]) if parent else [_STORING(sent)]
    return Submitted(stored, token)


def _store(several: Sequence[_Sent]) -> list[Comment]:
    """Store comments in one transaction, which is on the disk when this returns."""
    try:
        with transaction.atomic():
            _add(several)
    except IntegrityError:
        if len(several) > 1:
            return [comment for sent in several for comment in _store([sent])]
        # The button was pressed twice: the first press stands, and both end at the same link.
        return [Comment.objects.get(form_hash=several[0].comment.form_hash)]
    return [sent.comment for sent in several]


def _add(several: Sequence[_Sent]) -> None:
    writers: dict[str, Found | None] = {}
    # Several servers lock authors in one order, so that none waits for another in a circle.
    for sent in sorted(several, key=lambda sent: privacy.email_hash(sent.email)):
        comment = sent.comment
        for name, value in _place(comment.parent).items():
            setattr(comment, name, value)
        if writer := find_author(sent.email, now=comment.submitted_at):
            comment.author = writer.author
            writers[comment.form_hash] = writer
    _add_comments([sent.comment for sent in several])
    _add_links(
        [
            PrivateLink(
                token_hash=sent.token_hash,
                comment=sent.comment,
                expires_at=sent.comment.submitted_at + PRIVATE_LINK_VALID_FOR,
            )
            for sent in several
        ]
    )
    for sent in several:
        comment, account = sent.comment, sent.account
        if writer := writers.get(comment.form_hash):
            lay_verification(comment, writer, now=comment.submitted_at)
        elif account and not account.name:
            rename_account(account=account, name=comment.author_name)
        transaction.on_commit(partial(comment_received.send, sender=Comment, comment=comment))


_STORING: Together[_Sent, Comment] = Together(_store)


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
