"""Every phase is asked and kept; the heaviest finding decides; a fault holds."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from dateline.core.moderation import (
    Author,
    Decision,
    Earlier,
    Finding,
    Policy,
    Step,
    Submission,
    WordList,
    examine,
)
from dateline.core.moderation.phases import (
    AuthorHistory,
    Length,
    Links,
    ListedWords,
    MailDomain,
    NewCommenter,
    OffTopic,
    Open,
    Pace,
    PreModeration,
    RepeatedText,
    SameShape,
    Scores,
)
from dateline.core.scoring import Attribute
from tests.core.scoring.treaty import ABOUT_EELS, TREATY

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
KNOWN = Author(is_verified=True, approved=9, approved_lately=9, mail_domain="post.example")
TEXT = "The council has promised a new quay for nine years, and the ferry still lands on planks."
CALM = Submission(text=TEXT, sent_at=NOON, author=KNOWN, scores={Attribute.TOXICITY: 0.1})
STAFF = frozenset({"staff"})
STRAY = replace(CALM, text=ABOUT_EELS, topic=TREATY)

ALL = (
    Length(),
    Open(),
    Pace(),
    RepeatedText(),
    ListedWords(banned=WordList(["grommet"]), suspect=WordList(["planks"])),
    Links(),
    Scores(),
    NewCommenter(),
    AuthorHistory(),
    MailDomain(),
    SameShape(),
    OffTopic(),
    PreModeration(),
)


def by_author(**changes):
    return replace(CALM, author=replace(KNOWN, **changes))


def minutes_ago(minutes, text=TEXT):
    return Earlier(text, NOON - timedelta(minutes=minutes))


# phase, what is sent, what it would do and why
CASES = [
    (Length(), replace(CALM, text=" \u200b\n\u0301 "), Decision.REFUSE, "too-short"),
    (Length(most_chars=10), CALM, Decision.REFUSE, "too-long"),
    (Length(), CALM, Decision.PASS, ""),
    (Open(), replace(CALM, is_thread_open=False), Decision.HOLD, "closed"),
    (Open(), CALM, Decision.PASS, ""),
    (
        Pace(most_by_author=2),
        replace(CALM, own=(minutes_ago(1, "a"), minutes_ago(4, "b"))),
        Decision.HOLD,
        "too-often",
    ),
    (
        Pace(most_by_author=1, flood=2),
        replace(CALM, own=(minutes_ago(1, "a"), minutes_ago(4, "b"))),
        Decision.REFUSE,
        "too-often",
    ),
    (
        Pace(most_by_author=1, flood=2),
        replace(by_author(is_verified=False), own=(minutes_ago(1, "a"), minutes_ago(4, "b"))),
        Decision.HOLD,
        "too-often",
    ),
    (
        Pace(most_by_author=2),
        replace(CALM, own=(minutes_ago(1, "a"), minutes_ago(6, "b"))),
        Decision.PASS,
        "",
    ),
    (
        Pace(flood=1),
        replace(CALM, from_address=(minutes_ago(1, "a"),)),
        Decision.REFUSE,
        "too-often",
    ),
    (RepeatedText(), replace(CALM, own=(minutes_ago(9),)), Decision.HOLD, "repeats-own"),
    (
        RepeatedText(),
        replace(CALM, own=(minutes_ago(9, f"{TEXT.upper()} !!"),)),
        Decision.HOLD,
        "repeats-own",
    ),
    (
        RepeatedText(),
        replace(CALM, own=(minutes_ago(9, TEXT.replace("nine", "ten")),)),
        Decision.HOLD,
        "repeats-own",
    ),
    (RepeatedText(), replace(CALM, own=(minutes_ago(60 * 30),)), Decision.PASS, ""),
    (RepeatedText(), replace(CALM, others=(minutes_ago(9),)), Decision.HOLD, "repeats-others"),
    (
        RepeatedText(),
        replace(CALM, text="Well said!", others=(minutes_ago(9, "Well said!"),)),
        Decision.PASS,
        "",
    ),
    (
        RepeatedText(),
        replace(CALM, text="👍\ufe0f 👍!", own=(minutes_ago(9, "👍👍!"),)),
        Decision.HOLD,
        "repeats-own",
    ),
    (
        RepeatedText(),
        replace(CALM, text="👍👍!", own=(minutes_ago(9, "👍👍"), minutes_ago(8, "❤\ufe0f"))),
        Decision.PASS,
        "",
    ),
    (
        RepeatedText(),
        replace(CALM, text="☀\ufe0f", own=(minutes_ago(8, "❤\ufe0f"), minutes_ago(7, ""))),
        Decision.PASS,
        "",
    ),
    (
        RepeatedText(),
        replace(CALM, text="👍👍👍", others=(minutes_ago(9, "👍👍👍"),)),
        Decision.PASS,
        "",
    ),
    (
        RepeatedText(),
        replace(CALM, text="👍" * 50, others=(minutes_ago(9, "👍" * 50),)),
        Decision.HOLD,
        "repeats-others",
    ),
    (
        RepeatedText(),
        replace(by_author(mail_domain=""), from_address=(minutes_ago(9),)),
        Decision.HOLD,
        "repeats-address",
    ),
    (RepeatedText(), replace(CALM, from_address=(minutes_ago(9),)), Decision.PASS, ""),
    (
        ListedWords(banned=WordList(["planks"]), suspect=WordList(["quay"])),
        CALM,
        Decision.REFUSE,
        "banned-word",
    ),
    (ListedWords(suspect=WordList(["quay"])), CALM, Decision.HOLD, "suspect-word"),
    (ListedWords(), CALM, Decision.PASS, ""),
    (Links(), replace(CALM, text="See https://a.example/x"), Decision.HOLD, "links"),
    (Links(), replace(CALM, text="see www.shop.example now"), Decision.HOLD, "links"),
    (Links(), replace(CALM, text="go to cheap-boats.com"), Decision.HOLD, "links"),
    (Links(), replace(CALM, text="go to boats.example/offer"), Decision.HOLD, "links"),
    (Links(), replace(CALM, text="They told me.In fact, no.Be calm; i.e. v1.2"), Decision.PASS, ""),
    (Links(), replace(CALM, text="mail me at arne@post.com"), Decision.PASS, ""),
    (Links(most=1), replace(CALM, text="See https://a.example/x"), Decision.PASS, ""),
    (
        Links(most=9, held_domains=frozenset({"shop.example"})),
        replace(CALM, text="https://www.Boats.Shop.Example/x"),
        Decision.HOLD,
        "link-held",
    ),
    (
        Links(most=9, refused_domains=frozenset({"shop.example"})),
        replace(CALM, text="https://me@shop.example:80/x and http://a.example"),
        Decision.REFUSE,
        "link-refused",
    ),
    (
        Links(most=9, refused_domains=frozenset({"shop.example"})),
        replace(CALM, text="https://workshop.example/x"),
        Decision.PASS,
        "",
    ),
    (Scores(), replace(CALM, scores={Attribute.TOXICITY: 0.8}), Decision.HOLD, "scores-high"),
    (Scores(), replace(CALM, scores={Attribute.TOXICITY: 0.79}), Decision.PASS, ""),
    (Scores(), replace(CALM, scores={}), Decision.PASS, ""),
    (NewCommenter(), by_author(is_verified=False), Decision.HOLD, "not-verified"),
    (NewCommenter(), by_author(approved=1), Decision.HOLD, "new-commenter"),
    (NewCommenter(), CALM, Decision.PASS, ""),
    (
        AuthorHistory(),
        by_author(approved_lately=7, refused_lately=3),
        Decision.HOLD,
        "often-refused",
    ),
    (AuthorHistory(), by_author(approved_lately=8, refused_lately=3), Decision.PASS, ""),
    (AuthorHistory(), by_author(approved_lately=0, refused_lately=2), Decision.PASS, ""),
    (
        MailDomain(refused=frozenset({"post.example"})),
        by_author(mail_domain="north.post.example"),
        Decision.REFUSE,
        "domain-refused",
    ),
    (MailDomain(held=frozenset({"post.example"})), CALM, Decision.HOLD, "domain-held"),
    (
        MailDomain(disposable=frozenset({"post.example"})),
        CALM,
        Decision.HOLD,
        "disposable-address",
    ),
    (MailDomain(held=frozenset({"post.example"})), by_author(mail_domain=""), Decision.PASS, ""),
    (
        MailDomain(held=frozenset({"post.example"})),
        by_author(mail_domain="compost.example"),
        Decision.PASS,
        "",
    ),
    (
        MailDomain(holds_aliases=True),
        by_author(has_mail_alias=True),
        Decision.HOLD,
        "address-alias",
    ),
    (MailDomain(), by_author(has_mail_alias=True), Decision.PASS, ""),
    (
        SameShape(),
        replace(
            CALM,
            others=tuple(
                minutes_ago(n, f"{TEXT} I, {name}, have had enough of it.")
                for n, name in enumerate(("Arne", "Ida", "Odd"))
            ),
        ),
        Decision.SIGNAL,
        "same-shape",
    ),
    (SameShape(), replace(CALM, others=(minutes_ago(1), minutes_ago(2))), Decision.PASS, ""),
    (OffTopic(), STRAY, Decision.SIGNAL, "off-topic"),
    (OffTopic(), replace(STRAY, answered=STRAY.text), Decision.PASS, ""),
    (OffTopic(), replace(STRAY, topic=None), Decision.PASS, ""),
    (PreModeration(), CALM, Decision.PASS, ""),
    (
        PreModeration(),
        replace(CALM, is_thread_pre_moderated=True),
        Decision.HOLD,
        "thread-pre-moderated",
    ),
    (PreModeration(), by_author(is_pre_moderated=True), Decision.HOLD, "author-pre-moderated"),
]


@pytest.mark.parametrize(("phase", "sent", "decision", "reason"), CASES)
def test_a_phase_finds_what_it_is_for(phase, sent, decision, reason):
    finding = phase.judge(sent)

    assert (finding.decision, finding.reason) == (decision, reason)
    assert (finding.phase, finding.version) == (phase.name, phase.version)
    for evidence in finding.evidence:
        assert evidence.span is None or evidence.span.of(sent.text)


def test_every_phase_is_asked_and_recorded_whatever_the_first_one_said():
    sent = replace(CALM, text="grommet", is_thread_open=False, scores={Attribute.TOXICITY: 0.9})

    findings = examine(sent, [Step(phase) for phase in ALL])

    assert [finding.phase for finding in findings] == [phase.name for phase in ALL]
    outcome = Policy().combine(findings)
    assert outcome.findings == findings
    assert {finding.reason for finding in findings} >= {"closed", "banned-word", "scores-high"}


def test_the_heaviest_finding_decides_and_is_named():
    sent = replace(CALM, text="You grommet", scores={Attribute.TOXICITY: 0.9})

    outcome = Policy().combine(examine(sent, [Step(phase) for phase in ALL]))

    assert outcome.decision is Decision.REFUSE
    assert [finding.reason for finding in outcome.decided_by] == ["banned-word"]


def test_a_calm_comment_of_somebody_known_passes():
    outcome = Policy().combine(examine(replace(CALM, text="A fair account."), map(Step, ALL)))

    assert (outcome.decision, outcome.decided_by) == (Decision.PASS, ())


def test_signals_alone_decide_nothing():
    outcome = Policy().combine(examine(STRAY, [Step(OffTopic())]))

    assert outcome.decision is Decision.PASS
    assert outcome.findings[0].decision is Decision.SIGNAL


@dataclass(frozen=True)
class Broken:
    """A phase with a fault, whose message holds the comment's words."""

    name: str = "broken"
    version: str = "1"

    def judge(self, submission):
        raise RuntimeError(submission.text)


