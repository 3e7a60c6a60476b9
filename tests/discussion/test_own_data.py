"""Readers see, take away and erase what is theirs by a mailed link; time erases the rest."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest

from dateline.discussion.models import (
    Author,
    AuthorRecord,
    Comment,
    Contact,
    Decision,
    Mail,
    ModerationSettings,
    PrivateLink,
    Report,
)
from dateline.discussion.services import (
    approve_comment,
    erase_what_is_old,
    erase_who_asked,
    judge_author,
    pick_comment,
    refuse_comment,
    send_due_mails,
    verify_comment,
)
from tests.discussion.conftest import EMAIL, TEXT

HERE = {"origin": "http://testserver"}
OTHER = "other.reader@example.org"


def ask(client, email=EMAIL, headers=HERE):
    return client.post("/comments/me/", {"email": email}, headers=headers)


@pytest.fixture
def written(commented, now, editor):
    """One verified and shown comment, one that only claims the address, one of somebody else."""
    own = commented().comment
    claimed = commented("Somebody typed this address.", nonce="n2").comment
    others = commented("From another reader.", nonce="n3", email=OTHER, parent=None).comment
    for comment in (own, others):
        verify_comment(comment=comment, now=now)
    approve_comment(comment=own, by=editor, now=now)
    Mail.objects.all().delete()
    return own, claimed, others


@pytest.fixture
def link(client, written, postbox, at, now):
    """The path of the mailed link to one's own data."""
    ask(client)
    send_due_mails(clock=lambda: now)
    return re.search(r"http://testserver(\S+)", postbox.mails[-1].get_content())[1]


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(client, written, at):
    known, unknown = ask(client), ask(client, "nobody@example.org")

    assert known.content == unknown.content
    assert not known.cookies
    assert Mail.objects.filter(kind="own-data").count() == 1


def test_asking_is_limited_for_a_connection_and_for_an_address(client, written, at):
    answers = [ask(client).status_code for _ in range(6)]

    assert answers == [200] * 5 + [429]
    assert Mail.objects.filter(kind="own-data").count() == 3


def test_a_form_of_another_site_asks_for_nothing(client, written, at):
    assert ask(client, headers={"origin": "https://elsewhere.example"}).status_code == 422
    assert not Mail.objects.exists()


def test_the_page_lists_ones_own_comments_and_nobody_elses(client, link):
    page = client.get(link)

    text = page.content.decode()
    assert TEXT in text
    assert "Somebody typed" not in text
    assert "From another" not in text
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert not page.cookies


def test_the_link_is_good_for_an_hour(client, link, at, now):
    at(now + timedelta(hours=1, seconds=1))

    assert client.get(link).status_code == 404
    assert client.post(f"{link}erase/", headers=HERE).status_code == 404


def test_everything_is_given_out_as_json_and_nothing_of_others(client, link):
    answer = client.post(f"{link}json/", headers=HERE)

    data = json.loads(answer.content)
    assert data["email"] == EMAIL
    assert [row["text"] for row in data["comments"]] == [TEXT]
    assert [one["act"] for one in data["comments"][0]["decisions"]][-1] == "approved"
    assert OTHER not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


# The wide signs are taken for those of a formula in East Asia.
@pytest.mark.parametrize("formula", ["=HYPERLINK(1)", "@SUM(1)", "＝1+1", "＋1", "－1", "＠SUM(1)"])
def test_comments_are_given_out_as_csv_that_no_spreadsheet_runs(client, link, formula):
    Comment.objects.filter(text=TEXT).update(text=formula, author_name=formula)

    answer = client.post(f"{link}csv/", headers=HERE)

    (row,) = csv.DictReader(io.StringIO(answer.content.decode()))
    assert row["text"] == row["name"] == f"'{formula}"


@pytest.mark.parametrize("act", ["json", "csv", "erase", "keep"])
def test_no_act_is_done_by_opening_an_address_or_from_elsewhere(client, link, act):
    assert client.get(f"{link}{act}/").status_code in (404, 405)
    elsewhere = {"origin": "https://elsewhere.example"}
    assert client.post(f"{link}{act}/", headers=elsewhere).status_code == 404
    assert not Author.objects.exclude(erase_at=None).exists()


