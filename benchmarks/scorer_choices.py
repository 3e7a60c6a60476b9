"""What each choice of the comment scorer does, measured on whole sources kept apart.

Every variant is trained on the large Wikipedia mirrors, emoji hate and sexism alone, and judged on
the small mirrors, on news comments and on implicit hate, none of which it has seen. Prints one JSON
line for each variant. Takes about half an hour: `python -m benchmarks.scorer_choices --data DIR`.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np
from scipy.sparse import csr_matrix, vstack

from benchmarks.scorer_networks import CharacterCnn
from dateline.core.scoring import reading, training, vocabulary
from dateline.core.scoring.folding import Piece
from dateline.core.scoring.hidden import fit_hidden
from dateline.core.scoring.known_words import WordSet, known_words
from dateline.core.scoring.lexicon import STRONG, lexicon
from dateline.core.scoring.reading import Reader
from dateline.core.scoring.repair import Repairer
from dateline.core.scoring.space import matrix
from dateline.core.scoring.training import fit_line, idf_steps, weighted, without_company
from dateline.project.scorer.corpora import Row, read_sets
from dateline.project.scorer.disguises import DISGUISES, disguise
from dateline.project.scorer.evaluating import false_positives_by_identity
from dateline.project.scorer.measures import Numbers, auc, cut_at_rate
from dateline.project.scorer.probes import probes
from dateline.project.scorer.recipes import LINE_STRENGTH, NET, ROUNDS, SEED, UNITS
from dateline.project.scorer.training import ENGLISH_SPACE
from dateline.project.scorer.training_copies import training_copies

TRAINED_ON = ("wiki_20k", "wiki_enriched", "hatemoji", "edos")
JUDGED_ON = ("wiki_5k", "wiki_3k", "wiki_2k", "news_natural", "news_spans", "fox", "toxigen")
MOST_OF_A_SOURCE = 9_000
MOST_DISGUISED = 300
HATE = ("wiki_identity_hate", "hate", "sexist")


class WithoutRepair(Repairer):
    """Knows the lexicon and repairs nothing."""

    def word(self, word: str) -> tuple[str, str]:
        return word, ""

    def decoded(self, text: str) -> str | None:
        return None

    def unmasked(self, text: str) -> str | None:
        return None


class NoWord(WordSet):
    """Knows no word at all: repair goes unguarded."""

    def __init__(self) -> None:
        super().__init__(b"")

    def __contains__(self, word: str) -> bool:
        return False


def unfolded(chunk: str, repairer: Repairer) -> list[Piece]:
    """Read a chunk as its runs of letters, lower-case, as any plain tokeniser does."""
    core = chunk.strip(".,;:?!'\"()").lower()
    return [Piece(core, 0, len(chunk), "")] if core else []


def repairer() -> Repairer:
    return Repairer(lexicon(), known_words())


@contextmanager
def plainly() -> Iterator[None]:
    yield


@contextmanager
def without_folding() -> Iterator[None]:
    with mock.patch.object(reading, "fold_chunk", unfolded):
        yield


@contextmanager
def without_mask() -> Iterator[None]:
    nobody = mock.Mock(return_value=False)
    names = ("is_identity", "is_identity_beside_people", "looks_like_a_group")
    with mock.patch.multiple(vocabulary, **dict.fromkeys(names, nobody)):
        yield


def without_block(number: int) -> Callable[[], object]:
    scales = [*training.BLOCK_SCALES]
    scales[number] = 0.0
    return lambda: mock.patch.object(training, "BLOCK_SCALES", tuple(scales))


VARIANTS: dict[str, tuple[Callable[[], Repairer], Callable[[], object]]] = {
    "as shipped (lines alone)": (repairer, plainly),
    "without folding": (repairer, without_folding),
    "without lexicon repair": (lambda: WithoutRepair(lexicon(), known_words()), plainly),
    "repair without the word list": (lambda: Repairer(lexicon(), NoWord()), plainly),
    "without identity masking": (repairer, without_mask),
    "without words": (repairer, without_block(0)),
    "without contexts (negation, counter-speech, near you)": (repairer, without_block(1)),
    "without characters": (repairer, without_block(2)),
}


@dataclass(frozen=True)
class Sets:
    """The rows of both kinds, and the sentences of our own."""

    rows: list[Row]
    is_trained_on: np.ndarray

    def labels(self, name: str) -> Numbers:
        return np.array([row.labels.get(name, np.nan) for row in self.rows])


def sets_under(folder: Path) -> Sets:
    """Return the rows used here, at most so many of a source."""
    seen: dict[str, int] = {}
    rows = []
    for row in read_sets(folder):
        if row.source in (*TRAINED_ON, *JUDGED_ON):
            seen[row.source] = seen.get(row.source, 0) + 1
            if seen[row.source] <= MOST_OF_A_SOURCE or row.source.startswith("wiki"):
                rows.append(row)
    return Sets(rows, np.array([row.source in TRAINED_ON for row in rows]))


class Variant:
    """One way of reading, its lines fitted, ready to score any text."""

    def __init__(
        self,
        sets: Sets,
        read_by: Reader,
        *,
        company: bool = True,
        copies: bool = True,
        disguised: bool = False,
    ) -> None:
        self._reader, self._sets = read_by, sets
        texts = [row.text for row in sets.rows]
        seen = matrix(texts, read_by, ENGLISH_SPACE)
        self._idf = idf_steps(seen, ENGLISH_SPACE)
        self.table = weighted(seen, ENGLISH_SPACE, self._idf)
        used = sets.is_trained_on
        plain = without_company(self.table)
        labels = sets.labels("wiki_toxic")[used]
        given, wanted = plain[used], labels
        if disguised:
            given, wanted = self._with_disguised(given, labels)
        self.toxic = fit_line(given, wanted, LINE_STRENGTH)
        table = self.table if company else plain
        self.hate = self._hate_lines(company=company, copies=copies)
        sums = [table[used] @ line[:-1] for line in self.hate]
        self._spread = [float(one.std()) for one in sums]

    def _with_disguised(self, given: csr_matrix, labels: Numbers) -> tuple[csr_matrix, Numbers]:
        rows = [
            r for r, used in zip(self._sets.rows, self._sets.is_trained_on, strict=True) if used
        ]
        kinds = list(DISGUISES)
        copies = [
            disguise(row.text, kinds[n % len(kinds)], lexicon(), seed=1)
            for n, row in enumerate(rows)
            if row.labels.get("wiki_toxic") == 1
        ]
        table = without_company(self.table_of(copies))
        return vstack([given, table], format="csr"), np.append(labels, np.ones(len(copies)))

    def _hate_lines(self, *, company: bool, copies: bool) -> list[Numbers]:
        used = self._sets.is_trained_on
        rows = [row for row, kept in zip(self._sets.rows, used, strict=True) if kept]
        made = training_copies(rows, lexicon()) if copies else []
        table, weight = self.table[used], np.ones(len(rows))
        if made:
            copied = self.table_of([copy.row.text for copy in made])
            table = vstack([table, copied], format="csr")
            weight = np.append(weight, [copy.weight for copy in made])
        if not company:
            table = without_company(table)
        labels = [
            np.append(
                self._sets.labels(name)[used], [copy.row.labels.get(name, np.nan) for copy in made]
            )
            for name in HATE
        ]
        return [fit_line(table, of_one, LINE_STRENGTH, weight) for of_one in labels]

    def table_of(self, texts: list[str]) -> csr_matrix:
        return weighted(matrix(texts, self._reader, ENGLISH_SPACE), ENGLISH_SPACE, self._idf)

    def toxic_sums(self, table: csr_matrix) -> Numbers:
        return np.asarray(table @ self.toxic[:-1])

    def hate_sums(self, table: csr_matrix) -> Numbers:
        sums = [table @ line[:-1] / s for line, s in zip(self.hate, self._spread, strict=True)]
        return np.asarray(sum(sums))


def figures(sets: Sets, variant: Variant) -> dict[str, float]:
    """Return what a variant does on the sets kept apart."""
    toxic, hate = variant.toxic_sums(variant.table), variant.hate_sums(variant.table)
    found: dict[str, float] = {}
    for sources, label, sums in (
        (("wiki_5k", "wiki_3k", "wiki_2k"), "wiki_toxic", toxic),
        (("news_natural",), "news_toxic", toxic),
        (("news_spans",), "news_toxic", toxic),
        (("toxigen",), "hate", hate),
        (("fox",), "news_hateful", hate),
    ):
        labels = sets.labels(label)
        kept = np.array([row.source in sources for row in sets.rows]) & ~np.isnan(labels)
        found[f"AUC {sources[0]}"] = auc((labels[kept] > 0.5).astype(float), sums[kept])
    found |= _by_probes(variant) | _by_disguise(sets, variant, toxic)
    return {name: round(value, 4) for name, value in found.items()}


def _by_probes(variant: Variant) -> dict[str, float]:
    """Return how own sentences of contempt, counter-speech and plain mention are told apart."""
    own = probes()
    sums = variant.hate_sums(variant.table_of([probe.text for probe in own]))
    kinds = np.array([probe.kind for probe in own])
    listed = np.array([probe.is_listed for probe in own])
    groups = np.array([probe.group for probe in own])
    cut = float(np.quantile(sums[kinds == "contempt"], 0.15))
    harmless = kinds == "harmless"
    at_5 = float(np.quantile(sums[harmless], 0.95))
    worst = {
        is_listed: max(
            float((sums[harmless & (groups == group)] > at_5).mean())
            for group in np.unique(groups[listed == is_listed])
        )
        for is_listed in (True, False)
    }
    return {
        "counter-speech right at 85 % recall": float((sums[kinds == "counter"] < cut).mean()),
        "worst listed identity": worst[True],
        "worst unlisted identity": worst[False],
    }


def _by_disguise(sets: Sets, variant: Variant, toxic: Numbers) -> dict[str, float]:
    """Return recall kept under disguise, identity alarms, and clean words read as rude ones."""
    labels = sets.labels("wiki_toxic")
    apart = np.array([row.source in ("wiki_5k", "wiki_3k", "wiki_2k") for row in sets.rows])
    labels = np.where(apart, labels, np.nan)
    known = ~np.isnan(labels)
    cut = cut_at_rate(labels[known], toxic[known], 0.05)
    hit = [
        sets.rows[n].text
        for n in np.flatnonzero(known & (labels > 0.5) & (toxic > cut))
        if disguise(sets.rows[n].text, "spaced", lexicon(), seed=0) != sets.rows[n].text
    ][:MOST_DISGUISED]
    kept = [
        float((variant.toxic_sums(variant.table_of(hidden)) > cut).mean())
        for kind in DISGUISES
        if (hidden := [disguise(text, kind, lexicon(), seed=0) for text in hit])
    ]
    clean = [sets.rows[n].text for n in np.flatnonzero(known & (labels < 0.5))]
    texts = [sets.rows[n].text for n in np.flatnonzero(known)]
    rates = false_positives_by_identity(texts, labels[known], toxic[known])
    return {
        "recall kept in disguise": float(np.mean(kept)),
        "worst kind of disguise": min(kept),
        "worst identity on Wikipedia": max(rates.values(), default=float("nan")),
        "clean words repaired into rude ones per 10,000": _wrongly(variant, clean),
    }


def _wrongly(variant: Variant, clean: list[str]) -> float:
    """Return how many words of clean comments were changed into strong ones, per 10,000."""
    words = wrong = 0
    for text in clean:
        read = variant._reader.read(text)
        words += len(read.rows)
        for chunk in read.chunks:
            for piece in chunk.pieces:
                entry = lexicon().get(piece.word)
                wrong += bool(piece.how) and entry is not None and entry.severity >= STRONG
    return wrong / max(words, 1) * 10_000


def networks(sets: Sets, variant: Variant) -> Iterator[tuple[str, dict[str, float]]]:
    """Give what networks add to the lines on comments whose toxicity was judged by people."""
    used = sets.is_trained_on
    labels = np.stack([sets.labels(name) for name in NET], axis=1).astype(np.float32)
    some = used & ~np.isnan(labels).all(axis=1)
    toxic = NET.index("wiki_toxic")
    sums = {"line": variant.toxic_sums(variant.table)}
    for name, units, rounds in (
        (f"{UNITS} hidden units (shipped)", UNITS, ROUNDS),
        ("64 hidden units", 64, ROUNDS),
        ("16 hidden units, 4 rounds", UNITS, 4),
    ):
        layer = fit_hidden(variant.table[some], labels[some], units=units, rounds=rounds, seed=SEED)
        sums[name] = layer.sums(variant.table)[:, toxic]
    network = CharacterCnn(seed=SEED)
    wiki = np.flatnonzero(some & ~np.isnan(labels[:, toxic]))
    network.fit([sets.rows[n].text for n in wiki], labels[wiki, toxic], rounds=3)
    sums["character CNN"] = network.sums([row.text for row in sets.rows])
    spread = {name: one / one[used].std() for name, one in sums.items()}
    shipped = spread["line"] + spread[f"{UNITS} hidden units (shipped)"]
    yield from ((name, _aucs(sets, one)) for name, one in sums.items())
    yield "line + 16 hidden units (shipped)", _aucs(sets, shipped)
    yield "line + 64 hidden units", _aucs(sets, spread["line"] + spread["64 hidden units"])
    together = shipped + 0.5 * spread["character CNN"]
    yield "line + 16 hidden units + character CNN", _aucs(sets, together)
    # Distillation: what all of them think of every comment, labelled or not, taught to one layer.
    soft = np.where(used[:, None], labels, np.float32(np.nan))
    soft[:, toxic] = 1 / (1 + np.exp(-together * 2 - np.quantile(-together * 2, 0.15)))
    student = fit_hidden(variant.table, soft, units=UNITS, rounds=ROUNDS, seed=SEED)
    taught = student.sums(variant.table)[:, toxic]
    yield "16 hidden units taught by all of them", _aucs(sets, taught)
    yield "line + taught units", _aucs(sets, spread["line"] + taught / taught[used].std())


def _aucs(sets: Sets, sums: Numbers) -> dict[str, float]:
    found = {}
    for sources, label in (
        (("wiki_5k", "wiki_3k", "wiki_2k"), "wiki_toxic"),
        (("news_natural",), "news_toxic"),
        (("news_spans",), "news_toxic"),
    ):
        labels = sets.labels(label)
        kept = np.array([row.source in sources for row in sets.rows]) & ~np.isnan(labels)
        found[f"AUC {sources[0]}"] = round(auc((labels[kept] > 0.5).astype(float), sums[kept]), 4)
    return found


def main() -> None:
    """Measure every variant and print a line for each as it is done."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--data", type=Path, required=True)
    sets = sets_under(ask.parse_args().data)
    for name, (make, around) in VARIANTS.items():
        with around():
            variant = Variant(sets, Reader(make()))
            _print(name, figures(sets, variant))
        if name.startswith("as shipped"):
            for network, found in networks(sets, variant):
                _print(network, found)
    _print("without company", figures(sets, Variant(sets, Reader(repairer()), company=False)))
    plain = Variant(sets, Reader(repairer()), copies=False)
    _print("without training copies", figures(sets, plain))
    hidden = Variant(sets, Reader(repairer()), disguised=True)
    _print("with disguised training copies", figures(sets, hidden))


def _print(name: str, found: dict[str, float]) -> None:
    print(json.dumps({"variant": name, **found}), flush=True)


if __name__ == "__main__":
    main()
