"""Reading a model's answer by the letter: what is not exactly of the form is not used."""

import json
import re
import unicodedata
from typing import Any, NoReturn

# What a model writes about one story is a page; a book is no answer.
MOST_ANSWER_CHARS = 20_000
# Many models put JSON into one code fence, whatever they are told.
_FENCE = re.compile(r"```(?:json)?\s*\n(.*)\n\s*```", re.DOTALL)


class BadAnswer(Exception):
    """A language model answered in another form than it was asked for: no JSON, other fields, a
    code that does not exist, a sentence the copy does not have. Nothing of the answer is used.
    """

    code = "model-bad-answer"

    def __init__(self, *, where: str, found: object, expected: str) -> None:
        self.where, self.found, self.expected = where, str(found)[:200], expected
        super().__init__(
            f"the model's answer, {where}: found {self.found}; expected {expected}. It is not used."
        )


def parse_object(answer: str) -> dict[str, Any]:
    """Return the one JSON object that an answer consists of.

    Raises: BadAnswer.
    """
    if len(answer) > MOST_ANSWER_CHARS:
        raise BadAnswer(
            where="as a whole",
            found=f"{len(answer)} characters",
            expected=f"at most {MOST_ANSWER_CHARS}",
        )
    text = answer.strip()
    if fenced := _FENCE.fullmatch(text):
        text = fenced.group(1)
    try:
        found = json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise BadAnswer(
            where="as a whole", found=repr(text[:80]), expected="one JSON object and nothing else"
        ) from error
    if not isinstance(found, dict):
        raise BadAnswer(where="as a whole", found=type(found).__name__, expected="a JSON object")
    return found


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field stands twice")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def check_fields(found: Any, *, where: str, fields: set[str]) -> None:
    """Do nothing if something is an object with exactly these fields.

    Raises: BadAnswer.
    """
    if not isinstance(found, dict) or set(found) != fields:
        shown = sorted(found) if isinstance(found, dict) else type(found).__name__
        raise BadAnswer(where=where, found=shown, expected=f"the fields {sorted(fields)}")


def plain_words(found: Any, *, where: str, most_chars: int) -> str:
    """Return a string of printable words, without white space around it.

    Raises: BadAnswer for anything else: what cannot be seen cannot be checked by a person.
    """
    if not isinstance(found, str) or not found.strip() or len(found) > most_chars:
        shown = f"{len(found)} characters" if isinstance(found, str) else type(found).__name__
        raise BadAnswer(where=where, found=shown, expected=f"1 to {most_chars} characters of text")
    for character in found:
        category = unicodedata.category(character)
        if category.startswith("C") or category in ("Zl", "Zp"):
            raise BadAnswer(
                where=where,
                found=f"the character U+{ord(character):04X}",
                expected="words without line ends and characters that cannot be seen",
            )
    return found.strip()


def one_of(found: Any, choices: tuple[str, ...], *, where: str) -> str:
    """Return a string that is one of the choices.

    Raises: BadAnswer.
    """
    if not isinstance(found, str) or found not in choices:
        raise BadAnswer(where=where, found=repr(found), expected=f"one of {', '.join(choices)}")
    return found
