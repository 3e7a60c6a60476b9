"""What the phases are told: a newsroom's rules as steps, and a comment with what is known of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Count, Q

from dateline.core.moderation import Author, Decision, Phase, Step, Submission, WordList
from dateline.core.moderation.hosts import listed_domain
from dateline.core.moderation.phases import (
    AuthorHistory,
    Length,
    Links,
    ListedWords,
    MailDomain,
    NewCommenter,
    OffTopic,
    Open,
    Pace,
    PreModeration,
    RepeatedText,
    SameShape,
    Scores,
    Standing,
)
from dateline.core.scoring import Attribute, Topic
from dateline.core.scoring.correction import Correction, scorer_version
from dateline.discussion import privacy
from dateline.discussion.earlier import EarlierComments
from dateline.discussion.models import (
    COMMENT_MAX_CHARS,
    Comment,
    Contact,
    Discussion,
    ModerationSettings,
    OnFault,
    RuleList,
)
from dateline.discussion.models import Author as Row
from dateline.discussion.selectors import mode_of, rule_lists
from dateline.pages.models import NewsSettings

# Texts in, the scores of each out: none for a language it does not know, None for no answer.
Scorer = Callable[[Sequence[str]], Sequence[Mapping[Attribute, float] | None]]
State = Comment.State

STAFF = "staff"
LATELY = timedelta(days=7)


def steps_of(rules: ModerationSettings) -> tuple[Step, ...]:
    """Return the phases in their order, with a newsroom's rules in them."""
    lists = {kind: row.lines() for kind, row in rule_lists().items()}
    kind = RuleList.Kind
    words, domains = words_of(lists), domains_of(lists)

    def step(phase: Phase) -> Step:
        return Step(phase, spares=_spared(phase.name, rules))

    return (
        step(Length(most_chars=COMMENT_MAX_CHARS)),
        step(Open()),
        step(Standing()),
        step(Pace()),
        step(RepeatedText()),
        step(ListedWords(banned=words(kind.BANNED_WORDS), suspect=words(kind.SUSPECT_WORDS))),
        step(
            Links(
                most=rules.links_allowed,
                held_domains=domains(kind.HELD_DOMAINS),
                refused_domains=domains(kind.REFUSED_DOMAINS),
            )
        ),
        scores_step(rules),
        step(NewCommenter(approved_needed=rules.approvals_needed)),
        step(AuthorHistory()),
        step(
            MailDomain(
                held=domains(kind.HELD_DOMAINS),
                refused=domains(kind.REFUSED_DOMAINS),
                disposable=domains(kind.DISPOSABLE_DOMAINS),
                holds_aliases=rules.holds_address_aliases,
            )
        ),
        step(OffTopic()),
        step(SameShape()),
        step(PreModeration()),
    )


def _spared(phase: str, rules: ModerationSettings) -> frozenset[str]:
    """Return which roles a newsroom spares a phase."""
    return frozenset({STAFF}) if phase in rules.spared else frozenset()


def scores_step(rules: ModerationSettings) -> Step:
    """Return the phase that asks the scorer, with a newsroom's thresholds."""
    thresholds = {
        Attribute.TOXICITY: rules.toxicity_held_from,
        Attribute.THREAT: rules.threat_held_from,
        Attribute.IDENTITY_ATTACK: rules.identity_attack_held_from,
        Attribute.SPAM: rules.spam_held_from,
    }
    holds = rules.on_scorer_fault == OnFault.HOLD
    phase = Scores(thresholds=thresholds)
    if (correction := _correction(rules)) is not None:
        version = f"{phase.version}+local-{rules.correction_id}"
        phase = replace(phase, correction=correction, version=version)
    return Step(
        phase,
        spares=_spared(phase.name, rules),
        on_fault=Decision.HOLD if holds else Decision.SIGNAL,
    )


def _correction(rules: ModerationSettings) -> Correction | None:
    """Return the correction in use, if it stands beside the weights that are shipped now."""
    row = rules.correction
    if row is None or row.scorer != scorer_version():
        return None
    return _correction_in(bytes(row.weights))


@lru_cache(maxsize=2)
def _correction_in(weights: bytes) -> Correction:
    return Correction.from_bytes(weights)


