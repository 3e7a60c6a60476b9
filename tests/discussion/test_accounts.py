"""A reader may have an account: a mailed link, one cookie, and nothing personal anywhere else."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from dateline.discussion.models import (
    Account,
    Author,
    Comment,
    Contact,
    Discussion,
    Mail,
    ModerationSettings,
)
from dateline.discussion.services import (
    approve_comment,
    erase_what_is_old,
    erase_who_asked,
    send_due_mails,
    verify_comment,
)
from dateline.discussion.tasks import sweep_sessions
from tests.discussion.conftest import EMAIL, TEXT

HERE = {"origin": "http://testserver"}
ELSEWHERE = {"origin": "https://elsewhere.example"}
ACCOUNT = "/comments/account/"


def ask(client, email=EMAIL, headers=HERE):
    return client.post(ACCOUNT, {"email": email}, headers=headers)


def ticket_in(form):
    """Return the ticket of a form that was given out."""
    return re.search(r'name="ticket" value="([^"]+)"', form.content.decode())[1]


@pytest.fixture
def mailed(client, site, postbox, at, now):
    """Ask for a link and return its path; the mail leaves two minutes later."""

    def link(email=EMAIL, *, later=timedelta(minutes=2)):
        at(now + later)
        ask(client, email)
        send_due_mails(clock=lambda: now + later)
        return re.search(r"http://testserver(\S+)", postbox.mails[-1].get_content())[1]

    return link


@pytest.fixture
def signed_in(client, mailed, at, now):
    """A browser whose reader signed in three minutes ago, under the name Signe T."""
    client.post(mailed(), headers=HERE)
    client.post(f"{ACCOUNT}name/", {"name": "Signe T."}, headers=HERE)
    at(now + timedelta(minutes=5))
    return client


def test_a_link_signs_in_by_its_button_and_sets_the_one_cookie(client, mailed):
    link = mailed()

    opened = client.get(link)
    assert not opened.cookies
    assert not Account.objects.exists()
    assert opened["Referrer-Policy"] == "no-referrer"

    answer = client.post(link, headers=HERE)

    assert list(answer.cookies) == ["sessionid"]
    assert answer.cookies["sessionid"]["httponly"]
    assert "Sign out" in client.get(ACCOUNT).content.decode()


def test_a_link_signs_in_once_within_an_hour_and_from_our_own_page(client, mailed, at, now):
    first, second = mailed(), mailed(later=timedelta(minutes=3))
    client.post(first, headers=ELSEWHERE)
    assert not Session.objects.exists()

    at(now + timedelta(minutes=4))
    client.post(second, headers=HERE)
    client.post(f"{ACCOUNT}sign-out/", headers=HERE)

    at(now + timedelta(minutes=4, seconds=31))
    for link in (first, second):
        again = client.post(link, headers=HERE)
        assert again.status_code == 404
        assert "Ask for another one" in again.content.decode()
    third = mailed(later=timedelta(minutes=6))
    at(now + timedelta(minutes=67))
    assert client.post(third, headers=HERE).status_code == 404
    assert not client.cookies["sessionid"].value


def test_who_presses_the_button_twice_is_signed_in_all_the_same(client, mailed):
    link = mailed()
    client.post(link, headers=HERE)
    client.cookies.clear()

    client.post(link, headers=HERE)

    assert "Sign out" in client.get(ACCOUNT).content.decode()


def test_a_session_that_somebody_else_knows_is_of_no_use_to_them(client, mailed):
    theirs, mine = mailed("b@example.org"), mailed(later=timedelta(minutes=3))
    client.post(theirs, headers=HERE)
    known = client.session.session_key

    client.post(mine, headers=HERE)

    assert client.session.session_key != known
    assert not Session.objects.filter(session_key=known).exists()


def test_signing_out_takes_the_cookie_and_the_session_away(signed_in):
    answer = signed_in.post(f"{ACCOUNT}sign-out/", headers=HERE)

    assert answer.cookies["sessionid"]["max-age"] == 0
    assert not Session.objects.exists()
    assert "Mail me the link" in signed_in.get(ACCOUNT).content.decode()


def link_from(client, postbox, now, story):
    """Ask for a link at a story's form as its page does, and return the mailed one's path."""
    form = client.get(f"{ACCOUNT}?story={story}").content.decode()
    kept = re.findall(r'name="story" value="([^"]*)"', form)
    client.post(ACCOUNT, {"email": EMAIL, "story": "".join(kept)}, headers=HERE)
    send_due_mails(clock=lambda: now)
    return re.search(r"http://testserver(\S+)", postbox.mails[-1].get_content())[1]


def test_who_came_from_a_storys_form_is_led_back_to_it(client, story, postbox, at, now):
    form = client.get(f"/story/{story.public_id}/comments/new/").content.decode()
    assert f'href="{ACCOUNT}?story={story.public_id}"' in form

    answer = client.post(link_from(client, postbox, now, story.public_id), headers=HERE)

    assert answer.url == f"/story/{story.public_id}/comments/new/"
    assert b"You are signed in" in client.get(answer.url).content


@pytest.mark.parametrize(
    "story", ["https://elsewhere.example", "//elsewhere.example", "../..", "zzzzzzzz", "\x00", "٣"]
)
def test_a_link_leads_to_a_story_of_ours_or_to_the_account(client, site, postbox, at, now, story):
    answer = client.post(link_from(client, postbox, now, story), headers=HERE)

    assert answer.url == ACCOUNT


def test_a_link_leads_to_no_form_of_a_story_that_takes_no_comments_any_more(
    client, story, postbox, at, now
):
    path = link_from(client, postbox, now, story.public_id)
    Discussion.objects.update_or_create(story=story, defaults={"mode": Discussion.Mode.CLOSED})

    assert client.post(path, headers=HERE).url == story.get_absolute_url()


def test_the_answer_is_the_same_whoever_has_commented_and_is_limited(client, commented, at):
    commented()

    known, unknown = ask(client), ask(client, "nobody@example.org")

    assert known.content == unknown.content
    assert not known.cookies
    assert [ask(client).status_code for _ in range(4)] == [200] * 3 + [429]
    assert Mail.objects.filter(kind="sign-in", author__comments=None).count() == 1
    assert Mail.objects.filter(kind="sign-in").count() == 4


def test_a_form_of_another_site_asks_for_no_link(client, site, at):
    assert ask(client, headers=ELSEWHERE).status_code == 422
    assert not Mail.objects.exists()


def test_who_signed_in_types_no_name_and_no_address_and_the_comment_is_theirs(
    signed_in, story, at, now, django_capture_on_commit_callbacks
):
    form = signed_in.get(f"/story/{story.public_id}/comments/new/")
    page = form.content.decode()
    assert "write as <bdi>Signe T.</bdi> (" in page
    assert 'name="email"' not in page
    assert form["Cache-Control"] == "no-store"

    at(now + timedelta(minutes=6))
    mails = Mail.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        sent = signed_in.post(
            f"/story/{story.public_id}/comments/",
            {"text": TEXT, "ticket": ticket_in(form)},
            headers=HERE,
        )

    assert sent.status_code == 303
    comment = Comment.objects.get()
    assert (comment.author_name, comment.verified_at) == ("Signe T.", now + timedelta(minutes=6))
    assert comment.author.account.name == "Signe T."
    assert Mail.objects.count() == mails


def test_the_first_comment_asks_an_account_without_a_name_for_one(client, mailed, story, at, now):
    client.post(mailed(), headers=HERE)
    form = client.get(f"/story/{story.public_id}/comments/new/")
    assert 'name="name"' in form.content.decode()

    at(now + timedelta(minutes=6))
    fields = {"name": "Signe T.", "text": TEXT, "ticket": ticket_in(form)}
    client.post(f"/story/{story.public_id}/comments/", fields, headers=HERE)

    assert Comment.objects.get().author_name == Account.objects.get().name == "Signe T."


def test_a_form_that_a_guest_got_stays_a_guests(signed_in, story, at, now):
    ticket = ticket_in(signed_in.get(f"/story/{story.public_id}/comments/new/"))
    at(now + timedelta(minutes=6))
    fields = {"name": "Quiet One", "email": "q@example.org", "text": TEXT, "ticket": ticket}

    signed_in.post(f"/story/{story.public_id}/comments/", fields, headers=HERE)

    comment = Comment.objects.get()
    assert (comment.author_name, comment.verified_at) == ("Quiet One", None)
    assert not hasattr(comment.author, "account")


def test_a_form_whose_session_ended_keeps_the_words_and_asks_who_it_is(signed_in, story, at, now):
    ticket = ticket_in(signed_in.get(f"/story/{story.public_id}/comments/new/"))
    signed_in.post(f"{ACCOUNT}sign-out/", headers=HERE)
    at(now + timedelta(minutes=6))

    answer = signed_in.post(
        f"/story/{story.public_id}/comments/", {"text": TEXT, "ticket": ticket}, headers=HERE
    )

    assert answer.status_code == 422
    assert TEXT in answer.content.decode()
    assert 'name="email"' in answer.content.decode()


@pytest.mark.parametrize("path", ["{story}", "/story/{id}/comments/", "/"])
def test_a_page_that_may_be_kept_is_the_same_for_everybody(
    signed_in, story, commented, editor, now, path
):
    approve_comment(comment=commented().comment, by=editor, now=now)
    path = path.format(story=story.get_absolute_url(), id=story.public_id)

    mine, theirs = signed_in.get(path), Client().get(path)

    assert mine.content == theirs.content
    assert not mine.cookies
    assert "Cookie" not in mine.headers.get("Vary", "")


def test_an_account_opens_nothing_at_the_desk(signed_in, commented):
    comment = commented().comment
    for path in ("/admin/", "/admin/comments/", "/admin/desk/"):
        assert signed_in.get(path).status_code in (302, 404)
    signed_in.post("/admin/comments/decide/", {"act": "approve", "comment": comment.pk})

    comment.refresh_from_db()
    assert comment.state == "waiting"
    assert "_auth_user_id" not in signed_in.session


def test_a_colleague_stays_signed_in_at_the_desk(client, editor, mailed):
    client.force_login(editor)
    client.post(mailed(), headers=HERE)
    assert client.get("/admin/").status_code == 200

    client.post(f"{ACCOUNT}sign-out/", headers=HERE)

    assert "Mail me the link" in client.get(ACCOUNT).content.decode()
    assert client.get("/admin/").status_code == 200


@pytest.fixture
def own(signed_in, commented, now):
    """A comment that was proved to be of the signed-in reader."""
    comment = commented().comment
    verify_comment(comment=comment, now=now)
    return comment


def test_own_comments_are_changed_and_withdrawn_from_any_place(signed_in, own):
    page = signed_in.get(ACCOUNT).content.decode()
    assert TEXT in page
    assert f"{ACCOUNT}{own.pk}/edit/" in page

    assert TEXT in signed_in.get(f"{ACCOUNT}{own.pk}/edit/").content.decode()
    signed_in.post(f"{ACCOUNT}{own.pk}/edit/", {"text": "Let them sleep."}, headers=HERE)
    own.refresh_from_db()
    assert own.text == "Let them sleep."

    signed_in.post(f"{ACCOUNT}{own.pk}/withdraw/", headers=ELSEWHERE)
    own.refresh_from_db()
    assert own.state != "withdrawn"
    signed_in.post(f"{ACCOUNT}{own.pk}/withdraw/", headers=HERE)
    own.refresh_from_db()
    assert own.state == "withdrawn"


def test_nobody_elses_comment_and_none_that_only_claims_the_address_is_touched(
    signed_in, commented, now
):
    claimed = commented().comment
    others = commented("Of another reader.", nonce="n2", email="b@example.org").comment
    verify_comment(comment=others, now=now)

    for comment in (claimed, others):
        assert signed_in.get(f"{ACCOUNT}{comment.pk}/edit/").status_code == 404
        assert signed_in.post(f"{ACCOUNT}{comment.pk}/withdraw/", headers=HERE).status_code == 404
    assert "Of another reader." not in signed_in.get(ACCOUNT).content.decode()


def test_a_guest_is_led_to_where_they_can_sign_in(client, site):
    for path in (f"{ACCOUNT}7/edit/", f"{ACCOUNT}7/withdraw/", f"{ACCOUNT}json/"):
        answer = client.post(path, headers=HERE)
        assert (answer.status_code, answer["Location"]) == (303, ACCOUNT)


def test_own_data_needs_no_mail_and_names_the_account(signed_in, own):
    assert signed_in.get("/comments/me/")["Location"] == ACCOUNT

    data = json.loads(signed_in.post(f"{ACCOUNT}json/", headers=HERE).content)

    assert data["account"]["name"] == "Signe T."
    assert [row["text"] for row in data["comments"]] == [TEXT]
    assert EMAIL not in signed_in.get(ACCOUNT).content.decode()


def test_erasing_ends_the_account_and_its_session(signed_in, own, now):
    signed_in.post(f"{ACCOUNT}erase/", headers=HERE)
    assert "Keep it after all" in signed_in.get(ACCOUNT).content.decode()

    erase_who_asked(now=now + timedelta(hours=25))

    assert not Account.objects.exists()
    assert not Contact.objects.exists()
    assert "Mail me the link" in signed_in.get(ACCOUNT).content.decode()


def test_the_address_is_in_no_session_no_account_and_no_user(signed_in, django_user_model):
    (session,) = Session.objects.all()

    assert list(session.get_decoded()) == ["discussion.account"]
    assert [value for value in Account.objects.values().get().values() if "@" in str(value)] == []
    assert not django_user_model.objects.exists()
    assert EMAIL.encode() not in bytes(Contact.objects.get().email_encrypted)


def test_who_asked_and_never_signed_in_is_forgotten_the_next_night(client, at, now, site):
    ask(client)
    rules = ModerationSettings.for_site(site)
    erase_what_is_old(rules=rules, now=now + timedelta(hours=23))
    assert Contact.objects.exists()

    erase_what_is_old(rules=rules, now=now + timedelta(hours=25))

    assert not Author.objects.exists()


def test_an_account_nobody_uses_goes_with_the_newsrooms_days(signed_in, now, site):
    rules = ModerationSettings.for_site(site)
    erase_what_is_old(rules=rules, now=now + timedelta(days=180))
    assert Account.objects.exists()

    erase_what_is_old(rules=rules, now=now + timedelta(days=181))

    assert not Account.objects.exists()


def test_where_the_newsroom_wants_no_accounts_there_is_no_trace_of_them(
    signed_in, mailed, story, site
):
    link = mailed(later=timedelta(minutes=10))
    ModerationSettings.for_site(site)
    ModerationSettings.objects.update(has_accounts=False)

    for path in (ACCOUNT, link, f"{ACCOUNT}json/"):
        assert signed_in.get(path).status_code == 404
        assert signed_in.post(path, headers=HERE).status_code == 404
    form = signed_in.get(f"/story/{story.public_id}/comments/new/").content.decode()
    assert 'name="email"' in form
    assert "/comments/account/" not in form


def test_a_guests_whole_way_sets_no_cookie(
    client, send, postbox, story, at, now, editor, django_capture_on_commit_callbacks
):
    """From the story to the comment, the mail, the answer's mail and the own data."""
    seen = []

    def go(path, fields=None):
        answer = client.get(path) if fields is None else client.post(path, fields, headers=HERE)
        seen.append((path, answer.status_code, bool(answer.cookies)))
        return answer

    def mailed_link():
        send_due_mails(clock=lambda: now + timedelta(minutes=1))
        return re.search(r"http://testserver(\S+)", postbox.mails[-1].get_content())[1]

    go(story.get_absolute_url())
    go(f"/story/{story.public_id}/comments/new/?fragment")
    sent = send(wants_replies="on")
    assert not sent.cookies
    mine = sent["Location"]
    go(mine)
    go(f"{mine}edit/", {"text": "Let the pilots of Lund Bay sleep."})
    verify = mailed_link()
    go(verify)
    with django_capture_on_commit_callbacks(execute=True):
        go(verify, {})
    comment = Comment.objects.get()
    approve_comment(comment=comment, by=editor, now=now)
    go(f"/story/{story.public_id}/comments/")
    go(f"/comments/report/{comment.pk}/")
    go("/comments/me/")
    go("/comments/me/", {"email": EMAIL})
    data = mailed_link()
    for path, fields in ((data, None), (f"{data}json/", {}), (f"{data}erase/", {})):
        go(path, fields)
    go(ACCOUNT)
    go(ACCOUNT, {"email": EMAIL})
    go(mailed_link())
    go(f"{mine}withdraw/", {})

    assert [path for path, status, _cookie in seen if status >= 400] == []
    assert [path for path, _status, has_cookie in seen if has_cookie] == []
    assert not client.cookies


def test_a_session_that_ended_by_itself_is_forgotten_at_night(signed_in):
    sweep_sessions.call_local()
    assert Session.objects.exists()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    sweep_sessions.call_local()

    assert not Session.objects.exists()
