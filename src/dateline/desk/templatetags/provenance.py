"""What a line's card says of a language model: that it wrote the line, or has read it."""

from dataclasses import dataclass
from decimal import Decimal

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dateline.core.story import Verdict
from dateline.desk.line_cards import REASONS_IN_WORDS
from dateline.pages.models import EndpointAnswer, StoryLine

register = template.Library()

AGREES = _("The second reader agrees.")
DOUBTS_AND_HOLDS = _(
    "The second reader doubts this line. It is held from the page until you accept or change it."
)
DOUBTED = _("The second reader doubted this line; a person let it stand.")
WOULD_RELEASE = _("The second reader would let this line stand. The rules hold it all the same.")
AGREES_TO_HOLD = _("The second reader does not find it in the copy either.")
DID_NOT_ANSWER = _("The second reader was asked and gave no answer that can be used.")


@dataclass(frozen=True, slots=True)
class ReadingShown:
    """A reading in words. sentences: those of the copy that the reader points to."""

    words: Promise
    fault: Promise | None
    sentences: tuple[str, ...]
    is_disagreement: bool


@register.inclusion_tag("desk/line_provenance.html")
def line_provenance(line: StoryLine) -> dict[str, object]:
    """Show where a line of a model comes from, and what the second reader says of any line."""
    answer = line.answer
    return {
        "line": line,
        "answer": answer,
        "cost": Decimal(answer.cost_micros) / 1_000_000 if answer and answer.cost_micros else None,
        "reading": reading_in_words(line, line.reading) if line.reading else None,
        "read_by": line.reading,
    }


def reading_in_words(line: StoryLine, reading: EndpointAnswer) -> ReadingShown:
    """Return what the second reader says of a line, beside what the rules say."""
    is_carried = line.state in StoryLine.CARRIED
    if not reading.verdict:
        words, is_disagreement = DID_NOT_ANSWER, False
    elif reading.verdict == Verdict.SUPPORTED:
        words, is_disagreement = (AGREES, False) if is_carried else (WOULD_RELEASE, True)
    elif is_carried:
        words, is_disagreement = (DOUBTS_AND_HOLDS if line.is_held_by_reader else DOUBTED), True
    else:
        words, is_disagreement = AGREES_TO_HOLD, False
    is_of_this_text = reading.text_hash == line.story.text_hash
    spans = line.story.sentence_spans
    return ReadingShown(
        words=words,
        fault=REASONS_IN_WORDS[reading.code] if reading.code else None,
        sentences=tuple(
            spans[number].of(line.story.text) for number in reading.sentences if is_of_this_text
        ),
        is_disagreement=is_disagreement,
    )
