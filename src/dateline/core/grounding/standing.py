"""Whether a line can be read alone: nobody and nothing in it is known only from another line."""

import re

from dateline.core.grounding.check import lacks_its_speaker
from dateline.core.grounding.clauses import RELATIVES, Shape, has_main_verb, is_finite
from dateline.core.grounding.marks import closed_quotations
from dateline.core.grounding.quotes import blanked_spans
from dateline.core.grounding.subjects import attributions_in
from dateline.core.grounding.understanding import Understanding
from dateline.core.grounding.words import DEMONSTRATIVES, POSSESSIVES, PRONOUNS
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
}  # fmt: skip
_LEANING_PHRASES = re.compile(
    r"^(?:the (?:latter|former|move|decision|two|three|four|five|six|seven|pair|same|incident"
    r"|statement|comments?|remarks?|announcement|news|report|document|letter|official|spokes\w+"
    r"|minister|ministry|president|company|group|daily|agency|paper|newspaper|man|men|woman|women"
    r"|suspects?|victims?|couple|other|others|rest|result|reason|idea|problem|trio|duo|boy|girl"
    r"|actor|actress|singer|star|player|striker|defender|midfielder|goalkeeper|\d+-year-old|ex-\w+"
    r"|former [\w -]{3,40}?|mother|father|[\w-]+-year-old|teenager|officer|driver|child|baby"
    r"|family|parents|brothers?|sisters?|author|writer|judge|boss|manager|coach|captain|club|team)\b"
    r"|in (?:addition|contrast|response|the meantime|return|turn)\b|for (?:example|instance)\b"
    r"|as (?:a result|well|such)\b|at the (?:same )?time\b|on the other hand\b|one of (?:the|them)\b"
    r"|of (?:these|those)\b|the \d+\b|even (?:worse|better|more)\b|some of\b|one (?:said|of)\b|all (?:of|three|four|five)\b|a second\b"
    r"|(?:as|when|while|if|because|although|though|since|after|before) (?:he|she|it|they)\b)",
    re.IGNORECASE,
)
_LEANING_INSIDE = re.compile(
    r"\b(?:the latter|the former|these|those two|respectively|the pair|the couple|the duo|the trio"
    r"|this (?:was|is|means|time|year[’']s)|that’s|also|the same|(?:did|do|does) so|such an?"
    r"|the (?:incident|move|decision|attack|announcement|accident|allegations?|claims?|comments)"
    r"|at the time|(?:later|earlier) (?:in|on) the day|the (?:day|week|month|year|night) before"
    r"|the (?:case|incident|scene|matter|issue|ruling|verdict|footage|video|photos?|images?)(?=[.,;])"
    r"|this (?!(?:week|weekend|month|year|morning|afternoon|evening|season|spring|summer|autumn"
    r"|winter|century|country)\b)[a-z]|(?:on|in|at|of|from|for|with|by) that [a-z]|that (?:day|night|year|time|month|week|point)|the two(?! [a-z])|latter)\b",
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
_SOMEONE = re.compile(
    r"\b(?:man|woman|boy|girl|baby|child|infant|someone|anyone|everyone|nobody|who|son|daughter"
    r"|wife|husband|father|mother|brother|sister|friend|suspect|victim|president|judge|coach|star"
    r"|teen|chief|captain|king|queen|prince|princess|patient|guard|pilot|spokes\w+|lieutenant"
    r"|assistant|student|servant|agent|boss|guest|champion|heir|uncle|aunt|grand\w+|widow|veteran"
    r"|minister|driver|[\w-]+-year-old|[a-z]{3,}(?:er|or|ist|ian))\b"
)
_SOME = re.compile(
    r"\b(?:people|police|couple|family|team|men|women|children|staff|pair|crew|public|government"
    r"|company|group|club|side|army|parents|twins|one|each|[a-z]{3,}[^s\W]s)\b"
)
_NAME = re.compile(r"\b[A-Z][a-zà-ÿ’'-]+")


def stands_alone(seen: Understanding, number: int, text: str) -> bool:
    """Whether words of sentence `number` can be read alone, with whoever says what they quote."""
    shape = Shape(text)
    words = [token.lower for token in shape.tokens if token.text[0].isalnum()]
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS or not _is_sentence(shape):
        return False
    outside = _without_quotations(text)
    if words[0] in _LEANING or _LEANING_PHRASES.match(text) or _LEANING_INSIDE.search(outside):
        return False
    if _LABEL.match(text) or _CAPTION.search(text) or _FIRST_PERSON.search(outside):
        return False
    if _GLUED.search(outside) or ((count := _COUNT_ALONE.match(text)) and is_finite(count["next"])):
        return False
    if lacks_its_speaker(seen, text, (seen.sentences[number],)) or _lacks_attribution(shape):
        return False
    return not (_refers_back(seen, number, outside) or _has_unnamed_pronoun(outside))


def _is_sentence(shape: Shape) -> bool:
    """Whether the words open and close as one sentence does and have a main verb."""
    text = shape.sentence
    if not text.rstrip("”\"’'»)").endswith((".", "!", "।", "。")) or not text[:1].isupper():
        return False
    if ":" in text[-3:] or "…" in text or "..." in text or not has_main_verb(shape.tokens):
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
        if not (_SOMEONE.search(before) or _has_name(before)):
            return True
    if match := _THEY.search(outside):
        before = outside[: match.start()]
        if not (_SOME.search(before) or len(_NAME.findall(before)) > 1 or _SOMEONE.search(before)):
            return True
    match = re.search(r"\bit\b", outside)
    return bool(match and len(outside[: match.start()].split()) < 3)


def _has_name(before: str) -> bool:
    """Whether a name stands before that is no place a preposition leads to."""
    return any(
        not re.search(r"\b(?:in|at|from|of|near|on|to)\s(?:the\s)?$", before[: name.start()])
        and name.group().lower() not in RELATIVES | PRONOUNS | DEMONSTRATIVES
        and (name.start() > 0 or name.group().lower() not in _OPENERS)
        for name in _NAME.finditer(before)
    )


_OPENERS = frozenset(
    """
    the a an in on at after before as when while with for from by last this police officials
    since during following despite although though one two three more
    """.split()
)
