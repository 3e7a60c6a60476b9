"""What a newsroom's people decided moves scores, is measured first, and says what moved them."""

import pytest

from dateline.core.moderation import Decision, Submission
from dateline.core.moderation.phases import Scores
from dateline.core.scoring import Attribute
from dateline.core.scoring.correcting import Lesson, TooFew, learn
from dateline.core.scoring.correction import Correction

TOXICITY, SPAM = Attribute.TOXICITY, Attribute.SPAM
CUTS = {TOXICITY: 0.8, SPAM: 0.9}
PLACES = ("quay", "crane", "ferry", "harbour", "market", "northern wall", "bridge", "chapel")
ENDS = ("this winter", "on Monday", "again", "for years", "as ever", "at night", "too", "so far")


def lessons(*, refused_word="gullfeeder", share=2, count=256):
    """Return lessons of a newsroom that refuses a word of its own and lets a hot tone pass."""
    made = []
    for n in range(count):
        is_refused = n % share == 0
        word = refused_word if is_refused else "damn shame"
        text = f"What a {word} at the {PLACES[n % 8]}, {ENDS[n // 8 % 8]} {n // 64}."
        score = 0.3 if is_refused else 0.85
        made.append(Lesson(text, {TOXICITY: score, SPAM: 0.1}, {TOXICITY: is_refused}))
    return made


@pytest.fixture(scope="module")
def learned():
    return learn(lessons(), CUTS)


def test_the_effect_is_measured_on_what_was_not_learned_from(learned):
    _correction, effects = learned

    effect = effects[TOXICITY]
    assert (effect.before.precision, effect.before.recall) == (0.0, 0.0)
    assert effect.before.agreement == 0.0
    assert effect.after.agreement > 0.95
    assert effect.before.count == effect.after.count == 256
    assert SPAM not in effects


def test_noise_is_not_taken_for_knowledge():
    """Where decisions follow nothing in the words, a tally out of fold shows no gain."""
    made = [
        Lesson(f"Sentence {n} of {n * 7919 % 256}.", {TOXICITY: 0.5}, {TOXICITY: n * 31 % 7 < 2})
        for n in range(280)
    ]

    _correction, effects = learn(made, {TOXICITY: 0.8})

    assert effects[TOXICITY].after.agreement <= effects[TOXICITY].before.agreement + 0.02


def test_scores_move_and_keep_their_range(learned):
    correction, _effects = learned

    raised = correction.corrected("Gullfeeder!", {TOXICITY: 0.3, SPAM: 0.1})
    lowered = correction.corrected("A damn shame.", {TOXICITY: 0.85, SPAM: 0.1})

    assert raised[TOXICITY] >= 0.8 > lowered[TOXICITY] > 0.0
    assert raised[SPAM] == 0.1
    assert correction.corrected("Gullfeeder!", {}) == {}
    assert 0.0 < correction.corrected("", {TOXICITY: 1.0})[TOXICITY] < 1.0


def test_the_reasons_are_the_words_that_moved_it(learned):
    correction, _effects = learned
    text = "Well, the GULLFEEDER is back."

    (strongest, *_) = correction.reasons(text, TOXICITY, is_raised=True)
    lowering = correction.reasons(text, TOXICITY, is_raised=False)

    assert strongest.of(text) == "GULLFEEDER"
    assert strongest not in lowering


def test_what_is_kept_is_what_was_learned_and_no_words(learned):
    correction, _effects = learned
    scores = {TOXICITY: 0.5}

    kept = correction.to_bytes()
    again = Correction.from_bytes(kept)

    assert again.corrected("A gullfeeder.", scores)[TOXICITY] == pytest.approx(
        correction.corrected("A gullfeeder.", scores)[TOXICITY], abs=1e-5
    )
    assert b"gullfeeder" not in kept
    assert learn(lessons(), CUTS)[0].to_bytes() == kept


@pytest.mark.parametrize("few", [lessons(count=199), lessons(share=20), []])
def test_too_few_decisions_teach_nothing(few):
    with pytest.raises(TooFew):
        learn(few, CUTS)


def judged(correction, text, score, now):
    phase = Scores(thresholds=CUTS, correction=correction, version="1+local-7")
    return phase.judge(Submission(text=text, sent_at=now, scores={TOXICITY: score, SPAM: 0.0}))


def test_the_phase_tells_what_the_correction_did(learned, now):
    correction, _effects = learned

    high = judged(correction, "The gullfeeder again", 0.3, now)
    low = judged(correction, "What a damn shame", 0.85, now)
    calm = judged(correction, "The quay", 0.1, now)

    assert (high.decision, high.reason, high.version) == (
        Decision.HOLD,
        "scores-high",
        "1+local-7",
    )
    assert [one.what for one in high.evidence[:3]] == ["TOXICITY", "before-correction", "moved-by"]
    assert high.evidence[1].value == "0.30"
    assert high.evidence[2].span.of("The gullfeeder again") == "gullfeeder"
    assert (low.decision, low.reason) == (Decision.SIGNAL, "scores-lowered")
    assert calm.decision is Decision.PASS
