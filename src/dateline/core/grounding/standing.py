"""Whether a line can be read alone: nobody and nothing in it is known only from another line."""

import re

from dateline.core.grounding.check import lacks_its_speaker
from dateline.core.grounding.checking.lexicon import all_bases, entry
from dateline.core.grounding.clauses import (
    RELATIVES,
    Shape,
    has_main_verb,
    is_finite,
    is_past,
    shape_of,
)
from dateline.core.grounding.marks import closed_quotations
from dateline.core.grounding.people import names_somebody
from dateline.core.grounding.quotes import blanked_spans
from dateline.core.grounding.subjects import attributions_in
from dateline.core.grounding.understanding import Understanding
from dateline.core.grounding.words import (
    DEMONSTRATIVES,
    MONTHS,
    POSSESSIVES,
    PRONOUNS,
    WEEKDAYS,
)
from dateline.core.story import Span

FEWEST_WORDS, MOST_WORDS = 6, 45
# So few quoted words may stand in a sentence without a speaker: a term, not a statement.
SCARE_WORDS = 3

# A sentence that opens so leans on the one before it.
_LEANING = PRONOUNS | POSSESSIVES | DEMONSTRATIVES | {
    "but", "and", "so", "or", "yet", "however", "meanwhile", "also", "instead", "then", "still",
    "nevertheless", "therefore", "moreover", "furthermore", "besides", "otherwise", "similarly",
    "there", "here", "both", "neither", "either", "another", "others", "such", "again", "thus",
    "nor", "because", "which", "who", "that", "indeed", "rather", "added", "asked", "earlier",
    "later", "elsewhere", "separately", "afterwards", "afterward", "additionally", "plus", "now",
    "other", "pictured", "scroll", "share", "click", "watch", "read", "see", "why", "how", "what",
    "yes", "no", "once", "first", "second", "third", "somewhere", "eventually", "finally",
    "ultimately", "hence", "alternatively",
}  # fmt: skip
_KNOWN_THINGS = (
    "latter|former|move|decision|two|three|four|five|six|seven|pair|same|incident|statement"
    "|comments?|remarks?|announcement|news|report|document|letter|official|spokes\\w+|minister"
    "|ministry|president|company|group|daily|agency|paper|newspaper|man|men|woman|women|suspects?"
    "|victims?|couple|other|others|rest|result|reason|idea|problem|trio|duo|boy|girl|actor|actress"
    "|singer|star|player|striker|defender|midfielder|goalkeeper|[\\w-]+-year-old|ex-\\w+|mother"
    "|father|teenager|officer|driver|child|baby|family|parents|brothers?|sisters?|author|writer"
    "|judge|boss|manager|coach|captain|club|team|\\d+|answer|question|point|admittance|share"
)
_LEANING_PHRASES = re.compile(
    rf"^(?:the (?:{_KNOWN_THINGS})\b(?! (?:of|for)\b| (?-i:[A-Z]))|the former [\w -]{{3,40}}?\b"
    r"|in (?:addition|contrast|response|the meantime|return|turn|fact|short|other words)\b"
    r"|for (?:example|instance)\b|as (?:a result|well|such)\b|at the (?:same )?time\b"
    r"|on the other hand\b|one of (?:the|them)\b|of (?:these|those)\b|even (?:worse|better|more)\b"
    r"|one (?:is|was|said|of)\b|just as\b|more (?:recently|importantly)\b|some of\b|a second\b"
    r"|all (?:of|three|four|five)\b|when the time\b|by (?:then|now|comparison)\b|back in\b"
    r"|(?:as|when|while|if|because|although|though|since|after|before) (?:he|she|it|they)\b)",
    re.IGNORECASE,
)
_PREPOSITION = r"(?:in|on|at|for|with|of|and|but|by|to|from|during|after|before|as|when)"
_TIMES = r"(?:week|weekend|month|year|morning|afternoon|evening|season|spring|summer|autumn|winter)"
_LEANING_INSIDE = re.compile(
    r"\b(?:the latter|the former|respectively|the pair|the couple|the duo|the trio|also|the same"
    rf"|(?:these|those)(?! (?:who|with|of)\b)|this (?!{_TIMES}\b)[a-z]+|that’s|(?:did|do|does) so"
    r"|such an?|the (?:incident|move|decision|attack|announcement|accident|allegations?|claims?"
    r"|comments)|at the time|(?:later|earlier) (?:in|on) the day"
    r"|the (?:day|week|month|year|night) (?:before|after)(?=[.,])|the two(?! [a-z])|latter"
    r"|the (?:case|scene|matter|issue|ruling|verdict|footage|video|photos?|images?|pick|dispute"
    r"|measure|notion|argument|idea)(?=[.,;])"
    rf"|that [a-z]+(?=[.,;]| {_PREPOSITION}\b)|(?:{_PREPOSITION}) that [a-z]+"
    r"|(?:one|ones|so|both|too|either|neither|either way|did|does|there|it)(?=[.,]))",
    re.IGNORECASE,
)
# Words about a picture that stood beside the sentence.
_CAPTION = re.compile(
    r"\b(?:pictured|scroll down|click here|file (?:photo|picture|image)|seen here|stock image"
    r"|above right|above left|(?:far|centre|center|top|bottom) (?:left|right))\b"
    r"|\((?:left|right|above|below|centre|center|top|bottom|inset|circled|front|back|seen)\b"
    r"|,\s(?:left|right|centre|center|above|below)[,.]",
    re.IGNORECASE,
)
# Headings and captions run into a sentence: “… on Long Run The royal baby is expected”.
_GLUED = re.compile(
    r"[\w’'\")](?<!\bof)(?<!\b[A-Z])\s(?:The|This|He|She|It|They|But|Scroll)\s[a-z]|[a-z]\s(?:A|An|In|His|Her)\s[a-z]"
)
# A sentence split behind an abbreviation, and one that only says who speaks.
_TITLES_LAST = frozenset("reps sens rep sen gov govs gen gens mr mrs ms dr drs".split())
_SAYS_NOTHING = re.compile(r"\b(?:said|says|added) (?:of|about)\b[^“\"]*$")
_PRONOUN_SAYS = re.compile(
    r"[,”\"’']\s(?:he|she|they|it) (?:said|says|added|told|wrote|continued|explained|insisted)\b"
    r"|\b(?:say|says|said|means|thinks?|believes?) that (?:won|will|is|was|would|has|had)\b"
    r"|^[A-Z][^,A-Z]{0,70}, (?:he|she|they|it|his|her|their)\b|\bhowever\b"
)
_COUNT_ALONE = re.compile(
    r"^(?:(?:more|fewer|less) than |about |nearly |some |around |almost |at least |up to |over )?"
    r"(?:[\d,]+|some|many|most|several|few|none|two|three|four|five|six|seven|eight|nine|ten) "
    r"(?P<next>[a-z]+)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\W*(?:[\w’'!?.-]+\s){0,6}[\w’'!?.-]+:\s")
