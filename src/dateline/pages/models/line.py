"""The machine-written (or edited) lines of a story, what proves them, and what was decided."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dateline.core import grounding
from dateline.core.story import LineKind, Origin, Span
from dateline.pages.models.endpoint import EndpointAnswer
from dateline.pages.models.story import Story


class StoryLineQuerySet(models.QuerySet["StoryLine"]):
    """Readers' surfaces ask for `shown` and nothing else."""

    def shown(self) -> Self:
        """Return the lines that may stand: proved or approved against the text as it is now.

        A line whose text changed under it drops out by itself, whatever its state says; so does
        one that the second reader doubts.
        """
        return self.filter(
            state__in=(StoryLine.State.PROVED, StoryLine.State.APPROVED),
            text_hash=F("story__text_hash"),
            is_held_by_reader=False,
        )


class StoryLine(models.Model):
    """One line of a story. Its evidence is spans of code points into `Story.text`."""

    class Kind(models.TextChoices):
        SUMMARY = LineKind.SUMMARY.value, _("summary sentence")
        KEY_POINT = LineKind.KEY_POINT.value, _("key point")
        PULL_QUOTE = LineKind.PULL_QUOTE.value, _("pull-quote")

    class State(models.TextChoices):
        PROVED = "proved", _("proved: may be shown")
        CANDIDATE = "candidate", _("candidate: passes the check, waits for a person")
        APPROVED = "approved", _("approved by a person")
        HELD = "held", _("held: a check failed")
        STALE = "stale", _("stale: its evidence changed")
        REFUSED = "refused", _("refused by a person")
        WITHDRAWN = "withdrawn", _("withdrawn: was public and wrong")

    class Origins(models.TextChoices):
        EXTRACTED = Origin.EXTRACTED.value, _("cut from the copy")
        MODEL = Origin.MODEL.value, _("written by a language model")
        HUMAN = Origin.HUMAN.value, _("written by a person")

    # The rules say that the copy carries it, or a person does.
    CARRIED = (State.PROVED, State.CANDIDATE, State.APPROVED)

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    speaker = models.CharField(max_length=300, blank=True)
    origin = models.CharField(max_length=10, choices=Origins.choices)
    state = models.CharField(max_length=10, choices=State.choices)
    support_score = models.FloatField(default=0.0)
    evidence = models.JSONField(default=list, help_text=_("Spans into the story's text."))
    cited = models.JSONField(
        default=list, help_text=_("The whole sentences that carry it: [start, end, source].")
    )
    depends_on = models.JSONField(
        default=list, help_text=_("Hashes of those sentences, by which a change is seen.")
    )
    says = models.JSONField(
        default=list, help_text=_("Who says so by the copy: chains of sources, nearest first.")
    )
    derivation = models.JSONField(default=list, help_text=_("Steps from the copy to the words."))
    reasons = models.JSONField(default=list, help_text=_("Why it is held, as `dateline check`."))
    text_hash = models.CharField(max_length=16, help_text=_("Of the text it was proved against."))
    drawn_at = models.DateTimeField(null=True, db_index=True)
    was_public = models.BooleanField(default=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    override_reason = models.TextField(blank=True)
    answer = models.ForeignKey(
        EndpointAnswer,
        null=True,
        on_delete=models.SET_NULL,
        related_name="lines",
        help_text=_("The language model's answer it came in."),
    )
    reading = models.ForeignKey(
        EndpointAnswer,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("What the second reader said of these words."),
    )
    is_held_by_reader = models.BooleanField(
        default=False, help_text=_("The rules carry it; the second reader does not.")
    )
    # Of a withdrawn line, for the list of corrections.
    withdrawn_at = models.DateTimeField(null=True)
    correction = models.ForeignKey(
        "Correction", null=True, on_delete=models.SET_NULL, related_name="withdrawn_lines"
    )
    new_text = models.TextField(blank=True, help_text=_("The line that stands in its place."))
    is_text_withheld = models.BooleanField(
        default=False, help_text=_("Do not repeat the withdrawn words to readers.")
    )

    objects = StoryLineQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="line_support_is_0_to_1", condition=Q(support_score__range=(0, 1))
            ),
            # No override makes a misquote: a pull-quote is approved only while it is supported.
            models.CheckConstraint(
                name="pull_quote_is_never_overruled",
                condition=~Q(kind="pull_quote") | Q(override_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of {self.story_id}, {self.state}"

    @property
    def evidence_spans(self) -> tuple[Span, ...]:
        """The evidence, half-open spans of code points into the story's text."""
        return tuple(Span(*pair) for pair in self.evidence)

    @property
    def dates_counted(self) -> tuple[tuple[str, str], ...]:
        """The relative dates of the copy that the line writes out, with the words put for them."""
        return grounding.dates_counted(self.derivation)


class LineDecision(models.Model):
    """What became of a line: by a person, or by the check when `by` is empty. Never edited.

    code            the reason of the check that decided, empty where the copy carries the line
    text_hash       of the version of the text it was decided against
    looked_seconds  how long the person had the line before them, if that is known
    """

    class Act(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        CHANGED = "changed", _("changed")
        REFUSED = "refused", _("refused")
        CHOSEN = "chosen", _("another line was chosen instead")
        OVERRULED = "overruled", _("shown although a check failed")
        STALE = "stale", _("went stale: the copy no longer carries it")
        PROVED = "proved", _("proved again against a changed copy")
        WITHDRAWN = "withdrawn", _("withdrawn: was public and wrong")

    line = models.ForeignKey(StoryLine, on_delete=models.CASCADE, related_name="decisions")
    act = models.CharField(max_length=10, choices=Act.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(db_index=True)
    old_text = models.TextField(blank=True)
    new_text = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    code = models.CharField(max_length=20, blank=True)
    text_hash = models.CharField(max_length=16, blank=True)
    looked_seconds = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.act} {self.line_id}"
