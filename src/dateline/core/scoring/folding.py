"""One chunk of a comment (a run without spaces) as the words it stands for.

Everything here depends on the chunk alone, so the reader of comments keeps what it learns.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from dateline.core.scoring.confusables import LOOKALIKES, folded_sign
from dateline.core.scoring.identities import FLAG_LETTERS, IDENTITIES, IDENTITY_EMOJI
from dateline.core.scoring.repair import LEET_SIGNS, MASK_SIGNS, Repairer

URL, MENTION, NUMBER, HIDDEN = "<url>", "<mention>", "<number>", "<hidden>"
IDENTITY = "<identity>"
# A longer chunk is read in parts of this length: no word is that long, and time stays linear.
LONGEST_CHUNK_CHARS = 64
# Letters with the vowel signs of Indic and other scripts, which Python's \w leaves out.
_LETTER = r"\w\u0900-\u0963\u0970-\u0DFF\u0E00-\u0EFF"
_WORD = re.compile(rf"[{_LETTER}]+(?:['’][{_LETTER}]+)*")
_WEB = re.compile(
    r"(?:https?:/|www\.)|[\w.-]+@[\w-]+\.\w{2,}|"
    r"(?<![\w*])[a-z0-9-]{2,}(?:\.[a-z0-9-]{2,})*\.(?:com|net|org|info|biz|ru|co|io|tv|me|uk|de|in|ly|be)(?![\w])"
)
_EMOJI = re.compile(r"[\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001F000-\U0001FAFF]")
_SOFT_EDGES = "\"'“”‘’«»()[]{}.,;:?…`–—/\\=<>"
_HARD_EDGES = _SOFT_EDGES + "!*_~#-+^&|"
_SEPARATORS = re.compile(r"[\W_]+")
_CASE_CHANGE = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_GRAWLIX = re.compile(r"[@#$%&*!?^~]{3,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word read from a chunk: where it stood there, and how it was unfolded ("" if plainly)."""

    word: str
    start: int
    end: int
    how: str


def fold_chunk(chunk: str, repairer: Repairer) -> list[Piece]:
    """Return the words a chunk stands for, in order, with their places in the chunk.

    Of a longer chunk than `LONGEST_CHUNK_CHARS` only an address is read whole: see `parts_of`.
    """
    if chunk.isascii() and chunk.isalpha():
        word, how = repairer.word(chunk.lower())
        return [Piece(word, 0, len(chunk), how)]
    if len(chunk) > LONGEST_CHUNK_CHARS:
        return [Piece(URL, 0, len(chunk), "")]
    clean, places = _cleaned(chunk)
    if not clean:
        return []
    if _WEB.search(clean):
        return [Piece(URL, 0, len(chunk), "")]
    pieces: list[Piece] = []
    start = 0
    for match in _EMOJI.finditer(clean):
        pieces += _fold_text(chunk, clean, places, start, match.start(), repairer)
        sign, place = match.group(), places[match.start()]
        word = IDENTITY if sign in IDENTITY_EMOJI or _is_flag(sign) else sign
        pieces.append(Piece(word, place, place + 1, ""))
        start = match.end()
    return pieces + _fold_text(chunk, clean, places, start, len(clean), repairer)


def parts_of(chunk: str) -> list[str]:
    """Return a chunk in parts short enough to read; an address stays whole."""
    if len(chunk) <= LONGEST_CHUNK_CHARS or _WEB.match(chunk[:LONGEST_CHUNK_CHARS].lower()):
        return [chunk]
    return [
        chunk[start : start + LONGEST_CHUNK_CHARS]
        for start in range(0, len(chunk), LONGEST_CHUNK_CHARS)
    ]


def _cleaned(chunk: str) -> tuple[str, list[int]]:
    """Return the chunk folded sign by sign, and for each sign of it the place it came from."""
    if chunk.isascii():
        return chunk.lower(), list(range(len(chunk)))
    signs, places = [], []
    for place, sign in enumerate(chunk):
        for part in folded_sign(sign):
            signs.append(part)
            places.append(place)
    letters = [sign for sign in signs if sign.isalpha() or sign in LOOKALIKES]
    if any(sign in LOOKALIKES for sign in letters) and (
        any(sign.isascii() for sign in letters) or all(sign in LOOKALIKES for sign in letters)
    ):
        signs = [LOOKALIKES.get(sign, sign) for sign in signs]
    return "".join(signs), places


def _is_flag(sign: str) -> bool:
    return FLAG_LETTERS[0] <= ord(sign) <= FLAG_LETTERS[1]


