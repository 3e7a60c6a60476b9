"""What can be cut from a sentence without changing what the rest says, by signs at both ends.

Each finder gives cuts of one kind; a cut is offered only where the words around both its ends show
what it is. Cuts that do not touch each other may be made together.
Source: docs/decisions/0019-cutting-by-places.md
"""

import re
from collections.abc import Callable, Iterator

from dateline.core.grounding.checking.lexicon import bases, share
from dateline.core.grounding.clauses import (
    AUXILIARIES,
    RELATIVES,
    Shape,
    Token,
    finite_in,
    has_main_verb,
    is_attribution,
    is_finite,
    is_past,
)
from dateline.core.grounding.edits import Edit
from dateline.core.grounding.words import (
    CONDITIONS,
    HEDGES,
    MONTHS,
    NEGATIONS,
    PRONOUNS,
    SAYING_VERBS,
    WEEKDAYS,
)

_SURELY_VERB, _VERB_SHARE = 0.8, 0.5
_DAYS = "|".join(WEEKDAYS)
_MONTHS = "|".join((*MONTHS, *(f"{m[:3]}." for m in MONTHS), "Sept."))
_YEAR = r"(?:19|20)\d\d"
# A time that can be named beside a finished act. Never “since”, “by”, “until”: they bind.
_TIME = re.compile(
    rf"\s(?:(?:late|early|earlier)\s)?(?:on\s)?(?:{_DAYS})(?:\s(?:morning|afternoon|evening|night))?"
    rf"(?:,\s(?:{_MONTHS})\s\d{{1,2}},?)?(?![\w’'-])"
    rf"|\son\s(?:{_MONTHS})\s\d{{1,2}}(?:,\s{_YEAR})?(?![\w’'-])"
    rf"|\sin\s(?:(?:early|late|mid)[\s-])?(?:{_MONTHS})(?:\s{_YEAR})?(?![\w’'-])"
    rf"|\sin\s{_YEAR}(?![\w’'-])"
    r"|\s(?:(?:late|earlier|early)\s)?(?:last|this|next)\s(?:week|weekend|month|year|night|morning|evening|spring"
    r"|summer|autumn|winter|season)"
    rf"(?![\w’'-])|\slast\s(?:{_DAYS})(?![\w’'-])"
    r"|\s(?:yesterday|overnight)(?:\s(?:morning|afternoon|evening))?(?![\w’'-])"
)
_TIME_GOES_ON = re.compile(
    r"\s*(?:and|or|to|through|until|till|when|where|after|before|,\s(?:when|where)|–|-)\b"
)
# What stands behind an act that was done, with no comma before it.
_TAIL = re.compile(
    r"\s(?:(?:just|only|shortly|soon|immediately|right|even)\s)?"
    r"(?:(?:(?:a\sfew|several|some|a|an|two|three|four|five|six|seven|eight|nine|ten|\d+)\s)?"
    r"(?:moments|seconds|minutes|hours?|days?|weeks?|months?|years?)\s)?"
    r"(?P<word>after|before|when|while|because|amid|following\s(?:a|an|the|his|her|its|their)"
    r"|despite|in\s(?:a|an)\s(?:bid|effort|attempt)\sto|as\s(?:he|she|they|it|part\sof))\s"
)
_TAIL_AFTER_COMMA = frozenset(
    """
    after before when while because although though following despite amid including just
    shortly days hours weeks minutes months moments especially particularly even with along
    thanks due ahead as such prompting
    """.split()
)
_BINDING_PARTICIPLES = frozenset(
    """
    according depending excluding barring pending assuming providing considering
    notwithstanding during owing failing lacking morning evening being king spring
    regarding concerning beginning starting nothing something anything everything
    """.split()
)
# The word before an “after” or “when” that makes it part of what is said.
# The word before a time that makes it part of what is said.
_HOLDS_TIME = frozenset(
    """
    on in by until since before after from between to of and or for than this the a last next
    every each is are was were been be during around about as at due early late through till
    with not only that sunday saturday fat good easter black bloody mail independent came comes
    began begins started born died
    """.split()
)
_BEHIND_PARTICIPLE = frozenset("of by in with to for from as at on".split())
_HOLDS_TAIL = frozenset(
    """
    came comes come coming happened occurred occurs was were is are be been being began
    named called look looked looking sought seek take taken taking known seen described
    moment day time night year point case age era date period and or but not than only
    especially even particularly soon long ever including minutes hours days weeks months
    years week month hour minute moments shortly immediately just that how what whether if
    later life lives live lived living sure see saw watch watched remember recent few next
    a an the his her its their my our your of in on at to for with from into by over chosen
    save called case cases way reason
    """.split()
)
_FRONT = re.compile(
    rf"^(?:On\s(?:{_DAYS})|(?:Late|Early|Earlier|Last|This)\s(?:on\s|last\s|this\s)?"
    rf"(?:week|weekend|month|year|night|morning|{_DAYS})\b|In\s(?:(?:early|late)\s)?(?:{_MONTHS})"
    rf"|In\s{_YEAR}|Yesterday|Overnight|Today|Because\s|Before\s|As\s(?:the\s|he\s|she\s|they\s|[A-Z])"
    r"|In\s(?:a|an|his|her|its|their|the)\s(?:[\w’'-]+\s){0,4}?(?:statement|interview|speech|letter"
    r"|report|post|posting|video|ruling|tweet|e-?mail|message|address|briefing|conference|hearing"
    r"|lawsuit|complaint|filing|incident|move|development|blog)\b"
    r"|Speaking\s|During\s|After\s|Following\s|Amid\s|Despite\s|When\s|While\s|Although\s|Though\s"
    r"|For\sthe\sfirst\stime\b|At\s(?:a|an|the)\s)"
)
# “critics, like Ostby, calling it old”: the participle belongs before the comma.
_EXAMPLES = ("like", "including", "such")
_FRONT_HOLDS = re.compile(
    r"\b(?:every|each|only|best|worst|least|most|once|whenever|theory|part)\b"
)
# These bind what is kept to what is cut, so that nothing of its circumstances goes.
_SCOPES = frozenset(
    """
    only every all each any always ever if whether would could may might unless than as
    first last second third fourth fifth sixth seventh eighth ninth tenth
    most least record sole times straight consecutive
    """.split()
)
_SUBORDINATORS = frozenset(
    """
    if when while as after before although though because since once both either whether
    until
    """.split()
)
_CLAUSE_WORDS = _SUBORDINATORS | {
    "that", "who", "which", "where", "whose", "and", "but", "or", "he", "she", "they", "it",
    "said", "says", "what", "how", "why", "amid", "following", "despite",
}  # fmt: skip
# In a clause with one of these, whose verb is whose needs a parser.
_ENDS_SIMPLE = (RELATIVES | _SUBORDINATORS | {"and", "but", "or", "to", "said", "how", "what"}) - {
    "who", "which"
}  # fmt: skip
# What a source does that is no person: “records show”, “a court heard”.
_HEARD = frozenset(
    """
    heard show shows suggest suggests indicate indicates reveal reveals according reportedly
    allegedly claim claims emerged
    """.split()
)
_FINDING_VERBS = frozenset(
    """
    ruled found heard show shows showed shown feels felt knew learned ordered claims reveals
    understood understands hopes hoped fears feared
    """.split()
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)|.{2,}est")


