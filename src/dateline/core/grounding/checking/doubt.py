"""How near a refused pull-quote comes: true words of a speaker the copy leaves open, or no quote.

It orders what is shown to an editor. No pull-quote stands by it.
"""

from collections.abc import Sequence

from dateline.core.grounding.quotes import Quote
from dateline.core.story import ReasonCode, Span

# The words are one quoted span, and nobody else is given them: the speaker named is the one the
# copy carries over, or the last person named before; or anybody else of the copy.
NEAREST, NAMED_ELSEWHERE, NAMED_NOWHERE = 0.75, 0.4, 0.2
# The words are the speaker's, and what was cut away may matter.
CUT = 0.4


def doubtful_support(
    text: str,
    quotes: Sequence[Quote],
    names: Sequence[Span],
    code: ReasonCode,
    evidence: Sequence[Span],
    speaker: str | None,
) -> float | None:
    """Return the support of a refused pull-quote whose words are quoted, None for any other.

    evidence  where the words stand in quotes; names  where somebody is named, in reading order
    """
    if not evidence:
        return None
    if code is not ReasonCode.SPEAKER:
        return CUT
    asked = _words(speaker or "")
    over = [quote for quote in quotes if any(quote.span.overlaps(span) for span in evidence)]
    known = [quote for quote in over if quote.speaker]
    if not asked or (known and not any(asked & _words(quote.speaker or "") for quote in known)):
        return None
    if known:
        return NEAREST
    here = min(span.start for span in evidence)
    told = [_words(span.of(text)) for span in names if span.end <= here]
    if told and told[-1] & asked:
        return NEAREST
    is_named = asked & _words(text[:here]) or any(_words(s.of(text)) & asked for s in names)
    return NAMED_ELSEWHERE if is_named else NAMED_NOWHERE


def _words(name: str) -> set[str]:
    plain = (word.strip(".,“”\"'").lower() for word in name.replace("’", "'").split())
    return {word.removesuffix("'s") for word in plain if len(word) > 2}
