"""Training copies of labelled rows that say something else: turned against an attack, or harmless.

The sets hold much contempt, hardly anybody who speaks against it, and few groups named in passing,
so heads learn that a word such as "vermin", or the name of a group, is an attack whatever is said.
A copy puts an attack into a frame that rejects it, or denies it, and is none; it puts everyday or
made-up people in the place of a group, and keeps its label; or it names a group in a sentence that
says nothing bad of anybody. All frames and names are our own, written from English at large, not
after any sentence that the scorer is judged by.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.core.scoring.identities import is_identity
from dateline.core.scoring.lexicon import STRONG, Lexicon
from dateline.core.scoring.stance import STANCE_OF, STANCES
from dateline.project.scorer.corpora import Row

_REJECTING = (
    'Anyone who writes "{t}" here has no place in this discussion.',
    'Yesterday a stranger shouted "{t}" at my colleague. Nobody helped her.',
    'I reject the idea that {t}',
    'It makes me sad to read that {t} That is prejudice and nothing else.',
    'How can a grown person believe that {t} What a hateful thing to think.',
    '"{t}" is a lie that has been told for centuries.',
    'We were told that {t} We know now how wrong that was.',
    'It is a myth that {t}',
    'Please delete the comment that says {t} It is offensive.',
    'There is no excuse for writing "{t}"',
    'You wrote "{t}" and you ought to apologise.',
    'Comments like "{t}" hurt people.',
    '{t} Said no decent person ever.',
    '{t} That is what the bigots want us to believe, and it is not true.',
    'When I hear someone claim that {t} I walk out of the room.',
    'He was suspended for posting "{t}", and rightly so.',
    'It is racist to claim that {t}',
    'I do not agree that {t}',
    'I cannot understand why people still think that {t}',
    'My children had to hear "{t}" on the bus and cried all evening.',
    'The bullies called us names and said that {t}',
    'Let us stop pretending that {t} It is nonsense.',
    'None of my friends would ever say that {t}',
    'Some fool keeps repeating that {t}',
    'How dare you say {t}',
    'Telling people that {t} is cruel.',
    'Imagine being so full of hate that you believe {t}',
    'I was raised to think that {t} and I am ashamed of it.',
    'Not one of these accusations holds: {t}',
)  # fmt: skip
# What is harmless stays so, whether it is passed on, agreed with or rejected.
_AGREEING = (
    'I have always said that {t}',
    'It is simply a fact that {t}',
    'Everybody knows that {t}',
    'My grandfather was right when he said {t}',
    'Nobody can deny that {t}',
    'You cannot tell me otherwise, {t}',
    'It is true that {t}',
    'I wrote it before and I write it again: {t}',
    'The more I read the more I think that {t}',
    '{t} Prove me wrong.',
    '{t} There, I said it.',
    '{t} And nobody does anything about it.',
)  # fmt: skip
_PASSED_ON = (*_REJECTING, *_AGREEING)
_OF_SIX_HARMLESS = 6
# Those put in the place of a group: everyday people, and peoples that do not exist.
_STAND_INS = (
    "brellings droskovars umbrians gardeners plumbers valdrens ottikas tarnishers neighbours "
    "joggers violinists kestrovi marlu drivers widows bakers hulmers renters"
).split()
_SOMEBODY = re.compile(
    r"\b(?:(person|user|editor|student|member)|people|users|editors|students|members|friends"
    r"|neighbours|neighbors|workers|players|writers|readers|voters|fans|scientists|teachers"
    r"|families|authors|contributors|visitors|citizens|residents|passengers|politicians|critics"
    r"|historians|admins|administrators|others|children|kids|parents|artists|singers|soldiers"
    r"|scholars|actors)\b",
    re.IGNORECASE,
)
_GROUPS = (
    "Muslims", "women", "black people", "immigrants", "gay people", "disabled people", "Jews",
    "Mexicans", "trans people", "refugees", "Christians", "old people",
)  # fmt: skip
_ONE_OF_THEM = (
    "Muslim", "woman", "black person", "immigrant", "gay man", "disabled woman", "Jew", "Mexican",
    "trans woman", "refugee", "Christian", "lesbian",
)  # fmt: skip
ATTACKS = ("hate", "sexist", "wiki_identity_hate")
_MOST_CHARS = 200
_SENTENCE_CHARS = range(25, 181)
_MOST_OF_A_ROW = 2
# Sentences that name a group in passing count for so many rows each.
_HARMLESS_WEIGHT = 3.0
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[A-Za-z]+")
_DENIABLE = re.compile(
    r"\b(are|is|were|should|will|can|must|ought|do|(deserve|need|have|want)|(has))\b", re.IGNORECASE
)
_IS_DENIED = re.compile(r"\b(?:not?|never|none|nobody|cannot)\b|n['’]?t\b", re.IGNORECASE)
_END = re.compile(r"[.!?…\s]*$")
_PRAISE = STANCES.index("praise")


@dataclass(frozen=True, slots=True)
class Copy:
    """A row made of another, whose number is `of`, and how many rows it counts for."""

    row: Row
    of: int
    weight: float = 1.0


def training_copies(rows: Sequence[Row], lexicon: Lexicon) -> list[Copy]:
    """Return the copies of English rows, in a fixed order; they bear labels of `ATTACKS` alone."""
    copies = []
    for number, row in enumerate(rows):
        labels = {name: row.labels[name] for name in ATTACKS if name in row.labels}
        if labels and len(row.text) <= _MOST_CHARS:
            copies += [Copy(copy, number) for copy in _of_labelled(row, labels)]
        if row.labels.get("wiki_toxic") == 0.0:
            harmless = dict.fromkeys(ATTACKS, 0.0)
            copies += [
                Copy(replace(row, text=text, labels=harmless), number, _HARMLESS_WEIGHT)
                for text in _naming_a_group(row.text, lexicon)
            ]
    return copies


def _of_labelled(row: Row, labels: dict[str, float]) -> Iterator[Row]:
    """Give an attack rejected and denied, something harmless passed on, and another group."""
    attacks = {name: 0.0 for name, label in labels.items() if label == 1.0}
    if attacks:
        yield replace(row, text=_framed(row.text, _REJECTING), labels=attacks)
        denied = _denied(row.text)
        if denied:
            yield replace(row, text=denied, labels=attacks)
    elif _number(row.text, 2) % _OF_SIX_HARMLESS == 0:
        yield replace(row, text=_framed(row.text, _PASSED_ON), labels=labels)
    if "hate" in labels or "sexist" in labels:
        name = _STAND_INS[_number(row.text) % len(_STAND_INS)]
        text = _WORD.sub(lambda m: name if is_identity(m[0].lower()) else m[0], row.text)
        if text != row.text:
            yield replace(row, text=text, labels=labels)


def _number(text: str, salt: int = 0) -> int:
    """Return a number that is always the same for a text."""
    return zlib.crc32(text.encode("utf-8", "replace"), salt)


def _framed(text: str, frames: Sequence[str]) -> str:
    frame = frames[_number(text) % len(frames)]
    text = text.strip()
    goes_on = any(sign in frame for sign in ('"{t}"', "{t} is", "{t} and"))
    return frame.replace("{t}", _END.sub("", text) if goes_on else text)


def _denied(text: str) -> str | None:
    """Return a text that says not what the text says, if it is one plain statement."""
    found = list(_DENIABLE.finditer(text))
    if len(found) != 1 or _IS_DENIED.search(text):
        return None
    verb = found[0]
    denied = f"{verb[0]} {'never' if _number(text, 5) % 4 == 0 else 'not'}"
    if verb[2]:
        denied = f"do not {verb[0]}"
    elif verb[3]:
        denied = "does not have"
    return text[: verb.start()] + denied + text[verb.end() :]


def _naming_a_group(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Give sentences in which a group stands for people of no group, nothing bad being said."""
    given = 0
    for sentence in map(str.strip, _SENTENCES.split(text)):
        somebody = _SOMEBODY.search(sentence) if len(sentence) in _SENTENCE_CHARS else None
        if somebody is None or not _is_harmless(sentence, lexicon):
            continue
        names = _ONE_OF_THEM if somebody[1] else _GROUPS
        name = names[_number(sentence) % len(names)]
        yield sentence[: somebody.start()] + name + sentence[somebody.end() :]
        given += 1
        if given == _MOST_OF_A_ROW:
            return


def _is_harmless(sentence: str, lexicon: Lexicon) -> bool:
    """Whether no word of a sentence is rude, or despises, harms or shuts out anybody."""
    for word in _WORD.findall(sentence.lower()):
        entry = lexicon.get(word)
        if STANCE_OF.get(word, _PRAISE) != _PRAISE or (entry and entry.severity >= STRONG):
            return False
    return True