_FIRST_PERSON = re.compile(r"\b(?:I|I’m|I'm|we|us|our|my|me|you|your|let’s)\b")
_HE = re.compile(r"\b(?:he|she|his|her|him|himself|herself)\b")
_THEY = re.compile(r"\b(?:they|their|them|themselves)\b")
_SOME = re.compile(
    r"\b(?:people|police|couple|family|team|men|women|children|staff|pair|crew|public|government"
    r"|company|group|club|side|army|parents|twins|one|each|[a-z]{3,}[^s\W]s)\b"
)
_NAME = re.compile(r"\b[A-Z][a-zà-ÿ’'-]+")


def stands_alone(seen: Understanding, number: int, text: str) -> bool:
    """Whether words of sentence `number` can be read alone, with whoever says what they quote."""
    shape = shape_of(text)
    words = [token.lower for token in shape.tokens if token.text[0].isalnum()]
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS or not _is_sentence(shape):
        return False
    outside = _without_quotations(text)
    first = re.split(r"[’']", words[0])[0]
    if first in _LEANING or is_past(first) or (is_finite(first) and first != "police"):
        return False
    if _LEANING_PHRASES.match(text) or _LEANING_INSIDE.search(outside):
        return False
    if _LABEL.match(text) or _CAPTION.search(text) or _FIRST_PERSON.search(outside):
        return False
    if _GLUED.search(outside) or _PRONOUN_SAYS.search(text):
        return False
    if (count := _COUNT_ALONE.match(text)) and is_finite(count["next"]):
        return False
    if lacks_its_speaker(seen, text, (seen.sentences[number],)) or _lacks_attribution(shape):
        return False
    return not (_refers_back(seen, number, outside) or _has_unnamed_pronoun(outside))


