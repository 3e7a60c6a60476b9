"""Rebuilding the shipped heads from the labelled sets."""

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring import calibration
from dateline.core.scoring.attributes import Attribute
from dateline.core.scoring.hidden import fit_hidden, no_hidden
from dateline.core.scoring.known_words import known_words
from dateline.core.scoring.lexicon import Lexicon
from dateline.core.scoring.models import every_word
from dateline.core.scoring.reading import Reader
from dateline.core.scoring.repair import Repairer
from dateline.core.scoring.space import Space, matrix
from dateline.core.scoring.training import (
    Bases,
    Mix,
    counts_of,
    fit_line,
    idf_steps,
    mixed_heads,
    weighted,
    without_company,
)
from dateline.core.scoring.weights import Weights
from dateline.project.scorer.corpora import READERS, Row, read_sets, text_key
from dateline.project.scorer.recipes import (
    LINE_STRENGTH,
    LINES,
    LINES_ABOUT_GROUPS,
    NET,
    OTHER_LANGUAGES,
    OTHER_STRENGTH,
    OTHER_USUAL_SHARE,
    RECIPES,
    ROUNDS,
    SEED,
    UNITS,
    Recipe,
)
from dateline.project.scorer.reference import REFERENCE, Reference, read_reference
from dateline.project.scorer.romanising import romanised
from dateline.project.scorer.training_copies import training_copies
from dateline.project.scorer.word_lists import build_lexicon, build_small_lexicon, lexicon_as_text

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

ENGLISH_SPACE = Space(word_bits=16, neighbour_bits=17, context_bits=17, char_bits=17)
OTHER_SPACE = Space(word_bits=15, neighbour_bits=15, context_bits=14, char_bits=16)
_WORD_LISTS = ("ldnoobw", "profanity_list_dsojevic", "surge_profanity")
_FOLDS = 5
# Perspective's scores as log-odds, no further out than this.
_OUTERMOST = 0.02
_MAJORITY = 0.5
# Ends the name of a source whose rows were written in Latin letters by us.
COPIES = ", in Latin letters"
_NEWS_SOURCES = ("news_spans", "news_natural", "wiki_20k")
_SPAM_FOLDS = 3

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trained:
    """The files a training run writes, by name."""

    files: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Copies:
    """Copies of rows: their table, which rows they are of, and how many rows each counts for."""

    rows: Sequence[Row]
    table: "csr_matrix"
    of: NDArray[np.int64]
    weight: Numbers


@dataclass(frozen=True, slots=True)
class English:
    """What English training works on: rows, their table and copies, and the reference's table."""

    rows: Sequence[Row]
    table: "csr_matrix"
    copies: Copies
    reference: Reference
    reference_table: "csr_matrix"
    idf: NDArray[np.uint8]

    def labels(self, name: str) -> Numbers:
        """Return a label by row, NaN where a row has none."""
        labels = np.array([row.labels.get(name, np.nan) for row in self.rows])
        if name == "spam":
            # Without ordinary comments among the negatives, one in five would pass for spam.
            labels[[row.source in _NEWS_SOURCES for row in self.rows]] = 0.0
        return labels


def train(folder: Path) -> Trained:
    """Return the package's lexicon and heads rebuilt from the sets under a folder.

    Raises:
        FileNotFoundError: a set is missing.
    """
    rows = read_sets(folder)
    entries = build_lexicon(folder)
    reader = Reader(Repairer(Lexicon(entries), known_words()))
    english = prepare(rows, reader, read_reference(folder))
    made = {
        "lexicon_en.tsv": lexicon_as_text(entries).encode(),
        "heads_en.npz": fit_english(english)[0].to_bytes(),
        "inputs.json": _as_json(input_hashes(folder)),
    }
    for language in OTHER_LANGUAGES:
        entries = build_small_lexicon(folder, language)
        if entries:
            made[f"lexicon_{language}.tsv"] = lexicon_as_text(entries).encode()
        own, reader = rows_of(rows, language), Reader(Repairer(Lexicon(entries), every_word()))
        made[f"heads_{language}.npz"] = fit_other(own, reader, language)[0].to_bytes()
    return Trained(made)


def rows_of(rows: Sequence[Row], language: str) -> list[Row]:
    """Return the rows of another language, for Hindi also in Latin letters."""
    own = [row for row in rows if row.language == language]
    if language == "hi":
        # People also write Hindi in Latin letters, of which the sets have little.
        own += [
            replace(row, text=romanised(row.text), source=row.source + COPIES)
            for row in own
            if _is_indic(row.text)
        ]
    return own


