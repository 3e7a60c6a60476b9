"""Whom each name of a story means: canonical form, title, kind, and the nation of a place."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.core.grounding.gazetteer import PLACES
from dateline.core.grounding.name_words import OFFICES, ORGANISATION
from dateline.core.grounding.names import Name
from dateline.core.grounding.nations import NATIONS
from dateline.core.story import Span

_TITLED = re.compile(
    rf"(?P<title>(?:.*\s)?(?:{OFFICES})\.?(?:\sof(?:\sthe)?\s[^\W\d_a-z]\w+)?)\s+(?P<name>[^\W\d_a-z].*)"
)
# “General Motors”, “Major League”: these alone before one word are no title.
_NOT_ALONE = frozenset(("General", "Major", "Justice", "King", "Queen", "Prince", "Director"))
_PLACE_TAIL = re.compile(
    r"\s(?:Bay|Head|Island|Islands|River|Lake|Sea|Ocean|Mountains?|Valley|Peninsula|County|Province"
    r"|City|Airport|Harbou?r|Square|Street|Road|Avenue|Park|Strait|Desert|Coast|District|Region"
    r"|Republic|State|Village|Bridge|Beach|Hills?)$"
)
_PLACE_HEAD = re.compile(r"(?:Lake|Mount|Cape|Port|Fort|Gulf of|Strait of|Isle of|Republic of)\s")
_PLACE_BEHIND = re.compile(
    r"\s(?:region|province|city|district|peninsula|town|village|county|oblast|coast|valley|island"
    r"|islands|airport|neighbou?rhood|suburb|border|strait)\b"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|across|around|throughout|towards|(?:city|town|village|port|province"
    r"|region|state|island|capital|district|harbour|coast)(?:\sof)?|capital,)\s+$"
)
# “told reporters from Kesterholm” is a place, “a letter from Ostby” none: weaker than the above.
_MAYBE_PLACE_BEFORE = re.compile(r"\b(?:from|to)\s+$")
_PERSON_BEHIND = re.compile(
    r",\s\d{1,3},|\s(?:said|says|told|added|asked|wrote|replied|warned|denied)\b|,\s(?:who|whose)\b"
)
_ACRONYM = re.compile(r"\s\((?:the\s)?([A-Z][A-Za-z]{1,7})\)")
_LITTLE = frozenset("of the and for in on to".split())
_STRONG, _WEAK = 8, 1


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the copy names something.

    canonical  the fullest form in the copy, without titles; of an acronym the words it stands for
    kind       person, organisation, place or other
    title      what stands before the name here: “Transport Minister”
    nation     the nation a country, a capital, a seat of power or “Russian” belongs to
    """

    span: Span
    canonical: str
    kind: str
    title: str | None = None
    nation: str | None = None


def find_mentions(
    text: str, names: Sequence[Name], dateline_place: str | None = None
) -> tuple[Mention, ...]:
    """Return what each name means, in reading order.

    dateline_place  where the copy was filed, which is a place wherever it is named
    """
    titled = [_without_title(name.span.of(text), name.kind) for name in names]
    acronyms = dict(_acronyms(text, names, titled))
    full = _full_forms(bare for _, bare in titled)
    canonical = [full[acronyms.get(bare, bare)] for _, bare in titled]
    kinds = _kinds(text, names, titled, canonical, dateline_place)
    return tuple(
        Mention(
            name.span,
            whole,
            kinds[whole],
            title,
            None if kinds[whole] in ("person", "organisation") else _nation(whole),
        )
        for name, whole, (title, _) in zip(names, canonical, titled, strict=True)
    )


def _without_title(words: str, kind: str) -> tuple[str | None, str]:
    """Return the title at the head of a name, or None, and the name."""
    if kind == "place" or (found := _TITLED.fullmatch(words)) is None:
        return None, words
    if kind == "organisation" and (
        " " not in found["name"] or ORGANISATION.search(found["name"]) is not None
    ):
        return None, words
    if found["title"] in _NOT_ALONE and " " not in found["name"]:
        return None, words
    return found["title"], found["name"]


