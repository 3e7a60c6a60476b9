"""Near-duplicates: how much of two texts is the same."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.intake.similarity import (
    BANDS,
    are_alike,
    bands_of,
    contained_score,
    runs_of,
    score,
)

WORDS = [f"word{number}" for number in range(200)]
LONG = " ".join(WORDS)


def alike(share):
    """Return a text whose last words are other ones."""
    kept = int(len(WORDS) * share)
    return " ".join([*WORDS[:kept], *(f"other{number}" for number in range(200 - kept))])


def test_case_and_punctuation_do_not_count():
    assert runs_of("The harbour, of Kesterholm!") == runs_of("the HARBOUR of kesterholm")


def test_the_same_text_is_wholly_alike_and_another_not_at_all():
    assert score(runs_of(LONG), runs_of(LONG)) == 1.0
    assert score(runs_of(LONG), runs_of(alike(0))) == 0.0


def test_a_short_take_inside_a_long_story_is_found():
    short, long = runs_of(" ".join(WORDS[:60])), runs_of(LONG)

    assert score(short, long) < 0.5
    assert contained_score(short, long) == 1.0
    assert are_alike(short, long)


def test_texts_much_alike_share_a_band_and_others_do_not():
    near, far = bands_of(runs_of(alike(0.8))), bands_of(runs_of(alike(0)))
    ours = bands_of(runs_of(LONG))

    assert len(ours) == BANDS
    assert set(ours) & set(near)
    assert not set(ours) & set(far)


def test_a_sketch_is_the_same_in_every_process():
    assert bands_of(["a b c"])[:2] == [-8488439454214327011, -7473359262943164108]


@given(st.text(), st.text())
def test_the_share_is_the_same_both_ways_and_between_0_and_1(ours, theirs):
    forth = score(runs_of(ours), runs_of(theirs))

    assert 0.0 <= forth == score(runs_of(theirs), runs_of(ours)) <= 1.0
