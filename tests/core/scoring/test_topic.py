"""How little a comment shares with its story, and where nobody can say."""

from dateline.core.moderation.phases import OffTopic
from dateline.core.scoring import Attribute, Topic, score_comments
from tests.core.scoring.treaty import ABOUT_EELS, ABOUT_THE_TREATY, TREATY

TOLD = OffTopic().from_score


def test_a_comment_that_shares_nothing_with_its_story_stands_out_and_one_about_it_does_not():
    assert TREATY.off_topic(ABOUT_EELS) >= TOLD
    assert TREATY.off_topic(ABOUT_THE_TREATY) < TOLD / 2


def test_a_few_words_never_stand_out():
    assert TREATY.off_topic("My grandmother smoked eels behind the barn every autumn.") < TOLD


def test_a_name_is_more_of_what_a_story_is_about_than_another_word_it_says_as_often():
    of_a_town = TREATY.off_topic(f"{ABOUT_EELS} Talleck.")
    of_a_day = TREATY.off_topic(f"{ABOUT_EELS} Anniversary.")

    assert of_a_town < of_a_day < TREATY.off_topic(ABOUT_EELS)


def test_an_answer_is_about_what_it_answers_too():
    answered = "Eels were smoked in every barn when my grandmother was a child."

    assert TREATY.off_topic(ABOUT_EELS, answered=answered) < TOLD


def test_nothing_is_said_across_languages_in_unmeasured_ones_or_of_a_short_story():
    in_german = "Meine Großmutter hat den Aal im Herbst noch selbst geräuchert."
    words = (
        f"{a}{b}" for a in "BDFGHKLMNPRSTVWZ" for b in ("afen", "eite", "uder", "icht", "olle")
    )
    german = Topic(" ".join(f"Der {word} ist nicht da." for word in words))

    assert TREATY.off_topic(in_german) is None
    assert german.off_topic(in_german) is None
    assert Topic("The harbour reopened on Monday.").off_topic(ABOUT_EELS) is None


def test_the_scorer_tells_it_of_a_comment_with_a_story_where_it_can_be_known():
    known, unknown = score_comments(
        [ABOUT_EELS, ABOUT_EELS],
        attributes=[Attribute.OFF_TOPIC],
        stories=[TREATY, Topic("The harbour reopened on Monday.")],
    )

    assert known.scores[Attribute.OFF_TOPIC] >= TOLD
    assert unknown.scores == {}
