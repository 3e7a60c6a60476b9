"""Sources: a claim keeps the one who makes it, and no other is given it."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.core.grounding.checking.case import Case, Finding
from dateline.core.grounding.checking.events import Event
from dateline.core.grounding.checking.reading import Token
from dateline.core.grounding.quotes import Quote
from dateline.core.grounding.statements import Statement
from dateline.core.story import ReasonCode, Span

# A claim is a source's when so much of what the line took from the copy lies inside it.
LEAST_SHARE = 0.5
# A clause of fewer words that are bound tells nothing about whose it is.
LEAST_CLAUSE_WORDS = 3
# Verbs that do something by saying it, so that their subject is an actor, not a source.
_ACTS = frozenset(
    """
    call called calls calling ask asked asks urge urged urges continue continued continues
    demand demanded praise praised promise promised pledge pledged vow vowed welcome welcomed
    announce announced announces reveal revealed confirm confirmed name named expect expected
    cite cited read reads write wrote condemn condemned criticised criticized hail hailed
    deny denied denies declare declared dub dubbed describe described reaffirmed touted
    predict predicted agreed reject rejected dismissed posted blasted labelled labeled
    """.split()
)
_UNKNOWN = "somebody"


def find(case: Case) -> Iterator[Finding]:
    """Give the claims of the line that lost their source or got another."""
    statements = [one for one in case.line.statements if _claims(case.line.text, one)]
    if not statements:
        found = list(_dropped(case, case.line.content))
        found = found or list(_by_event(case))
        yield from found or _by_clause(case)
        return
    inside: set[int] = set()
    for statement in statements:
        words = [t for t in case.line.content if any(p.covers(t.span) for p in statement.content)]
        inside |= {t.place for t in words}
        yield from _other_source(case, statement, words)
    source_spans = [Span(min(s.source.start, s.cue.start), max(s.source.end, s.cue.end))
                    for s in statements]  # fmt: skip
    outside = [
        t
        for t in case.line.content
        if t.place not in inside and not any(span.covers(t.span) for span in source_spans)
    ]
    if len(outside) >= 4:
        for finding in _dropped(case, outside):
            yield Finding(finding.code, "attribution_partly", finding.strength, finding.line_span,
                          finding.detail, finding.places)  # fmt: skip


def _holders(case: Case, words: list[Token]) -> tuple[dict[str, float], dict[str, Span], float]:
    """Return which sources hold the words' places, by share; where they are named; own share."""
    shares: dict[str, float] = {}
    named: dict[str, Span] = {}
    total, own = 0.0, 0.0
    for token in words:
        link = case.link(token)
        if link is None:
            continue
        weight = case.index.weight(token)
        total += weight
        holders = _sources_of(case, link.source)
        for key, span in holders.items():
            shares[key] = shares.get(key, 0.0) + weight
            named[key] = span
        if not holders:
            own += weight
    if total:
        shares = {key: value / total for key, value in shares.items()}
    return shares, named, own / total if total else 1.0


def _sources_of(case: Case, source: Token) -> dict[str, Span]:
    found: dict[str, Span] = {}
    for statement in case.index.statements_over(source.span, source.sentence):
        if not source.is_quoted and not _claims(case.index.text, statement):
            continue
        found[statement.source.of(case.index.text)] = statement.source
    if source.is_quoted:
        for quote in case.index.quotes_over(source.span):
            if _is_long(quote):
                span = quote.speaker_span or quote.span
                found[quote.speaker or _UNKNOWN] = span
    return found


def _claims(text: str, statement: Statement) -> bool:
    """Whether a cue reports a claim, and does not only tell an act such as a call or a denial."""
    if statement.verb not in _ACTS:
        return True
    words = statement.content[0].of(text).lstrip(" ,:").lower()
    return words.startswith("that ") or statement.content[0].start < statement.cue.start


def _is_long(quote: Quote) -> bool:
    return len(quote.words.split()) > 3


def _dropped(case: Case, words: list[Token]) -> Iterator[Finding]:
    plain = [t for t in words if not t.is_quoted]
    shares, named, own = _holders(case, plain)
    if not shares or own > 1 - LEAST_SHARE:
        return
    key = max(shares, key=lambda k: shares[k])
    sources = [t for t in tokens_in(case, named[key]) if t.is_content or t.called]
    # The line may name the source as the one who acts: “Key sees a strong rationale”.
    spoken = [t for t in sources if t.is_content or t.low in ("he", "she")]
    held = [t for t in case.line.content if case.are_alike(t, spoken)]
    keeps = any(
        event.agent and {t.place for t in event.agent} & {t.place for t in held}
        for event in case.line.events
        if not any(t.is_quoted for t in event.agent)
    )
    name = "attribution_act" if keeps else "attribution"
    yield Finding(
        ReasonCode.ATTRIBUTION,
        name,
        min(1.0, 1 - own),
        case.span(plain),
        f"The copy gives this to {key}; the line says it itself.",
        tuple(t.place for t in sources),
    )