def test_erasing_waits_a_day_and_can_be_taken_back(client, link, now):
    client.post(f"{link}erase/", headers=HERE)
    assert "Keep it after all" in client.get(link).content.decode()
    erase_who_asked(now=now + timedelta(hours=23))
    assert Comment.objects.filter(text=TEXT).exists()

    client.post(f"{link}keep/", headers=HERE)
    erase_who_asked(now=now + timedelta(hours=25))

    assert Comment.objects.filter(text=TEXT).exists()


def test_after_a_day_words_name_address_links_and_mails_are_gone_and_the_log_stays(
    client, link, written, now, story, editor
):
    own, claimed, others = written
    pick_comment(comment=own, by=editor, now=now)
    Comment.objects.filter(pk=own.pk).update(badge="staff")
    decided = own.decisions.count()
    report = Report.objects.create(
        comment=own, reason="OTHER", words="She lives in Quay Street.", address_hash="1", at=now
    )
    client.post(f"{link}erase/", headers=HERE)

    erase_who_asked(now=now + timedelta(hours=24))

    own.refresh_from_db()
    assert (own.state, own.text, own.author_name) == ("erased", "", "")
    assert (own.text_hash, own.address_hash, own.badge, own.picked_at) == ("", "", "", None)
    report.refresh_from_db()
    assert report.words == ""
    assert not PrivateLink.objects.filter(comment=own).exists()
    assert [contact.author for contact in Contact.objects.all()] == [others.author]
    assert not Mail.objects.filter(author=own.author).exists()
    assert own.decisions.count() == decided + 1
    assert own.author.pseudonym
    claimed.refresh_from_db()
    assert (claimed.author, claimed.text) == (None, "Somebody typed this address.")
    others.refresh_from_db()
    assert others.text == "From another reader."
    assert TEXT not in client.get(story.get_absolute_url()).content.decode()
    assert client.get(link).status_code == 404


def test_what_is_out_of_sight_is_erased_after_the_newsrooms_days(written, editor, now, site):
    own, claimed, _others = written
    rules = ModerationSettings.for_site(site)
    refuse_comment(comment=own, by=editor, now=now, reason_code="OTHER")

    erase_what_is_old(rules=rules, now=now + timedelta(days=180))
    own.refresh_from_db()
    assert own.text == TEXT
    erase_what_is_old(rules=rules, now=now + timedelta(days=180, seconds=1))

    own.refresh_from_db()
    claimed.refresh_from_db()
    assert (own.state, own.text) == ("erased", "")
    assert claimed.text
    last = Decision.objects.filter(comment=own).last()
    assert (last.act, last.automation) == ("erased", "fully")


def test_an_address_goes_with_the_last_of_its_comments(commented, editor, now, site):
    refuse_comment(comment=commented().comment, by=editor, now=now, reason_code="OTHER")

    erase_what_is_old(rules=ModerationSettings.for_site(site), now=now + timedelta(days=181))

    assert not Contact.objects.exists()


def test_ones_own_data_is_handed_out_ten_times_in_five_minutes(client, link):
    answers = [client.post(f"{link}csv/", headers=HERE).status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]


def test_who_may_not_comment_reads_it_among_their_own_data(
    client, link, written, moderator, at, now
):
    author = written[0].author
    page = client.get(link).content.decode()
    judge_author(
        author=author,
        act=AuthorRecord.Act.SUSPENDED,
        by=moderator,
        now=now,
        reason_code="ABUSIVE",
        text="A note for colleagues.",
        days=3,
        reaches_owner=True,
    )

    suspended = client.get(link).content.decode()
    data = client.post(f"{link}json/", headers=HERE).json()
    judge_author(
        author=author,
        act=AuthorRecord.Act.BANNED,
        by=moderator,
        now=now,
        reason_code="ABUSIVE",
        reaches_owner=True,
    )
    banned = client.get(link).content.decode()

    assert "are not taken" not in page
    assert "Comments with your address are not taken until" in suspended
    assert "Comments with your address are not taken at present." in banned
    assert data["suspended_until"] == (now + timedelta(days=3)).isoformat()
    assert data["acts"] == [
        {
            "act": "suspended",
            "reason": "abuse of a person",
            "until": (now + timedelta(days=3)).isoformat(),
            "at": now.isoformat(),
        }
    ]
    assert "A note for colleagues." not in json.dumps(data)
