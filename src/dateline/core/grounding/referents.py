"""Whom words for a speaker stand for: a name, a title, an office, a pronoun, an organisation."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dateline.core.grounding.names import Name
from dateline.core.grounding.nations import NATIONS
from dateline.core.grounding.subjects import BLANK, Attribution
from dateline.core.grounding.words import OPENERS, POSSESSIVES, PREPOSITIONS, PRONOUNS
from dateline.core.story import Span

# What “the daily” may refer to: the words on the left name the same kind of thing.
_KINDS = {
    "daily": "paper", "newspaper": "paper", "paper": "paper", "mouthpiece": "paper",
    "tabloid": "paper", "journal": "paper", "magazine": "paper", "agency": "agency",
    "broadcaster": "broadcaster", "ministry": "ministry", "company": "company", "firm": "company",
    "group": "group", "union": "union", "party": "party", "court": "court",
    "university": "university", "authority": "authority", "bank": "bank", "council": "council",
    "commission": "commission", "committee": "committee", "network": "broadcaster",
    "station": "broadcaster", "department": "department", "campaign": "campaign",
    "organisation": "group", "organization": "group", "government": "government",
    "statement": "statement", "report": "report", "study": "report",
}  # fmt: skip
_OFFICES = frozenset(
    """
    president minister premier secretary chairman chairwoman chair director professor senator
    governor mayor king queen prince princess judge justice general chancellor ambassador
    commissioner captain spokesman spokeswoman spokesperson leader chief head candidate nominee
    lawyer attorney officer official congressman congresswoman representative lawmaker deputy
    manager coach owner founder executive analyst economist strategist adviser advisor pastor
    bishop pope author actor actress singer host billionaire mogul businessman businesswoman
    """.split()
)
_SHORT_OFFICES = {
    "gov": "governor", "sen": "senator", "rep": "representative", "gen": "general",
    "prof": "professor", "pres": "president", "capt": "captain", "amb": "ambassador",
}  # fmt: skip
# Places that speak for a government.
_SEATS = frozenset(
    """
    beijing berlin brussels cairo damascus hanoi islamabad jakarta kabul kremlin kyiv kiev london
    madrid manila moscow nairobi ottawa paris pentagon pyongyang rome seoul taipei tehran tokyo
    warsaw washington ankara baghdad beirut belgrade budapest canberra caracas havana lisbon
    oslo prague riyadh stockholm vienna brasilia
    """.split()
) | {"white house", "downing street", "capitol hill", "wall street", "buckingham palace"}
_MALE = frozenset("mr sir king prince spokesman chairman businessman congressman".split())
_FEMALE = frozenset(
    "mrs ms miss lady dame queen princess spokeswoman chairwoman businesswoman congresswoman "
    "actress".split()
)
_HE = frozenset(("he", "his", "him", "himself"))
# “a spokesman for the Harbour Authority” is not the authority.
_ROLE_OF = re.compile(
    r"(?:(?:The|the|A|a|An|an|One|one|Another|another|Some|some|Several|several|Two|two)\s)?"
    r"(?:[\w’'.-]+\s){0,4}[a-z][\w’'-]+\s(?:for|of|at|from|with|in|who|close to)\s(?:the\s)?[A-Z]"
)
_GENDER_WORD = re.compile(r"\b(?:he|his|him|himself|she|her|hers|herself)\b", re.IGNORECASE)
# A phrase that ends in one of these was cut in the wrong place: it names nobody.
_NO_NOUN = (
    PREPOSITIONS
    | PRONOUNS
    | POSSESSIVES
    | frozenset("and or but now still then not that this which who when while where".split())
)
_SENTENCE_END = re.compile(r"[.!?][”\"’']?\s|\n")
# So much must speak for he or she before a name is kept from the other.
FEWEST_VOTES = 3
# So far back a pronoun's noun may stand.
FARTHEST_ANTECEDENT_CHARS = 900


class Resolution(StrEnum):
    """How a speaker was found."""

    NAMED = "named"
    TITLE = "title"
    ROLE = "role"
    ORGANISATION = "organisation"
    METONYM = "metonym"
    PRONOUN = "pronoun"
    CONTINUATION = "continuation"
    CARRIED = "carried over from the paragraph before"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Referent:
    """The name some words stand for and how it was found.

    is_contested  another name fits as well
    """

    name: str | None
    how: Resolution
    is_contested: bool = False


class Referents:
    """The people and organisations of a story, to be asked whom some words stand for."""

    def __init__(
        self, text: str, frame: str, cues: Sequence[Attribution], names: Sequence[Name]
    ) -> None:
        self.text, self.frame = text, frame
        self.cues = cues
        self._cue_starts = [cue.cue.start for cue in cues]
        self._full = _full_names(names)
        self._genders = _genders(frame, names)
        self._organisations = _organisations(
            frame, {name.canonical for name in names if name.kind == "place"}
        )
        self._holders = _office_holders(frame, names)
        self._kinds = {name.canonical.split()[-1]: name.kind for name in names}
        self._people = [
            (name.span.start, self.full_name(without_title(name.canonical)))
            for name in names
            if frame[name.span.start : name.span.start + 1] != BLANK
            and name.kind in ("person", "other")
            and self._may_be_person(name)
        ]
        self._name_starts = [start for start, _ in self._people]
        self._memory: dict[int, Referent] = {}

    def _may_be_person(self, name: Name) -> bool:
        surname = name.canonical.split()[-1]
        return name.kind == "person" or surname in self._genders or surname in self._full

    def name_behind(self, source: Span) -> Referent:
        """Return whom the words beside a quote stand for."""
        if source.start not in self._memory:
            self._memory[source.start] = self._found(source)
        return self._memory[source.start]

    def _found(self, source: Span) -> Referent:
        words = source.of(self.text)
        lower = words.lower()
        if lower in PRONOUNS:
            return self._antecedent(source, lower)
        if _ROLE_OF.match(words):
            return Referent(_role(words), Resolution.ROLE)
        if name := name_in(words):
            if name.lower().removeprefix("the ") in _SEATS:
                if name.isupper():
                    return Referent(None, Resolution.METONYM)  # the place of a dateline
                return Referent(name, Resolution.METONYM)
            surname = name.split()[-1]
            is_person = surname in self._genders or surname in self._full
            if self._kinds.get(surname) == "place" and not is_person:
                known = name.lower().replace("-", " ") in NATIONS
                return Referent(name, Resolution.METONYM, is_contested=not known)
            return Referent(self.full_name(name), Resolution.NAMED)
        head = lower.split()[-1]
        if lower.startswith(("the ", "its ", "his ", "her ", "their ")) and head in _KINDS:
            name = self._organisation(source, head) or _role(words)
            return Referent(name, Resolution.ORGANISATION)
        if lower.startswith("the ") and (holder := self._holder(source, head)):
            return Referent(holder, Resolution.TITLE)
        return Referent(_role(words), Resolution.ROLE)

    def full_name(self, name: str) -> str:
        """Return the one full name the copy has for a surname, else the name itself."""
        if " " in name:
            return name
        full = self._full.get(name, set())
        return next(iter(full)) if len(full) == 1 else name

    def gender_of(self, name: str) -> str | None:
        """Return he or she where the copy shows it, else None."""
        votes = self._genders.get(name.split()[-1], Counter())
        for one, other in (("he", "she"), ("she", "he")):
            if votes[one] >= FEWEST_VOTES and votes[one] > 3 * votes[other]:
                return one
        return None

    def _antecedent(self, source: Span, pronoun: str) -> Referent:
        """Return the last source before that fits a pronoun; else nothing: better silent.

        It is contested where the sentences between speak first of another one who fits.
        """
        nobody = Referent(None, Resolution.PRONOUN)
        if pronoun not in ("he", "she", "it"):
            return nobody
        earliest = source.start - FARTHEST_ANTECEDENT_CHARS
        spoken: str | None = None
        place = bisect_left(self._cue_starts, source.start) - 1
        while place >= 0 and self.cues[place].cue.end >= earliest:
            cue = self.cues[place]
            place -= 1
            words = cue.source.of(self.text)
            if words.lower() in PRONOUNS:
                if words.lower() != pronoun:
                    break
                continue
            if pronoun == "it":
                head = words.lower().split()[-1]
                if head in _KINDS:
                    return Referent(self._organisation(cue.source, head), Resolution.PRONOUN)
                name = name_in(words)
                if name and self._kinds.get(name.split()[-1]) == "organisation":
                    return Referent(name, Resolution.PRONOUN)
                continue
            found = self.name_behind(cue.source)
            if found.name is not None and self._fits(found, pronoun):
                spoken = found.name
            break
        if pronoun == "it":
            return nobody
        named = self._subject_before(source.start, pronoun, max(earliest, 0))
        if named is None or spoken is None:
            return Referent(spoken or (named and named[1]), Resolution.PRONOUN, is_contested=True)
        return Referent(spoken, Resolution.PRONOUN, not _is_same(named[1], spoken))

    def _fits(self, found: Referent, pronoun: str) -> bool:
        if found.how in (Resolution.ORGANISATION, Resolution.METONYM) or found.name is None:
            return False
        if found.how is Resolution.ROLE:
            return True
        if self._kinds.get(found.name.split()[-1]) in ("organisation", "place"):
            return False
        return self.gender_of(found.name) in (None, pronoun)

    def _subject_before(self, place: int, pronoun: str, earliest: int) -> tuple[int, str] | None:
        """Return the first person named in the nearest sentence before that names one who fits."""
        number = bisect_left(self._name_starts, place) - 1
        best: tuple[int, str] | None = None
        sentence_start = -1
        while number >= 0 and self._name_starts[number] >= earliest:
            start, name = self._people[number]
            number -= 1
            if self.gender_of(name) not in (None, pronoun):
                continue
            if best is not None and start < sentence_start:
                return best
            best = (start, name)
            sentence_start = max(
                self.frame.rfind(". ", 0, start), self.frame.rfind("\n", 0, start), earliest
            )
        return best

    def _organisation(self, source: Span, head: str) -> str | None:
        """Return the name behind “the daily”: the one called by a word of the same kind."""
        known = self._organisations.get(_KINDS.get(head, ""), ())
        place = bisect_left([start for start, _ in known], source.start)
        names = [name for _, name in known[:place]]
        if not names:
            return None
        return names[-1] if _KINDS[head] == "paper" or len(set(names)) == 1 else None

    def _holder(self, source: Span, head: str) -> str | None:
        """Return the only one whom the copy before calls by this office."""
        holders = {name for start, name in self._holders.get(head, ()) if start < source.start}
        return holders.pop() if len(holders) == 1 else None


def _full_names(names: Sequence[Name]) -> dict[str, set[str]]:
    full: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if " " in name.canonical:
            whole = without_title(name.canonical)
            full[whole.split()[-1]].add(whole)
    return full


def _genders(frame: str, names: Sequence[Name]) -> dict[str, Counter[str]]:
    """Count what speaks for he and for she beside each surname."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for place, name in enumerate(names):
        own = name.span.of(frame).split()
        if not own or not own[-1][:1].isalpha():
            continue
        surname = own[-1]
        before = frame[max(0, name.span.start - 16) : name.span.start].lower()
        titles = {*re.findall(r"[a-z]+", before)[-1:], own[0].lower().rstrip(".")}
        if titles & _MALE:
            votes[surname]["he"] += 3
        if titles & _FEMALE:
            votes[surname]["she"] += 3
        since = frame[names[place - 1].span.end if place else 0 : name.span.start]
        if place and not _SENTENCE_END.search(since):
            continue  # only the first name of a sentence is likely whom its pronouns mean
        end = names[place + 1].span.start if place + 1 < len(names) else len(frame)
        stretch = re.split(r"[.!?]\s", frame[name.span.end : min(end, name.span.end + 120)])[0]
        if found := _GENDER_WORD.search(stretch):
            votes[surname]["he" if found.group().lower() in _HE else "she"] += 1
    return votes


