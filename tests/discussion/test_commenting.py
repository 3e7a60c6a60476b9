"""A guest comments: held, told by private link, stored once; everything else stores nothing."""

from datetime import timedelta

import pytest

from dateline.discussion.models import Comment, ModerationSettings
from dateline.discussion.services import approve_comment, refuse_comment
from dateline.pages.models import NewsSettings
from dateline.pages.services import kill_story
from dateline.pages.visitors import connection_of
from tests.discussion.conftest import EMAIL, TEXT
from tests.discussion.test_nudging import HEATED


def story_page(client, story):
    return client.get(story.get_absolute_url()).content.decode()


def test_a_comment_is_held_and_its_author_sees_so_by_private_link(client, story, send):
    answer = send()

    assert answer.status_code == 303
    page = client.get(answer.url)
    assert "awaiting moderation" in page.content.decode()
    assert TEXT not in story_page(client, story)


def test_an_approved_comment_stands_under_the_story(client, story, send, editor, now):
    send()

    approve_comment(comment=Comment.objects.get(), by=editor, now=now)

    assert TEXT in story_page(client, story)


def test_pressing_send_twice_stores_one_comment_and_ends_at_one_place(send, story):
    ticket = send.ticket_for(story)

    first, second = send(ticket=ticket), send(ticket=ticket)

    assert Comment.objects.count() == 1
    assert first.url == second.url


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"ticket": "forged"}, 403),
        ({"ticket": ""}, 403),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": ""}, 403),
        ({"origin": "http://["}, 403),
        ({"origin": "http://ex\u2100mple"}, 403),
        ({"wait": timedelta(seconds=1)}, 422),
        ({"wait": timedelta(hours=13)}, 403),
        ({"nickname": "I am a program"}, 422),
        ({"text": "  \n "}, 422),
        ({"text": "x" * 4001}, 422),
        ({"name": ""}, 422),
        ({"email": "not an address"}, 422),
        ({"email": ""}, 422),
        ({"text": "x" * 1_000_000}, 413),
    ],
)
def test_what_is_not_a_guests_own_comment_is_refused_clearly_and_not_stored(send, fields, status):
    answer = send(**fields)

    assert answer.status_code == status
    assert not Comment.objects.exists()


def test_a_ticket_is_good_for_its_own_story_only(send, story):
    ticket = send.ticket_for(type(story)(pk=story.pk + 1))

    assert send(ticket=ticket).status_code == 403


def test_the_words_of_a_refused_form_are_kept_for_another_try(send):
    assert TEXT in send(ticket="forged").content.decode()


def test_an_address_may_be_optional_by_the_sites_setting(send, site):
    NewsSettings.objects.update_or_create(site=site, defaults={"is_email_required": False})

    assert send(email="").status_code == 303


def test_who_wants_to_be_told_of_answers_is_asked_for_an_address(send, site, story):
    NewsSettings.objects.update_or_create(site=site, defaults={"is_email_required": False})

    without = send(email="", wants_replies="on")
    with_one = send(ticket=send.ticket_for(story), wants_replies="on")

    assert without.status_code == 422
    assert "we need your address" in without.content.decode()
    assert with_one.status_code == 303


def test_too_many_comments_from_one_address_wait(client, send, story, now):
    answers = [send(ticket=send.ticket_for(story)).status_code for _ in range(7)]

    assert answers == [303] * 5 + [429] * 2


def test_what_is_given_back_to_be_thought_over_is_none_of_the_five(send, story):
    for _ in range(3):
        assert send(ticket=send.ticket_for(story), text=HEATED).status_code == 422

    answers = [send(ticket=send.ticket_for(story)).status_code for _ in range(6)]

    assert answers == [303] * 5 + [429]


def test_who_tries_words_out_on_the_scorer_is_asked_to_wait_in_the_end(send, story):
    answers = [send(ticket=send.ticket_for(story), text=HEATED).status_code for _ in range(16)]

    assert answers == [422] * 15 + [429]


@pytest.mark.parametrize(("spared", "last"), [(["pace"], 303), ([], 429)])
def test_a_signed_in_colleague_waits_only_where_the_settings_say_so(
    client, send, story, site, moderator, spared, last
):
    ModerationSettings.objects.update_or_create(site=site, defaults={"spared": spared})
    client.force_login(moderator)

    answers = [send(ticket=send.ticket_for(story)).status_code for _ in range(6)]

    assert answers == [303] * 5 + [last]


