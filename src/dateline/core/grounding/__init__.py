"""What a story says, lines drawn from it, and the check of any line against it.

Pure: no Django, network, clock or settings. Spans are half-open, in code points of `Item.text`.
"""

from dateline.core.grounding.as_json import (
    brief_as_json,
    check_as_json,
    ground_as_json,
    reasons_as_json,
)
from dateline.core.grounding.brief import Brief, Withheld, brief
from dateline.core.grounding.check import CheckResult, check
from dateline.core.grounding.derive import dates_counted, replay
from dateline.core.grounding.evidence import (
    EvidenceSentence,
    Saying,
    evidence_sentences,
    sayings,
)
from dateline.core.grounding.filing import FilingDays, days_of, filing_days
from dateline.core.grounding.quotations import false_quotations
from dateline.core.grounding.quotes import Quote, QuoteKind, Resolution
from dateline.core.grounding.sentences import split_sentences
from dateline.core.grounding.tags import Tag, draw_tags
from dateline.core.grounding.understanding import Understanding, understand

__all__ = [
    "Brief",
    "CheckResult",
    "EvidenceSentence",
    "FilingDays",
    "Quote",
    "QuoteKind",
    "Resolution",
    "Saying",
    "Tag",
    "Understanding",
    "Withheld",
    "brief",
    "brief_as_json",
    "check",
    "check_as_json",
    "dates_counted",
    "days_of",
    "draw_tags",
    "evidence_sentences",
    "false_quotations",
    "filing_days",
    "ground_as_json",
    "reasons_as_json",
    "replay",
    "sayings",
    "split_sentences",
    "understand",
]
