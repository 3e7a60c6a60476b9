"""Words the copy does not have: put in another's place, or added."""

from collections.abc import Iterator

from dateline.core.grounding.checking.case import Case, Finding
from dateline.core.grounding.checking.reading import Token
from dateline.core.grounding.checking.vocabulary import EXTREMES
from dateline.core.story import ReasonCode

_GAP_WORDS = 6
_WEAK_LINK = 0.6


def find(case: Case) -> Iterator[Finding]:
    """Give the words of the line that its sentences do not carry."""
    for run in _runs(case):
        rivals = _rivals(case, run)
        loud = max(case.index.weight(t) for t in run)
        known = any(case.index.like(t) for t in run)
        if rivals:
            yield Finding(
                ReasonCode.OBJECT,
                "word_replaced",
                loud * (0.7 if len(run) == 1 else 1.0),
                case.span(run),
                f"Where the line says “{case.span(run).of(case.line.text)}”, the copy says "
                f"“{' '.join(t.text for t in rivals)}”.",
                tuple(t.place for t in rivals),
            )
        else:
            yield Finding(
                ReasonCode.OUTSIDE,
                "word_elsewhere" if known else "word_added",
                min(1.0, loud * (0.5 + 0.25 * len(run))),
                case.span(run),
                f"The copy does not say “{case.span(run).of(case.line.text)}”.",
            )
    yield from _extremes(case)


def _runs(case: Case) -> Iterator[list[Token]]:
    """Give the stretches of missing words; names, numbers and quoted words have other guards."""
    run: list[Token] = []
    missing = {t.place for t in case.alignment.missing}
    for token in case.line.tokens:
        is_missing = token.place in missing and not token.is_quoted
        if is_missing and token.value is None and token.part != "NAME":
            run.append(token)
        elif run and (token.is_content or token.part == "P"):
            yield run
            run = []
    if run:
        yield run


def _rivals(case: Case, run: list[Token]) -> list[Token]:
    """Return unused words of the copy that stand between the neighbours' places."""
    before = _bound_before(case, run[0].place)
    after = _bound_after(case, run[-1].place)
    anchors = [t for t in (before, after) if t is not None]
    if not anchors:
        return []
    if len(anchors) == 2 and anchors[0].sentence == anchors[1].sentence:
        low, high = sorted(t.place for t in anchors)
        if 1 < high - low <= _GAP_WORDS + 2:
            gap = [t for t in case.index.tokens[low + 1 : high] if _is_free(case, t)]
            return [t for t in gap if t.part in {r.part for r in run} | {"N"}]
    if before is None:
        return []
    behind = case.index.by_sentence[before.sentence]
    start = before.place - behind[0].place + 1
    gap = []
    for token in behind[start : start + 4]:
        if token.text in ",;:":
            break
        if _is_free(case, token):
            gap.append(token)
    return gap if after is None or after.sentence != before.sentence else []


def _is_free(case: Case, token: Token) -> bool:
    return token.is_content and not case.is_bound(token)


def _bound_before(case: Case, place: int) -> Token | None:
    for token in reversed(case.line.tokens[max(0, place - 4) : place]):
        if link := case.link(token):
            return link.source
    return None


def _bound_after(case: Case, place: int) -> Token | None:
    for token in case.line.tokens[place + 1 : place + 5]:
        if link := case.link(token):
            return link.source
    return None


def _extremes(case: Case) -> Iterator[Finding]:
    own = [t for t in case.line.tokens if t.low in EXTREMES and not t.is_quoted]
    theirs = {base for t in case.evidence_tokens() for base in (t.low, *t.bases)}
    for token in own:
        if token.low not in theirs and not token.bases & theirs and case.link(token) is None:
            yield Finding(
                ReasonCode.FIGURE,
                "extreme_added",
                1.0,
                token.span,
                f"The copy does not say “{token.text}”.",
            )
