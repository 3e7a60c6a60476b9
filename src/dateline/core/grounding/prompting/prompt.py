"""A prompt, and how the words of others stand in it without becoming part of what it says."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

# So many hexadecimal digits cannot be guessed by whoever wrote the copy.
FEWEST_NONCE_CHARS = 32
_NONCE = re.compile(r"[0-9a-f]+")
# What opens and closes tags, role tokens (“<|im_start|>”, “[INST]”) and fences, and anything that
# is not plain: the second pattern keeps the loop short.
_TELLING = re.compile(r"[<>|\[\]{}`#]|[^\x20-\x7e]")


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent.

    version  of the instruction's words; kept with every answer
    system   the instruction
    user     the words of others, each kind in its fence
    """

    version: str
    system: str
    user: str

    @property
    def most_tokens(self) -> int:
        """How many tokens the prompt has at most: a token stands for one byte or more."""
        return len(self.system.encode()) + len(self.user.encode()) + 64


def fenced(name: str, nonce: str, rows: Iterable[str]) -> str:
    """Return rows of data between an opening and a closing mark that they cannot forge.

    nonce  32 or more random hexadecimal digits, new for each prompt

    Raises: ValueError for a nonce that could be guessed.
    """
    if len(nonce) < FEWEST_NONCE_CHARS or not _NONCE.fullmatch(nonce):
        raise ValueError(
            f"nonce {nonce!r}, expected {FEWEST_NONCE_CHARS} or more hexadecimal digits"
        )
    return "\n".join([f"<{name}-{nonce}>", *rows, f"</{name}-{nonce}>"])


def as_data(words: str) -> str:
    """Return words as a JSON string on one line in which nothing can be taken for a mark.

    Brackets, bars, backticks, line ends, and characters that show nothing (zero-width, bidi, tags)
    are written as escapes: a reader of JSON reads the same words, a tokenizer finds no token.
    """
    return _TELLING.sub(
        lambda found: _escaped(found.group()), json.dumps(words, ensure_ascii=False)
    )


def _escaped(character: str) -> str:
    if ord(character) > 0x7E and character.isprintable():
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
