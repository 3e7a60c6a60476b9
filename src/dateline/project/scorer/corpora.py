"""The labelled sets that may train the shipped weights, read into rows of one shape.

Each reader knows one set's files and what its labels mean; a label keeps the name of its own
definition, because sets that define a thing differently must not be pooled into one head.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

csv.field_size_limit(1 << 24)
# Signs that mirrors of a set drop or keep as they like; emoji are not among them.
_KEY = re.compile(r"[\s!-/:-@\[-`{-~\u2010-\u2027\u00a0-\u00bf]+")
_MAJORITY = 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled comment: its source, its language, labels 0.0 to 1.0 by name, and its fold.

    Rows with the same `group` must never be split between training and judging.
    """

    text: str
    source: str
    language: str
    labels: dict[str, float]
    group: str


def read_sets(folder: Path) -> list[Row]:
    """Return every row of the sets under a folder, each text once, in a fixed order.

    Raises:
        FileNotFoundError: a set is missing; the message names it.
    """
    rows: dict[tuple[str, str], Row] = {}
    for name, reader in READERS.items():
        if not (folder / name).is_dir():
            raise FileNotFoundError(f"{folder / name}: expected the set {name} here")
        for row in reader(folder / name):
            key = (row.language, text_key(row.text))
            if not key[1]:
                continue
            known = rows.get(key)
            if known is None:
                rows[key] = row
            else:
                known.labels.update({k: v for k, v in row.labels.items() if k not in known.labels})
    return list(rows.values())


def text_key(text: str) -> str:
    """Return a text without case, spaces and signs, by which copies of it are known."""
    return _KEY.sub("", text.lower())


_SIX = ("toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate")


def _table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        yield from csv.DictReader(file)


def _six_labels(source: str, name: str) -> Callable[[Path], Iterator[Row]]:
    def read(folder: Path) -> Iterator[Row]:
        for number, cells in enumerate(_table(folder / name)):
            labels = {f"wiki_{label}": float(cells[label]) for label in _SIX}
            yield Row(cells["comment_text"], source, "en", labels, f"{source}{number}")

    return read


def _enriched(folder: Path) -> Iterator[Row]:
    seen = set()
    for label in ("identity_hate", "insult", "obscene", "severe_toxic", "toxic"):
        for cells in _table(folder / f"{label}.csv"):
            if cells["id"] in seen:
                continue
            seen.add(cells["id"])
            labels = {f"wiki_{one}": float(cells[one] or 0) for one in _SIX}
            yield Row(cells["comment_text"], "wiki_enriched", "en", labels, cells["id"])


def _one_label(
    source: str, names: tuple[str, ...], text: str, label: str
) -> Callable[[Path], Iterator[Row]]:
    def read(folder: Path) -> Iterator[Row]:
        for name in names:
            for number, cells in enumerate(_table(folder / name)):
                labels = {"wiki_toxic": float(cells[label])}
                yield Row(cells[text], source, "en", labels, f"{source}{name}{number}")

    return read


_SPAN_TYPES = {
    "Insult": "news_insult",
    "Threat": "news_threat",
    "Identity based Attack": "news_identity",
    "Profane/Obscene": "news_profane",
}


def _toxic_spans(folder: Path) -> Iterator[Row]:
    """A post is toxic if most raters said so or marked a span; a type if two raters marked it."""
    comments = {c["comment_id"]: c["comment_text"] for c in _table(folder / "comments.csv")}
    types: dict[str, set[str]] = {}
    for span in _table(folder / "spans.csv"):
        types.setdefault(span["annotation"], set()).add(span["type"])
    votes: dict[str, list[set[str] | None]] = {}
    for rating in _table(folder / "annotations.csv"):
        clean = rating["not toxic"] == "True"
        marked = types.get(rating["annotation"], set())
        votes.setdefault(rating["comment_id"], []).append(None if clean else marked)
    for number, text in comments.items():
        given = votes.get(number, [])
        if not given:
            continue
        toxic = sum(vote is not None for vote in given) / len(given)
        labels = {"news_toxic": float(toxic > _MAJORITY)}
        for name, label in _SPAN_TYPES.items():
            marked_by = sum(vote is not None and name in vote for vote in given)
            if marked_by >= 2 or marked_by == 0:
                labels[label] = float(marked_by >= 2)
        yield Row(text, "news_spans", "en", labels, f"news{number}")


def _civil_toxic(folder: Path) -> Iterator[Row]:
    for number, cells in enumerate(_table(folder / "test_toxic.csv")):
        yield Row(cells["comment_text"], "news_toxic", "en", {"news_toxic": 1.0}, f"civil{number}")


def _civil_demo(folder: Path) -> Iterator[Row]:
    for cells in _table(folder / "demo_data_sample.csv"):
        labels = {"news_toxic": float(cells["toxic"])}
        yield Row(cells["comment_text"], "news_natural", "en", labels, f"demo{cells['']}")


