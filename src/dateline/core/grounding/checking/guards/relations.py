"""Relations: a cause, condition or purpose stands only where the copy has it."""

from collections.abc import Iterator, Sequence

from dateline.core.grounding.checking.case import Case, Finding
from dateline.core.grounding.checking.index import CALLED
from dateline.core.grounding.checking.reading import Token
from dateline.core.grounding.checking.vocabulary import CAUSES, CONDITIONS, SEQUENCE
from dateline.core.story import ReasonCode

_CAUSES = CAUSES | {"since", "so", "why"}
# Markers whose cause stands behind them; the others have it in front.
_BACKWARD = frozenset("because due owing thanks result stem since blame".split())
_CONDITIONS = CONDITIONS - {"should"}


def find(case: Case) -> Iterator[Finding]:
    """Give the relations of the line that are not the copy's."""
    own = [t for t in case.line.tokens if _is_cause(case.line.tokens, t) and not t.is_quoted]
    theirs = [
        t
        for number in case.main_sentences
        for t in case.index.by_sentence[number]
        if _is_cause(case.index.by_sentence[number], t)
    ]
    for token in own:
        link = case.link(token)
        if not theirs and (link is None or link.strength < CALLED):
            yield Finding(
                ReasonCode.RELATION,
                "relation_added",
                1.0,
                token.span,
                f"The copy gives no cause or consequence such as “{token.text}”.",
            )
        else:
            yield from _turned(case, token, theirs)
    yield from _condition(case)


def _is_cause(tokens: Sequence[Token], token: Token) -> bool:
    if not token.bases & _CAUSES:
        return False
    at = next(i for i, t in enumerate(tokens) if t is token)
    after = [t.low for t in tokens[at + 1 : at + 3]]
    if token.low in ("due", "owing", "thanks"):
        return after[:1] == ["to"]
    if token.low in ("so",):
        return at > 0 and tokens[at - 1].text in ",;" and after[:1] != ["that"]
    if token.low == "since" or (token.bases & {"force", "move", "cause"} and token.part == "NAME"):
        return False
    if token.bases & {"lead"}:
        return "to" in after
    if token.bases & {"result"}:
        return bool({"of", "from", "in"} & set(after)) or token.part == "V"
    return token.part in ("V", "N", "F", "R", "A")


def _turned(case: Case, token: Token, theirs: Sequence[Token]) -> Iterator[Finding]:
    """Find a cause that in the copy is the consequence."""
    tokens = case.line.tokens
    left = _bound(case, [t for t in tokens if t.place < token.place][::-1])
    right = _bound(case, [t for t in tokens if t.place > token.place])
    if left is None or right is None:
        return
    if (
        not any(o.sentence in (left.sentence, right.sentence) for o in theirs)
        and case.link(token) is None
    ):
        yield Finding(
            ReasonCode.RELATION,
            "relation_added",
            0.7,
            token.span,
            f"The copy gives no cause or consequence such as “{token.text}” for this.",
            (left.place, right.place),
        )
        return
    for other in theirs:
        if not left.sentence == right.sentence == other.sentence:
            continue
        low, high = sorted((left.place, right.place))
        if not low <= other.place <= high:
            continue
        turned = left.place > right.place
        backward = bool(token.bases & _BACKWARD), bool(other.bases & _BACKWARD)
        if (backward[0] != backward[1]) != turned:
            yield Finding(
                ReasonCode.RELATION,
                "relation_turned",
                1.0,
                token.span,
                f"In the copy “{other.text}” runs the other way.",
                (other.place, left.place, right.place),
            )
        return


def _bound(case: Case, tokens: Sequence[Token]) -> Token | None:
    for token in tokens[:8]:
        link = case.link(token)
        if link is not None and token.part in ("N", "NAME", "V") and link.strength > 0.6:
            return link.source
    return None


def _condition(case: Case) -> Iterator[Finding]:
    own = [t for t in case.line.tokens if t.low in _CONDITIONS and t.part == "F"]
    for source in case.evidence_tokens():
        if source.low not in ("if", "unless") or (
            source.text == "If"
            and source.place > 0
            and (
                case.index.tokens[source.place - 1].part == "NAME"
                or (case.index.tokens[source.place + 1].part == "NAME" and source.is_quoted)
            )
        ):
            continue
        scope = [t for t in case.around(source, 0, 8) if t.place > source.place and t.is_content]
        rest = [
            t
            for t in case.index.by_sentence[source.sentence]
            if t.is_content and t not in scope and case.is_bound(t)
        ]
        held = [t for t in scope[:4] if case.is_bound(t)]
        if rest and not own and not case.has_low(SEQUENCE):
            yield Finding(
                ReasonCode.RELATION,
                "condition_dropped",
                1.0 if held else 0.5,
                case.span(case.bound[t.place] for t in rest),
                f"The copy says it under a condition: “{source.text} "
                f"{' '.join(t.text for t in scope[:3])} …”.",
                (source.place, *(t.place for t in scope[:3])),
            )
            return
    if own and not any(
        t.low in CONDITIONS or t.low in ("case", "when", "would", "could")
        for t in case.evidence_tokens()
    ):
        yield Finding(
            ReasonCode.RELATION,
            "condition_added",
            1.0,
            own[0].span,
            f"The copy sets no condition such as “{own[0].text}”.",
        )