def prepare(rows: Sequence[Row], reader: Reader, reference: Reference) -> English:
    """Return the English rows as a table; comments of the reference are kept out of them."""
    apart = {text_key(text) for text in reference.texts}
    kept = [row for row in rows if row.language == "en" and text_key(row.text) not in apart]
    seen = matrix([row.text for row in kept], reader, ENGLISH_SPACE)
    idf = idf_steps(seen, ENGLISH_SPACE)
    of_reference = matrix(reference.texts, reader, ENGLISH_SPACE)
    return English(
        rows=kept,
        table=weighted(seen, ENGLISH_SPACE, idf),
        copies=_copies(kept, reader, idf),
        reference=reference,
        reference_table=weighted(of_reference, ENGLISH_SPACE, idf),
        idf=idf,
    )


def _copies(rows: Sequence[Row], reader: Reader, idf: NDArray[np.uint8]) -> Copies:
    copies = training_copies(rows, reader.vocabulary.repairer.lexicon)
    seen = matrix([copy.row.text for copy in copies], reader, ENGLISH_SPACE)
    return Copies(
        rows=[copy.row for copy in copies],
        table=weighted(seen, ENGLISH_SPACE, idf),
        of=np.array([copy.of for copy in copies], np.int64),
        weight=np.array([copy.weight for copy in copies]),
    )


def fit_english(
    english: English, chosen: NDArray[np.bool_] | None = None
) -> tuple[Weights, dict[Attribute, Numbers]]:
    """Return the English heads, calibrated, and their sums of the reference, unseen by each.

    `chosen` leaves rows out, for judging on sets kept apart.
    """
    used = np.ones(len(english.rows), bool) if chosen is None else chosen
    bases = _fit_bases(english, used)
    sums = bases.sums(english.table[used])
    spread = sums.std(axis=0)
    of_reference = bases.sums(english.reference_table)
    mixes, curves, unseen = {}, [], {}
    for attribute, recipe in RECIPES.items():
        mix, mixed = _mix(bases, recipe, attribute, spread, of_reference, english)
        mixes[attribute.value] = mix
        scores = english.reference.scores.get(attribute)
        if scores is None:
            curves.append(_spam_curve(english, used, spread[bases.names().index("line spam")]))
        else:
            curves.append(calibration.curve_by_rank(mixed, scores))
            unseen[attribute] = mixed
    weights = mixed_heads(bases, mixes, space=ENGLISH_SPACE, idf=english.idf)
    return replace(weights, curve=np.stack(curves), levels=calibration.LEVELS), unseen


def _fit_bases(english: English, used: NDArray[np.bool_]) -> Bases:
    table = english.table[used]
    plain = without_company(table)
    lines = {
        name: _fit_with_copies(english, used, name)
        if name in LINES_ABOUT_GROUPS
        else fit_line(plain, english.labels(name)[used], LINE_STRENGTH)
        for name in LINES
        if _has_both(english.labels(name)[used])
    }
    net = tuple(name for name in NET if _has_both(english.labels(name)[used]))
    labels = np.stack([english.labels(name) for name in net], axis=1).astype(np.float32)[used]
    some = ~np.isnan(labels).all(axis=1)
    hidden = fit_hidden(table[some], labels[some], units=UNITS, rounds=ROUNDS, seed=SEED)
    return Bases(lines, hidden, net)


def _fit_with_copies(english: English, used: NDArray[np.bool_], name: str) -> Numbers:
    import scipy.sparse

    copies = used[english.copies.of]
    table = scipy.sparse.vstack([english.table[used], english.copies.table[copies]], format="csr")
    given = np.array([row.labels.get(name, np.nan) for row in english.copies.rows])
    labels = np.concatenate([english.labels(name)[used], given[copies]])
    weight = np.concatenate([np.ones(int(used.sum())), english.copies.weight[copies]])
    return fit_line(table, labels, LINE_STRENGTH, weight)


def _has_both(labels: Numbers) -> bool:
    """Whether there is anything to learn: rows with and rows without (false where a set is out)."""
    return bool((labels > _MAJORITY).any() and (labels <= _MAJORITY).any())


def _mix(
    bases: Bases, recipe: Recipe, attribute: Attribute, spread: Numbers, of_reference: Numbers,
    english: English,
) -> tuple[Mix, Numbers]:  # fmt: skip
    """Return the mix of an attribute, and its sums of the reference without having seen them."""
    names = bases.names()
    shares = np.array([recipe.shares.get(name, 0.0) for name in names]) / spread
    counts = np.zeros(english.table.shape[1] - ENGLISH_SPACE.width)
    own = of_reference @ shares
    if not recipe.reference:
        return Mix(dict(zip(names, shares, strict=True)), counts, 0.0), own
    inputs = of_reference
    if recipe.with_counts:
        inputs = np.concatenate([inputs, counts_of(english.reference_table, ENGLISH_SPACE)], axis=1)
    scores = np.clip(english.reference.scores[attribute], _OUTERMOST, 1 - _OUTERMOST)
    wanted = np.log(scores / (1 - scores))
    weights, bias = _ridge(inputs, wanted, recipe.pull)
    unseen = _unseen(inputs, wanted, recipe.pull, english.reference.texts)
    # The regression is brought to the spread of the rest before it gets its share.
    share = recipe.reference * own.std() / unseen.std()
    shares = shares + share * weights[: len(names)]
    if recipe.with_counts:
        counts = share * weights[len(names) :]
    return Mix(dict(zip(names, shares, strict=True)), counts, share * bias), own + share * unseen