def cuts_of(shape: Shape) -> list[Edit]:
    """Return what can be cut from a sentence, in reading order."""
    found = {
        cut
        for finder in _FINDERS
        for cut in finder(shape)
        if cut.start < cut.end and not shape.cuts_quotation(cut.start, cut.end)
    }
    return sorted(found)


def _lowers(tokens: list[Token]) -> list[str]:
    return [token.lower for token in tokens]


def _turns(tokens: list[Token]) -> bool:
    words = {token.lower for token in tokens if token.text != "May"}
    return bool(words & (NEGATIONS | CONDITIONS | HEDGES)) or any(
        word.endswith(("n't", "n’t")) for word in words
    )


def _has_scope(tokens: list[Token]) -> bool:
    """Return whether words hold a negation, rank, condition or “all”, which a tail may limit."""
    words = [token.lower for token in tokens if token.text != "May"]
    return (
        bool(set(words) & (_SCOPES | NEGATIONS | CONDITIONS))
        or any(word.endswith(("n't", "n’t")) for word in words)
        or any(_ORDINAL.fullmatch(word) for word in words)
    )


def _is_done(tokens: list[Token]) -> bool:
    """Return whether the words tell something that was done, by a past verb of their own."""
    return any(
        is_past(tokens[place].lower) and tokens[place].lower not in ("had",)
        for place in finite_in(tokens)
    )


