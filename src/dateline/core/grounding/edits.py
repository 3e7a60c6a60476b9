"""An edit of a sentence: a stretch that goes or is named otherwise, as a derivation keeps it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# “drop-time 24:34”, “name-pronoun 0:2 He → Runa Ostby”.
_STEP = re.compile(r"(?P<kind>[a-z-]+) (?P<start>\d+):(?P<end>\d+)(?: (?P<old>.+?) → (?P<put>.+))?")


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


def edited(sentence: str, edits: Iterable[Edit]) -> str | None:
    """Return the sentence with the edits made; None where two of them touch each other.

    Spaces are closed up, and the first letter is a capital.
    """
    parts, place = [], 0
    for edit in sorted(edits):
        if edit.start < place:
            return None
        parts += [sentence[place : edit.start], edit.put]
        place = edit.end
    words = "".join([*parts, sentence[place:]])
    words = re.sub(r"\s+([.,;!?])(?=\s|$)", r"\1", re.sub(r"\s+", " ", words)).strip()
    return words[:1].upper() + words[1:]
