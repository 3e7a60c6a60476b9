"""What a mail says: made when it is sent, from what is true then. Nothing of it is kept.

No mail carries a reader's words or name: nobody can have us send a text of theirs to a stranger.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from dateline.discussion.mail_links import Purpose, link_for
from dateline.discussion.models import Comment, Decision, Mail, ModerationSettings, RefusalReason
from dateline.pages.languages import spoken_by_default

State = Comment.State
Act = Decision.Act

HEADLINE_CHARS = 100


@dataclass(frozen=True, slots=True)
class Words:
    """A mail without its address."""

    subject: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)


def words_of(mail: Mail, *, now: datetime) -> Words | None:
    """Return what a mail says; None if there is no reason to send it any more."""
    with spoken_by_default():
        return MAKERS[Mail.Kind(mail.kind)](mail, now)


def _verify(mail: Mail, now: datetime) -> Words | None:
    comment = mail.comment
    if comment is None or not may_be_verified(comment):
        return None
    return _words(
        "verify",
        _("Is this comment yours?"),
        headline=_headline(comment),
        wants_replies=comment.wants_replies,
        link=link_for(Purpose.VERIFY, comment.pk, now=now),
    )


def may_be_verified(comment: Comment) -> bool:
    """Return whether a comment was sent with an address that nobody proved yet."""
    is_gone = comment.state in (State.WITHDRAWN, State.ERASED)
    return comment.author_id is not None and comment.verified_at is None and not is_gone


def _reply(mail: Mail, now: datetime) -> Words | None:
    answer = mail.comment
    answered = answer.parent if answer else None
    if answer is None or answered is None or not may_be_told(answer, now=now):
        return None
    page = reverse("discussion:thread", args=[answer.story.public_id, answer.pk])
    unsubscribe = link_for(Purpose.UNSUBSCRIBE, mail.author_id, now=now)
    return _words(
        "reply",
        _("An answer to your comment"),
        headers={
            # Source: RFC 8058, section 3.1.
            "List-Unsubscribe": f"<{unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        headline=_headline(answer),
        link=f"{settings.BASE_URL}{page}",
        unsubscribe=unsubscribe,
    )


def may_be_told(answer: Comment, *, now: datetime) -> bool:
    """Return whether the author of what was answered asked for it, and may be told now."""
    answered = answer.parent
    return (
        answered is not None
        and answered.wants_replies
        and answered.verified_at is not None
        and answered.author_id is not None
        and answered.author_id != answer.author_id
        and answered.state == State.SHOWN
        and answer.state == State.SHOWN
        and answer.story.is_public(now)
    )


def _decision(mail: Mail, _now: datetime) -> Words | None:
    comment = mail.comment
    if comment is None or comment.state not in (State.REFUSED, State.REMOVED):
        return None
    decision = comment.decisions.filter(act__in=(Act.REFUSED, Act.REMOVED)).last()
    if decision is None:
        return None
    code = decision.reason_code
    return _words(
        "decision",
        _("About your comment"),
        headline=_headline(comment),
        sent_at=comment.submitted_at,
        is_removed=decision.act == Act.REMOVED,
        reason=RefusalReason(code).label if code in RefusalReason.values else "",
        # Of a phase these are its own codes, which say nothing to a reader.
        facts=decision.facts if decision.by_id else "",
        is_automated=decision.automation == Decision.Automation.FULLY,
        was_marked=decision.automation == Decision.Automation.PARTIALLY,
        complaints=ModerationSettings.of_newsroom().complaints,
    )


def _own_data(mail: Mail, now: datetime) -> Words | None:
    link = link_for(Purpose.OWN_DATA, mail.author_id, now=now)
    return _words("own_data", _("Your comments and your data"), link=link)


def _sign_in(mail: Mail, now: datetime) -> Words | None:
    story = mail.story.public_id if mail.story else ""
    link = link_for(Purpose.SIGN_IN, mail.author_id, now=now, story=story)
    return _words("sign_in", _("Sign in"), link=link)


MAKERS: dict[Mail.Kind, Callable[[Mail, datetime], Words | None]] = {
    Mail.Kind.VERIFY: _verify,
    Mail.Kind.REPLY: _reply,
    Mail.Kind.DECISION: _decision,
    Mail.Kind.OWN_DATA: _own_data,
    Mail.Kind.SIGN_IN: _sign_in,
}


def _words(
    template: str, subject: str, *, headers: Mapping[str, str] | None = None, **context: Any
) -> Words:
    site_name = " ".join(Site.objects.get(is_default_site=True).site_name.split())
    text = render_to_string(f"discussion/mails/{template}.txt", context | {"site_name": site_name})
    return Words(f"{subject} – {site_name}", text, headers or {})


def _headline(comment: Comment) -> str:
    headline = " ".join(comment.story.headline.split())
    return headline if len(headline) <= HEADLINE_CHARS else f"{headline[: HEADLINE_CHARS - 1]}…"