def _ridge(inputs: Numbers, wanted: Numbers, pull: float) -> tuple[Numbers, float]:
    """Return the weights and bias of a regression held back by `pull` on even inputs."""
    mean, spread = inputs.mean(axis=0), inputs.std(axis=0) + 1e-6
    even = (inputs - mean) / spread
    square = even.T @ even + pull * np.eye(even.shape[1])
    weights = np.linalg.solve(square, even.T @ (wanted - wanted.mean())) / spread
    return weights, float(wanted.mean() - mean @ weights)


def _unseen(inputs: Numbers, wanted: Numbers, pull: float, texts: Sequence[str]) -> Numbers:
    """Return what the regression gives each comment when fitted to the other folds."""
    fold = np.array([zlib.crc32(text.encode()) % _FOLDS for text in texts])
    found = np.zeros(len(wanted))
    for number in range(_FOLDS):
        inside = fold == number
        weights, bias = _ridge(inputs[~inside], wanted[~inside], pull)
        found[inside] = inputs[inside] @ weights + bias
    return found


def _spam_curve(english: English, used: NDArray[np.bool_], spread: float) -> NDArray[np.float32]:
    """Return the curve of SPAM from sums of comments that the fit had not seen."""
    labels = english.labels("spam")
    rows = np.flatnonzero(used & ~np.isnan(labels))
    plain = without_company(english.table[rows])
    fold = np.array([zlib.crc32(english.rows[n].text.encode()) % _SPAM_FOLDS for n in rows])
    unseen = np.zeros(len(rows))
    for number in range(_SPAM_FOLDS):
        inside = fold == number
        line = fit_line(plain[~inside], labels[rows][~inside], LINE_STRENGTH)
        unseen[inside] = plain[inside] @ line[:-1] + line[-1]
    return calibration.curve_by_rate(unseen / spread, labels[rows])


def fit_other(
    rows: Sequence[Row], reader: Reader, language: str
) -> tuple[Weights, dict[str, tuple[Numbers, Numbers]]]:
    """Return the heads of another language, and of each the labels and sums of unseen rows."""
    seen = matrix([row.text for row in rows], reader, OTHER_SPACE)
    idf = idf_steps(seen, OTHER_SPACE)
    table = without_company(weighted(seen, OTHER_SPACE, idf))
    place = {group: n for n, group in enumerate(dict.fromkeys(row.group for row in rows))}
    fold = np.array([place[row.group] % _FOLDS for row in rows])
    lines, curves, judged = {}, [], {}
    for attribute, label in OTHER_LANGUAGES[language].items():
        labels = np.array([row.labels.get(label, np.nan) for row in rows])
        known = ~np.isnan(labels)
        unseen = np.zeros(len(rows))
        for number in np.unique(fold):
            line = fit_line(table[fold != number], labels[fold != number], OTHER_STRENGTH)
            unseen[fold == number] = table[fold == number] @ line[:-1] + line[-1]
        lines[attribute.value] = fit_line(table, labels, OTHER_STRENGTH)
        judged[attribute.value] = labels[known], unseen[known]
        curves.append(calibration.curve_by_rate(unseen[known], labels[known], OTHER_USUAL_SHARE))
    counts = np.zeros(table.shape[1] - OTHER_SPACE.width)
    mixes = {name: Mix({f"line {name}": 1.0}, counts, 0.0) for name in lines}
    bases = Bases(lines, no_hidden(table.shape[1]), ())
    weights = mixed_heads(bases, mixes, space=OTHER_SPACE, idf=idf)
    return replace(weights, curve=np.stack(curves), levels=calibration.LEVELS), judged


def _is_indic(text: str) -> bool:
    return any("\u0900" <= sign <= "\u097f" for sign in text)


def input_hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file that training reads, by set and name."""
    found = {}
    for name in sorted({*READERS, *_WORD_LISTS, REFERENCE}):
        for path in sorted((folder / name).iterdir()):
            if path.suffix in (".csv", ".json", ".jsonl", ".txt", "") and path.name != "LICENSE":
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                found[f"{name}/{path.name}"] = digest
    return found


def _as_json(value: Any) -> bytes:
    return (json.dumps(value, indent=1, sort_keys=True) + "\n").encode()