def _acronyms(
    text: str, names: Sequence[Name], titled: Sequence[tuple[str | None, str]]
) -> Iterator[tuple[str, str]]:
    """Give each acronym the copy puts in brackets behind a name whose initials it is, and that."""
    for name, (_, bare) in zip(names, titled, strict=True):
        if (found := _ACRONYM.match(text, name.span.end)) and " " in bare:
            words = [word for word in re.split(r"[\s-]", bare) if word]
            every = "".join(word[0] for word in words).upper()
            main = "".join(word[0] for word in words if word not in _LITTLE).upper()
            if found[1].upper() in (every, main):
                yield found[1], bare


def _full_forms(names: Iterable[str]) -> Mapping[str, str]:
    """Return for each name the only longer one that ends in it, else itself."""
    every = set(names)
    longer: dict[str, set[str]] = defaultdict(set)
    for name in every:
        words = name.split(" ")
        for start in range(max(1, len(words) - 4), len(words)):
            longer[" ".join(words[start:])].add(name)
    return {name: _longest(name, longer.get(name, set())) for name in every | set(longer)}


def _longest(name: str, longer: set[str]) -> str:
    """Return the longest of the longer forms where all are forms of one name."""
    ranked = sorted(longer, key=lambda one: (len(one), one))
    if not ranked or not all(ranked[-1].endswith(f" {one}") for one in ranked[:-1]):
        return name
    # “Lund Bay” is no short form of “Port of Lund Bay”, and “Navy” none of “Osmark Navy”.
    is_place = _PLACE_TAIL.search(name) or _PLACE_HEAD.match(name) or name in PLACES
    return name if is_place or ORGANISATION.search(name) else ranked[-1]


def _kinds(
    text: str,
    names: Sequence[Name],
    titled: Sequence[tuple[str | None, str]],
    canonical: Sequence[str],
    dateline_place: str | None,
) -> dict[str, str]:
    """Return the kind of each canonical form: what most of its mentions show."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name, (title, bare), whole in zip(names, titled, canonical, strict=True):
        mine = votes[whole]
        if not mine:
            mine.update(_by_itself(whole, dateline_place))
        if title is not None or (name.kind == "person" and _is_titled_before(text, name.span)):
            mine["person"] += _STRONG
        elif name.kind in ("organisation", "person"):
            mine[name.kind] += 2 * _WEAK
        before = text[max(0, name.span.start - 24) : name.span.start]
        if _PLACE_BEHIND.match(text, name.span.end) or _PLACE_BEFORE.search(before):
            mine["place"] += 2 * _WEAK
        elif _MAYBE_PLACE_BEFORE.search(before):
            mine["place"] += _WEAK if bare == whole and " " not in whole else 0
        if bare != whole and bare.isalpha() and whole.endswith(f" {bare}"):
            mine["person"] += _WEAK  # copy goes on with a surname, rarely with a part of a place
        if _PERSON_BEHIND.match(text, name.span.end) and " " in whole:
            mine["person"] += 2 * _WEAK
    return {
        whole: max(mine, key=lambda kind: mine[kind]) if mine.total() else "other"
        for whole, mine in votes.items()
    }


def _by_itself(whole: str, dateline_place: str | None) -> dict[str, int]:
    """Return what the words of a name show without the copy around it."""
    if whole in PLACES or (dateline_place and whole.lower() == dateline_place.lower()):
        return {"place": _STRONG}
    if ORGANISATION.search(whole):
        return {"organisation": _STRONG}
    if _PLACE_TAIL.search(whole) or _PLACE_HEAD.match(whole):
        return {"place": _STRONG}
    if whole.lower() in NATIONS:
        return {"other": _STRONG}  # a people, or the word for what is of it
    return {}


def _is_titled_before(text: str, span: Span) -> bool:
    """Whether a title stands before a name outside its capitals: “leader Tomas Reck”."""
    before = text[max(0, span.start - 24) : span.start].rstrip(" .").rsplit(" ", 1)[-1]
    return re.fullmatch(OFFICES, before.capitalize()) is not None


def _nation(name: str) -> str | None:
    """Return the nation of a place or of a people's word."""
    if name.isupper() and name.replace(".", "") in ("US", "USA"):
        return "United States"
    slug = NATIONS.get(name.lower()) if name not in ("North", "America") else None
    return slug and slug.replace("-", " ").title()