_INDEFINITE = re.compile(r"\b[Aa]n?\s")


def _organisations(frame: str, places: set[str]) -> dict[str, list[tuple[int, str]]]:
    """Return by kind where the copy names a paper, a ministry, a court, in reading order."""
    words = "|".join(_KINDS)
    pattern = re.compile(
        rf"\b(?:(?P<head>{words})\s+(?:the\s+)?(?P<after>(?:[A-Z][\w’'-]+\s?){{1,5}})"
        rf"|(?P<before>(?:[A-Z][\w’'-]+\s){{1,5}})(?:[a-z]+\s)?(?P<tail>{words})\b)",
    )
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for match in pattern.finditer(frame):
        kind = _KINDS[match["head"] or match["tail"]]
        name = match["after"] or match["before"] if kind == "paper" else match.group()
        is_one_of_many = _INDEFINITE.search(frame, max(0, match.start() - 3), match.start() + 3)
        name = re.sub(r"^(?:The|A|An|In|On|But|And)\s", "", name.strip())
        name = re.sub(r"(?:’s|'s)$", "", name)
        if name in places or (match["tail"] and is_one_of_many):
            # “the Lund Bay newspaper”, “a Marrow Head daily”: where it is from, not its name.
            name = f"{name} {match['head'] or match['tail']}"
        if name.lower() not in OPENERS and not name.islower():
            found[kind].append((match.start(), name))
    return found


