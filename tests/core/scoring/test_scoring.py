"""What comments score, why, and what can never happen."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core.scoring import Attribute, Utf16, detect, score_comment, score_comments
from dateline.core.scoring.models import model_of
from dateline.core.scoring.space import matrix
from dateline.core.scoring.training import weighted

RUDE = "You are a stupid id1ot. The harbour opened on Monday and you know it."
CALM = "Thank you, that explains well why the harbour of Kesterholm was closed."


def test_a_rude_comment_scores_high_and_a_calm_one_low():
    rude, calm = score_comments([RUDE, CALM])

    assert rude.scores[Attribute.TOXICITY] > 0.9
    assert rude.scores[Attribute.INSULT] > 0.9
    assert calm.scores[Attribute.TOXICITY] < 0.2


@pytest.mark.parametrize("group", ["muslims", "jews", "women", "gays", "immigrants", "Mexicans"])
def test_the_group_that_is_named_does_not_change_the_score(group):
    base = score_comment("I met many christians in Port Ansel").scores

    assert score_comment(f"I met many {group} in Port Ansel").scores == base


def test_taking_out_a_named_fragment_lowers_the_score():
    score = score_comment(RUDE)

    for attribute, reasons in score.because.items():
        assert reasons, attribute
        for reason in reasons:
            without = RUDE
            for start, end in reversed(reason.fragment.spans):
                without = without[:start] + without[end:]
            lower = score_comment(without, attributes=[attribute], explained=False)
            assert lower.scores[attribute] < score.scores[attribute]


def test_a_reason_says_how_a_disguised_word_was_read():
    reasons = score_comment(RUDE).because[Attribute.INSULT]

    (disguised,) = [r.fragment for r in reasons if r.fragment.text == "id1ot"]
    assert (disguised.read_as, disguised.how) == ("idiot", "leet")


def test_the_sentence_that_offends_scores_above_the_others():
    first, second = score_comment(RUDE).spans[Attribute.TOXICITY]

    assert RUDE[first[0] : first[1]] == "You are a stupid id1ot."
    assert first[2] > second[2]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Das ist doch nicht wahr, der Hafen war geschlossen", "de"),
        ("C'est une honte pour le port et pour nous tous", "fr"),
        ("Порт снова открыт", "ru"),
        ("यह बहुत बुरा है", "hi"),
        ("lol", "en"),
        ("The port is open again", "en"),
    ],
)
def test_the_language_is_told_by_the_comment(text, tag):
    assert detect(text).tag == tag


def test_a_language_without_heads_is_not_scored():
    score = score_comment("C'est une honte pour le port et pour nous tous")

    assert not score.supported
    assert score.scores == {}


def test_the_scores_of_a_batch_are_those_of_each_comment():
    texts = [RUDE, CALM, "", "!!!", RUDE + " " + CALM, "what a pathetic loser"]

    together = score_comments(texts, explained=False)

    for text, score in zip(texts, together, strict=True):
        alone = score_comment(text, explained=False)
        assert alone.scores == score.scores


def test_a_sum_is_the_same_to_the_bit_alone_and_in_company():
    model = model_of("en")
    texts = [f"{RUDE} {CALM} " * (number % 3) + f"pathetic loser {number}" for number in range(40)]
    readings = model.read(texts)

    together, _ = model.sums(readings)

    alone = [model.sums([reading])[0] for reading in readings]
    assert np.array_equal(together, np.concatenate(alone))


def test_heads_at_work_give_what_the_trained_table_gives():
    model = model_of("en")
    texts = [RUDE, CALM, "you you you stupid stupid man", "f u c k off, gay people are fine"]
    weights = model.weights

    sums, _ = model.sums(model.read(texts))
    table = weighted(matrix(texts, model.reader, weights.space), weights.space, weights.idf)
    whole = np.concatenate([weights.table * weights.scale, weights.counts])
    reached = table @ whole + weights.bias
    heads = len(weights.attributes)
    expected = reached[:, :heads] + np.maximum(reached[:, heads:], 0) @ weights.outputs

    assert np.allclose(sums, expected, atol=1e-3)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_comment_crashes_the_scorer(text):
    score = score_comment(text)

    for value in score.scores.values():
        assert 0.0 <= value <= 1.0
    for spans in score.spans.values():
        for start, end, _ in spans:
            assert 0 <= start <= end <= len(text)


@pytest.mark.parametrize(
    "piece",
    ["a", "f ", "f.", "!", "id1ot ", "@$$", "x\u0301", "ab ", "(", "http://", "word-", "…a", "é"],
)
@pytest.mark.parametrize("explained", [False, True])
def test_time_grows_no_faster_than_the_length(piece, explained):
    def seconds(chars):
        text = (piece * chars)[:chars]
        times = []
        for _ in range(3):  # a busy machine disturbs one of them
            started = time.process_time()
            score_comment(text, explained=explained)
            times.append(time.process_time() - started)
        return min(times)

    assert seconds(20_000) < 25 * max(seconds(2_000), 0.004)


def test_offsets_count_in_utf16_as_browsers_do():
    offsets = Utf16("👍 id1ot")

    assert [offsets.offset(n) for n in (0, 1, 2, 7)] == [0, 2, 3, 8]
