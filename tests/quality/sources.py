"""Who said what, measured on PolNeAR: quotes, speakers, attributions and attacks on them."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from dateline.core.grounding import Quote, QuoteKind, Understanding, understand
from dateline.core.grounding.pull_quotes import SPEAKER_SURE_FROM, is_same_speaker
from dateline.core.story import Span
from tests.quality.measures import SLIPS, item_of, rows

Row = dict[str, Any]
Spans = list[tuple[int, int]]
SHORTEST_QUOTE_WORDS = 3
SPEECH = (QuoteKind.DIRECT, QuoteKind.PARTIAL)
_PRONOUNS = {"he", "she", "they", "it", "i", "we", "you", "who"}
_EMPTY = {"the", "a", "an", "of", "mr", "mrs", "ms", "sen", "rep", "gov", "dr", "president", "for",
          "and", "in", "at", "jr", "his", "her", "their", "its", "one"}  # fmt: skip
_BINS = (0.5, 0.7, 0.85, 0.95, 1.01)


def stories(
    shared: Path, part: str, limit: int | None = None
) -> Iterator[tuple[Row, Understanding]]:
    """Give the annotated articles of a part, each with what it was understood to say."""
    for row in rows(shared / "eval/grounding/polnear" / part, limit):
        yield row, understand(item_of(row["text"].split("\n\n")))


def direct_quotes(shared: Path, part: str, limit: int | None = None) -> Row:
    """Precision of whole statements found, and the share of gold quotes found as speech.

    Precision is raw: a statement the annotators gave to nobody counts as wrong.
    """
    right = found = wanted = as_speech = 0
    for row, seen in stories(shared, part, limit):
        contents = [tuple(c[:2]) for one in row["attributions"] for c in one["content"]]
        kinds = {tuple(s): quote.kind for quote in seen.quotes for s in quote.segments}
        for quote in seen.quotes:
            if quote.kind is QuoteKind.DIRECT:
                found += 1
                right += any(
                    start - 2 <= s.start and s.end <= end + 2
                    for s in quote.segments
                    for start, end in contents
                )
        for one in row["attributions"]:
            for start, _, words in one["content"]:
                inner = re.fullmatch(r'["“]([^"“”]+)["”][,.]?', words)
                if inner and len(inner[1].split()) >= SHORTEST_QUOTE_WORDS:
                    wanted += 1
                    as_speech += kinds.get((start + 1, start + 1 + len(inner[1]))) in SPEECH
    return {"direct": found, "precision": right / found, "recall": as_speech / wanted}


def speakers(shared: Path, part: str, limit: int | None = None) -> Row:
    """How many quotes have a speaker sure enough to be shown, how many are right, and where.

    A wrong speaker is any name of the story that shares no word with the annotators' source.
    A pronoun of the annotators is read as their last source before it that is none; so all
    shares are raw: a title rightly read as its bearer, or a fair pronoun, may count as wrong.
    """
    judged = usable = right = tried = accepted = 0
    said: Counter[float] = Counter()
    true: Counter[float] = Counter()
    claimed: Counter[float] = Counter()
    for row, seen in stories(shared, part, limit):
        names = {name.canonical for name in seen.names if name.kind in ("person", "organisation")}
        for quote in seen.quotes:
            if quote.kind not in SPEECH or len(quote.words.split()) < SHORTEST_QUOTE_WORDS:
                continue
            source = _gold_source(row, quote)
            if source is None:
                continue
            judged += 1
            is_right = bool(_words(quote.speaker or "") & _words(source))
            if quote.speaker:
                low = max(b for b in _BINS if b <= max(quote.sureness, _BINS[0]))
                said[low] += 1
                true[low] += is_right
                claimed[low] += quote.sureness
            if quote.speaker and quote.sureness >= SPEAKER_SURE_FROM:
                usable += 1
                right += is_right
            for name in names | {quote.speaker or "nobody"} if _names_someone(row, quote) else ():
                if not _words(name) & _words(source):
                    tried += 1
                    accepted += is_same_speaker(name, quote, seen)
    return {
        "judged": judged,
        "usable": usable / judged,
        "right": right / usable,
        "wrong_tried": tried,
        "wrong_accepted": accepted / tried,
        "reliability": {
            str(low): [
                said[low],
                round(claimed[low] / said[low], 3),
                round(true[low] / said[low], 3),
            ]
            for low in sorted(said)
        },
    }


def _names_someone(row: Row, quote: Quote) -> bool:
    """Whether the annotators' source is itself a name, not a pronoun or a title alone."""
    tightest = _tightest(row, quote)
    words = " ".join(part[2] for part in tightest["source"]) if tightest else ""
    bare = re.sub(r"^(?:the|a|an)\s", "", words, flags=re.IGNORECASE)
    return words.lower() not in _PRONOUNS and bool(re.search(r"[A-Z]", bare))


