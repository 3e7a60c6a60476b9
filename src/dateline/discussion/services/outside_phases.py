"""Which programs outside the house look at a comment, and what each is sent of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.utils.html import linebreaks

from dateline.accounts import sealing
from dateline.core.moderation import Decision, Evidence, Finding
from dateline.core.moderation.coral import Call, finding_of
from dateline.discussion.models import (
    Comment,
    ExternalPhase,
    ModerationSettings,
    OnFault,
    Sparable,
)
from dateline.discussion.services.external_phases import USE
from dateline.gateways import outside_checks
from dateline.gateways.sending import Sender
from dateline.intake.services.certificates import trusted

AKISMET = "akismet"
AKISMET_VERSION = "1"
AKISMET_TIMEOUT_SECONDS = 5.0
# Akismet's form demands the writer's network address. It is kept nowhere here, only its hash is,
# so the address that says nothing stands in its place.
NO_ADDRESS = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class OutsidePhase:
    """A phase that somebody else answers for.

    on_fault  what a comment counts as that it could not look at
    ask       returns what it found; raises a FetchError, or NotCoral
    """

    name: str
    version: str
    on_fault: Decision
    timeout_seconds: float
    ask: Callable[[], Finding]


def outside_phases(
    comment: Comment, rules: ModerationSettings, *, now: datetime
) -> list[OutsidePhase]:
    """Return the outside phases that are asked about a comment, in their order.

    What colleagues are spared is not asked: their words are nobody's business outside.
    """
    phases = []
    if not (comment.badge and Sparable.OUTSIDE in rules.spared):
        on = ExternalPhase.objects.filter(is_on=True).prefetch_related("secrets")
        phases = [_external(phase, comment, now=now) for phase in on]
    if settings.AKISMET_KEY and not (comment.badge and Sparable.AKISMET in rules.spared):
        phases.append(_akismet_phase(comment, rules))
    return phases


def asked_of_nobody(rules: ModerationSettings) -> "QuerySet[Comment]":
    """Return the received comments that no outside phase is asked about, oldest first."""
    asked = []
    if settings.AKISMET_KEY:
        asked.append(Sparable.AKISMET)
    if ExternalPhase.objects.filter(is_on=True).exists():
        asked.append(Sparable.OUTSIDE)
    received = Comment.objects.received()
    if not asked:
        return received
    are_colleagues_spared = set(asked) <= set(rules.spared)
    return received.exclude(badge=Comment.Badge.NONE) if are_colleagues_spared else received.none()


def _external(phase: ExternalPhase, comment: Comment, *, now: datetime) -> OutsidePhase:
    name, seconds = phase.phase, phase.timeout_ms / 1000

    def ask() -> Finding:
        secrets = phase.secrets.counting(now).values_list("sealed", flat=True)
        gateway = outside_checks.ExternalPhase(
            phase.url,
            [sealing.unseal(bytes(sealed), use=USE) for sealed in secrets],
            _sender(seconds),
        )
        answer = gateway.ask(_call(phase, comment))
        return finding_of(answer, phase=name, version=str(phase.version))

    return OutsidePhase(name, str(phase.version), weight_of(phase.on_fault), seconds, ask)


def _call(phase: ExternalPhase, comment: Comment) -> Call:
    is_html = phase.body_format == ExternalPhase.BodyFormat.HTML
    is_author_sent = phase.is_author_sent and comment.author is not None
    host = urlsplit(settings.BASE_URL).hostname or ""
    return Call(
        is_edit=comment.edited_at is not None,
        body=linebreaks(comment.text, autoescape=True) if is_html else comment.text,
        parent_id=str(comment.parent_id) if comment.parent_id else None,
        author_id=comment.author.pseudonym if is_author_sent and comment.author else "",
        author_role="STAFF" if comment.badge else "COMMENTER",
        story_id=comment.story.public_id,
        story_url=story_address(comment),
        site_id=host,
        tenant_id=host,
        tenant_domain=host,
    )


def _akismet_phase(comment: Comment, rules: ModerationSettings) -> OutsidePhase:
    def ask() -> Finding:
        if not akismet().is_spam(akismet_fields(comment)):
            return Finding(AKISMET, AKISMET_VERSION, Decision.PASS)
        evidence = (Evidence("akismet", "spam"),)
        return Finding(AKISMET, AKISMET_VERSION, Decision.HOLD, "akismet-spam", evidence)

    on_fault = weight_of(rules.on_akismet_fault)
    return OutsidePhase(AKISMET, AKISMET_VERSION, on_fault, AKISMET_TIMEOUT_SECONDS, ask)


def akismet() -> outside_checks.Akismet:
    """Return Akismet as the newsroom has set it."""
    return outside_checks.Akismet(
        url=settings.AKISMET_URL,
        key=settings.AKISMET_KEY,
        blog=settings.BASE_URL,
        sender=_sender(AKISMET_TIMEOUT_SECONDS),
    )


def akismet_fields(comment: Comment) -> dict[str, str]:
    """Return all that Akismet is told of a comment: its words and where they stand, not who wrote.

    The same at each call: a correction must name the same comment.
    """
    return {
        "user_ip": NO_ADDRESS,
        "permalink": story_address(comment),
        "comment_type": "reply" if comment.parent_id else "comment",
        "comment_content": comment.text,
    }


def story_address(comment: Comment) -> str:
    """Return the public address of the story a comment stands under."""
    return f"{settings.BASE_URL}{comment.story.get_absolute_url()}"


def weight_of(on_fault: str) -> Decision:
    """Return what a phase that fails counts as. Either way moderators are told."""
    return Decision.SIGNAL if on_fault == OnFault.PASS else Decision.HOLD


def _sender(seconds: float) -> Sender:
    return Sender(
        user_agent=f"Dateline (+{settings.BASE_URL})",
        timeout_seconds=seconds,
        allowed_hosts=settings.FETCH_ALLOWED_HOSTS,
        tls=trusted,
    )
