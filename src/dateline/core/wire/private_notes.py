"""What an agency wrote for newsrooms only, taken out of the copy: it never reaches a page.

Notebooks, contact blocks and notes to editors become private ednotes. Everything below a line that
says “not for publication” is private to the end: better a paragraph missing than a telephone number
on a page.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from dateline.core.story import EdNote, Paragraph
from dateline.core.wire.private import opens_private_end

_STARS = re.compile(r"[\s*_=-]{3,}\Z")
_NOTE = re.compile(
    r"\(?(?P<label>(?:eds?|editors?|note to (?:the )?editors?|notes? to editors?|attention editors?"
    r"|attn:? editors?|editor[’']?s[’']? notes?|ed note|advisory|redaktionen?"
    r"|achtung(?: redaktion(?:en)?)?|hinweise? an die redaktion(?:en)?|an die redaktion(?:en)?"
    r"|note aux rédactions|nota a los editores))\.?(?: ?[:_—–]| -) ",
    re.IGNORECASE,
)


class Sorted(NamedTuple):
    """Lines, or paragraphs, that may be public, and the notes that may not."""

    public: list[str]
    notes: tuple[EdNote, ...]


def without_notebook(lines: Sequence[str]) -> Sorted:
    """Return the lines before a notebook or a “not for publication”, and what follows as a note."""
    for number, line in enumerate(lines):
        if not opens_private_end(line):
            continue
        start = number
        while start and (not lines[start - 1].strip() or _STARS.match(lines[start - 1])):
            start -= 1
        note = "\n".join(kept for part in lines[start:] if (kept := part.strip()))
        return Sorted(list(lines[:start]), (EdNote(note),))
    return Sorted(list(lines), ())


def without_editors_notes(
    paragraphs: Sequence[Paragraph],
) -> tuple[tuple[Paragraph, ...], tuple[EdNote, ...]]:
    """Return the paragraphs that are copy, and those addressed to editors as notes."""
    notes = tuple(EdNote(note) for p in paragraphs if (note := note_to_editors(p.text)))
    return tuple(p for p in paragraphs if note_to_editors(p.text) is None), notes


def note_to_editors(text: str) -> str | None:
    """Return the words of a paragraph like “(Eds: Adds quotes.)” without its label, or None."""
    words = text.strip()
    match = _NOTE.match(words)
    if match is None:
        return None
    note = words[match.end() :].strip()
    return note.removesuffix(")") if words.startswith("(") and note.endswith(")") else note
