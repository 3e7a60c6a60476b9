"""What the phases are told: a newsroom's rules as steps, and a comment with what is known of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from django.db.models import Count, Q

from dateline.core.moderation import Author, Decision, Earlier, Step, Submission, WordList
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
from dateline.core.scoring import Attribute
from dateline.core.scoring.correction import Correction, scorer_version
from dateline.discussion import privacy
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
from dateline.discussion.selectors import mode_of
from dateline.pages.models import NewsSettings

Scorer = Callable[[str], Mapping[Attribute, float] | None]
State = Comment.State

STAFF = "staff"
LATELY = timedelta(days=7)
A_WHILE = timedelta(hours=24)
# What others wrote is compared one by one: the newest are enough to see a wave.
OTHERS_AT_MOST = 200
OWN_AT_MOST = 50


def steps_of(rules: ModerationSettings) -> tuple[Step, ...]:
    """Return the phases in their order, with a newsroom's rules in them."""
    lists = {row.kind: row.lines() for row in RuleList.objects.all()}
    kind = RuleList.Kind
    words, domains = words_of(lists), domains_of(lists)
    spared = frozenset({STAFF})
    return (
        Step(Length(most_chars=COMMENT_MAX_CHARS)),
        Step(Open()),
        Step(Standing()),
        Step(Pace(), spares=spared),
        Step(RepeatedText()),
        Step(
            ListedWords(banned=words(kind.BANNED_WORDS), suspect=words(kind.SUSPECT_WORDS)),
            spares=spared if rules.are_staff_spared_words else frozenset(),
        ),
        Step(
            Links(
                most=rules.links_allowed,
                held_domains=domains(kind.HELD_DOMAINS),
                refused_domains=domains(kind.REFUSED_DOMAINS),
            )
        ),
        scores_step(rules),
        Step(NewCommenter(approved_needed=rules.approvals_needed), spares=spared),
        Step(AuthorHistory()),
        Step(
            MailDomain(
                held=domains(kind.HELD_DOMAINS),
                refused=domains(kind.REFUSED_DOMAINS),
                disposable=domains(kind.DISPOSABLE_DOMAINS),
                holds_aliases=rules.holds_address_aliases,
            )
        ),
        Step(OffTopic()),
        Step(SameShape()),
        Step(PreModeration(), spares=spared),
    )


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
        spares=frozenset({STAFF}) if rules.are_staff_spared_scores else frozenset(),
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
    return lambda kind: frozenset(entry.casefold() for entry in lists.get(kind, []))


def submission_of(
    comment: Comment,
    *,
    newsroom: NewsSettings,
    rules: ModerationSettings,
    scorer: Scorer,
    now: datetime,
) -> Submission:
    """Return a comment with all that the phases may know about it.

    scorer  returns scores, {} for a language it does not know; None or a fault is no answer
    """
    mode = mode_of(comment.story, newsroom, now=now)
    at = comment.submitted_at
    window = Comment.objects.filter(submitted_at__gt=at - A_WHILE, submitted_at__lte=at).exclude(
        pk=comment.pk
    )
    newest = window.order_by("-submitted_at").values_list("text", "submitted_at")
    # What others sent with an address does not count against its owner, who proved this one.
    theirs = Q(author=comment.author) if comment.author_id else Q(pk=None)
    if comment.verified_at:
        theirs &= Q(verified_at__isnull=False)
    others = _earlier(newest.exclude(theirs)[:OTHERS_AT_MOST])
    if len(others) == OTHERS_AT_MOST:
        # On a busy day the very same words are found behind the newest, too.
        older = newest.exclude(theirs).filter(submitted_at__lt=others[-1].sent_at)
        others += _earlier(older.filter(text_hash=comment.text_hash)[:1])
    from_address = window.filter(address_hash=comment.address_hash)
    return Submission(
        text=comment.text,
        sent_at=at,
        author=_author(comment),
        is_thread_open=mode != Discussion.Mode.CLOSED,
        is_thread_pre_moderated=rules.is_pre_moderated or mode == Discussion.Mode.PRE_MODERATED,
        scores=scores_of(comment.text, scorer),
        own=_earlier(newest.filter(theirs)[:OWN_AT_MOST]),
        others=others,
        sent_from_address_at=tuple(
            from_address.order_by("-submitted_at").values_list("submitted_at", flat=True)[
                :OWN_AT_MOST
            ]
            if comment.address_hash
            else ()
        ),
    )


def scores_of(text: str, scorer: Scorer) -> Mapping[Attribute, float] | None:
    """Return what the scorer says of a text; None when it fails."""
    try:
        return scorer(text)
    except Exception:
        return None


def _earlier(rows: Iterable[tuple[str, datetime]]) -> tuple[Earlier, ...]:
    return tuple(Earlier(text, sent_at) for text, sent_at in rows)


def _author(comment: Comment) -> Author:
    author = comment.author
    roles = frozenset({STAFF}) if comment.badge else frozenset()
    if author is None:
        return Author(roles=roles)
    # Only what is certainly theirs counts: anyone can type an address.
    theirs = author.comments.exclude(verified_at=None).exclude(pk=comment.pk)
    approved = Q(state=State.SHOWN)
    refused = Q(state__in=(State.REFUSED, State.REMOVED))
    lately = Q(submitted_at__gt=comment.submitted_at - LATELY)
    counts = theirs.aggregate(
        approved=Count("pk", filter=approved),
        approved_lately=Count("pk", filter=approved & lately),
        refused_lately=Count("pk", filter=refused & lately),
    )
    local, domain = address_of(author.contact if hasattr(author, "contact") else None)
    return Author(
        roles=roles,
        is_verified=comment.verified_at is not None,
        mail_domain=domain,
        has_mail_alias="+" in local,
        **_standing(author, comment),
        **counts,
    )


def _standing(author: Row, comment: Comment) -> dict[str, bool]:
    """Return how the author of a comment is treated.

    What was judged by comments that nobody proved holds others of that kind and refuses none: it
    is not known whose they are.
    """
    until = author.suspended_until
    is_suspended = until is not None and until > comment.submitted_at
    is_banned = author.standing == Row.Standing.BANNED
    is_pre_moderated = author.standing == Row.Standing.PRE_MODERATED
    if author.is_owner_judged:
        return {
            "is_banned": is_banned,
            "is_suspended": is_suspended,
            "is_pre_moderated": is_pre_moderated,
        }
    is_judged = is_banned or is_suspended or is_pre_moderated
    return {"is_pre_moderated": is_judged and comment.verified_at is None}


def address_of(contact: Contact | None) -> tuple[str, str]:
    """Return what stands before and behind the @ of an address, empty without one."""
    if contact is None:
        return "", ""
    local, _at, domain = privacy.decrypt_email(contact.email_encrypted).rpartition("@")
    return local, domain.casefold()
