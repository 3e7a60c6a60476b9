"""What a language model was asked, what it answered, and what that cost."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dateline.core.story import ReasonCode, Verdict
from dateline.pages.models.story import Story


class EndpointAnswer(models.Model):
    """One request to the endpoint about one text, kept whole. Made before it is sent.

    A row that still says `asking` belongs to a worker that waits, or to one that died waiting; its
    tokens stay counted as they were reserved.
    """

    class Purpose(models.TextChoices):
        WRITE = "write", _("to write lines")
        READ = "read", _("to read a line as the second reader")

    ASKING, ANSWERED, REFUSED = "asking", "answered", "model-refused"

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="endpoint_answers")
    purpose = models.CharField(max_length=5, choices=Purpose.choices)
    text_hash = models.CharField(max_length=16, help_text=_("Of the text it was asked about."))
    subject_hash = models.CharField(
        max_length=16, help_text=_("Of the text, and of the line if it was asked about one.")
    )
    attempt = models.PositiveSmallIntegerField(help_text=_("1, or 2 when it was asked once more."))
    prompt_version = models.CharField(max_length=20)
    model = models.CharField(max_length=200, help_text=_("The model as it was asked for."))
    answered_by = models.CharField(max_length=200, blank=True, help_text=_("As the server says."))
    answer_id = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(
        max_length=40,
        default=ASKING,
        help_text=_("`asking`, `answered`, or the code of the error in docs/reference/errors.md."),
    )
    raw = models.TextField(blank=True, help_text=_("The answer as it came."))
    tokens_reserved = models.PositiveIntegerField()
    tokens_in = models.PositiveIntegerField(null=True)
    tokens_out = models.PositiveIntegerField(null=True)
    cost_micros = models.PositiveBigIntegerField(help_text=_("Millionths of the currency."))
    verdict = models.CharField(
        max_length=11, blank=True, choices=[(one.value, one.value) for one in Verdict]
    )
    code = models.CharField(
        max_length=13, blank=True, choices=[(one.value, one.value) for one in ReasonCode]
    )
    sentences = models.JSONField(default=list, help_text=_("Numbers of the text's sentences."))
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "purpose", "subject_hash", "attempt"], name="asked_once"
            )
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(outcome="asking"), name="endpoint_asking")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.story_id}, {self.outcome}"


class EndpointDay(models.Model):
    """What a day has cost so far, with what is reserved for requests under way."""

    day = models.DateField(primary_key=True)
    tokens = models.PositiveBigIntegerField(default=0)
    cost_micros = models.PositiveBigIntegerField(default=0)
    is_notice_given = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.day}: {self.tokens} tokens"


class EndpointState(models.Model):
    """How the endpoint is doing: one row, which whoever asks locks first."""

    faults = models.PositiveIntegerField(default=0, help_text=_("In a row."))
    rests_until = models.DateTimeField(null=True, help_text=_("It is not asked before."))

    def __str__(self) -> str:
        return f"{self.faults} faults"
