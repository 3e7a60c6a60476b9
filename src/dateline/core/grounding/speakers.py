"""Who says a quote: the source beside it, before it, or of the quote it goes on from."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dateline.core.grounding.referents import Referent, Referents, Resolution
from dateline.core.grounding.subjects import BLANK, Attribution
from dateline.core.story import Span

_WORD = re.compile(r"\w")
_BETWEEN_CUE_AND_QUOTE = re.compile(
    r"(?:\s+(?:that|it|reporters|journalists|in a (?:statement|tweet|interview)))?[\s,:]*[“\"«‘']*"
)
_PERSON = r"[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,3}"
_NAME_COLON = re.compile(rf"(?:^|[.!?”\"’'\n]\s*)({_PERSON}):\s*[“\"«‘']+$")
_DASH_NAME = re.compile(rf"[”\"’'»]*\s*[―—–-]+\s*({_PERSON})(?=\s*(?:$|[.,\n“\"(]))")
# A quote's reporting clause is among so many cues before or behind it.
NEAREST_CUES = 4
# So far a quote may go on behind the one before.
FARTHEST_CHARS = 400


class Place(StrEnum):
    """Where the reporting clause stands to its quote; each place is as sure as it was measured."""

    BEHIND = "behind"
    BEFORE = "before"
    LEADING = "leading"
    EARLIER = "earlier"
    CLOSING = "closing"
    TRAILING = "trailing"
    CREDIT = "credit"
    CONTESTED = "contested"
    GOES_ON = "goes on"
    SAME_PARAGRAPH = "same paragraph"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Found:
    """A speaker, the words that name it, the cue, how it was found and how surely."""

    speaker: str | None
    source: Span | None
    cue: Span | None
    resolution: Resolution
    place: Place
    sureness: float


NOBODY = Found(None, None, None, Resolution.NONE, Place.NOWHERE, 0.0)


class SpeakerFinder:
    """Looks for the source beside a quote, then for the name behind it.

    paragraphs  the span of each paragraph, in reading order
    """

    def __init__(
        self,
        frame: str,
        sentences: Sequence[Span],
        cues: Sequence[Attribution],
        referents: Referents,
        paragraphs: Sequence[Span],
    ) -> None:
        self.frame, self.sentences, self.cues = frame, sentences, cues
        self.referents, self.paragraphs = referents, paragraphs
        self._sentence_starts = [sentence.start for sentence in sentences]
        self._cue_starts = [cue.cue.start for cue in cues]
        self._paragraph_starts = [paragraph.start for paragraph in paragraphs]

    def speaker_of(self, segments: Sequence[Span], last: Found, last_end: int | None) -> Found:
        """Return who says a quote.

        last, last_end  who said the quote before, and where it ended
        """
        beside = self._beside(Span(segments[0].start, segments[-1].end))
        if beside is not None:
            cue, place = beside
            who = self.referents.name_behind(cue.source)
            if who.is_contested:
                place = Place.CONTESTED
            return _found(who, cue.source, cue.cue, place)
        if credit := self._credited(segments[0].start, segments[-1].end):
            return _found(self.referents.name_behind(credit), credit, None, Place.CREDIT)
        return self._goes_on(segments, last, last_end)

    def _beside(self, quote: Span) -> tuple[Attribution, Place] | None:
        """Return the attribution that stands nearest to a quote, and where it stands."""
        first, last = self._sentence_at(quote.start), self._sentence_at(quote.end - 1)
        if first is None or last is None:
            return None
        behind = self._cues_between(quote.end, last.end)
        for cue in behind[:2]:
            start = min(cue.cue.start, cue.source.start)
            if not cue.verb.endswith("ing") and self._is_adjacent(quote.end, start):
                return cue, Place.BEHIND
        before = self._cues_between(first.start, quote.start)[-NEAREST_CUES:]
        before = [c for c in before if ";" not in self.frame[c.cue.end : quote.start]]
        if before:
            cue = before[-1]
            end = max(cue.cue.end, cue.source.end)
            is_near = _BETWEEN_CUE_AND_QUOTE.fullmatch(self.frame[end : quote.start])
            return cue, Place.BEFORE if is_near else Place.EARLIER
        if led := self._leading(first, quote):
            return led, Place.LEADING
        if not behind:
            return None
        start = min(behind[0].cue.start, behind[0].source.start)
        closes = self.frame[max(0, start - 3) : start].rstrip().endswith(",")
        return behind[0], Place.CLOSING if closes else Place.TRAILING

    def _leading(self, sentence: Span, quote: Span) -> Attribution | None:
        """Return the cue of a sentence before that ends in a colon: “Ostby said: / “…””."""
        before = self.frame[max(0, quote.start - 8) : quote.start].rstrip("“\"‘'« \n")
        if not before.endswith(":") or sentence.start < quote.start - 3:
            return None
        place = bisect_left(self._sentence_starts, sentence.start) - 1
        if place < 0:
            return None
        found = self._cues_between(self.sentences[place].start, self.sentences[place].end)
        return found[-1] if found else None

    def _credited(self, start: int, end: int) -> Span | None:
        """Return the name of “Arne Vik: “…”” or “…” — Arne Vik, with no verb at all."""
        before = self.frame[max(0, start - 60) : start]
        if found := _NAME_COLON.search(before):
            offset = max(0, start - 60)
            return Span(offset + found.start(1), offset + found.end(1))
        if found := _DASH_NAME.match(self.frame, end):
            return Span(*found.span(1))
        return None

    def _cues_between(self, start: int, end: int) -> Sequence[Attribution]:
        """Return the cues of a stretch; of very many only those nearest to its ends."""
        first, last = bisect_left(self._cue_starts, start), bisect_left(self._cue_starts, end)
        if last - first > 2 * NEAREST_CUES:
            return [
                *self.cues[first : first + NEAREST_CUES],
                *self.cues[last - NEAREST_CUES : last],
            ]
        return self.cues[first:last]

    def _sentence_at(self, place: int) -> Span | None:
        number = bisect_right(self._sentence_starts, place) - 1
        return self.sentences[number] if number >= 0 else None

    def _is_adjacent(self, end: int, start: int) -> bool:
        """Whether only the closing mark and a comma stand between a quote and who said it."""
        return start >= end and not _WORD.search(self.frame[end:start].replace(BLANK, ""))

    def _goes_on(self, segments: Sequence[Span], last: Found, last_end: int | None) -> Found:
        """Give the second half of “…,” she said. “…” to the speaker of the first."""
        if last_end is None or (last.cue is None and last.resolution not in _GOING_ON):
            return NOBODY
        number = bisect_right(self._paragraph_starts, segments[0].start) - 1
        here = self.paragraphs[number]
        is_same = last_end > here.start
        is_next = not is_same and number and last_end > self.paragraphs[number - 1].start
        sentence = self._sentence_at(segments[0].start)
        opens = sentence is not None and sentence.start >= segments[0].start - 2
        ends = bisect_right(self._sentence_starts, last_end - 1)
        starts = bisect_right(self._sentence_starts, segments[0].start)
        if (
            not opens
            or (starts - ends > 1 and not is_same)
            or segments[0].start - last_end > FARTHEST_CHARS
        ):
            return NOBODY
        place = Place.GOES_ON if starts - ends <= 1 else Place.SAME_PARAGRAPH
        if is_same:
            how = Resolution.CONTINUATION
        elif is_next and not _WORD.search(self.frame[here.start : here.end].replace(BLANK, "")):
            how = Resolution.CARRIED
        else:
            return NOBODY
        sureness = last.sureness * sureness_of(how, place)
        return Found(last.speaker, None, None, how, place, sureness)


def _found(who: Referent, source: Span, cue: Span | None, place: Place) -> Found:
    sureness = sureness_of(who.how, place)
    if who.name is None or sureness < SHOWN_FROM:
        return Found(None, source, cue, who.how, place, 0.0)
    return Found(who.name, source, cue, who.how, place, sureness)


_GOING_ON = (Resolution.CONTINUATION, Resolution.CARRIED)


def sureness_of(how: Resolution, place: Place) -> float:
    """Return how often a speaker found so is right: measured on PolNeAR, see script/measure."""
    if place is Place.CONTESTED:
        return CONTESTED
    return _SURENESS.get((how, place), _SURENESS_BY_WAY[how])


# Shares of right speakers on all 244 articles of PolNeAR, rounded by hand; those of rare ways are
# guessed from their neighbours, that of pronouns is after reading the cases counted wrong.
_SURENESS_BY_WAY = {
    Resolution.NAMED: 0.9,
    Resolution.TITLE: 0.9,
    Resolution.ROLE: 0.5,
    Resolution.ORGANISATION: 0.9,
    Resolution.METONYM: 0.9,
    Resolution.PRONOUN: 0.8,
    Resolution.CONTINUATION: 0.98,
    Resolution.CARRIED: 0.8,
    Resolution.NONE: 0.0,
}
_SURENESS = {
    (Resolution.NAMED, Place.BEHIND): 0.995,
    (Resolution.NAMED, Place.BEFORE): 0.99,
    (Resolution.NAMED, Place.CREDIT): 0.96,
    (Resolution.NAMED, Place.EARLIER): 0.92,
    (Resolution.NAMED, Place.CLOSING): 0.9,
    (Resolution.NAMED, Place.TRAILING): 0.8,
    (Resolution.ROLE, Place.BEHIND): 0.97,
    (Resolution.ROLE, Place.BEFORE): 0.88,
    (Resolution.ROLE, Place.EARLIER): 0.63,
    (Resolution.ROLE, Place.TRAILING): 0.3,
    (Resolution.PRONOUN, Place.BEHIND): 0.96,
    (Resolution.PRONOUN, Place.BEFORE): 0.96,
    (Resolution.PRONOUN, Place.EARLIER): 0.94,
}
CONTESTED = 0.4
# Below this a name is more likely wrong than of use: better silent.
SHOWN_FROM = 0.5
