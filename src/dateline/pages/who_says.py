"""Who says what a line tells, back to the agency: the chain of sources the copy gives."""

from dataclasses import dataclass

from dateline.pages.models import StoryLine

# A pronoun names nobody to a reader who has only the line before them.
_PRONOUNS = {"he", "she", "it", "they", "we", "i", "you", "who", "that", "this"}
# A longer source is a clause that was taken for one.
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class WhoSays:
    """Whose words a line tells.

    chains         each from the source nearest to the fact to the agency
    is_the_agency  the agency says it itself, on no other's word
    only_parties   nobody but parties to the matter says so
    """

    chains: tuple[tuple[str, ...], ...]
    is_the_agency: bool
    only_parties: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The sources themselves, without the agency behind them."""
        return tuple(chain[0] for chain in self.chains)


def who_says(line: StoryLine, credit_line: str) -> WhoSays:
    """Return who says a line, by what was kept of its evidence."""
    says = line.says
    if line.drawn_at is None and not says:  # drawn before chains were kept
        sources = [source for _, _, source in line.cited if source]
        says = [{"chain": [source], "party": None} for source in dict.fromkeys(sources)]
    chains = [chain for saying in says if (chain := _named(saying["chain"], credit_line))]
    return WhoSays(
        chains=tuple(dict.fromkeys(chains)),
        is_the_agency=not says,
        only_parties=bool(says) and all(saying["party"] is True for saying in says),
    )


def _named(chain: list[str], credit_line: str) -> tuple[str, ...]:
    """Return a chain with the agency at its end; nothing if its first source has no name."""
    first = chain[0]
    if first.lower() in _PRONOUNS or len(first.split()) > MOST_WORDS:
        return ()
    others = [name for name in chain[1:] if name.lower() not in _PRONOUNS]
    known = {name.lower() for name in (first, *others)}
    agency = [credit_line] if credit_line and credit_line.lower() not in known else []
    return (first[:1].upper() + first[1:], *others, *agency)