def _tightest(row: Row, quote: Quote) -> Row | None:
    span = quote.segments[0]
    around = [
        one
        for one in row["attributions"]
        if any(c[0] - 2 <= span.start and span.end <= c[1] + 2 for c in one["content"])
    ]
    return min(around, key=lambda a: sum(c[1] - c[0] for c in a["content"]), default=None)


def _gold_source(row: Row, quote: Quote) -> str | None:
    tightest = _tightest(row, quote)
    if tightest is None or not tightest["source"]:
        return None
    words = " ".join(part[2] for part in tightest["source"])
    if words.lower() in _PRONOUNS:
        before = [
            one["source"][0]
            for one in row["attributions"]
            if one["source"]
            and one["source"][0][0] < tightest["source"][0][0]
            and one["source"][0][2].lower() not in _PRONOUNS
        ]
        words = max(before)[2] if before else ""
    return None if words in SLIPS else words


def _words(name: str) -> set[str]:
    plain = name.lower().replace("’s", "").replace("'s", "")
    return set(re.findall(r"\w+", plain)) - _EMPTY


def attributions(shared: Path, part: str, limit: int | None = None) -> Row:
    """F1 of sources, cues and contents: exact, overlapping one to one, and by code points."""
    tally: Counter[tuple[str, str]] = Counter()
    for row, seen in stories(shared, part, limit):
        text = row["text"]
        gold = [
            {key: _bare([(p[0], p[1]) for p in one[key]], text) for key in _PARTS}
            for one in row["attributions"]
        ]
        got = [
            {
                "source": _bare([claim.source] if claim.source else [], text),
                "cue": _bare([claim.cue] if claim.cue else [], text),
                "content": _bare(claim.content, text),
            }
            for claim in seen.claims
        ]
        for key in _PARTS:
            wanted = [one[key] for one in gold if one[key]]
            found = [one[key] for one in got if one[key]]
            tally[key, "wanted"] += len(wanted)
            tally[key, "found"] += len(found)
            tally[key, "exact"] += _matched(wanted, found, lambda a, b: a == b)
            tally[key, "overlapping"] += _matched(wanted, found, _overlap)
        points = [
            {place for one in part for start, end in one["content"] for place in range(start, end)}
            for part in (gold, got)
        ]
        tally["points", "wanted"] += len(points[0])
        tally["points", "found"] += len(points[1])
        tally["points", "overlapping"] += len(points[0] & points[1])
    figures = {
        f"{key}_{how}": _f1(tally, key, how) for key in _PARTS for how in ("exact", "overlapping")
    }
    return figures | {"content_code_points": _f1(tally, "points", "overlapping")}


_PARTS = ("source", "cue", "content")


def _bare(spans: Any, text: str) -> Spans:
    """Return spans without the signs around their words."""
    bare = []
    for start, end in spans:
        while start < end and not text[start].isalnum():
            start += 1
        while end > start and not text[end - 1].isalnum():
            end -= 1
        if start < end:
            bare.append((start, end))
    return bare


def _overlap(first: Spans, second: Spans) -> bool:
    return any(Span(*a).overlaps(Span(*b)) for a in first for b in second)


def _matched(wanted: list[Spans], found: list[Spans], fits: Callable[[Spans, Spans], bool]) -> int:
    free = list(found)
    count = 0
    for one in wanted:
        hit = next((other for other in free if fits(one, other)), None)
        if hit is not None:
            free.remove(hit)
            count += 1
    return count


def _f1(tally: Counter[tuple[str, str]], key: str, how: str) -> float:
    return 2 * tally[key, how] / max(1, tally[key, "wanted"] + tally[key, "found"])
