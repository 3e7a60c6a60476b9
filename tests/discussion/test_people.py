"""Who is banned or suspended is refused and told so; notes are for colleagues."""

from datetime import timedelta

import pytest

from dateline.discussion.models import Author, AuthorRecord
from dateline.discussion.services import moderate_comment, submit_comment
from dateline.discussion.tasks import own_scores
from dateline.discussion.tickets import Ticket


@pytest.fixture
def room(client, moderator):
    """The admin, with a moderator signed in."""
    client.force_login(moderator)
    return client


@pytest.fixture
def judge(room):
    """Have the moderator do something about the one author there is."""

    def post(**fields):
        return room.post(f"/admin/comments/authors/{Author.objects.get().pseudonym}/judge/", fields)

    return post


@pytest.fixture
def next_comment(story, now):
    """Store a later comment of the same author, have it looked at, and return it with its token."""

    def store(*, days):
        sent = submit_comment(
            story=story,
            ticket=Ticket(story.pk, None, f"later-{days}"),
            author_name="Signe Tarn",
            email="signe.tarn@example.org",
            text=f"After {days} days I would like to add one more thing.",
            client_address="192.0.2.7",
            now=now + timedelta(days=days),
        )
        moderate_comment(
            comment_id=sent.comment.pk, scorer=own_scores, now=sent.comment.submitted_at
        )
        sent.comment.refresh_from_db()
        return sent

    return store


def test_a_banned_author_is_refused_and_told_why(room, commented, judge, next_comment):
    commented()
    judge(act="banned", reason="ABUSIVE")

    sent = next_comment(days=30)

    assert sent.comment.state == "refused"
    page = room.get(f"/comments/mine/{sent.token}/").content.decode()
    assert "its author may not comment at present" in page


def test_a_suspension_ends_by_itself(commented, judge, next_comment, at):
    commented()
    judge(act="suspended", reason="OFFENSIVE", days="3")

    assert next_comment(days=2).comment.state == "refused"
    assert next_comment(days=4).comment.state == "waiting"


def test_nothing_is_taken_from_an_author_without_a_reason_or_days(commented, judge, at):
    commented()

    for fields in (
        {"act": "banned"},
        {"act": "suspended", "reason": "SPAM", "days": "0"},
        {"act": "suspended", "reason": "SPAM", "days": "366"},
        {"act": "noted", "text": "  "},
        {"act": "nonsense"},
    ):
        judge(**fields)

    author = Author.objects.get()
    assert (author.standing, author.suspended_until) == ("normal", None)
    assert not AuthorRecord.objects.exists()


def test_acts_and_notes_stand_on_the_authors_page_without_an_address(room, commented, judge, at):
    commented()
    judge(act="pre-moderated", reason="SPAM")
    judge(act="noted", text="Writes <i>kindly</i> since spring.")
    judge(act="freed")

    author = Author.objects.get()
    page = room.get(f"/admin/comments/authors/{author.pseudonym}/").content.decode()

    assert author.standing == "normal"
    assert "Writes &lt;i&gt;kindly&lt;/i&gt; since spring." in page
    assert "put under pre-moderation" in page
    assert "signe.tarn" not in page
