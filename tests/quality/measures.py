"""The quality of grounding, measured on ../shared/eval. `script/measure` prints all of it."""

import datetime as dt
import importlib.util
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.core.grounding import brief, check, understand
from dateline.core.grounding.sentences import sentences_of
from dateline.core.story import Item, LineKind, Paragraph, Span, Verdict
from dateline.core.wire import item_as_json, read_items

Row = dict[str, Any]
SHORTEST_QUOTE_WORDS = 3
# What the annotators' tool left as a source that names nobody.
SLIPS = {"said", "o", ""}


def rows(path: Path, limit: int | None = None) -> Iterator[Row]:
    """Give the rows of a JSONL file."""
    for number, text in enumerate(path.read_text().splitlines()):
        if limit is None or number < limit:
            yield json.loads(text)


def item_of(paragraphs: list[str], headline: str = "", day: str | None = None) -> Item:
    """Return an item of plain paragraphs, filed on an ISO day if one is given."""
    return Item(
        format="measure",
        headline=headline,
        paragraphs=tuple(Paragraph(text) for text in paragraphs),
        language="en",
        firstcreated=dt.datetime.fromisoformat(day) if day else None,
    )


def sentence_f1(shared: Path) -> float:
    """F1 of sentence spans on GUM news; a gold sentence without an end mark is a line."""
    right = found = gold_count = 0
    for row in rows(shared / "eval/grounding/gum_news/half.jsonl"):
        for block in _blocks(row["sentences"], row["par_start"]):
            gold, place = set(), 0
            for sentence in block:
                gold.add((place, place + len(sentence)))
                place += len(sentence) + 1
            got = {tuple(span) for span in sentences_of(" ".join(block))}
            right += len(gold & got)
            found += len(got)
            gold_count += len(gold)
    return 2 * right / (found + gold_count)


def _blocks(sentences: list[str], starts: list[bool]) -> Iterator[list[str]]:
    block: list[str] = []
    for sentence, is_start in zip(sentences, starts, strict=True):
        if block and (is_start or block[-1][-1] not in ".!?…\"”’)':"):
            yield block
            block = []
        block.append(sentence)
    yield block


def quote_recall(shared: Path, limit: int | None = None) -> float:
    """Share of PolNeAR's direct quotes of three words or more found with exactly their span."""
    found = wanted = 0
    for name in ("dev.jsonl", "train160.jsonl"):
        for row in rows(shared / "eval/grounding/polnear" / name, limit):
            seen = understand(item_of(row["text"].split("\n\n")))
            spans = {tuple(segment) for quote in seen.quotes for segment in quote.segments}
            for attribution in row["attributions"]:
                for start, _, words in attribution["content"]:
                    inner = re.fullmatch(r'["“]([^"“”]+)["”][,.]?', words)
                    if inner is None or len(inner[1].split()) < SHORTEST_QUOTE_WORDS:
                        continue
                    wanted += 1
                    found += (start + 1, start + 1 + len(inner[1])) in spans
    return found / wanted


def pull_quotes(shared: Path, limit: int | None = None) -> Row:
    """How often a pull-quote Dateline draws names the source the annotators named (PolNeAR).

    Quotes the annotators gave to nobody, or to the verb by a slip, are drawn but cannot be judged.
    """
    drawn = judged = right = stories = 0
    for name in ("dev.jsonl", "train160.jsonl"):
        for row in rows(shared / "eval/grounding/polnear" / name, limit):
            stories += 1
            quote = brief(item_of(row["text"].split("\n\n"), row["title"] or "")).pull_quote
            if quote is None:
                continue
            drawn += 1
            source = _gold_source(row, quote.evidence[0])
            if source not in SLIPS:
                judged += 1
                right += _names_the_same(quote.speaker or "", source)
    return {"stories": stories, "drawn": drawn, "judged": judged, "speaker_right": right / judged}


def _gold_source(row: Row, span: Span) -> str:
    """Return the annotators' source of the tightest content around a span, empty for none."""
    around = [
        one
        for one in row["attributions"]
        if any(c[0] - 2 <= span.start and span.end <= c[1] + 2 for c in one["content"])
    ]
    tightest = min(around, key=lambda a: sum(c[1] - c[0] for c in a["content"]), default=None)
    return " ".join(part[2] for part in tightest["source"]) if tightest else ""


def _names_the_same(speaker: str, source: str) -> bool:
    words = [
        set(re.findall(r"\w+", text.lower())) - {"the", "a", "of"} for text in (speaker, source)
    ]
    return bool(words[0] & words[1]) or source.lower() in ("he", "she")