def _relatives(shape: Shape) -> Iterator[Edit]:
    """“…, which …” in commas or at the end of the statement."""
    for comma in shape.commas:
        first = shape.first_after(comma + 1)
        if comma >= shape.body_end or first is None:
            continue
        if first.lower not in ("who", "which", "whose", "where", "whom"):
            continue
        end = shape.next_comma(comma)
        if end >= shape.body_end:
            yield Edit(comma, shape.body_end, "drop-relative")
        elif _resumes(shape, comma, end):
            yield Edit(comma, end + 1, "drop-relative")


def _of_somebody(shape: Shape) -> Iterator[Edit]:
    """“A man who won a prize has been arrested”: which man does not bind what was done.

    Only behind “a”, where what is told happened: “a driver who speeds is fined” is a rule.
    """
    tokens = shape.tokens
    if len(tokens) < 6 or tokens[0].lower not in ("a", "an"):
        return
    who = next((i for i, token in enumerate(tokens[:7]) if token.lower in ("who", "which")), None)
    if who is None or who < 2 or any(is_finite(token.lower) for token in tokens[1:who]):
        return
    if any(not token.text[0].isalnum() for token in tokens[1:who]):
        return
    verbs = [
        i
        for i in range(who + 1, len(tokens))
        if is_finite(tokens[i].lower) and not tokens[i].text[0].isupper()
    ]
    end = next(
        (
            i
            for i, token in enumerate(tokens)
            if i > who and token.lower in _ENDS_SIMPLE | PRONOUNS | {"who", "which"}
        ),
        None,
    )
    own = [i for i in verbs if tokens[i - 1].lower not in AUXILIARIES]
    if len(own) < 2 or (end is not None and end < own[1]):
        return
    main = own[1]
    is_adverb = tokens[main - 1].lower.endswith("ly") and share(tokens[main - 1].lower, "r") > 0
    start = main - 1 if is_adverb else main
    did = tokens[main].lower
    if did in ("was", "were", "has", "had") or (
        is_past(did) and tokens[main + 1].lower not in _BEHIND_PARTICIPLE
    ):
        yield Edit(tokens[who].start - 1, tokens[start].start - 1, "drop-restriction")


def _resumes(shape: Shape, comma: int, closing: int) -> bool:
    """Return whether the main clause goes on behind the second of two commas."""
    following = shape.words_between(closing + 1, shape.stop)
    while following and following[0].lower.endswith("ly"):
        following = following[1:]
    if not following:
        return False
    before = shape.words_between(_clause_start(shape, comma), comma)
    if has_main_verb(before):
        return following[0].lower in ("on", "in", "at", "for", "after", "from", "to", "during")
    return is_finite(following[0].lower) and len(before) >= 1


def _clause_start(shape: Shape, comma: int) -> int:
    """Return where the clause before a comma begins: behind a fronted “On Monday,”."""
    earlier = [c for c in shape.commas if c < comma]
    if len(earlier) == 1 and _FRONT.match(shape.sentence):
        return earlier[0] + 1
    return 0


def _appositives(shape: Shape) -> Iterator[Edit]:
    """“Ostby, a judge, …” and “…, a town of 900.”: what a name in front is also called."""
    for comma in shape.commas:
        before, first = shape.last_before(comma), shape.first_after(comma + 1)
        if comma >= shape.body_end or before is None or first is None:
            continue
        end = shape.next_comma(comma)
        told = shape.words_between(comma + 1, min(end, shape.body_end))
        if not told or before.lower in WEEKDAYS or any(_joins(token) for token in told[:1]):
            continue
        if _is_age(told) and end < shape.body_end and _resumes_or_renames(shape, comma, end):
            yield Edit(comma, end, "drop-appositive")
        if first.lower not in ("a", "an", "the", "one") or not before.text[0].isupper():
            continue
        if next(iter(finite_in(told)), None) is not None:
            continue
        if end >= shape.body_end:
            kept = shape.words_between(0, comma)
            if _is_whole(kept) and not _may_be_list(shape, comma, told):
                yield Edit(comma, shape.body_end, "drop-appositive")
        elif _resumes(shape, comma, end) and not has_main_verb(
            shape.words_between(_clause_start(shape, comma), comma)
        ):
            yield Edit(comma, end + 1, "drop-appositive")