def test_a_phase_that_fails_holds_by_default_and_stops_no_other():
    findings = examine(CALM, [Step(Broken()), Step(Open())])

    outcome = Policy().combine(findings)

    assert outcome.decision is Decision.HOLD
    assert [finding.reason for finding in findings] == ["phase-failed", ""]
    assert TEXT not in repr(findings)


def test_a_newsroom_may_have_a_fault_pass():
    findings = examine(CALM, [Step(Broken(), on_fault=Decision.SIGNAL)])

    assert Policy().combine(findings).decision is Decision.PASS
    assert findings[0].reason == "phase-failed"


def test_a_scorer_without_an_answer_is_a_fault():
    (finding,) = examine(replace(CALM, scores=None), [Step(Scores())])

    assert (finding.decision, finding.reason) == (Decision.HOLD, "phase-failed")
    assert finding.evidence[0].value == "ScoresMissing"


def test_a_signal_of_the_scorer_can_hold_no_comment():
    with pytest.raises(ValueError, match="OFF_TOPIC"):
        Scores({Attribute.OFF_TOPIC: 0.5})


def test_staff_are_spared_what_a_setting_says_and_it_is_told_all_the_same():
    sent = replace(by_author(roles=STAFF), text="grommet https://a.example/x")
    steps = [Step(ALL[4]), Step(Links(), spares=STAFF)]

    findings = examine(sent, steps)
    outcome = Policy().combine(findings)

    assert [finding.reason for finding in outcome.decided_by] == ["banned-word"]
    assert findings[1].is_spared
    assert findings[1].reason == "links"
    assert Policy().combine(findings[1:]).decision is Decision.PASS


def test_a_reader_is_spared_nothing():
    (finding,) = examine(replace(CALM, text="https://a.example/x"), [Step(Links(), spares=STAFF)])

    assert not finding.is_spared


def test_a_first_submission_that_scores_high_may_be_returned_once():
    policy = Policy(nudges=frozenset({"scores"}))
    findings = examine(replace(CALM, scores={Attribute.TOXICITY: 0.9}), [Step(Scores())])

    assert policy.combine(findings).is_nudge
    assert not policy.combine(findings, was_nudged=True).is_nudge
    assert policy.combine(findings, was_nudged=True).decision is Decision.HOLD


def test_nobody_is_nudged_whose_comment_would_be_held_anyway():
    policy = Policy(nudges=frozenset({"scores"}))
    sent = replace(by_author(is_verified=False), scores={Attribute.TOXICITY: 0.9})

    findings = examine(sent, [Step(Scores()), Step(NewCommenter())])

    assert not policy.combine(findings).is_nudge


def test_no_finding_at_all_passes():
    assert Policy().combine(()).decision is Decision.PASS
    assert Policy().combine((Finding("a", "1", Decision.PASS),)).decision is Decision.PASS
