"""What a reader's comment scores, in which language, where and why.

Pure: no Django, network, clock or settings; numpy and the package's own weights. Spans are
half-open, in code points of the comment; `Utf16` turns them into JavaScript's units.
"""

from dateline.core.scoring.as_json import reason_as_json, score_as_json
from dateline.core.scoring.attributes import HEADS, SIGNALS, Attribute
from dateline.core.scoring.campaigns import Campaign, Sent, find_campaigns
from dateline.core.scoring.language import Language, detect
from dateline.core.scoring.models import HEADS_OF_LANGUAGE
from dateline.core.scoring.reasons import Reason
from dateline.core.scoring.scorer import Score, score_comment, score_comments
from dateline.core.scoring.spans import Utf16
from dateline.core.scoring.topic import Topic

__all__ = [
    "HEADS",
    "HEADS_OF_LANGUAGE",
    "SIGNALS",
    "Attribute",
    "Campaign",
    "Language",
    "Reason",
    "Score",
    "Sent",
    "Topic",
    "Utf16",
    "detect",
    "find_campaigns",
    "reason_as_json",
    "score_as_json",
    "score_comment",
    "score_comments",
]
