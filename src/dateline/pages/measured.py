"""How good the check is, as readers are told: no better than the build demands of itself.

Each figure is a floor of `tests/quality/floors.json`; a test holds the two together.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Measure:
    """One measured rate: the floor it comes from, and what it means in words."""

    floor: str
    per_hundred: int
    means: Promise


MEASURED = (
    Measure(
        "unsupported_passed_at_most",
        1,
        _("at most: lines that readers judged to go beyond the copy, and that the check let pass"),
    ),
    Measure("direct_quote_recall", 99, _("at least: quotations in agency copy that are found")),
    Measure(
        "pull_quote_speaker_right",
        97,
        _("at least: quotes shown with a speaker that name the right one"),
    ),
    Measure("sentence_f1", 99, _("at least: sentences whose beginning and end are found")),
    Measure(
        "main_code_right",
        55,
        _("at least: refused lines for which the check names the same main reason as a reader"),
    ),
)