def _joins(token: Token) -> bool:
    return token.lower in ("and", "or", "but", "nor")


def _is_age(told: list[Token]) -> bool:
    return len(told) == 1 and bool(re.fullmatch(r"\d{1,3}", told[0].text))


def _resumes_or_renames(shape: Shape, comma: int, closing: int) -> bool:
    """Return whether behind “, 34,” the clause goes on or a second appositive stands."""
    before = shape.last_before(comma)
    after = shape.first_after(closing + 1)
    if before is None or after is None or not before.text[0].isupper():
        return False
    return after.lower in ("a", "an", "the") or _resumes(shape, comma, closing)


def _may_be_list(shape: Shape, comma: int, told: list[Token]) -> bool:
    return any(_joins(token) for token in told) or any(
        c for c in shape.commas if c < comma and not _FRONT.match(shape.sentence)
    )


def _after_commas(shape: Shape) -> Iterator[Edit]:
    """A circumstance behind a comma that runs to the end of the statement."""
    for comma in shape.commas:
        if comma >= shape.body_end:
            break
        kept = shape.words_between(0, comma)
        tail = shape.words_between(comma + 1, shape.body_end)
        if len(tail) < 2 or not _is_whole(kept) or _resumes_later(shape, comma):
            continue
        first, second = tail[0].lower, tail[1].lower
        last = shape.words_between(
            max((c for c in shape.commas if c < comma), default=-1) + 1, comma
        )
        if last and (
            last[0].lower in ("like", "including", "such") or _has_source_twice(shape, last)
        ):
            continue
        if first == "with" and any(comma > c > 0 for c in shape.commas):
            continue  # “charged two men, Reck and Vik, with theft”
        if first == "such" and second != "as":
            continue
        if (
            first.endswith("ing")
            and len(first) > 4
            and first not in _BINDING_PARTICIPLES | {"following", "including"}
            and not (_follows_list(shape, comma) or _may_go_on_listing(tail))
        ):
            yield Edit(comma, shape.body_end, "drop-participle")
            continue
        if first.endswith("ed") and is_past(first) and second in ("by", "with", "in", "from"):
            yield Edit(comma, shape.body_end, "drop-participle")
            continue
        if first not in _TAIL_AFTER_COMMA or _turns(tail[:3]) or "if" in _lowers(tail[:3]):
            continue
        if first in ("when", "while", "as", "before", "after", "because") and (
            _has_scope(kept) or not _is_done(kept)
        ):
            continue
        if first == "as" and not (len(tail) > 3 and has_main_verb(tail[1:])):
            continue
        yield Edit(comma, shape.body_end, "drop-circumstance")


def _has_source_twice(shape: Shape, last: list[Token]) -> bool:
    """Return whether “…, one paper reported, while …, another reported” would keep both."""
    return shape.body_end != shape.stop and is_attribution(last)


def _is_whole(kept: list[Token]) -> bool:
    """Return whether what is kept has a main clause, and not only “though crews agreed”."""
    if not has_main_verb(kept):
        return False
    commas = [place for place, token in enumerate(kept) if token.text == ","]
    if any(kept[place - 1].lower in AUXILIARIES for place in commas if place):
        return False  # “the quay is, in fact, falling”
    return kept[0].lower not in _SUBORDINATORS or bool(commas)


def _may_go_on_listing(tail: list[Token]) -> bool:
    """Return whether “opening offers, gifts and …” may be one thing more of a list."""
    joined = next((place for place, token in enumerate(tail) if _joins(token)), None)
    return joined is not None and (joined < 5 or any(t.text == "," for t in tail[:joined]))


def _follows_list(shape: Shape, comma: int) -> bool:
    """Return whether the comma closes a “who …” whose clause the participle would belong to."""
    start = max((c for c in shape.commas if c < comma), default=-1)
    first = shape.first_after(start + 1)
    return first is not None and start >= 0 and first.lower in ("who", "which", "whose")