def _fold_text(
    chunk: str, clean: str, places: list[int], start: int, end: int, repairer: Repairer
) -> list[Piece]:
    """Return the words of a stretch of a cleaned chunk that holds no emoji."""
    text = clean[start:end]
    if not text:
        return []

    def piece(word: str, first: int, last: int, how: str) -> Piece:
        """A word at [first, last) of `text`, placed in the chunk."""
        if not how and not chunk.isascii() and _was_disguised(chunk, places, start, first, last):
            how = "lookalike"
        return Piece(word, places[start + first], places[start + last - 1] + 1, how)

    left = len(text) - len(text.lstrip(_SOFT_EDGES))
    right = len(text.rstrip(_SOFT_EDGES))
    if right <= left:
        return []
    hidden = _disguised(text, left, right, repairer)
    if hidden:
        word, first, last, how = hidden
        return [piece(word, first, last, how)]
    if text[left] == "@" and right - left > 2:
        return [piece(MENTION, left, right, "")]
    found = []
    camel = text[left] == "#" and chunk.isascii()
    for match in _WORD.finditer(text, left, right):
        bounds = [match.start(), match.end()]
        if camel:
            written = chunk[start + match.start() : start + match.end()]
            bounds[1:1] = [match.start() + cut.start() for cut in _CASE_CHANGE.finditer(written)]
        for first, last in pairwise(bounds):
            word, how = _plain_word(text[first:last], repairer)
            found.append(piece(word, first, last, how))
    return found


def _plain_word(text: str, repairer: Repairer) -> tuple[str, str]:
    if text.isdigit():
        return NUMBER, ""
    word = text.replace("’", "'")
    if word.endswith("'s"):
        word = word[:-2]
    word = word.replace("'", "").replace("_", "")
    if not word:
        return NUMBER, ""
    if word in IDENTITIES:
        return word, ""
    if word.isalpha():
        return repairer.word(word)
    decoded = repairer.decoded(word)
    return (decoded, "leet") if decoded else (word, "")


def _disguised(
    text: str, left: int, right: int, repairer: Repairer
) -> tuple[str, int, int, str] | None:
    """Return the one word that a stretch with signs or digits in it spells, if it spells one."""
    soft = text[left:right]
    if soft.isalpha():
        return None
    inner_left = left + len(soft) - len(soft.lstrip(_HARD_EDGES))
    inner_right = left + len(soft.rstrip(_HARD_EDGES))
    inner = text[inner_left:inner_right]
    trailing = text[inner_right:right]
    masked = sum(sign in MASK_SIGNS for sign in trailing)
    if inner in repairer.lexicon:
        return None
    if inner.isalpha() and (len(inner) >= 3 or not trailing) and masked < 2:
        return None
    if not inner or not any(sign.isalnum() for sign in soft):
        return (
            (HIDDEN, left, right, "") if _GRAWLIX.fullmatch(soft) and len(set(soft)) > 1 else None
        )
    joined = _joined(inner, repairer)
    if joined:
        return joined, inner_left, inner_right, "spaced"
    if any(sign in LEET_SIGNS for sign in soft):
        for first, last in ((inner_left, inner_right), (left, right), (inner_left, right)):
            word = None if text[first:last].isalpha() else repairer.decoded(text[first:last])
            if word:
                return word, first, last, "leet"
    for first, last in ((inner_left, right), (inner_left, inner_right)):
        word = repairer.unmasked(text[first:last])
        if word:
            return word, first, last, "masked"
    return None


def _joined(inner: str, repairer: Repairer) -> str | None:
    """Return what letters with signs between them spell: f.u.c.k, i-diot."""
    parts = [part for part in _SEPARATORS.split(inner) if part]
    if len(parts) < 2 or not all(part.isalpha() for part in parts):
        return None
    joined = "".join(parts)
    if all(len(part) == 1 for part in parts) and len(parts) >= 3:
        return repairer.word(joined)[0]
    if (
        any(sign in inner for sign in "'’*#")
        or "’" in inner
        or all(len(p) >= 3 and repairer.is_real(p) for p in parts)
    ):
        return None
    return joined if joined in repairer.lexicon else None


def _was_disguised(chunk: str, places: list[int], start: int, first: int, last: int) -> bool:
    written = chunk[places[start + first] : places[start + last - 1] + 1]
    return any(sign in LOOKALIKES or folded_sign(sign) == "" for sign in written) and any(
        sign.isascii() for sign in chunk
    )
