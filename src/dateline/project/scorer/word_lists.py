"""The lexicon of the package, made from three lists under free licences and an own one."""

import csv
import json
import re
from importlib.resources import files
from pathlib import Path

from dateline.core.scoring.confusables import folded_sign
from dateline.core.scoring.identities import IDENTITIES
from dateline.core.scoring.known_words import known_words
from dateline.core.scoring.lexicon import STRONG, Entry

_SURGE_CATEGORIES = {
    "sexual anatomy": "sexual",
    "bodily fluids": "excrement",
    "sexual orientation": "gender",
    "racial": "race",
    "mental": "mind",
    "religious": "religion",
}
_DSOJEVIC_CATEGORIES = {
    "sexual": "sexual",
    "shock": "sexual",
    "lgbtq": "gender",
    "racial": "race",
    "religious": "religion",
}
_DSOJEVIC_SEVERITY = {1: 1, 2: 2, 3: 2, 4: 3}
# Everyday words that the lists have for a rare second meaning.
_EVERYDAY = frozenset(
    """
    nuggets cooties hustler buttermilk tart spook spooks nip nips abbie jigger jiggs intercourse
    claustrophile panties topless twinkie bloody semen breasts vagina penis sexually erotic nipples
    bastinado haji cholo finger fingered snatch shrimping spunk rent slope klan gas domination
    dominatrix escort erection honkey jap nude nudity sex sexual sexy sexuality tied tongue
    yellow undressing uterus vulva testicles pubic ovum womb rectum rectal kinky hooters hustlers
    bum bums butt butts beaver beavers bang banging bangs bone boner bugger burn camel cherry
    cracker crackers dike dingo dog dogs dragon fairy fruit fruits god goldfish gringo hell hoe
    hoes ho hole holes homo jugs knob knobs lesbo melon melons monkey monkeys mole mosaic nail nun
    ninja oral organ pansy pickle pie pirate pot puff queen queens rim ring rod root roots rump
    sack screw screwed screwing seed snow spade spades sponge squirt stiff stroke strap strip suck
    sucks sucked sucking swallow swinger tart tool tools trick turkey twat weed weiner willy wood
    xx yid tubgirl abbo mick micks taig uncle barf blow bob bollock chick chicks choke cox crabs
    dong ecstasy fat feck flasher fu gash git goblin gyp honky injun it jock jocks kraut krauts
    fed fer bender benders collared collaring coot coots tit slit hoar flamer flamers skeet busty
    snowballing knickers scissoring pegging rimming bareback eunuch hardcore tramp playboy fecal
    swastika slag humping nicker chinaman fugged gowl greaser porn porno bondage redskin redskins
    lemon limey limeys lolita lush mad massa niger nigre negro negroes nig nonce nymph paki
    """.split()
)
# Of those, what is a swear word or slur all the same.
_KEPT = frozenset("suck sucks twat git negro paki honky nig yid lesbo homo hoe hoes jap".split())
# Form, category, severity, and the form it is a spelling of.
ListRow = tuple[str, str, int, str]
_FORM = re.compile(r"[^\W\d_]+")


def build_lexicon(folder: Path) -> list[Entry]:
    """Return the entries from the lists under a folder and the package's own, in order of form."""
    found: dict[str, tuple[str, int, str]] = {}
    rows = (*_own(), *_surge(folder), *_dsojevic(folder), *_ldnoobw(folder))
    for form, category, severity, proper in rows:
        folded = _folded(form)
        if not _FORM.fullmatch(folded) or folded in IDENTITIES or len(folded) < 3:
            continue
        if folded in _EVERYDAY - _KEPT:
            continue
        found.setdefault(folded, (category, severity, _folded(proper)))
    return [_entry(form, found) for form in sorted(found)]


def _folded(form: str) -> str:
    return "".join(map(folded_sign, form.replace("-", " ").replace("'", "")))


def _entry(form: str, found: dict[str, tuple[str, int, str]]) -> Entry:
    """Return a form's entry; a mere spelling of a proper form of the list points to it."""
    category, severity, proper = found[form]
    is_spelling = (
        proper in found
        and proper != form
        and form not in known_words()
        and form[0] in (proper[0], "k", "p")
        and abs(len(form) - len(proper)) <= 1
        and not form.startswith(proper)
        and _slips(form, proper) <= 2
    )
    return Entry(form, category, severity, proper if is_spelling else form)


def _slips(one: str, two: str) -> int:
    """Return how many letters must change, come or go to make one word of the other."""
    above = list(range(len(two) + 1))
    for n, letter in enumerate(one, start=1):
        row = [n]
        for m, other in enumerate(two, start=1):
            row.append(min(above[m] + 1, row[-1] + 1, above[m - 1] + (letter != other)))
        above = row
    return above[-1]


def build_small_lexicon(folder: Path, language: str) -> list[Entry]:
    """Return the entries of another language's list, all of one category and strength."""
    path = folder / "ldnoobw" / language
    if not path.exists():
        return []
    forms = {_folded(line.strip()) for line in path.read_text(encoding="utf-8").splitlines()}
    return [
        Entry(form, "sexual", STRONG, form) for form in sorted(forms) if form and " " not in form
    ]


def lexicon_as_text(entries: list[Entry]) -> str:
    """Return the lexicon as it is kept in the package."""
    head = "# Written by `dateline scorer train`; sources and licences are in NOTICE.\n"
    return head + "".join(f"{e.form}\t{e.category}\t{e.severity}\t{e.proper}\n" for e in entries)


def _own() -> list[ListRow]:
    text = (files("dateline.core.scoring") / "data" / "own_insults.txt").read_text()
    rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return [(form, category, int(severity), form) for form, category, severity in rows]


def _surge(folder: Path) -> list[ListRow]:
    path = folder / "surge_profanity" / "profanity_en.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [
            (
                row["text"],
                _surge_category(row["category_1"]),
                round(float(row["severity_rating"])),
                row["canonical_form_1"],
            )
            for row in csv.DictReader(file)
        ]


def _surge_category(name: str) -> str:
    return next((c for start, c in _SURGE_CATEGORIES.items() if name.startswith(start)), "insult")


def _dsojevic(folder: Path) -> list[ListRow]:
    path = folder / "profanity_list_dsojevic" / "en.json"
    rows = []
    for entry in json.loads(path.read_text(encoding="utf-8")):
        category = next(
            (c for tag in entry["tags"] if (c := _DSOJEVIC_CATEGORIES.get(tag))), "insult"
        )
        for form in entry["match"].split("|"):
            severity = _DSOJEVIC_SEVERITY[entry["severity"]]
            rows.append((form.replace("*", ""), category, severity, entry["id"]))
    return rows


def _ldnoobw(folder: Path) -> list[ListRow]:
    lines = (folder / "ldnoobw" / "en").read_text(encoding="utf-8").splitlines()
    return [(line.strip(), "sexual", 2, line.strip()) for line in lines if line.strip()]
