"""Words the copy does not have: put in another's place, or added."""

from collections.abc import Iterator, Sequence

from dateline.core.grounding.checking import lexicon
from dateline.core.grounding.checking.case import Case, Finding
from dateline.core.grounding.checking.events import Stage
from dateline.core.grounding.checking.reading import Token
from dateline.core.grounding.checking.vocabulary import (
    EXTREMES,
    LIGHT,
    NEGATIVE_BASES,
    PLANNING,
)
from dateline.core.story import ReasonCode

_GAP_WORDS = 8
_SIBLING_REACH_WORDS = 8
_LIGHT_STRENGTH = 0.3


def find(case: Case) -> Iterator[Finding]:
    """Give the words of the line that its sentences do not carry."""
    for run in _runs(case):
        rivals = _rivals(case, run)
        yield _finding(case, run, rivals)
        yield from _siblings(case, run)
        yield from _turned_verb(case, run, rivals)
        yield from _title(case, run)
    yield from _extremes(case)


def _runs(case: Case) -> Iterator[list[Token]]:
    """Give the stretches of missing words; names, numbers and quoted words have other guards."""
    run: list[Token] = []
    missing = {t.place for t in case.alignment.missing}
    for token in case.line.tokens:
        is_missing = token.place in missing and not token.is_quoted and not case.is_cue(token)
        if is_missing and token.value is None and token.part != "NAME":
            run.append(token)
        elif run and (token.is_content or token.part == "P"):
            yield run
            run = []
    if run:
        yield run


def _finding(case: Case, run: Sequence[Token], rivals: Sequence[Token]) -> Finding:
    heavy = [t for t in run if not t.bases & LIGHT and t.part != "R"]
    kind = "noun" if any(t.part in ("N", "A") for t in heavy) else "verb"
    strength = min(1.0, 0.6 + 0.2 * len(heavy)) if heavy else _LIGHT_STRENGTH
    shown = case.span(run).of(case.line.text)
    if rivals:
        return Finding(
            ReasonCode.OBJECT if kind == "noun" else ReasonCode.OUTSIDE,
            f"{kind}_replaced",
            strength,
            case.span(run),
            f"Where the line says “{shown}”, the copy says “{' '.join(t.text for t in rivals)}”.",
            tuple(t.place for t in rivals),
        )
    return Finding(
        ReasonCode.OUTSIDE,
        f"{kind}_added",
        strength,
        case.span(run),
        f"The copy does not say “{shown}”.",
    )


def _rivals(case: Case, run: list[Token]) -> list[Token]:
    """Return unused words of the copy that stand where the line has its own."""
    before = _bound_before(case, run[0].place)
    after = _bound_after(case, run[-1].place)
    if before is not None and after is not None and before.sentence == after.sentence:
        low, high = sorted((before.place, after.place))
        if high - low <= _GAP_WORDS:
            gap = [t for t in case.index.tokens[low + 1 : high] if _is_free(case, t)]
            return [t for t in gap if t.part in {r.part for r in run}]
    if before is None:
        return []
    tokens = case.index.by_sentence[before.sentence]
    start = before.place - tokens[0].place + 1
    found = []
    for token in tokens[start : start + 4]:
        if token.text in ",;:":
            break
        if _is_free(case, token) and token.part in {r.part for r in run}:
            found.append(token)
    return found if after is None or after.sentence != before.sentence else []


def _is_free(case: Case, token: Token) -> bool:
    is_word = len(token.text) > 2 and token.text.isalpha()
    return token.is_content and is_word and not case.is_bound(token)


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


def _siblings(case: Case, run: Sequence[Token]) -> Iterator[Finding]:
    """Find a word of the same kind in the place: “shoulder” for “pelvis”."""
    anchors = [t for t in (_bound_before(case, run[0].place), _bound_after(case, run[-1].place))
               if t is not None]  # fmt: skip
    for token in run:
        if token.part != "N" or token.bases & LIGHT:
            continue
        wider = lexicon.relatives(token.low).wider
        for source in (t for a in anchors for t in case.around(a, 3, _SIBLING_REACH_WORDS)):
            if (
                _is_free(case, source)
                and source.part == "N"
                and (wider & lexicon.relatives(source.low).wider)
            ):
                yield Finding(
                    ReasonCode.OBJECT,
                    "sibling",
                    1.0,
                    token.span,
                    f"The copy says “{source.text}”, not “{token.text}”.",
                    (source.place,),
                )
                return


def _turned_verb(case: Case, run: Sequence[Token], rivals: Sequence[Token]) -> Iterator[Finding]:
    """Find a done deed where the copy only hopes, or an admission where it denies."""
    verbs = [t for t in run if t.part == "V"]
    if not verbs or not rivals:
        return
    event = next((e for e in case.line.events if e.verb is verbs[0]), None)
    is_done = event is not None and event.stage in (Stage.DONE, Stage.NOW)
    denied = next((t for t in rivals if t.bases & NEGATIVE_BASES), None)
    if (
        denied is not None
        and event is not None
        and not event.is_negated
        and not (verbs[0].bases & NEGATIVE_BASES)
    ):
        yield Finding(
            ReasonCode.NEGATION,
            "opposite",
            1.0,
            verbs[0].span,
            f"The copy says “{denied.text}” where the line says “{verbs[0].text}”.",
            (denied.place,),
        )
    planned = next((t for t in rivals if t.part == "V" and t.bases & PLANNING), None)
    if is_done and planned is not None and not verbs[0].bases & PLANNING:
        yield Finding(
            ReasonCode.TENSE,
            "tense_open",
            0.8,
            verbs[0].span,
            f"The copy only says “{planned.text}” where the line says “{verbs[0].text}”.",
            (planned.place,),
        )


def _title(case: Case, run: Sequence[Token]) -> Iterator[Finding]:
    """Find a title the copy does not give: a missing noun right before a name."""
    after = next((t for t in case.line.tokens[run[-1].place + 1 :][:1]), None)
    if after is not None and after.part == "NAME" and run[-1].part == "N":
        yield Finding(
            ReasonCode.NAME,
            "title_added",
            1.0,
            case.span([*run, after]),
            f"The copy does not call “{after.text}” so.",
        )


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
