"""An edit of a sentence: a stretch that goes or is named otherwise, as a derivation keeps it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# “drop-time 24:34”, “name-pronoun 0:2 He → Runa Ostby”.
_STEP = re.compile(r"(?P<kind>[a-z-]+) (?P<start>\d+):(?P<end>\d+)(?: (?P<old>.+?) → (?P<put>.+))?")

_BEFORE_WORDS = re.compile(r"\s*[^\s.,;:!?)–—]")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A stretch of a sentence, half-open, in code points; `put` takes the place of `old`.

    A cut keeps no words: both are empty.
    """

    start: int
    end: int
    kind: str
    old: str = ""
    put: str = ""

    @property
    def step(self) -> str:
        """The edit as a derivation keeps it."""
        named = f" {self.old} → {self.put}" if self.put else ""
        return f"{self.kind} {self.start}:{self.end}{named}"


def edit_of(step: str) -> Edit | None:
    """Read a step of a derivation; None for one that has no place."""
    match = _STEP.fullmatch(step)
    if match is None:
        return None
    return Edit(
        int(match["start"]),
        int(match["end"]),
        match["kind"],
        match["old"] or "",
        match["put"] or "",
    )


def outside(edits: Iterable[Edit], cuts: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits of what no cut takes away."""
    return tuple(
        edit
        for edit in edits
        if not any(cut.start < edit.end and edit.start < cut.end for cut in cuts)
    )


def edited(sentence: str, edits: Iterable[Edit]) -> str | None:
    """Return the sentence with the edits made; None where two of them touch each other.

    Spaces are closed up, and the first letter is a capital. Words put with a comma among them, as
    “Monday, Nov. 23”, close with another one before words.
    """
    words, place = "", len(sentence)
    for edit in sorted(edits, reverse=True):
        if edit.end > place:
            return None
        words = sentence[edit.end : place] + words
        joint = "," if "," in edit.put and _BEFORE_WORDS.match(words) else ""
        words = edit.put + joint + words
        place = edit.start
    words = sentence[:place] + words
    words = re.sub(r"\s+([.,;!?])(?=\s|$)", r"\1", re.sub(r"\s+", " ", words)).strip()
    return words[:1].upper() + words[1:]
