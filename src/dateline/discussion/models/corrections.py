"""What was learned from moderators' decisions, and what it would change."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from wagtail.admin.panels import HelpPanel

from dateline.core.scoring.correcting import FEWEST_DECISIONS, FEWEST_OF_EACH, Effect, Tally


class ScorerCorrection(models.Model):
    """One state of the local weights, with its effect as it was measured. Holds no words."""

    made_at = models.DateTimeField()
    # Decisions it was taught with.
    decisions = models.PositiveIntegerField()
    # Of the shipped weights it stands beside: it fits no others.
    scorer = models.CharField(max_length=16)
    weights = models.BinaryField()
    # By attribute: {"cut": 0.8, "before": [caught, alarmed, missed, passed], "after": […]}.
    effect = models.JSONField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        made = self.made_at.strftime("%Y-%m-%d")
        return _("no. %(n)s of %(made)s, from %(decisions)s decisions") % {
            "n": self.pk,
            "made": made,
            "decisions": self.decisions,
        }

    def effects(self) -> list[tuple[str, Effect]]:
        """Return what it would change, by the name of the score."""
        return [
            (name, Effect(kept["cut"], Tally(*kept["before"]), Tally(*kept["after"])))
            for name, kept in self.effect.items()
        ]


class CorrectionsPanel(HelpPanel):
    """What each correction would change, beside the choice of one."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the corrections and what they need."""
            return {
                **super().get_context_data(parent_context),
                "corrections": list(ScorerCorrection.objects.defer("weights")),
                "fewest": FEWEST_DECISIONS,
                "fewest_of_each": FEWEST_OF_EACH,
            }