def _office_holders(frame: str, names: Sequence[Name]) -> dict[str, list[tuple[int, str]]]:
    """Return by office whom the copy calls by it: “Transport Minister Runa Ostby”."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for name in names:
        words = name.span.of(frame).split()
        holder = without_title(name.canonical)
        if name.kind in ("place", "organisation") or " " not in holder:
            continue
        for word in words[:-1]:
            office = _SHORT_OFFICES.get(word.lower().rstrip("."), word.lower())
            if office in _OFFICES and holder.split()[-1] == words[-1]:
                found[office].append((name.span.start, holder))
        before = re.findall(r"[A-Za-z]+", frame[max(0, name.span.start - 24) : name.span.start])
        office = _SHORT_OFFICES.get(before[-1].lower(), before[-1].lower()) if before else ""
        if office in _OFFICES and frame[name.span.start - 1] == " ":
            found[office].append((name.span.start, holder))
        if behind := re.match(r",\s(?:the\s|a\s|an\s)?((?:[\w’'-]+\s){0,5}[\w’'-]+)", frame[
            name.span.end : name.span.end + 80
        ]):  # fmt: skip
            for word in behind.group(1).split():
                if word.lower() in _OFFICES:
                    found[word.lower()].append((name.span.start, holder))
                    break
    return found


def _role(words: str) -> str | None:
    """Return a role as it may be shown: “a spokesman for the port” without its article."""
    plain = re.sub(r"^(?:the|a|an|one|another)\s+", "", words, flags=re.IGNORECASE)
    parts = plain.lower().split()
    if not parts or len(parts) > 12 or parts[0] in PREPOSITIONS or parts[-1] in _NO_NOUN:
        return None
    return plain if re.search(r"[^\W\d_]{3,}", parts[-1]) else None


_NAME = re.compile(
    r"[A-Z][\w.’'-]*(?:(?:\s+(?:of|for|the|and|de|van|von|der|bin|el|la|du|di))*"
    r"\s+(?:(?:al|el)-)?[A-Z][\w.’'-]*)*"
)
_TITLE = re.compile(
    r"^.*\b(?:Mr|Mrs|Ms|Dr|Sir|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Rev|President|Minister|Premier"
    r"|Secretary(?:\sof\s[A-Z]\w+)?|Chairman|Chairwoman|Director|Professor|Senator|Governor|Mayor"
    r"|King|Queen|Prince|Princess|Judge|Justice|General|Chancellor|Ambassador|Commissioner|Captain"
    r"|Spokesman|Spokeswoman)\.?\s+(?=[A-Z]\S*\s+\S)"
)
# Behind a name these still belong to it: “the Courier newspaper”.
_AFTER_NAME = {"newspaper", "daily", "news", "agency", "magazine"}


def name_in(words: str) -> str | None:
    """Return the name in a noun phrase, without titles: the last run of capitals, or None."""
    words = re.sub(r"^(?:The|A|An|One|His|Her|Their|Its|Another|Some)\s+", "", words)
    runs = [match.group().strip(" .,") for match in _NAME.finditer(words)]
    if not runs:
        return None
    last = runs[-1]
    if re.split(r"[’']", last)[0].lower() in OPENERS | PRONOUNS | {"meanwhile", "still", "then"}:
        return None
    tail = words[words.rfind(last) + len(last) :].split()
    if tail and tail[0].islower() and tail[0] not in _AFTER_NAME:
        return None  # “Lund Bay officials”, “the Kesterholm port chief”: a name inside a role
    return without_title(re.sub(r"(?:’s|'s)$", "", last))


def without_title(name: str) -> str:
    """Return a full name without what stands before it: “Transport Minister Runa Ostby”."""
    return _TITLE.sub("", name)


def _is_same(first: str, second: str) -> bool:
    return first.split()[-1] == second.split()[-1]
