"""Comparing words: what counts as the same wording, and what does not."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from dateline.core.story import Span

MARK, CUT = '"', "…"
_TOKEN = re.compile(
    r"\[[^\]]{1,60}\]|\.{3}|(?:\. ){2}\.|…|[^\W_]+(?:[.,’'&/-][^\W_]+)*|[“”„«»‹›\"]|‘|[%$£€¥₹]"
)
_QUOTE_SIGNS = set('“”„«»‹›"‘')


class Word(NamedTuple):
    """A word as it is compared, and where it stands."""

    form: str
    span: Span

    @property
    def is_substitution(self) -> bool:
        """Whether it is a [bracketed] substitution."""
        return self.form.startswith("[")


def words_of(text: str, within: Span | None = None) -> list[Word]:
    """Return the words, marks and cuts of a text.

    Punctuation does not count, nor do the style of marks and apostrophes. Capitals count.
    """
    start, end = within or (0, len(text))
    return [
        Word(_form(match.group()), Span(*match.span()))
        for match in _TOKEN.finditer(text, start, end)
    ]


def forms_in(text: str) -> list[str]:
    """Return the forms of `words_of`, where nobody asks for their places."""
    return [_form(token) for token in _TOKEN.findall(text)]


def _form(token: str) -> str:
    if token in _QUOTE_SIGNS:
        return MARK
    if token[0] == "." or token == CUT:
        return CUT
    return token.replace("’", "'")


def forms(words: Sequence[Word], *, any_first: bool = True) -> tuple[str, ...]:
    """Return the forms to compare; the capital of the first word does not count."""
    found = [word.form for word in words]
    return with_any_first(found) if any_first else tuple(found)


def with_any_first(found: list[str]) -> tuple[str, ...]:
    """Return forms so that the capital of the first word does not count."""
    for place, form in enumerate(found):
        if form != MARK:
            return (*found[:place], form[:1].lower() + form[1:], *found[place + 1 :])
    return tuple(found)


def without_marks(words: Sequence[Word]) -> list[Word]:
    """Return the words without quotation marks."""
    return [word for word in words if word.form != MARK]


def find_run(needle: Sequence[str], hay: Sequence[str], start: int = 0) -> int | None:
    """Return where the forms `needle` stand in `hay`, the first form with either capital."""
    size = len(needle)
    if not size:
        return None
    first = {
        needle[0],
        needle[0][:1].upper() + needle[0][1:],
        needle[0][:1].lower() + needle[0][1:],
    }
    rest = list(needle[1:])
    for place in range(start, len(hay) - size + 1):
        if hay[place] in first and list(hay[place + 1 : place + size]) == rest:
            return place
    return None


def longest_run(needle: Sequence[str], hay: Sequence[str]) -> int:
    """Return how many forms of `needle`, from its first on, stand in a row in `hay`."""
    longest = 0
    for place, form in enumerate(hay):
        size = 0
        if needle and form.lower() == needle[0].lower():
            size = 1
            while size < len(needle) and hay[place + size : place + size + 1] == [needle[size]]:
                size += 1
        longest = max(longest, size)
    return longest