def _surge(folder: Path) -> Iterator[Row]:
    for number, cells in enumerate(_table(folder / "toxicity_en.csv")):
        labels = {"social_toxic": float(cells["is_toxic"] == "Toxic")}
        yield Row(cells["text"], "social", "en", labels, f"surge{number}")


def _edos(folder: Path) -> Iterator[Row]:
    for cells in _table(folder / "edos_labelled_aggregated.csv"):
        labels = {"sexist": float(cells["label_sexist"] == "sexist")}
        if cells["label_category"].startswith("1."):
            labels["edos_threat"] = 1.0
        elif labels["sexist"] == 0:
            labels["edos_threat"] = 0.0
        yield Row(cells["text"], "edos", "en", labels, cells["rewire_id"])


def _hatemoji(folder: Path) -> Iterator[Row]:
    for name in ("train.csv", "validation.csv"):
        for cells in _table(folder / name):
            pair = "-".join(sorted((cells["entry_id"], cells["matched_id"] or "")))
            labels = {"hate": float(cells["label_gold"])}
            yield Row(cells["text"], "hatemoji", "en", labels, f"hatemoji{name[0]}{pair}")


def _toxigen(folder: Path) -> Iterator[Row]:
    for cells in _table(folder / "statements.csv"):
        yield Row(
            cells["text"], "toxigen", "en", {"hate": float(cells["hate"])}, f"tg{cells['group']}"
        )


def _fox(folder: Path) -> Iterator[Row]:
    for line in (folder / "half.jsonl").read_text(encoding="utf-8").splitlines():
        cells = json.loads(line)
        labels = {"news_hateful": float(cells["hateful"])}
        yield Row(cells["text"], "fox", "en", labels, f"fox{cells['title']}")


def _youtube(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.glob("*.csv")):
        for cells in _table(path):
            yield Row(cells["text"], "youtube", "en", {"spam": float(cells["spam"])}, path.stem)


def _sms(folder: Path) -> Iterator[Row]:
    lines = (folder / "SMSSpamCollection").read_text(encoding="utf-8", errors="replace")
    for number, line in enumerate(lines.splitlines()):
        label, _, text = line.partition("\t")
        yield Row(text, "sms", "en", {"spam": float(label == "spam")}, f"sms{number}")


def _germeval(folder: Path) -> Iterator[Row]:
    for name in ("germeval2018.training.txt", "germeval2018.test.txt"):
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        for line in lines:
            text, coarse, fine = line.split("\t")[:3]
            labels = {
                "de_offensive": float(coarse == "OFFENSE"),
                "de_insult": float(fine in ("INSULT", "ABUSE")),
                "de_profane": float(fine == "PROFANITY"),
                "de_abuse": float(fine == "ABUSE"),
            }
            yield Row(text, "germeval", "de", labels, name)


_ULI_QUESTIONS = {1: "gendered", 2: "gendered_directed", 3: "explicit"}


def _uli(folder: Path) -> Iterator[Row]:
    """Abuse by most of the raters who answered; a text stands once with all its questions."""
    for language in ("en", "hi", "ta"):
        found: dict[str, dict[str, float]] = {}
        for question, label in _ULI_QUESTIONS.items():
            path = folder / f"train_{language}_l{question}.csv"
            if not path.exists():
                continue
            for cells in _table(path):
                votes = [v for k, v in cells.items() if k.startswith(f"{language}_a")]
                given = [float(v) for v in votes if v in ("0.0", "1.0")]
                if given:
                    share = sum(given) / len(given)
                    found.setdefault(cells["text"], {})[f"{language}_{label}"] = float(share >= 0.5)
        for number, (text, labels) in enumerate(found.items()):
            yield Row(text, f"uli_{language}", language, labels, f"uli{language}{number}")


READERS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "jigsaw_wiki_6label_3k": _six_labels("wiki_3k", "toxic_comments.csv"),
    "jigsaw_wiki_6label_2k": _six_labels("wiki_2k", "toxic_comments.csv"),
    "jigsaw_wiki_train20k": _one_label(
        "wiki_20k", ("text_comment_1.csv", "text_comment_2.csv"), "comment_text", "labels"
    ),
    "jigsaw_wiki_6label_enriched": _enriched,
    "wiki_ak5k": _one_label("wiki_5k", ("toxic_comments.csv",), "text", "toxic"),
    "civil_demo1k": _civil_demo,
    "toxic_spans_civil11k": _toxic_spans,
    "civil_toxic7k": _civil_toxic,
    "surge_toxicity": _surge,
    "edos": _edos,
    "hatemoji": _hatemoji,
    "toxigen_statements": _toxigen,
    "fox_news_comments": _fox,
    "youtube_spam": _youtube,
    "sms_spam": _sms,
    "germeval2018": _germeval,
    "uli_india": _uli,
}
