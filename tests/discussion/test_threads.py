"""Replies are shown two deep, and nothing that is not shown."""

import pytest

from dateline.discussion.selectors import thread_of
from dateline.discussion.services import (
    AlreadyDecided,
    ReasonNeeded,
    approve_comment,
    refuse_comment,
    restore_comment,
)
from dateline.discussion.wording import initial


@pytest.fixture
def shown(commented, editor, now):
    """Store a comment and approve it."""

    def store(text, *, parent=None):
        comment = commented(text, parent=parent, nonce=text).comment
        approve_comment(comment=comment, by=editor, now=now)
        return comment

    return store


def test_an_answer_to_an_answer_stands_beside_it_and_names_whom_it_answers(shown, story):
    root = shown("root")
    answer = shown("answer", parent=root)
    deeper = shown("deeper", parent=answer)

    (node,) = thread_of(story).roots

    assert [reply.comment for reply in node.replies] == [answer, deeper]
    assert node.replies[1].answers == answer


def test_an_answer_to_a_removed_comment_moves_up(shown, story, editor, now):
    root = shown("root")
    answer = shown("answer", parent=root)
    refuse_comment(comment=root, by=editor, now=now, reason_code="OTHER")

    assert [node.comment for node in thread_of(story).roots] == [answer]


def test_a_thread_is_one_query_however_long(shown, story, django_assert_num_queries):
    for number in range(4):
        shown(f"comment {number}")

    with django_assert_num_queries(1):
        assert thread_of(story).count == 4


def test_two_moderators_cannot_decide_about_one_comment(commented, editor, now):
    comment = commented().comment
    same = type(comment).objects.get(pk=comment.pk)
    approve_comment(comment=comment, by=editor, now=now)

    with pytest.raises(AlreadyDecided):
        refuse_comment(comment=same, by=editor, now=now, reason_code="SPAM")
    with pytest.raises(AlreadyDecided):
        approve_comment(comment=same, by=editor, now=now)


def test_a_refusal_needs_a_reason(commented, editor, now):
    comment = commented().comment

    with pytest.raises(ReasonNeeded):
        refuse_comment(comment=comment, by=editor, now=now, reason_code="")

    comment.refresh_from_db()
    assert comment.state == "waiting"


def test_every_decision_says_who_decided_and_whether_it_was_automatic(commented, editor, now):
    comment = commented().comment
    refuse_comment(comment=comment, by=editor, now=now, reason_code="SPAM", facts="An advert.")
    restore_comment(comment=comment, by=editor, now=now)

    rows = [(d.act, d.by, d.automation, d.reason_code) for d in comment.decisions.all()]

    assert rows == [
        ("held", None, "fully", "PRE_MODERATION"),
        ("refused", editor, "not-automated", "SPAM"),
        ("restored", editor, "not-automated", ""),
    ]


@pytest.mark.parametrize(
    ("name", "letter"),
    [("Signe", "S"), ("öyvind", "Ö"), ("किरण", "कि"), ("李雷", "李"), ("  ada", "A")],
)
def test_the_avatar_is_the_first_letter_in_any_script(name, letter):
    assert initial(name) == letter