def test_whoever_takes_a_new_address_of_one_ipv6_network_each_time_waits_too(client, send, story):
    def send_from(address):
        client.defaults["REMOTE_ADDR"] = address
        return send(ticket=send.ticket_for(story)).status_code

    answers = [send_from(f"2001:db8:1:2:{number:x}::1") for number in range(6)]

    assert answers == [303] * 5 + [429]
    assert send_from("2001:db8:1:3::1") == 303


@pytest.mark.parametrize(
    ("address", "connection"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:DB8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("a proxy's joke", "a proxy's joke"),
    ],
)
def test_a_connection_is_an_ipv4_address_or_an_ipv6_network(address, connection):
    assert connection_of(address) == connection


def test_script_in_a_comment_is_shown_as_text(client, story, send, editor, now):
    send(text="<script>alert(1)</script> & <b>bold</b>", name="<img src=x>")
    approve_comment(comment=Comment.objects.get(), by=editor, now=now)

    page = story_page(client, story)

    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_direction_and_control_characters_do_not_reach_the_page(send):
    send(text="left\u202eright\x07 end", name="A\u200bnna")

    comment = Comment.objects.get()
    assert (comment.text, comment.author_name) == ("leftright end", "Anna")


def test_comments_go_with_a_killed_story(client, story, send, editor, now):
    send()
    approve_comment(comment=Comment.objects.get(), by=editor, now=now)
    kill_story(story=story, by=editor, now=now, note="Withdrawn.")

    assert client.get(f"/story/{story.public_id}/comments/").status_code == 410
    assert client.get(f"/story/{story.public_id}/comments/new/").status_code == 410
    assert send(ticket=send.ticket_for(story)).status_code == 410
    assert Comment.objects.count() == 1


def test_a_get_to_where_comments_are_withdrawn_is_refused(client, send):
    link = send().url

    assert client.get(f"{link}withdraw/").status_code == 405


def test_the_author_can_withdraw_a_comment_and_nobody_without_the_link(client, send):
    link = send().url

    client.post(f"{link}withdraw/", headers={"origin": "http://testserver"})

    assert Comment.objects.get().state == "withdrawn"
    assert client.post("/comments/mine/guessed/withdraw/").status_code == 404


def test_a_private_link_expires(client, send, at, now):
    link = send().url
    at(now + timedelta(days=31))

    assert client.get(link).status_code == 404


def test_a_private_page_stays_out_of_caches_searches_and_referrers(client, send):
    page = client.get(send().url)

    assert page["Cache-Control"] == "no-store"
    assert "noindex" in page["X-Robots-Tag"]
    assert page["Referrer-Policy"] == "no-referrer"
    assert not page.cookies


def test_the_author_is_told_why_a_comment_was_refused(client, send, editor, now):
    link = send().url
    refuse_comment(
        comment=Comment.objects.get(),
        by=editor,
        now=now + timedelta(hours=1),
        reason_code="SPAM",
        facts="An advert.",
    )

    page = client.get(link).content.decode()

    assert "spam" in page
    assert "An advert." in page


def test_the_private_token_is_kept_nowhere(send, caplog, client):
    link = send().url
    token = link.rstrip("/").rsplit("/", 1)[1]
    client.get(link + "nothing-here/")

    rows = str(list(Comment.objects.values_list())) + str(
        [list(c.private_links.values_list()) for c in Comment.objects.all()]
    )
    assert token not in rows


def test_an_e_mail_address_is_nowhere_but_encrypted_in_its_row(
    client, admin_client, story, send, editor, now, caplog
):
    link = send().url
    comment = Comment.objects.get()
    approve_comment(comment=comment, by=editor, now=now)

    surfaces = [
        story.get_absolute_url(),
        link,
        f"/story/{story.public_id}/comments/",
        f"/story/{story.public_id}/comments/new/",
        f"/api/stories/{story.public_id}",
        "/feeds/rss.xml",
        "/feeds/atom.xml",
        "/search/?q=signe.tarn",
        "/admin/comments/?queue=shown",
    ]
    for surface in surfaces:
        assert EMAIL not in admin_client.get(surface).content.decode(), surface
    assert EMAIL not in caplog.text
    assert EMAIL not in str(comment)
    assert EMAIL.encode() not in bytes(comment.author.contact.email_encrypted)


def test_the_story_page_gives_a_reader_no_cookie_and_nothing_personal(client, story):
    page = client.get(story.get_absolute_url())

    assert not page.cookies
    assert "Cookie" not in page.headers.get("Vary", "")
    assert "csrf" not in page.content.decode()
    assert "ticket" not in page.content.decode()
