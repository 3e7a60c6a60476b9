"""Replies are shown two deep, and nothing that is not shown."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from dateline.discussion.models.decisions import AppendOnly
from dateline.discussion.selectors import Order, answers_to, thread_of
from dateline.discussion.selectors.reading import (
    FIRST_REPLIES,
    REPLIES_ON_A_PAGE,
    THREADS_ON_A_PAGE,
)
from dateline.discussion.services import (
    AlreadyDecided,
    ReasonNeeded,
    approve_comment,
    import_comment,
    refuse_comment,
    restore_comment,
    withdraw_comment,
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


@pytest.fixture
def imported(story, now):
    """Store a shown comment with its own time."""

    def store(text, *, minute, parent=None):
        return import_comment(
            story=story,
            parent=parent,
            author_name="Signe Tarn",
            email="",
            text=text,
            is_shown=True,
            submitted_at=now + timedelta(minutes=minute),
            external_id=text,
        )

    return store


def test_an_answer_to_an_answer_stands_beside_it_and_names_whom_it_answers(shown, story):
    root = shown("root")
    answer = shown("answer", parent=root)
    deeper = shown("deeper", parent=answer)

    (node,) = thread_of(story).roots

    assert [reply.comment.pk for reply in node.replies] == [answer.pk, deeper.pk]
    assert node.replies[1].answers == answer.author_name


def test_a_removed_comment_keeps_its_place_without_words_while_answers_stand(
    shown, story, editor, now, client
):
    root = shown("words that were removed")
    answer = shown("answer", parent=root)
    root.refresh_from_db()
    refuse_comment(comment=root, by=editor, now=now, reason_code="OTHER")

    (node,) = thread_of(story).roots
    page = client.get(story.get_absolute_url()).content.decode()

    assert node.is_gone
    assert [reply.comment.pk for reply in node.replies] == [answer.pk]
    assert "Removed by a moderator." in page
    assert "words that were removed" not in page

    refuse_comment(comment=answer, by=editor, now=now, reason_code="OTHER")
    assert thread_of(story).roots == ()


def test_a_thread_is_two_queries_however_long(imported, story, django_assert_num_queries):
    for number in range(4):
        answered = imported(f"comment {number}", minute=number)
        imported(f"answer {number}", minute=number, parent=answered)

    with django_assert_num_queries(2):
        assert thread_of(story).count == 8


@pytest.mark.parametrize("order", Order)
def test_the_pages_of_a_thread_hold_every_comment_once_in_order(imported, story, order):
    for number in range(2 * THREADS_ON_A_PAGE + 3):
        # Three at a time came in the same second.
        root = imported(f"root {number}", minute=number // 3)
        for answer in range(number % 3):
            imported(f"answer {number}-{answer}", minute=number, parent=root)

    pages, cursor = [], ""
    while not pages or cursor:
        page = thread_of(story, order=order, cursor=cursor)
        cursor = page.cursor
        pages.append([node.comment for node in page.roots])

    roots = [root for page in pages for root in page]
    expected = {
        Order.OLDEST: lambda root: (root.submitted_at, root.pk),
        Order.NEWEST: lambda root: (-root.submitted_at.timestamp(), -root.pk),
        Order.MOST_REPLIED: lambda root: (-root.shown_replies, root.pk),
    }[order]
    assert [len(page) for page in pages] == [THREADS_ON_A_PAGE, THREADS_ON_A_PAGE, 3]
    assert len({root.pk for root in roots}) == len(roots)
    assert roots == sorted(roots, key=expected)


@pytest.mark.parametrize("cursor", ["x", "1", "-5-1", "9" * 30 + "-1", "9" * 18 + "-1", "1-1-1"])
@pytest.mark.parametrize("order", Order)
def test_a_cursor_that_is_none_of_ours_begins_at_the_beginning(imported, story, cursor, order):
    root = imported("root", minute=0)

    roots = thread_of(story, order=order, cursor=cursor).roots

    assert [node.comment.pk for node in roots] in ([root.pk], [])


def steps_of(asked):
    """Return how SQLite looks up what the one query with two halves asks for, step by step."""
    (sql,) = [query["sql"] for query in asked if "UNION ALL" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [row[-1] for row in cursor.fetchall() if row[-1].startswith(("SCAN", "SEARCH"))]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite how it looks things up")
@pytest.mark.parametrize("order", Order)
def test_a_page_of_comments_is_found_by_the_indexes_of_its_threads_alone(imported, story, order):
    imported("root", minute=0)

    with CaptureQueriesContext(connection) as asked:
        thread_of(story, order=order)

    roots = "comment_roots_by_replies" if order is Order.MOST_REPLIED else "comment_roots_by_time"
    by = (
        "USING INTEGER PRIMARY KEY",
        f"USING INDEX {roots}",
        "comment_replies (root_id=? AND state=?",
    )
    steps = steps_of(asked)
    assert len(steps) == 8
    assert [step for step in steps if not any(one in step for one in by)] == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite how it looks things up")
@pytest.mark.parametrize(
    ("order", "ties", "others"),
    [
        (Order.OLDEST, "submitted_at=? AND id>?", "submitted_at>?"),
        (Order.NEWEST, "submitted_at=? AND id<?", "submitted_at<?"),
        (Order.MOST_REPLIED, "shown_replies=? AND id>?", "shown_replies<?"),
    ],
)
def test_a_later_page_walks_none_of_those_that_tie_with_the_last(
    imported, story, order, ties, others
):
    imported("root", minute=0)

    with CaptureQueriesContext(connection) as asked:
        thread_of(story, order=order, cursor="5-1")

    of_roots = [step for step in steps_of(asked) if "comment_roots_by" in step]
    assert [step.partition("(")[2] for step in of_roots] == [
        f"story_id=? AND {ties})",
        f"story_id=? AND {others})",
    ] * 2
    assert [step for step in steps_of(asked) if step.startswith("SCAN")] == []


def test_the_first_answers_that_are_shown_stand_below_a_beginning(imported, story, editor, now):
    root = imported("root", minute=0)
    other = imported("other", minute=1)
    answers = [imported(f"answer {n}", minute=n, parent=root) for n in range(9)]
    imported("answer to the other", minute=9, parent=other)
    for answer in (*answers[:4], answers[5]):
        refuse_comment(comment=answer, by=editor, now=now, reason_code="OTHER")

    node, few = thread_of(story).roots

    shown = [answers[4], answers[6], answers[7]]
    assert [reply.comment.pk for reply in node.replies] == [answer.pk for answer in shown]
    assert node.more_replies == 1
    assert (len(few.replies), few.more_replies) == (1, 0)


def test_a_long_thread_shows_its_first_answers_and_leads_to_the_rest(imported, story, client):
    root = imported("root", minute=0)
    answers = [imported(f"answer {n}", minute=n, parent=root) for n in range(REPLIES_ON_A_PAGE + 2)]

    (node,) = thread_of(story).roots
    rest, go_on = answers_to(root)
    end, nothing = answers_to(root, after=go_on)
    page = client.get(f"/story/{story.public_id}/comments/{root.pk}/").content.decode()

    assert len(node.replies) == FIRST_REPLIES
    assert node.more_replies == len(answers) - FIRST_REPLIES
    found = [reply.comment.pk for reply in (*rest.replies, *end.replies)]
    assert found == [answer.pk for answer in answers]
    assert nothing == 0
    assert "More answers" in page


def test_the_address_of_an_answer_leads_to_it_in_its_thread(imported, story, client):
    root = imported("root", minute=0)
    answers = [imported(f"answer {n}", minute=n, parent=root) for n in range(REPLIES_ON_A_PAGE + 2)]
    last = answers[-1]

    answer = client.get(f"/story/{story.public_id}/comments/{last.pk}/", follow=True)

    assert f'id="comment-{last.pk}"' in answer.content.decode()
    back = re.search(r'href="([^"]+)" rel="prev"', answer.content.decode())[1]
    first = client.get(back).content.decode()
    assert f'id="comment-{answers[0].pk}"' in first
    assert "Earlier answers" not in first


def test_an_answer_is_seen_among_those_before_it(imported, story, client):
    root = imported("root", minute=0)
    answers = [imported(f"answer {n}", minute=n, parent=root) for n in range(5)]

    page = client.get(f"/story/{story.public_id}/comments/{answers[-1].pk}/", follow=True)

    assert page.redirect_chain[0][0].endswith(f"/{root.pk}/#comment-{answers[-1].pk}")
    assert all(f'id="comment-{one.pk}"' in page.content.decode() for one in answers)


def test_a_comment_that_was_never_shown_has_no_address(commented, story, client):
    comment = commented().comment

    answer = client.get(f"/story/{story.public_id}/comments/{comment.pk}/")

    assert answer.status_code == 404


def test_what_is_shown_is_counted_through_every_change(shown, commented, story, editor, now):
    root = shown("root")
    answer = shown("answer", parent=root)
    refuse_comment(comment=answer, by=editor, now=now, reason_code="OTHER")
    restore_comment(comment=answer, by=editor, now=now)
    withdraw_comment(comment=answer, now=now)
    withdraw_comment(comment=commented("never shown", nonce="never").comment, now=now)

    root.refresh_from_db()

    assert thread_of(story).count == 1
    assert root.shown_replies == 0


def test_no_decision_is_ever_changed_or_deleted(commented, story):
    decision = commented().comment.decisions.get()

    with pytest.raises(AppendOnly):
        decision.save()
    with pytest.raises(AppendOnly):
        type(decision).objects.update(facts="Something else.")
    with pytest.raises(AppendOnly):
        type(decision).objects.all().delete()
    with pytest.raises(AppendOnly):
        decision.delete()
    for one in (decision.comment, story):
        with pytest.raises(ProtectedError):
            one.delete()
    decision.refresh_from_db()


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
        ("held", None, "fully", "not-verified"),
        ("refused", editor, "not-automated", "SPAM"),
        ("restored", editor, "not-automated", ""),
    ]


@pytest.mark.parametrize(
    ("name", "letter"),
    [("Signe", "S"), ("öyvind", "Ö"), ("किरण", "कि"), ("李雷", "李"), ("  ada", "A")],
)
def test_the_avatar_is_the_first_letter_in_any_script(name, letter):
    assert initial(name) == letter
