"""What is found about a reader's comment, phase by phase, and what follows from it.

Pure: no Django, network, clock or settings. Every phase is asked about every comment and its
finding kept, so that a moderator sees all signals and a statement of reasons can say what decided.
"""

from dateline.core.moderation.findings import Decision, Evidence, Finding
from dateline.core.moderation.pipeline import Outcome, Phase, Policy, Step, examine
from dateline.core.moderation.submission import Author, Earlier, Submission
from dateline.core.moderation.word_lists import Listed, WordList

__all__ = [
    "Author",
    "Decision",
    "Earlier",
    "Evidence",
    "Finding",
    "Listed",
    "Outcome",
    "Phase",
    "Policy",
    "Step",
    "Submission",
    "WordList",
    "examine",
]
