"""Profanities, slurs and insults with a category and how bad they are.

The file in the package is written by `dateline scorer train` from three lists under free licences
(see NOTICE) and `own_insults.txt`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Self

# What a row of the lexicon may say about a form.
CATEGORIES = ("sexual", "excrement", "gender", "race", "mind", "insult", "religion", "threat")
STRONG = 2
_SHORTEST_REPAIRED_CHARS = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A form of the lexicon: its category, severity 1 (mild) to 3 (severe), and proper spelling."""

    form: str
    category: str
    severity: int
    proper: str


class Lexicon:
    """The forms of the lexicon, and the indexes by which disguised ones are found."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = {entry.form: entry for entry in entries}
        self.single = {form: e for form, e in self.entries.items() if " " not in form}
        self.by_first: dict[str, list[str]] = {}
        for form in sorted(self.single, key=lambda f: (-self.single[f].severity, len(f), f)):
            self.by_first.setdefault(form[0], []).append(form)
        self.by_deletion: dict[str, list[str]] = {}
        for form in sorted(self.single):
            strong = self.single[form].severity >= STRONG
            if (
                strong
                and len(form) >= _SHORTEST_REPAIRED_CHARS
                and form.isascii()
                and form.isalpha()
            ):
                for n in range(len(form)):
                    self.by_deletion.setdefault(form[:n] + form[n + 1 :], []).append(form)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return the lexicon kept in tab-separated rows: form, category, severity, proper."""
        rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
        return cls(Entry(form, cat, int(severity), proper) for form, cat, severity, proper in rows)

    def __contains__(self, word: str) -> bool:
        return word in self.single

    def get(self, word: str) -> Entry | None:
        """Return the entry of a form, or None."""
        return self.entries.get(word)


@cache
def lexicon(language: str = "en") -> Lexicon:
    """Return the package's lexicon of a language; an empty one if there is none."""
    path = files("dateline.core.scoring") / "data" / f"lexicon_{language}.tsv"
    return Lexicon.from_text(path.read_text(encoding="utf-8") if path.is_file() else "")