def _resumes_later(shape: Shape, place: int) -> bool:
    """Return whether behind a later comma something goes on that is no part of the circumstance.

    That is the clause before it, or who says so: “…, after the storm, a court heard”.
    """
    for later in shape.commas:
        if not place < later < shape.body_end:
            continue
        words = shape.words_between(later + 1, min(shape.next_comma(later), shape.body_end))
        if not words or words[0].lower in ("and", "but", "so", "of", "to", "for", "by", *PRONOUNS):
            return True
        first = words[0].lower
        if first in _ENDS_SIMPLE or first in ("with", "including", "who", "which"):
            continue
        if first.endswith("ing") and not is_finite(first):
            continue
        if any(is_finite(word.lower) for word in words) or _HEARD & set(_lowers(words)):
            return True
    return False


def _tails(shape: Shape) -> Iterator[Edit]:
    """“… after the storm”, without a comma, behind what was plainly done."""
    for match in _TAIL.finditer(shape.sentence, 0, shape.body_end):
        start = match.start()
        kept = shape.words_between(0, start)
        if shape.is_quoted(start) or len(kept) < 4 or kept[-1].lower in _HOLDS_TAIL:
            continue
        if kept[-1].lower.endswith("ly") or kept[-1].text in ",;:" or _turns_here(match.group()):
            continue
        tail = shape.words_between(start, shape.body_end)
        if _is_reduced(kept) or not _is_whole(kept) or _has_scope(kept):
            continue
        if _is_it_is(kept) or not _is_told(kept, match["word"]) or "to" in _lowers(kept[-2:]):
            continue
        if _resumes_later(shape, start) or _has_verb_too_many(tail):
            continue
        yield Edit(start, shape.body_end, "drop-circumstance")


def _is_told(kept: list[Token], word: str) -> bool:
    """Return whether what is kept was done, or is so now and has an “after” behind it."""
    if _is_done(kept):
        return True
    words = set(_lowers(kept))
    return word == "after" and bool(words & {"is", "are", "has", "have", "says"}) and (
        not words & {"will", "must"}
    )  # fmt: skip


def _has_verb_too_many(tail: list[Token]) -> bool:
    """Return whether a circumstance has more verbs than clauses: the last may be the main one's."""
    clauses = sum(
        token.lower in _CLAUSE_WORDS or token.text in ",:;-–—" or token.lower.endswith("ing")
        for token in tail
    )
    return sum(1 for _ in finite_in(tail)) > max(clauses, 1)


def _is_reduced(kept: list[Token], *, of_names: bool = False) -> bool:
    """Return whether words end as “a poll conducted” does: the participle belongs to the noun."""
    return (
        len(kept) > 1
        and is_past(kept[-1].lower)
        and kept[-1].lower not in SAYING_VERBS
        and (of_names or not kept[-2].text[0].isupper())
        and kept[-2].lower not in AUXILIARIES | PRONOUNS | {"been", "being", "be", "and", "not"}
        and not kept[-2].lower.endswith("ly")
    )


def _turns_here(words: str) -> bool:
    return bool(set(re.findall(r"\w+", words.lower())) & {"only", "even"})


def _is_it_is(kept: list[Token]) -> bool:
    words = _lowers(kept)
    return words[0] in ("it", "this", "that", "there") or any(
        words[i : i + 2] in (["it", "was"], ["it", "is"]) for i in range(len(words))
    )


def _times(shape: Shape) -> Iterator[Edit]:
    """“on Monday” beside an act that was done or is to be done."""
    for match in _TIME.finditer(shape.sentence):
        start, end = match.start(), match.end()
        before = shape.last_before(start)
        if before is None or shape.is_quoted(start) or _TIME_GOES_ON.match(shape.sentence, end):
            continue
        if before.lower in _HOLDS_TIME or before.text in ",;:(":
            continue
        clause = shape.words_between(
            max((c + 1 for c in shape.commas if c < start), default=0), start
        )
        words = _lowers(clause)
        if not any(word in ("will", "to") or is_past(word) for word in words) or _is_running(
            clause
        ):
            continue
        if _has_scope(clause) or any(token.text == "%" for token in shape.tokens):
            continue
        if any(word in ("percent", "cent", "average", "total", "rate") for word in words):
            continue
        following = shape.first_after(end)
        if _is_reduced(clause, of_names=True) and following and (
            following.text == "," or is_finite(following.lower)
        ):  # fmt: skip
            continue  # “a poll released in August found”
        rest = shape.sentence[end:]
        if not re.match(r"[.!?,;:]|\s[a-z“\"(]|[”\"]", rest):
            continue
        yield Edit(start, end, "drop-time")