def _is_sentence(shape: Shape) -> bool:
    """Whether the words open and close as one sentence does and have a main verb."""
    text = shape.sentence
    if not text.rstrip("”\"’'»)").endswith((".", "!", "।", "。")) or not text[:1].isupper():
        return False
    if "\n" in text or "''" in text or "``" in text or re.search(r"[?!][\s;]", text):
        return False
    if ":" in text[-3:] or "…" in text or "..." in text or not has_main_verb(shape.tokens):
        return False
    last = shape.last_before(shape.stop)
    if last is None or last.lower.rstrip(".") in _TITLES_LAST or _SAYS_NOTHING.search(text):
        return False
    return text.count('"') % 2 == 0 and text.count("“") == text.count("”")


def _lacks_attribution(shape: Shape) -> bool:
    """Whether quoted words stand in a line that tells nobody who says them."""
    quoted = [span.of(shape.sentence) for span in shape.quotations]
    if all(len(words.split()) <= SCARE_WORDS for words in quoted):
        return False
    frame = blanked_spans(shape.sentence, shape.quotations)
    return not any(attributions_in(frame, Span(0, len(frame))))


def _refers_back(seen: Understanding, number: int, outside: str) -> bool:
    """Whether it opens with “The attack”, as if the attack were known."""
    thing = re.match(r"^The ((?:[a-z][\w’'-]*[ ,]+){1,3})(?P<next>[\w’'-]+)?", outside)
    if thing is None or number == 0:
        return False
    last = thing.group(1).split()[-1]
    if (thing["next"] or "")[:1].isupper() or last in ("of", "in", "for", "at", "between"):
        return False  # “The port authority of …”, “The daily Courier”
    lead = seen.sentences[0].of(seen.text) if seen.sentences else ""
    known = f"{seen.item.headline or ''} {lead}".lower()
    heads = [word.strip(" ,") for word in thing.group(1).split() if len(word) > 3]
    return not any(word in known for word in heads)


def _without_quotations(text: str) -> str:
    return blanked_spans(text, closed_quotations(text)).replace("\x00", " ")


def _has_unnamed_pronoun(outside: str) -> bool:
    """Whether he, she or they comes before anybody the word could stand for."""
    if match := _HE.search(outside):
        before = outside[: match.start()]
        if not (names_somebody(before) or _has_name(before)):
            return True
    if match := _THEY.search(outside):
        before = outside[: match.start()]
        if not (_SOME.search(before) or len(_NAME.findall(before)) > 1 or names_somebody(before)):
            return True
    match = re.search(r"\bits?\b", outside)
    return bool(match and len(outside[: match.start()].split()) < 2)


def _has_name(before: str) -> bool:
    """Whether a name stands before that is no day, no place a preposition leads to, no plural."""
    return any(
        not _AFTER_PREPOSITION.search(before[: name.start()])
        and name.group() not in WEEKDAYS
        and name.group() not in MONTHS
        and name.group().lower() not in RELATIVES | PRONOUNS | DEMONSTRATIVES
        and not (name.group().endswith("s") and before[: name.start()] == "The ")
        and (name.start() > 0 or not _opens_plainly(name.group(), before[name.end() :]))
        for name in _NAME.finditer(before)
    )


def _opens_plainly(word: str, after: str) -> bool:
    """Whether a sentence’s first word is capital for that alone: “Birchers viewed”, “Police”."""
    return word.lower() in _OPENERS or (
        not re.match(r"\s[A-Z]", after)
        and (word.endswith("s") or any(sum(entry(b).counts) for b in all_bases(word.lower())))
    )


_AFTER_PREPOSITION = re.compile(r"\b(?:in|at|from|of|near|on|to)\s(?:the\s)?$", re.IGNORECASE)
_OPENERS = frozenset(
    """
    the a an in on at after before as when while with for from by last this police officials
    since during following despite although though one two three more
    """.split()
)