def lines(shared: Path) -> Row:
    """What the check says of eval/lines: AUC of support, and what passed."""
    seen = {
        story["id"]: understand(item_of(story["paragraphs"], day=story["dateline_date"]))
        for story in rows(shared / "eval/lines/stories.jsonl")
    }
    good, bad, passed_good, passed_bad, codes, count = [], [], 0, 0, 0, 0
    started = time.perf_counter()
    for row in rows(shared / "eval/lines/lines.jsonl"):
        result = check(
            seen[row["story"]], row["line"], kind=LineKind(row["kind"]), speaker=row["speaker"]
        )
        passes = result.verdict is Verdict.SUPPORTED
        count += 1
        if row["label"] == "supported":
            good.append(result.support)
            passed_good += passes
        else:
            bad.append(result.support)
            passed_bad += passes
            codes += not passes and result.reasons[0].code == row["error"]
    return {
        "auc": auc(good, bad),
        "supported_passed": passed_good / len(good),
        "unsupported_passed": passed_bad / len(bad),
        "main_code_right": codes / (len(bad) - passed_bad),
        "lines_per_second": count / (time.perf_counter() - started),
    }


def auc(good: list[float], bad: list[float]) -> float:
    """Return how often a supported line has more support than an unsupported one."""
    wins = sum((g > b) + 0.5 * (g == b) for g in good for b in bad)
    return wins / (len(good) * len(bad))


def wire_fields(shared: Path, folder: str) -> Row:
    """Share of the expected fields of one folder of real files that are read right.

    The judge is the one beside the expected values.
    """
    wire_folder = shared / "eval/wire"
    spec = importlib.util.spec_from_file_location("wire_score", wire_folder / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(wire_folder / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    right = asked = 0
    for row in rows(wire_folder / "expected.jsonl"):
        if row["format"] != folder:
            continue
        read = read_items((wire_folder / row["path"]).read_bytes())
        items = [item_as_json(r, file="") if isinstance(r, Item) else {} for r in read]
        for expected in row["items"]:
            item = items[expected["n"]] if expected["n"] < len(items) else {}
            for field, value in expected["expect"].items():
                if expected.get("source", {}).get(field) == "peer-policy":
                    continue
                verdict = score.judge(field, value, item)
                asked += verdict is not None
                right += bool(verdict)
    return {"right": right, "asked": asked, "share": right / asked}


def drawn_lines(shared: Path, limit: int) -> Row:
    """How many lines Dateline draws on CNN/Daily Mail copy, and how long understanding takes."""
    stories = lines_drawn = short = leaning = 0
    overlap = 0.0
    started = time.perf_counter()
    for row in rows(shared / "eval/grounding/cnndm_sample/half.jsonl", limit):
        found = brief(item_of([row["article"]]))
        stories += 1
        lines_drawn += len(found.key_points)
        short += sum(len(line.text.split()) <= 20 for line in found.key_points)
        leaning += sum(_leans(line.text) for line in found.key_points)
        overlap += _unigram_f1(row["highlights"], " ".join(line.text for line in found.key_points))
    return {
        "stories": stories,
        "key_points_per_story": lines_drawn / stories,
        "key_points_of_20_words": short / max(lines_drawn, 1),
        "key_points_that_lean": leaning / max(lines_drawn, 1),
        "unigram_f1": overlap / stories,
        "ms_per_story": (time.perf_counter() - started) / stories * 1000,
    }


def _leans(line: str) -> bool:
    """Whether a line has a plain sign that it needs another: told apart from what draws it."""
    if re.match(r"(?:He|She|It|They|His|Her|Their|Its|This|These|Those|But|And|Also)\b", line):
        return True
    pronoun = re.search(r"\b(?:he|she|they|his|her|their|him|them)\b", line)
    before = line[1 : pronoun.start()] if pronoun else None
    return before is not None and not re.search(
        r"[A-Z]|\b(?:an?|the|one|two|\w+s|people|police)\s", f"{line[0].lower()}{before}"
    )


def _unigram_f1(wanted: str, drawn: str) -> float:
    """ROUGE-1 F1 without stemming."""
    counts = [Counter(re.findall(r"[a-z0-9]+", text.lower())) for text in (wanted, drawn)]
    shared = sum((counts[0] & counts[1]).values())
    return 2 * shared / max(sum(counts[0].values()) + sum(counts[1].values()), 1)