_PLACE = re.compile(
    r"\s(?:in|at|near|outside)\s(?:the\s)?(?:(?:north|south|east|west|central|northern|southern"
    r"|eastern|western|downtown|nearby)\s)?[A-Z][\w’'.-]*(?:\s(?:of\s(?:the\s)?)?[A-Z][\w’'-]*)*"
    r"(?:,\s[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)?(?=,?\s(?:on|last|after|when|in)\b|[.,]))?"
)
_DONE_TO = frozenset(
    """
    arrested killed injured shot stabbed jailed convicted rescued attacked wounded murdered
    sentenced charged detained beaten robbed kidnapped seized
    """.split()
)
_NEEDS_PLACE = frozenset(
    """
    interest faith role part confidence belief stake share trust increase rise drop fall
    change experience life jobs people population place home house houses number rate
    residents officials authorities police government workers troops soldiers business
    businesses companies schools hospitals students children women men voters time market
    north south east west war conflict crisis situation it them him her me us you
    everyone someone one everything step
    """.split()
)


def _places(shape: Shape) -> Iterator[Edit]:
    """“in Kesterholm” behind an act done to somebody, or beside an indefinite thing."""
    for match in _PLACE.finditer(shape.sentence, 0, shape.body_end):
        start, end = match.start(), match.end()
        kept = shape.words_between(0, start)
        following = shape.sentence[end:]
        if shape.is_quoted(start) or len(kept) < 4 or not _is_done(kept):
            continue
        if end < shape.body_end and not re.match(
            r"\s(?:on|after|when|last|while|before)\s", following
        ):
            continue
        clause = shape.words_between(
            max((c + 1 for c in shape.commas if c < start), default=0), start
        )
        if _has_scope(clause) or any(token.text == "%" for token in clause):
            continue
        if set(_lowers(clause)) & {"number", "percent", "rate", "average", "majority", "half"}:
            continue
        last = kept[-1]
        if last.lower in _DONE_TO or (last.lower not in _NEEDS_PLACE and _ends_in_indefinite(kept)):
            yield Edit(start, end, "drop-place")


def _ends_in_indefinite(kept: list[Token]) -> bool:
    """Return whether the words end in “a …” of nouns and adjectives, or in a person’s name."""
    last = kept[-1]
    if last.text[0].isupper():
        return len(kept) > 1 and kept[-2].text[0].isupper()
    if share(last.lower, "n") < _SURELY_VERB or last.lower.endswith(("ed", "ing")):
        return False
    for token in reversed(kept[-5:-1]):
        if token.lower in ("a", "an"):
            return True
        if not token.text[0].isalpha() or share(token.lower, "v") > share(token.lower, "a") + (
            share(token.lower, "n")
        ):  # fmt: skip
            return False
    return False


def _is_running(clause: list[Token]) -> bool:
    """Return whether the clause speaks of the present, where a time may be all that dates it."""
    words = set(_lowers(clause))
    if "to" in words and words & {"set", "due", "expected", "scheduled"}:
        return False
    return bool(words & {"is", "are", "has", "have", "being", "now"})


def _fronts(shape: Shape) -> Iterator[Edit]:
    """“In a statement on Monday, …”: a circumstance before the subject."""
    match = _FRONT.match(shape.sentence)
    if match is None or not shape.commas or _FRONT_HOLDS.search(shape.sentence[: shape.commas[0]]):
        return
    for place, comma in enumerate(shape.commas[:2]):
        front = shape.words_between(0, comma)
        if _turns(front) or (place and not _is_aside(shape, shape.commas[0], comma)):
            continue
        following = shape.words_between(comma + 1, shape.next_comma(comma))
        if not following or not _opens_clause(following[0]):
            continue
        rest = shape.words_between(comma + 1, shape.stop)
        if not has_main_verb(following):
            continue
        if front[0].lower == "as" and not has_main_verb(front[1:]):
            continue
        if front[0].lower in ("when", "while", "after", "during", "before", "because", "as") and (
            _has_scope(rest) or not _is_done(rest)
        ):
            continue
        start = following[0].start
        yield Edit(0, start, "drop-front")
        return


