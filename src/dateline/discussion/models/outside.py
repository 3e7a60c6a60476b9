"""What others are asked about comments: a newsroom's own phases, and what came of asking."""

from datetime import datetime
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dateline.discussion.models.comments import Comment
from dateline.discussion.models.rules import OnFault

SLUG_MAX_CHARS = 20
# The newsroom's own phases are called by the short name it gave them, behind this.
EXTERNAL = "external-"
PHASE_MAX_CHARS = 30
LEAST_TIMEOUT_MS, MOST_TIMEOUT_MS = 100, 10_000


class ExternalPhase(models.Model):
    """A newsroom's own program that is asked about each comment, by Coral's contract."""

    class BodyFormat(models.TextChoices):
        PLAIN_TEXT = "PLAIN_TEXT", _("plain text")
        HTML = "HTML", _("HTML")

    slug = models.SlugField(_("short name"), max_length=SLUG_MAX_CHARS, unique=True)
    url = models.URLField(_("address"), max_length=500)
    is_on = models.BooleanField(_("it is asked about every comment"), default=False)
    on_fault = models.CharField(
        _("when it fails or is slow"),
        max_length=4,
        choices=OnFault.choices,
        default=OnFault.HOLD,
    )
    timeout_ms = models.PositiveIntegerField(
        _("milliseconds to wait for its answer"),
        default=3000,
        validators=[MinValueValidator(LEAST_TIMEOUT_MS), MaxValueValidator(MOST_TIMEOUT_MS)],
    )
    body_format = models.CharField(
        _("the comment is sent as"),
        max_length=10,
        choices=BodyFormat.choices,
        default=BodyFormat.PLAIN_TEXT,
    )
    is_author_sent = models.BooleanField(
        _("the author’s pseudonym is sent"),
        default=False,
        help_text=_("With it, the program can tell which comments are of one person."),
    )
    # Which state of it a signal was found with.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug

    @property
    def phase(self) -> str:
        """What it is called in records."""
        return EXTERNAL + self.slug


class SigningSecretQuerySet(models.QuerySet["SigningSecret"]):
    def counting(self, now: datetime) -> Self:
        """Return the secrets that sign a call now, the newest first."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now)).order_by("-made_at", "-pk")


class SigningSecret(models.Model):
    """A secret that calls to a phase are signed with. While it is replaced, two count."""

    phase = models.ForeignKey(ExternalPhase, on_delete=models.CASCADE, related_name="secrets")
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    objects = SigningSecretQuerySet.as_manager()

    def __str__(self) -> str:
        return f"secret of {self.phase_id} from {self.made_at}"


class Enquiry(models.Model):
    """A comment that others are being asked about: no second worker asks meanwhile.

    until  when whoever asked must have died, and another may
    """

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="enquiry")
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"asking about comment {self.comment_id}"


class OutsideState(models.Model):
    """How an outside phase fares: one that fails again and again is left in peace for a while."""

    phase = models.CharField(max_length=PHASE_MAX_CHARS, unique=True)
    faults_in_a_row = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.phase}: {self.faults_in_a_row} faults in a row"


class SpamCorrectionQuerySet(models.QuerySet["SpamCorrection"]):
    def due(self, now: datetime) -> Self:
        """Return those whose time has come, the oldest first."""
        return self.filter(sent_at=None, next_try_at__lte=now).order_by("next_try_at", "pk")


class SpamCorrection(models.Model):
    """What Akismet is to be told: that a person decided otherwise than it had said."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="spam_corrections")
    is_spam = models.BooleanField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # None once it is sent or given up.
    next_try_at = models.DateTimeField(null=True)

    objects = SpamCorrectionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                condition=Q(sent_at=None),
                name="spam_correction_due",
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.comment_id} is {'spam' if self.is_spam else 'no spam'}"