def words_of(lists: Mapping[str, list[str]]) -> Callable[[str], WordList]:
    """Return how the words of a list are found by its kind."""
    return lambda kind: WordList(lists.get(kind, []))


def domains_of(lists: Mapping[str, list[str]]) -> Callable[[str], frozenset[str]]:
    """Return how the domains of a list are found by its kind."""
    return lambda kind: frozenset(map(listed_domain, lists.get(kind, []))) - {""}


def submission_of(
    comment: Comment,
    *,
    newsroom: NewsSettings,
    rules: ModerationSettings,
    scores: Mapping[Attribute, float] | None,
    earlier: EarlierComments,
    now: datetime,
) -> Submission:
    """Return a comment with all that the phases may know about it.

    scores  by the scorer, {} for a language it does not know; None is no answer
    """
    mode = mode_of(comment.story, newsroom, now=now)
    return Submission(
        text=comment.text,
        sent_at=comment.submitted_at,
        author=_author(comment),
        is_thread_open=mode != Discussion.Mode.CLOSED,
        is_thread_pre_moderated=rules.is_pre_moderated or mode == Discussion.Mode.PRE_MODERATED,
        topic=_topic(comment.story.headline, comment.story.text),
        answered=comment.parent.text if comment.parent else "",
        scores=scores,
        own=earlier.own(comment),
        others=earlier.others(comment),
        from_address=earlier.from_address(comment),
    )


def scores_of(texts: Sequence[str], scorer: Scorer) -> Sequence[Mapping[Attribute, float] | None]:
    """Return the scores of each text; one that the scorer fails at costs no other its scores."""
    try:
        return scorer(texts)
    except Exception:
        return [None] if len(texts) == 1 else [scores_of([text], scorer)[0] for text in texts]


@lru_cache(maxsize=64)
def _topic(headline: str, text: str) -> Topic:
    """Return what a story is about: read once for all that is said about it in a while."""
    return Topic(text, headline=headline)


def _author(comment: Comment) -> Author:
    author = comment.author
    roles = frozenset({STAFF}) if comment.badge else frozenset()
    if author is None:
        return Author(roles=roles)
    # Nobody's comments are counted who never proved their address.
    counts = _counts(author, comment) if author.verified_at or comment.verified_at else {}
    local, domain = address_of(author.contact if hasattr(author, "contact") else None)
    return Author(
        roles=roles,
        is_verified=comment.verified_at is not None,
        mail_domain=domain,
        has_mail_alias="+" in local,
        **_standing(author, comment),
        **counts,
    )


def _counts(author: Row, comment: Comment) -> dict[str, Any]:
    # Only what is certainly theirs counts: anyone can type an address.
    theirs = author.comments.exclude(verified_at=None).exclude(pk=comment.pk)
    approved = Q(state=State.SHOWN)
    refused = Q(state__in=(State.REFUSED, State.REMOVED))
    lately = Q(submitted_at__gt=comment.submitted_at - LATELY)
    return theirs.aggregate(
        approved=Count("pk", filter=approved),
        approved_lately=Count("pk", filter=approved & lately),
        refused_lately=Count("pk", filter=refused & lately),
    )


def _standing(author: Row, comment: Comment) -> dict[str, bool]:
    """Return how the author of a comment is treated.

    What was judged by comments that nobody proved holds others of that kind and refuses none: it
    is not known whose they are.
    """
    at = comment.submitted_at
    until, held_until = author.suspended_until, author.unproved_held_until
    are_held = author.are_unproved_held or (held_until is not None and held_until > at)
    return {
        "is_banned": author.standing == Row.Standing.BANNED,
        "is_suspended": until is not None and until > at,
        "is_pre_moderated": author.standing == Row.Standing.PRE_MODERATED
        or (are_held and comment.verified_at is None),
    }


def address_of(contact: Contact | None) -> tuple[str, str]:
    """Return what stands before and behind the @ of an address, empty without one."""
    if contact is None:
        return "", ""
    local, _at, domain = privacy.decrypt_email(contact.email_encrypted).rpartition("@")
    return local, domain.casefold()
