"""The check's reasons in plain words: for one line, and for all that is held of a story."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dateline.core.story import ReasonCode
from dateline.pages.models import StoryLine

REASONS_IN_WORDS: dict[str, Promise] = {
    ReasonCode.ACTOR: _("Somebody else does this in the copy."),
    ReasonCode.ATTRIBUTION: _("The copy says who says so; the line does not."),
    ReasonCode.SPEAKER: _("The speaker is not the one the copy names."),
    ReasonCode.QUOTE_SPLICE: _("These words are not one quoted span: pieces were joined."),
    ReasonCode.QUOTE_ALTERED: _("The words in quotation marks are not the words that were said."),
    ReasonCode.TENSE: _("What has happened and what is to come are mixed up."),
    ReasonCode.FIGURE: _("A figure is not the copy’s."),
    ReasonCode.DATE: _("A date is not the copy’s."),
    ReasonCode.NAME: _("A name is not the copy’s."),
    ReasonCode.NEGATION: _("The copy says the opposite."),
    ReasonCode.HEDGE: _("The copy is less certain than the line."),
    ReasonCode.RELATION: _("The copy relates these things otherwise."),
    ReasonCode.OBJECT: _("The copy says it of something else."),
    ReasonCode.OUTSIDE: _("The copy does not say this."),
}
IN_SHORT: dict[str, Promise] = {
    ReasonCode.ACTOR: _("somebody else"),
    ReasonCode.ATTRIBUTION: _("attribution dropped"),
    ReasonCode.SPEAKER: _("wrong speaker"),
    ReasonCode.QUOTE_SPLICE: _("quotes joined"),
    ReasonCode.QUOTE_ALTERED: _("quote altered"),
    ReasonCode.TENSE: _("tense"),
    ReasonCode.FIGURE: _("figure"),
    ReasonCode.DATE: _("date"),
    ReasonCode.NAME: _("name"),
    ReasonCode.NEGATION: _("the opposite"),
    ReasonCode.HEDGE: _("too certain"),
    ReasonCode.RELATION: _("cause or condition"),
    ReasonCode.OBJECT: _("something else"),
    ReasonCode.OUTSIDE: _("not in the copy"),
}


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """Why a line is not supported: in plain words, the detail, and what the copy has instead.

    number  by which the failing words in the line are marked; None where the whole line fails
    """

    number: int | None
    code: str
    words: Promise
    detail: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words of a line, and the numbers of the reasons that they fail for."""

    words: str
    numbers: tuple[int, ...]


def reasons_shown(
    line_text: str, story_text: str, rows: Iterable[dict[str, Any]]
) -> tuple[ReasonShown, ...]:
    """Return the check's reasons, the one that decided first."""
    found = []
    number = 0
    for row in rows:
        is_part = _is_part(line_text, row)
        number += is_part
        found.append(
            ReasonShown(
                number=number if is_part else None,
                code=row["code"],
                words=REASONS_IN_WORDS[row["code"]],
                detail=row["detail"],
                evidence=tuple(story_text[start:end] for start, end in row["evidence"]),
            )
        )
    return tuple(found)


def failing_words(line_text: str, rows: Iterable[dict[str, Any]]) -> tuple[Stretch, ...]:
    """Return a line cut at the words that fail, each with the numbers of its reasons."""
    spans = [row["line_span"] for row in rows if _is_part(line_text, row)]
    edges = sorted({0, len(line_text), *(edge for span in spans for edge in span)})
    return tuple(
        Stretch(
            line_text[left:right],
            tuple(n for n, (start, end) in enumerate(spans, 1) if start <= left and right <= end),
        )
        for left, right in pairwise(edges)
    )


def _is_part(line_text: str, row: dict[str, Any]) -> bool:
    """Whether a reason points to some words and not to the line as a whole."""
    start, end = row["line_span"]
    return 0 <= start < end <= len(line_text) and end - start < len(line_text.strip())


def held_in_words(lines: Sequence[StoryLine]) -> str:
    """Return “3 lines held: attribution dropped (2), date (1)”, or nothing where none is held."""
    held = [line for line in lines if line.state == StoryLine.State.HELD]
    if not held:
        return ""
    counts = Counter(line.reasons[0]["code"] for line in held if line.reasons)
    told = ", ".join(f"{IN_SHORT[code]} ({count})" for code, count in counts.most_common())
    words = ngettext("%d line held", "%d lines held", len(held)) % len(held)
    return f"{words}: {told}" if told else words
