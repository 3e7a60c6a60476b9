"""A free line is bound to the copy; reasons name the failing words and what shows it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core.grounding import brief, check, understand
from dateline.core.grounding.checking.features import NAMES
from dateline.core.grounding.checking.free_lines import LIKELY_FROM
from dateline.core.grounding.checking.weights import fit
from dateline.core.story import LineKind, ReasonCode, Verdict
from tests.core.grounding.conftest import TREATY, story

FERRY = (
    "The ferry company Lund Line will cut 40 jobs in Port Ansel, its director Maren Holt said on "
    "Monday.",
    "Mayor Tomas Reck and harbour chief Arne Vik asked the company to wait until June.",
    "Silver in the design contest went to Varland and bronze to Osmark.",
    "Holt would like to travel to Talleck to meet the minister.",
    "Reck rejected Holt's offer of a smaller ferry.",
    "“We have no money left,” Holt told reporters.",
)
ANY_OPEN = 0.5


@pytest.fixture(scope="module")
def ferry():
    return understand(story(*FERRY))


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("Holt rejected Reck's offer of a smaller ferry.", ReasonCode.ACTOR, "Holt"),
        ("Mayor Tomas Reck and Maren Holt asked the company to wait.", ReasonCode.ACTOR, "Holt"),
        ("Silver in the design contest went to Talleck.", ReasonCode.ACTOR, "Talleck"),
        ("Holt met the minister in Talleck.", ReasonCode.TENSE, "met"),
        ("Mayor Tomas Reck asked the company to wait in June.", ReasonCode.DATE, "June"),
        ("The ferry company will cut 60 jobs, Holt said.", ReasonCode.FIGURE, "60"),
        ("Reck said “We have no money left” to reporters.", ReasonCode.SPEAKER, "Reck"),
        ("Lund Line will not cut 40 jobs, Holt said.", ReasonCode.NEGATION, "cut"),
    ],
)
def test_a_line_bound_otherwise_fails_at_the_words_that_differ(ferry, line, code, words):
    result = check(ferry, line)

    assert result.verdict is Verdict.UNSUPPORTED
    assert result.reasons[0].code == code
    assert words in result.reasons[0].line_span.of(line)
    assert result.reasons[0].evidence


@pytest.mark.parametrize(
    "line",
    [
        "Maren Holt's offer of a smaller ferry was rejected by Tomas Reck.",
        "Lund Line is to cut 40 jobs in Port Ansel, Holt said.",
        "The mayor and the harbour chief asked Lund Line to wait until June.",
        "Holt wants to travel to Talleck and meet the minister.",
    ],
)
def test_a_faithful_paraphrase_has_more_support_than_its_corruption(ferry, line):
    corrupted = line.replace("Holt", "Vik").replace("June", "May").replace("40", "90")

    assert check(ferry, line).support > check(ferry, corrupted).support


ISLES = (
    "Varland leader Ines Maldahl and Osmark president Bel Tae-ok signed the harbour treaty in May.",
    "The daily issued an article marking the anniversary of the treaty between leader Ines Maldahl "
    "and president Bel Tae-ok.",
    "The ministry said Varland had shown its strength by deploying boats to Marrow Head.",
    "Port officials said Varland will send 40 pilots to Marrow Head.",
    "Varland moved 14 boats in June, according to port officials, Coastline news agency reported.",
    "The company wrote a detailed, six-page letter to the port's director Maren Holt.",
    "“The boats of Osmark are slow,” team member Runa Noor told reporters.",
    "The Guild of Seamen (GoS) said the port would close a quay.",
)


@pytest.fixture(scope="module")
def isles():
    return understand(story(*ISLES))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Maldahl and Tae-ok celebrate treaty anniversary", ReasonCode.ACTOR),
        ("The port's director wrote a six-page letter.", ReasonCode.ACTOR),
        ("The boats of Osmark are slow, the team's coach, Arne Vik, said.", ReasonCode.SPEAKER),
    ],
    ids=["two subjects", "a listed adjective", "an owner"],
)
def test_who_acts_or_speaks_in_another_clause_is_not_who_does_in_the_line(isles, line, code):
    result = check(isles, line)

    assert code in [reason.code for reason in result.reasons]
    assert result.support < ANY_OPEN


@pytest.mark.parametrize(
    "line",
    [
        "The ministry said sending boats to Marrow Head had shown Varland's strength.",
        "Varland moved 14 boats in June, Coastline reported, citing port officials.",
        "The port would close a quay, the GoS said.",
    ],
    ids=["an act named behind said", "a source passed on", "a name in brackets"],
)
def test_a_faithful_line_has_nothing_found_against_it(isles, line):
    result = check(isles, line)

    assert [reason.line_span.of(line) for reason in result.reasons] == [line]
    assert result.support > LIKELY_FROM


def test_a_true_quote_of_a_speaker_left_open_is_refused_but_stands_above_a_made_one(ferry):
    seen = understand(story("Arne Vik looked at the sea.", "“It is cold.”", "“And it is deep.”"))

    true = check(seen, "It is cold.", kind=LineKind.PULL_QUOTE, speaker="Arne Vik")
    made = check(seen, "It is warm.", kind=LineKind.PULL_QUOTE, speaker="Arne Vik")

    assert true.verdict is made.verdict is Verdict.UNSUPPORTED
    assert true.support > made.support


PIECES = st.sampled_from(
    [
        *" ".join((*TREATY, *FERRY)).split(),
        "“",
        "”",
        '"',
        "‘",
        "«",
        "…",
        "[",
        "]",
        "\n",
        "\u200f",
        "😀",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=60).map(" ".join),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(TEXTS, max_size=4), TEXTS, st.sampled_from(list(LineKind)))
def test_every_span_of_an_answer_lies_in_its_text_whatever_is_written(paragraphs, line, kind):
    seen = understand(story(*paragraphs))

    result = check(seen, line, kind=kind, speaker="Maren Holt", passes_from=ANY_OPEN)

    for reason in result.reasons:
        assert 0 <= reason.line_span.start <= reason.line_span.end <= len(line)
        assert all(0 <= s.start < s.end <= len(seen.text) for s in reason.evidence)
    assert all(0 <= s.start < s.end <= len(seen.text) for s in result.evidence)
    assert 0.0 <= result.support <= 1.0
    assert (result.verdict is Verdict.SUPPORTED) == (not result.reasons)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["The harbour reopens on Monday, minister Runa Ostby said."] * 1_000,
        ["the harbour of Kesterholm and " * 3_400],
        ["“" * 20_000],
        ['"word ' * 10_000],
        ["x" * 100_000],
        ["May 3, 2016 and 12,000 of " * 3_000],
        ["Ostby (Ost) and a big, old, " * 3_000],
        ["reporters were told and " * 4_000],
    ],
    ids=["paragraphs", "sentence", "open", "straight", "word", "figures", "lists", "told"],
)
@pytest.mark.timeout(60)
def test_a_text_of_no_known_shape_is_read_without_a_crash(paragraphs):
    seen = understand(story(*paragraphs))

    assert check(seen, paragraphs[0][:1000]).support <= 1.0
    assert check(seen, "Kesterholm will open its harbour on Monday.").support <= 1.0
    assert brief(seen.item) is not None


FOREIGN = {
    "de": (
        ("Der Hafen von Kesterholm öffnet am Montag. „Wir sind bereit“, sagte Runa Ostby.",),
        "Der Hafen von Kesterholm öffnet am Montag.",
        "Am Montag öffnet der Hafen von Kesterholm.",
    ),
    "hi": (
        ("केस्टरहोम का बंदरगाह सोमवार को खुलेगा। “हम तैयार हैं,” रूना ओस्टबी ने कहा।",),
        "केस्टरहोम का बंदरगाह सोमवार को खुलेगा।",
        "सोमवार को केस्टरहोम का बंदरगाह खुलेगा।",
    ),
    "ar": (
        ("يفتح ميناء كسترهولم يوم الاثنين. «نحن مستعدون»، قالت رونا أوستبي.",),
        "يفتح ميناء كسترهولم يوم الاثنين.",
        "ميناء كسترهولم يفتح يوم الاثنين.",
    ),
}


@pytest.mark.parametrize("language", FOREIGN)
def test_in_another_language_the_copys_own_words_stand_and_the_rest_is_said_not_to_be_read(
    language,
):
    paragraphs, own, free = FOREIGN[language]
    seen = understand(replace(story(*paragraphs), language=language))

    assert len(seen.sentences) == 2
    assert len(seen.quotes) == 1
    assert check(seen, own).verdict is Verdict.SUPPORTED
    held = check(seen, free, passes_from=0.0)
    assert held.verdict is Verdict.UNSUPPORTED
    assert f"“{language}”" in held.reasons[0].detail


def test_the_same_rows_give_the_same_weights_and_a_pair_puts_the_sound_line_first():
    good = dict.fromkeys(NAMES, 0.0) | {"covered": 1.0}
    bad = good | {"order": 1.0}

    first = fit([good, bad], [True, False], pairs=[(good, bad)])
    again = fit([good, bad], [True, False], pairs=[(good, bad)])

    assert first == again
    assert first.score(good) > first.score(bad)
