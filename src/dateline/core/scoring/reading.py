"""A comment as the scorer reads it: rows of the vocabulary, and what was unfolded where."""

import re
from dataclasses import dataclass, field
from itertools import accumulate

from dateline.core.scoring.confusables import LOOKALIKES
from dateline.core.scoring.folding import LONGEST_CHUNK_CHARS, Piece, fold_chunk, parts_of
from dateline.core.scoring.identities import PEOPLE_WORDS
from dateline.core.scoring.lexicon import STRONG
from dateline.core.scoring.repair import LEET_SIGNS, Repairer
from dateline.core.scoring.vocabulary import Trait, Vocabulary

_CHUNK = re.compile(r"\S+")
_SENTENCE_ENDS = (".", "!", "?", "…", "।", ";", ":")
_LETTERS_TO_JOIN = 3
_MOST_CACHED_CHUNKS = 120_000
_MOST_WORDS = 60_000
_LONGEST_SPACED_CHARS = 60
MASK_ROW = 0
_EDGES = ".,;:?!'\"()-_*"
# Ways of writing a word that nobody falls into by a slip of the hand.
_ON_PURPOSE = {"leet", "masked", "spaced", "lookalike"}


@dataclass(slots=True, eq=False)
class Chunk:
    """What one chunk gives: rows with their places, whether a sentence ends, whether it shouts.

    `plain` is whether there is nothing to say of it but its rows, as of most chunks.
    """

    rows: tuple[int, ...]
    pieces: tuple[Piece, ...]
    ends_sentence: bool
    shouts: bool
    letter: bool
    loose: bool
    single: str | None
    disguised: bool
    plain: bool = field(init=False)

    def __post_init__(self) -> None:
        self.plain = not (self.ends_sentence or self.shouts or self.loose or self.disguised)


@dataclass(slots=True)
class Reading:
    """The words of one comment in order.

    `ends` are the positions before which a sentence ends; `joins` are words made of several chunks:
    position, first chunk, one past the last. Places in the text are worked out only when asked for.
    """

    text: str
    rows: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    chunks: list[Chunk] = field(default_factory=list)
    joins: list[tuple[int, int, int]] = field(default_factory=list)
    shouting: int = 0
    disguised: int = 0


