"""A name for the “he” or “she” a sentence opens with, where the copy leaves no choice."""

import re
from collections.abc import Iterator, Sequence

from dateline.core.grounding.checking.lexicon import share
from dateline.core.grounding.edits import Edit
from dateline.core.grounding.marks import closed_quotations
from dateline.core.grounding.names import Name, find_names
from dateline.core.grounding.people import names_somebody
from dateline.core.grounding.quotes import without_title
from dateline.core.story import Span

NAME_PRONOUN = "name-pronoun"
# So many sentences may stand between a pronoun and its name, each opening with the pronoun.
MOST_CHAIN = 3
MOST_NAME_WORDS = 4
_OPENING = re.compile(r"^(?P<word>He|She|His|Her)\b(?=\s[a-z])")
_OTHER_GENDER = {
    "he": re.compile(
        r"\b(?:she|her|hers|herself|Ms|Mrs|Miss|woman|girl|wife|mother|daughter|sister)\b"
    ),
    "she": re.compile(r"\b(?:he|him|his|himself|Mr|man|boy|husband|father|son|brother)\b"),
}
# What may stand before the subject: nothing, a dateline, a time.
_OPENS = re.compile(
    r"(?:\([A-Z]{2,6}\)\s?(?:[—–-]+\s)?|(?:In|On|Last|This|Late|Early)\s[\w\s]{3,25},\s)?"
)
_SAME_AGAIN = re.compile(r"(?:he|she)\b", re.IGNORECASE)
_IN_PERSON = re.compile(r"(?:,\s(?:who|\d{1,3}\b|an?\s)|\s(?:said|told|says|added|tweeted)\b)")


def names_for_pronouns(
    text: str,
    sentences: Sequence[Span],
    number: int,
    opened: str,
    names: Sequence[Name] | None = None,
) -> Iterator[Edit]:
    """Give the one name that the pronoun `opened` begins with stands for, if it is sure.

    The sentence before must be told of one person by name, its subject, and name nobody else who
    could be meant; or begin with the same pronoun and be told so itself.
    """
    match = _OPENING.match(opened)
    if match is None:
        return
    pronoun = "he" if match["word"] in ("He", "His") else "she"
    if _OTHER_GENDER[pronoun].search(_outside_quotations(opened)):
        return
    known = find_names(text, sentences) if names is None else names
    name = _antecedent(text, sentences, number, pronoun, known)
    if name is not None:
        put = name if match["word"] in ("He", "She") else f"{name}’s"
        yield Edit(match.start(), match.end(), NAME_PRONOUN, match["word"], put)


def name_stands_in(text: str, sentences: Sequence[Span], number: int) -> int:
    """Return the sentence that names whom the pronoun at the head of sentence `number` means."""
    before = number - 1
    while before > 0 and _SAME_AGAIN.match(sentences[before].of(text)):
        before -= 1
    return max(before, 0)


def _antecedent(
    text: str, sentences: Sequence[Span], number: int, pronoun: str, names: Sequence[Name]
) -> str | None:
    for before in range(number - 1, max(-1, number - 1 - MOST_CHAIN), -1):
        span = sentences[before]
        plain = _outside_quotations(span.of(text))
        if _OTHER_GENDER[pronoun].search(plain):
            return None
        inside = [name for name in names if span.covers(name.span)]
        spoken = [n for n in inside if plain[n.span.start - span.start].strip()]
        if re.match(rf"{pronoun}\b", plain, re.IGNORECASE):
            if any(_may_be_person(text, name) for name in spoken) or names_somebody(plain):
                return None
            continue
        return _only_subject(text, span, plain, spoken, names)
    return None


def _only_subject(
    text: str, span: Span, plain: str, spoken: Sequence[Name], names: Sequence[Name]
) -> str | None:
    """Return the person a sentence begins with, if it tells of nobody else."""
    if not spoken or not _OPENS.fullmatch(plain[: spoken[0].span.start - span.start]):
        return None
    subject = spoken[0]
    if not _is_person(text, subject, names):
        return None
    # What tells who the subject is may use such words of it: “Ostby, a judge,”.
    after = plain[subject.span.end - span.start :]
    after = re.sub(r"^,\s(?:an?|the|who)\s[^,]*,", "", after)
    others = [n for n in spoken[1:] if n.canonical != subject.canonical]
    if any(_may_be_person(text, name) for name in others) or names_somebody(after):
        return None
    return _shown(text, subject)


def _shown(text: str, subject: Name) -> str:
    """Return the full name, or the words used last where a common noun may be part of it."""
    name = without_title(subject.canonical)
    first = name.split()[0].lower()
    if len(name.split()) > MOST_NAME_WORDS or share(first, "n") or share(first, "a"):
        return subject.span.of(text)
    return name


def _is_person(text: str, name: Name, names: Sequence[Name]) -> bool:
    """Return whether the copy shows that a name is a person’s."""
    mentions = [other for other in names if other.canonical == name.canonical]
    return " " in name.canonical and all(n.kind in ("person", "other") for n in mentions) and any(
        _IN_PERSON.match(text, n.span.end) or n.kind == "person" for n in mentions
    )  # fmt: skip


def _may_be_person(text: str, name: Name) -> bool:
    """Return whether a name might be a person’s, for all the words around it show."""
    if name.kind in ("organisation", "place"):
        return False
    return not re.search(
        r"\b(?:in|at|of|near|from|to|on|the|The)\s+$",
        text[max(0, name.span.start - 8) : name.span.start],
    )


def _outside_quotations(sentence: str) -> str:
    signs = list(sentence)
    for span in closed_quotations(sentence):
        signs[span.start : span.end] = " " * (span.end - span.start)
    return "".join(signs)
