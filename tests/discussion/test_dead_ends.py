"""What came too late or in vain is told why, leads on, and gives the reader their words back."""

from datetime import timedelta

import pytest
from lxml import html

from dateline.discussion.models import Comment, Discussion, RuleList
from dateline.discussion.services import approve_comment, refuse_comment, withdraw_comment
from dateline.pages.services import kill_story
from tests.discussion.conftest import TEXT


@pytest.fixture
def shown(commented, moderator, now):
    comment = commented().comment
    approve_comment(comment=comment, by=moderator, now=now)
    return comment


def words_in(answer):
    return [area.text.strip() for area in html.fromstring(answer.content).xpath("//textarea")]


def test_a_discussion_closed_while_a_form_was_open_gives_the_words_back(send, story):
    ticket = send.ticket_for(story)
    Discussion.objects.create(story=story, mode="closed")

    answer = send(ticket=ticket)

    assert answer.status_code == 410
    assert "takes no comments now" in answer.content.decode()
    assert words_in(answer) == [TEXT]
    assert f'href="{story.get_absolute_url()}"' in answer.content.decode()
    assert not Comment.objects.exists()


def test_who_answers_what_is_gone_is_told_so_and_can_send_the_words_alone(
    client, send, shown, story, moderator, now
):
    form = f"/story/{story.public_id}/comments/new/?parent={shown.pk}"
    ticket = html.fromstring(client.get(form).content).xpath("//input[@name='ticket']/@value")[0]
    refuse_comment(comment=shown, by=moderator, now=now, reason_code="ABUSIVE")

    answer = send(ticket=ticket, text="But not on every day of the week.")
    page = html.fromstring(answer.content)
    again = send(
        ticket=page.xpath("//input[@name='ticket']/@value")[0],
        text=words_in(answer)[0],
        wait=timedelta(minutes=1),
    )

    assert answer.status_code == 409
    assert "no longer shown" in answer.content.decode()
    assert again.status_code == 303
    assert Comment.objects.exclude(pk=shown.pk).get().parent is None
    opened_late = client.get(form)
    assert opened_late.status_code == 200
    assert "no longer shown" in opened_late.content.decode()


def test_what_came_too_often_is_given_back_to_be_sent_later(send, story):
    for n in range(5):
        send(ticket=send.ticket_for(story), text=f"Comment number {n}, and no more.")

    answer = send(ticket=send.ticket_for(story), text="The sixth of them.")
    form = html.fromstring(answer.content).forms[-1]

    assert answer.status_code == 429
    assert "in 5 minutes" in answer.content.decode()
    assert words_in(answer) == ["The sixth of them."]
    assert {"ticket", "name", "email"} <= set(form.fields)
    sent_later = send(wait=timedelta(minutes=6), **dict(form.fields))
    assert sent_later.status_code == 303


@pytest.mark.parametrize("how", ["removed", "withdrawn"])
def test_the_address_of_a_comment_that_is_gone_leads_to_the_story(
    client, shown, story, moderator, now, how
):
    if how == "removed":
        refuse_comment(comment=shown, by=moderator, now=now, reason_code="ABUSIVE")
    else:
        withdraw_comment(comment=shown, now=now)

    for path in (f"/story/{story.public_id}/comments/{shown.pk}/", f"/comments/report/{shown.pk}/"):
        answer = client.get(path)
        assert answer.status_code == 410
        assert "no longer shown" in answer.content.decode()
        assert f'href="{story.get_absolute_url()}"' in answer.content.decode()
        assert TEXT not in answer.content.decode()


def test_addresses_below_a_killed_story_say_that_it_was_withdrawn(
    client, shown, story, moderator, now
):
    kill_story(story=story, by=moderator, now=now, note="Withdrawn.")

    for rest in ("", "new/", f"{shown.pk}/"):
        answer = client.get(f"/story/{story.public_id}/comments/{rest}")
        assert answer.status_code == 410
        assert "This story was withdrawn" in answer.content.decode()


@pytest.mark.parametrize("page", ["mine", "verify", "unsubscribe", "me"])
def test_a_link_that_opens_nothing_says_what_can_be_done(client, site, page):
    answer = client.get(f"/comments/{page}/broken/")

    assert answer.status_code == 404
    assert "This link opens nothing" in answer.content.decode()
    assert 'href="/comments/me/"' in answer.content.decode()


def test_an_author_is_told_whether_a_person_decided_and_no_code_of_a_rule(
    client, commented, moderator, now
):
    RuleList.objects.create(kind="banned-words", entries="walrus")
    by_rule = commented("That walrus again.", nonce="by-rule")
    by_person = commented("Not a word of it is true.", nonce="by-person")
    taken_down = commented("Nor of this one.", nonce="taken-down")
    refuse_comment(comment=by_person.comment, by=moderator, now=now, reason_code="OTHER")
    approve_comment(comment=taken_down.comment, by=moderator, now=now)
    refuse_comment(comment=taken_down.comment, by=moderator, now=now, reason_code="ABUSIVE")

    def told(submitted):
        return client.get(f"/comments/mine/{submitted.token}/").content.decode()

    assert "no person has looked at it" in told(by_rule)
    assert "words: banned-word" not in told(by_rule)
    assert "A moderator decided not to publish your comment." in told(by_person)
    assert "A moderator removed your comment." in told(taken_down)
