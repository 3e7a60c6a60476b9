"""How the check fares on errors nobody here made: BUMP's minimal pairs and SummEval's systems."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

from dateline.core.grounding import Understanding, check, understand
from dateline.core.grounding.checking.features import features
from dateline.core.grounding.checking.free_lines import bind
from dateline.core.grounding.checking.weights import fitted
from dateline.core.grounding.sentences import sentences_of
from dateline.core.story import LineKind
from tests.quality.free_lines import measured_pairs
from tests.quality.measures import auc, item_of, rows

# What the experts' mean must be for a summary to count as consistent, of 5.
CONSISTENT_FROM = 4.5
PASSED_SHARES = (0.3, 0.4, 0.5, 0.6, 0.7)
_SPACED = re.compile(r"\s+([.,;:!?%)\]’]|'s\b|n't\b|'(?:re|ve|ll|d|m)\b)")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def minimal_pairs(shared: Path, limit: int | None = None) -> dict[str, Any]:
    """How often the sound sentence of a pair has more support, by kind of error.

    The weights of the package were fitted on these pairs too; script/fit prints the figure of pairs
    left out.
    """
    weights = fitted()
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for kind, good, bad in measured_pairs(shared, limit):
        scores = weights.score(good), weights.score(bad)
        name = kind.removesuffix(" Error")
        count[name] += 1
        right[name] += scores[0] > scores[1]
    return {
        "pairs": count.total(),
        "told_apart": round(right.total() / count.total(), 3),
        "by_kind": {name: round(right[name] / count[name], 3) for name in sorted(count)},
    }


def summaries(shared: Path, limit: int | None = None) -> dict[str, Any]:
    """Of the summaries with most support, the share the experts call consistent, by share passed.

    A summary has the support of its weakest sentence. Its text was tokenised and lower-cased by
    the set's makers; spaces and the article's capitals are put back first.
    """
    stories: dict[str, Understanding] = {}
    found: list[tuple[float, bool]] = []
    for row in rows(shared / "eval/grounding/summeval/half.jsonl", limit):
        text = _plain(row["article"])
        if text not in stories:
            stories[text] = understand(item_of([text]))
        summary = _with_capitals(_plain(row["summary"]), text)
        lines = [span.of(summary) for span in sentences_of(summary)]
        support = min((_support(stories[text], s, n) for n, s in enumerate(lines)), default=0.0)
        found.append((support, row["scores"]["consistency"] >= CONSISTENT_FROM))
    found.sort(key=lambda one: -one[0])
    passed = {share: found[: round(share * len(found))] for share in PASSED_SHARES}
    good = [support for support, is_consistent in found if is_consistent]
    bad = [support for support, is_consistent in found if not is_consistent]
    return {
        "summaries": len(found),
        "consistent": round(len(good) / len(found), 4),
        "auc": round(auc(good, bad), 3),
        "consistent_among_passed": {
            f"{share:.0%}": round(sum(ok for _, ok in some) / len(some), 4)
            for share, some in passed.items()
        },
    }


def _support(seen: Understanding, line: str, number: int) -> float:
    result = check(seen, line)
    if number == 0 or result.support == 1.0:
        return result.support
    # Inside a summary a pronoun may stand for whom the sentence before has named.
    case, findings = bind(seen.index, line, LineKind.SUMMARY, seen.dates, seen.day)
    alone = fitted().score(features(case, findings))
    within = fitted().score(features(case, findings) | {"dangling": 0.0})
    return result.support + within - alone


def _plain(text: str) -> str:
    text = re.sub(r"([(\[$£€])\s+", r"\1", _SPACED.sub(r"\1", text))
    return re.sub(r"\s?''", "”", re.sub(r"``\s?", "“", text))


def _with_capitals(summary: str, article: str) -> str:
    forms: dict[str, Counter[str]] = {}
    for word in _WORD.findall(article):
        forms.setdefault(word.lower(), Counter())[word] += 1

    def restored(match: re.Match[str]) -> str:
        opens = match.start() == 0 or summary[: match.start()].endswith((". ", "? ", "! "))
        known = forms.get(match.group().lower())
        return match.group() if opens or not known else known.most_common(1)[0][0]

    return _WORD.sub(restored, summary)