def _by_event(case: Case) -> Iterator[Finding]:
    """Find one claim of several whose source the line leaves out: “some have leaked”."""
    for mine, its in case.pairs:
        if not mine.is_finite or mine.verb.is_quoted:
            continue
        holders = _sources_of(case, its.verb)
        if not holders or _UNKNOWN in holders:
            continue
        kept = any(
            case.are_alike(token, [t for t in tokens_in(case, span) if t.is_content or t.called])
            for span in holders.values()
            for token in case.line.content
        )
        if not kept:
            key = min(holders)
            yield Finding(
                ReasonCode.ATTRIBUTION,
                "attribution_event",
                1.0,
                mine.verb.span,
                f"The copy gives this to {key}; the line says it itself.",
                (its.verb.place,),
            )
            return


def _by_clause(case: Case) -> Iterator[Finding]:
    """Find a clause that is a source's in the copy, beside others that are the copy's own."""
    for event in case.line.events:
        words = [event.verb, *event.agent, *event.patient, *event.rest]
        bound = [t for t in words if case.link(t) is not None and not t.is_quoted]
        if len(bound) < LEAST_CLAUSE_WORDS:
            continue
        for finding in _dropped(case, bound):
            if finding.name == "attribution":
                yield replace(finding, name="attribution_clause")
                return


def tokens_in(case: Case, span: Span) -> list[Token]:
    """Return the tokens of a stretch of one sentence of the copy."""
    return [t for t in _sentence_tokens(case, span) if t.span.overlaps(span)]


def _sentence_tokens(case: Case, span: Span) -> list[Token]:
    for number, sentence in enumerate(case.index.sentences):
        if sentence.overlaps(span):
            return case.index.by_sentence[number]
    return []


def _other_source(case: Case, statement: Statement, words: list[Token]) -> Iterator[Finding]:
    line_source = source_tokens(case.line.tokens, case.line.events, statement.source, statement.cue)
    if not line_source or not words:
        return
    shares, named, own = _holders(case, words)
    big = {key for key, share in shares.items() if share >= 0.3}
    if not big:
        if own > 0.7 and not _acts_in_copy(case, line_source):
            yield Finding(
                ReasonCode.SPEAKER,
                "speaker_none",
                1.0,
                statement.source,
                "The copy says this itself; it does not give it to "
                f"{statement.source.of(case.line.text)}.",
            )
        return
    if _UNKNOWN in big or any(_is_same(case, line_source, key, named[key]) for key in big):
        return
    # A role the copy never gives anybody by name may still be the one who speaks.
    is_named = any(t.part == "NAME" for t in line_source)
    knows_name = any(any(w[:1].isupper() for w in key.split()) for key in big)
    yield Finding(
        ReasonCode.SPEAKER,
        "speaker" if is_named and knows_name else "speaker_role",
        1.0,
        statement.source,
        f"The copy gives this to {' and '.join(sorted(big))}.",
        tuple(t.place for key in big for t in tokens_in(case, named[key])),
    )


def source_tokens(
    tokens: Sequence[Token], events: Sequence[Event], source: Span, cue: Span
) -> list[Token]:
    """Return the words that name a source, with the whole phrase they are part of."""
    found = [t for t in tokens if source.covers(t.span)]
    for event in events:
        if cue.covers(event.verb.span) and event.verb.is_content:
            found += [t for t in event.agent if t not in found]
    # “the team's coach, Noor Hale, told …”
    at = max((t.place for t in found), default=tokens[-1].place) + 1 - tokens[0].place
    if at < len(tokens) and tokens[at].text == "," and not any(t.part == "NAME" for t in found):
        named = list(itertools.takewhile(lambda t: t.part == "NAME", tokens[at + 1 :]))
        behind = tokens[at + 1 + len(named) : at + 2 + len(named)]
        found += named if not behind or behind[0].low != "'s" else []
    return [t for t in found if t.is_content or t.called]


def _is_same(case: Case, line_source: list[Token], key: str, span: Span) -> bool:
    sources = [t for t in tokens_in(case, span) if t.is_content or t.called]
    for statement in (one for part in case.index.statements for one in part):
        if statement.source == span and sources:
            number = sources[0].sentence
            sources += source_tokens(
                case.index.by_sentence[number],
                case.index.events[number],
                statement.source,
                statement.cue,
            )
    names = {word.strip(".,").lower() for word in key.split()}
    sources = _without_owners(case.index.tokens, sources)
    for token in _without_owners(case.line.tokens, line_source):
        if token.low in names or token.bases & names or case.are_alike(token, sources):
            return True
    return False


def _without_owners(tokens: Sequence[Token], source: list[Token]) -> list[Token]:
    """Leave out whose somebody is: “the team's coach” is not the team. All the text's `tokens`."""
    kept = [t for t in source if t.place + 1 >= len(tokens) or tokens[t.place + 1].low != "'s"]
    return kept or source


def _acts_in_copy(case: Case, line_source: list[Token]) -> bool:
    """Whether the source is the actor of the sentences themselves: “Westmacott praised …”."""
    return any(case.link(t) is not None for t in line_source)