def _is_aside(shape: Shape, comma: int, closing: int) -> bool:
    """Return whether “, which …,” or a year stands between the two first commas."""
    words = shape.words_between(comma + 1, closing)
    return bool(words) and (
        words[0].lower in ("who", "which", "whose", "where")
        or bool(re.fullmatch(_YEAR, words[0].text) and len(words) == 1)
    )


def _opens_clause(token: Token) -> bool:
    return token.lower in ("the", "a", "an", "two", "three", "four", "five", "police", "officials",
                           "authorities", "prosecutors", "he", "she", "they") or (
        token.text[0].isupper() and token.lower not in PRONOUNS
    )  # fmt: skip


def _second_clauses(shape: Shape) -> Iterator[Edit]:
    """“…, and the crews agree”: a second clause or a second verb behind “and”, to the end."""
    for token in shape.tokens:
        if token.lower not in ("and", "but") or token.start >= shape.body_end:
            continue
        before = shape.last_before(token.start)
        tail = shape.words_between(token.end, shape.body_end)
        start = before.start if before and before.text == "," else token.start - 1
        kept = shape.words_between(0, start)
        if len(kept) < 4 or len(tail) < 2 or not _is_whole(kept) or shape.is_quoted(start):
            continue
        if _turns(tail) or _lowers(tail)[0] in ("then", "so") or _resumes_later(shape, start):
            continue
        if any(word in SAYING_VERBS for word in _lowers(tail)) and not any(
            word in SAYING_VERBS for word in _lowers(kept)
        ):
            continue  # who says it may govern both
        is_clause = start in shape.commas and _is_clause(tail)
        is_verb = (
            (is_past(tail[0].lower) or _is_present_beside(kept, tail[0]))
            and not is_finite(kept[-1].lower)
            and not kept[-1].lower.endswith(("ed", "ing", "ly"))
            and not _open_relative(kept)
            and not _has_scope(kept)
            and not set(_lowers(kept)) & {"between", "both", "either", "to"}
            and not tail[0].lower.endswith("n")
            and (_is_done(kept) or not is_past(tail[0].lower))
        )
        is_infinitive = (
            share(tail[0].lower, "v") > _SURELY_VERB
            and tail[0].lower in bases(tail[0].lower, "v")
            and not is_past(tail[0].lower)
            and _has_infinitive(kept)
            and not is_finite(kept[-1].lower)
            and not set(_lowers(kept)) & {"between", "both", "either"}
            and not _has_scope(kept)
        )
        if is_clause or is_verb or is_infinitive:
            yield Edit(start, shape.body_end, "drop-second")


def _has_infinitive(kept: list[Token]) -> bool:
    """Return whether “to open the quay” or “will open the quay” stands before the “and”."""
    words = _lowers(kept)
    return any(
        words[place] in ("to", "will") and share(words[place + 1], "v") > _VERB_SHARE
        for place in range(len(words) - 3)
    )


def _is_present_beside(kept: list[Token], token: Token) -> bool:
    """Return whether “and wants” is a second verb beside a first of the same present form."""
    return (
        token.lower.endswith("s")
        and is_finite(token.lower)
        and share(token.lower, "v") > _SURELY_VERB
        and any(
            kept[place].lower.endswith("s") and kept[place].lower not in AUXILIARIES
            for place in finite_in(kept)
        )
    )


def _is_clause(tail: list[Token]) -> bool:
    """Return whether words begin with a subject and a verb of their own."""
    if tail[0].lower in PRONOUNS:
        return len(tail) > 1 and is_finite(tail[1].lower)
    if tail[0].lower not in ("the", "a", "an", "his", "her", "its", "their", "there", "some") and (
        not tail[0].text[0].isupper()
    ):
        return False
    if tail[0].lower in ("the", "a", "an") and tail[1].lower in (
        "other",
        "others",
        "latter",
        "two",
    ):
        return False
    place = next(iter(finite_in(tail)), None)
    return place is not None and 0 < place <= 5 and not any(t.text == "," for t in tail[:place])


def _open_relative(kept: list[Token]) -> bool:
    return any(
        token.lower in ("who", "which", "whose", "where", "that", "whom", "when", "what")
        for token in kept
    )