class Reader:
    """Reads comments, and keeps what it learns about chunks and words."""

    def __init__(self, repairer: Repairer) -> None:
        self.vocabulary = Vocabulary(repairer)
        self._repairer = repairer
        self._chunks: dict[str, Chunk] = {}

    def make_room(self) -> bool:
        """Forget everything if the tables have grown to their limit; return whether that was so."""
        if len(self._chunks) < _MOST_CACHED_CHUNKS and len(self.vocabulary.words) < _MOST_WORDS:
            return False
        self._chunks.clear()
        self.vocabulary.clear()
        return True

    def read(self, text: str) -> Reading:
        """Return the words of a comment. Takes time linear in its length."""
        reading = Reading(text)
        written = text.split()
        known = map(self._chunks.get, written)
        chunks = reading.chunks = [
            chunk or self._chunk(one) for one, chunk in zip(written, known, strict=True)
        ]
        rows, ends = reading.rows, reading.ends
        if any(chunk.loose for chunk in chunks):
            self._read_joining(reading)
        else:
            for chunk in chunks:
                rows += chunk.rows
                if not chunk.plain:
                    if chunk.ends_sentence:
                        ends.append(len(rows))
                    reading.shouting += chunk.shouts
                    reading.disguised += chunk.disguised
        return reading

    def _chunk(self, written: str) -> Chunk:
        parts = parts_of(written)
        if len(parts) > 1:
            return self._joined_chunk(parts)
        pieces = tuple(fold_chunk(written, self._repairer))
        vocabulary = self.vocabulary
        rows = tuple(vocabulary.row(piece.word) for piece in pieces)
        bare = written.strip(_EDGES) or written
        letter = len(bare) == 1 and (bare.isalpha() or bare in LEET_SIGNS)
        single = None
        if len(bare) == 1:
            single = LOOKALIKES.get(bare, bare).lower() if letter else ""
        loose = (
            len(rows) == 1
            and pieces[0].word.isalpha()
            and bool(vocabulary.traits[rows[0]] & Trait.UNREAL)
        )
        chunk = Chunk(
            rows=rows,
            pieces=pieces,
            ends_sentence=written.endswith(_SENTENCE_ENDS) or written[-1] in '"”)',
            shouts=len(written) > 2 and written.isupper(),
            letter=letter,
            loose=loose or letter,
            single=single,
            disguised=any(piece.how in _ON_PURPOSE for piece in pieces),
        )
        if len(written) <= LONGEST_CHUNK_CHARS:
            self._chunks[written] = chunk
        return chunk

    def _joined_chunk(self, parts: list[str]) -> Chunk:
        """Return a chunk too long to be kept, from its parts, which are."""
        read = [self._chunks.get(part) or self._chunk(part) for part in parts]
        starts = accumulate(map(len, parts), initial=0)
        return Chunk(
            rows=tuple(row for chunk in read for row in chunk.rows),
            pieces=tuple(
                Piece(piece.word, piece.start + start, piece.end + start, piece.how)
                for chunk, start in zip(read, starts, strict=False)
                for piece in chunk.pieces
            ),
            ends_sentence=read[-1].ends_sentence,
            shouts=read[0].shouts,
            letter=False,
            loose=False,
            single=None,
            disguised=any(chunk.disguised for chunk in read),
        )

    def _read_joining(self, reading: Reading) -> None:
        """Read chunks of which some may be parts of one word: f u c k, id iot."""
        chunks, rows = reading.chunks, reading.rows
        place = 0
        for number, (chunk, after) in enumerate(zip(chunks, [*chunks[1:], None], strict=True)):
            if number < place:
                continue  # it was joined to the chunk before
            if chunk.plain and not (after and after.loose):
                rows += chunk.rows
                continue
            reading.shouting += chunk.shouts
            reading.disguised += chunk.disguised
            place = number + 1
            # A letter by itself is loose too.
            if chunk.loose or (after and after.loose):
                place = self._join(reading, number)
            if place == number + 1:
                rows += chunk.rows
            if chunks[place - 1].ends_sentence:
                reading.ends.append(len(rows))

    def _join(self, reading: Reading, place: int) -> int:
        """Add the words that chunks from `place` on are parts of; return where they end."""
        end, words = place, list[str]()
        if reading.chunks[place].letter:
            end, words = self._spelt_out(reading, place)
        if not words:
            end, words = self._split_word(reading, place)
        if not words:
            return place + 1
        reading.disguised += 1
        for word in words:
            reading.joins.append((len(reading.rows), place, end))
            reading.rows.append(self.vocabulary.row(word))
        return end

    def _spelt_out(self, reading: Reading, place: int) -> tuple[int, list[str]]:
        """Return the words that single letters from `place` on spell, and where they end."""
        chunks = reading.chunks
        end = place
        letters: list[str] = []
        while (
            end < len(chunks)
            and chunks[end].single is not None
            and len(letters) < _LONGEST_SPACED_CHARS
        ):
            letters.append(chunks[end].single or "")
            end += 1
        if sum(map(bool, letters)) < _LETTERS_TO_JOIN:
            return place, []
        return end, self._words_in("".join(letters))

    def _words_in(self, spelt: str) -> list[str]:
        """Cut letters without spaces into words, the longest first."""
        words = []
        start = 0
        repairer = self._repairer
        whole = repairer.word(spelt)[0] if spelt.isalpha() else repairer.decoded(spelt)
        if whole and repairer.is_real(whole):
            return [whole]
        while start < len(spelt):
            for end in range(min(len(spelt), start + 16), start, -1):
                part = spelt[start:end]
                if (
                    end - start == 1
                    or part in repairer.lexicon
                    or (len(part) > 2 and part in repairer.known)
                ):
                    words.append(part)
                    start = end
                    break
        return words if any(len(word) > 1 for word in words) else [spelt]

    def _split_word(self, reading: Reading, place: int) -> tuple[int, list[str]]:
        """Return the strong word that this chunk and the next are parts of, if one is broken."""
        if place + 1 == len(reading.chunks):
            return place, []
        first, second = reading.chunks[place], reading.chunks[place + 1]
        if len(first.rows) != 1 or len(second.rows) != 1:
            return place, []
        one, two = first.pieces[0].word, second.pieces[0].word
        if one in PEOPLE_WORDS or not (one.isalpha() and two.isalpha()):
            return place, []
        entry = self._repairer.lexicon.get(one + two)
        if entry and entry.severity >= STRONG and len(entry.form) >= 4 and len(one) > 0:
            return place + 2, [entry.form]
        return place, []

    def places(self, reading: Reading) -> list[tuple[int, int, str]]:
        """Return for each word its span in the text (code points) and how it was unfolded."""
        spans = [match.span() for match in _CHUNK.finditer(reading.text)]
        joined = {position: (first, last) for position, first, last in reading.joins}
        found: list[tuple[int, int, str]] = []
        number = 0
        while number < len(spans):
            if len(found) in joined:
                first, last = joined[len(found)]
                while len(found) in joined and joined[len(found)] == (first, last):
                    found.append((spans[first][0], spans[last - 1][1], "spaced"))
                number = last
                continue
            start = spans[number][0]
            for piece in reading.chunks[number].pieces:
                found.append((start + piece.start, start + piece.end, piece.how))
            number += 1
        return found
