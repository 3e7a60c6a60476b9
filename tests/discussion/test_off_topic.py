"""Moderators are told what seems to be about something else; nothing is held for it."""

import pytest

from dateline.discussion import signal_words
from dateline.discussion.models import Comment
from dateline.discussion.own_scorer import own_scores
from dateline.discussion.services import moderate_received
from tests.core.scoring.treaty import ABOUT_EELS, ABOUT_THE_TREATY, STORY


@pytest.fixture
def treaty(story):
    """The story, about a treaty now."""
    story.headline = STORY.headline
    story.set_body(STORY.paragraphs)
    story.save()
    return story


def told(comment):
    return [signal_words.told(one).sentence for one in signal_words.latest(comment.signals.all())]


def test_a_comment_about_something_else_is_told_in_words_and_shown(rules, treaty, received, now):
    stray, fitting = received(ABOUT_EELS), received(ABOUT_THE_TREATY)

    moderate_received(scorer=own_scores, now=now)

    assert told(stray) == ["Perhaps off the topic: it shares hardly a word with its story"]
    assert told(fitting) == []
    assert set(Comment.objects.values_list("state", flat=True)) == {"shown"}


def test_an_answer_may_be_about_the_comment_it_answers(rules, treaty, received, look, commented):
    first = look(received("Eels were smoked in every barn when my grandmother was a child."))

    answer = commented(ABOUT_EELS, parent=first, nonce="nonce-2").comment

    assert answer.signals.get(phase="off-topic").outcome == "pass"


def test_another_scorer_that_fails_takes_nothing_from_it(rules, treaty, received, now):
    def failing(texts):
        raise RuntimeError("no weights")

    stray = received(ABOUT_EELS)

    moderate_received(scorer=failing, now=now)

    assert stray.signals.get(phase="off-topic").outcome == "signal"