def _first_clauses(shape: Shape) -> Iterator[Edit]:
    """“The quay is safe, and Ostby has resigned”: the second clause may be a line of its own."""
    for comma in shape.commas:
        token = shape.first_after(comma + 1)
        if token is None or token.lower not in ("and", "but", "while") or comma >= shape.body_end:
            continue
        first = shape.words_between(0, comma)
        second = shape.words_between(token.end, shape.body_end)
        if not second or not has_main_verb(first) or not _is_clause(second):
            continue
        if second[0].lower in PRONOUNS or second[0].lower in ("his", "her", "its", "their"):
            continue
        told = set(_lowers(first))
        if told & (SAYING_VERBS | _FINDING_VERBS) or _open_relative(first):
            continue
        if _turns(first) or shape.body_end != shape.stop or shape.is_quoted(comma):
            continue
        if set(_lowers(first)) & _SUBORDINATORS:
            continue
        yield Edit(0, second[0].start, "drop-first")


def _parentheses(shape: Shape) -> Iterator[Edit]:
    """“ (built in 1911)” and a pair of dashes."""
    for match in re.finditer(r"\s\([^()]{1,80}\)(?=[\s,.;])", shape.sentence):
        if not _turns(shape.words_between(match.start(), match.end())):
            yield Edit(match.start(), match.end(), "drop-parenthesis")
    dashes = list(re.finditer(r"\s(?:--|—|–|-)\s", shape.sentence))
    if len(dashes) == 2 and not shape.is_quoted(dashes[0].start()):
        first, last = dashes
        inner = shape.words_between(first.end(), last.start())
        if inner and not _turns(inner) and len(inner) <= 20:
            yield Edit(first.start(), last.end() - 1, "drop-parenthesis")
    if len(dashes) == 1 and not shape.is_quoted(dashes[0].start()):
        inner = shape.words_between(dashes[0].end(), shape.stop)
        kept = shape.words_between(0, dashes[0].start())
        if inner and not _turns(inner) and has_main_verb(kept) and (
            not any(word in SAYING_VERBS for word in _lowers(inner))
        ):  # fmt: skip
            yield Edit(dashes[0].start(), shape.body_end, "drop-parenthesis")


_ASIDE = re.compile(
    r",\s(?:however|meanwhile|too|for\sexample|of\scourse|in\sturn|moreover|though|then),"
    r"|(?<=\w)\salso(?=\s[a-z])"
)


def _asides(shape: Shape) -> Iterator[Edit]:
    """“also” and “, however,”: words that only join a sentence to others."""
    for match in _ASIDE.finditer(shape.sentence):
        before, after = shape.last_before(match.start()), shape.first_after(match.end())
        if shape.is_quoted(match.start()) or before is None or after is None:
            continue
        if match.group().startswith(",") or (
            before.lower not in ("but", "not", "only", "and") and after.lower not in ("as", "in")
        ):
            yield Edit(match.start(), match.end(), "drop-aside")


_SAID_WHERE = re.compile(
    r"\s(?:in|at|during|on)\s(?:a|an|his|her|its|the|their)\s(?:[\w’'-]+\s){0,4}?(?:statement|interview"
    r"|speech|letter|report|posting|post|video|tweet|e-?mail|message|address|briefing|conference"
    r"|hearing|filing)\b(?:\s(?:released|issued|posted|published))?"
    r"(?:\swith\s(?:the\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)?"
)


_BEHIND_SAID = re.compile(rf"(?:\son\s(?:{_DAYS}))?(?:[.,]|\sthat\b|\s(?:{_DAYS}))")


def _said_where(shape: Shape) -> Iterator[Edit]:
    """“said in a statement”: where something was said, not that it was."""
    for match in _SAID_WHERE.finditer(shape.sentence):
        before = shape.last_before(match.start())
        following = shape.sentence[match.end() :]
        if before is None or shape.is_quoted(match.start()) or before.lower not in (
            "said", "told", "reporters", "announced", "added",
        ):  # fmt: skip
            continue
        if re.match(
            r"(?:\son\s(?:" + _DAYS + r"))?(?:[.,]|\sthat\b|\s(?:" + _DAYS + r"))", following
        ):
            yield Edit(match.start(), match.end(), "drop-where-said")


_FINDERS: tuple[Callable[[Shape], Iterator[Edit]], ...] = (
    _relatives,
    _of_somebody,
    _appositives,
    _after_commas,
    _tails,
    _times,
    _places,
    _fronts,
    _second_clauses,
    _first_clauses,
    _parentheses,
    _asides,
    _said_where,
)
