"""Others are asked about a comment once it is stored; whatever they do, it is held and not lost."""

import json
import logging
from datetime import timedelta

import pytest

from dateline.core.moderation.coral import is_signed
from dateline.discussion.models import (
    Comment,
    Enquiry,
    RuleList,
)
from dateline.discussion.own_scorer import own_scores
from dateline.discussion.services import (
    approve_comment,
    change_external_phase,
    edit_comment,
    moderate_received,
    next_to_ask,
    rotate_secret,
)
from dateline.discussion.tasks import moderate_comment_task, sweep_comments
from tests.gateways.servers import chat

WORDS = "The pilots of Lund Bay deserve a roster that lets them sleep."
HOLD = chat.sends(b'{"status": "SYSTEM_WITHHELD"}')


def signal_of(comment, phase="external-quay"):
    signal = comment.signals.get(phase=phase)
    return signal.outcome, signal.reason_code, [one["value"] for one in signal.evidence]


def test_what_a_phase_says_nothing_against_is_shown(rules, add_phase, received, look, server):
    add_phase()

    comment = look(received())

    assert comment.state == "shown"
    assert signal_of(comment) == ("pass", "", [])
    assert not Enquiry.objects.exists()


def test_a_phase_is_told_no_more_than_its_settings_say(rules, add_phase, received, look, server):
    _phase, secret = add_phase()
    add_phase("whole", is_author_sent=True, body_format="HTML")

    comment = look(received("Bread < roses\n\n& sleep for the pilots of Lund Bay."))

    (_, headers, body), (_, _, whole) = server.asked
    assert is_signed(body, headers["X-Coral-Signature"], [secret])
    said = json.loads(body)
    assert said["comment"] == {"body": comment.text, "parentID": None}
    assert said["author"] == {"id": "", "role": "COMMENTER"}
    assert said["story"]["url"] == f"https://gazette.example{comment.story.get_absolute_url()}"
    assert said["tenantDomain"] == "gazette.example"
    assert json.loads(whole)["author"]["id"] == comment.author.pseudonym
    assert json.loads(whole)["comment"]["body"] == (
        "<p>Bread &lt; roses</p>\n\n<p>&amp; sleep for the pilots of Lund Bay.</p>"
    )
    assert b"@" not in body + whole
    assert b"Signe" not in body + whole


@pytest.mark.parametrize(("spared", "asked"), [([], 1), (["outside"], 0)])
def test_a_phase_is_not_asked_about_colleagues_whom_the_newsroom_spares_it(
    rules, add_phase, received, look, server, now, spared, asked
):
    add_phase()
    rules.spared = spared
    rules.save()
    comment = received(badge="staff")

    moderate_received(scorer=own_scores, now=now)
    comment.refresh_from_db()
    is_done = comment.state != "received"
    look(comment)

    assert len(server.asked) == asked
    assert is_done is (asked == 0)


def test_a_phase_may_hold_refuse_and_pick(rules, add_phase, received, look, server):
    add_phase()
    server.reply = HOLD
    held = look(received("The ferry to Lund Bay was late again on Monday morning."))
    server.reply = chat.sends(
        b'{"moderationAction": {"status": "REJECTED", "rejectionReason": {"code": "AD"}}}'
    )
    refused = look(received("Forty cranes stand idle along the northern quay this winter."))
    server.reply = chat.sends(b'{"status": "APPROVED", "tags": ["FEATURED"]}')
    picked = look(received())

    assert (held.state, signal_of(held)) == (
        "waiting",
        ("hold", "outside-held", ["system_withheld"]),
    )
    assert (refused.state, refused.decisions.latest("at").reason_code) == ("refused", "AD")
    assert picked.state == "shown"
    assert picked.picked_at is not None
    assert picked.decisions.get(act="picked").automation == "fully"


def test_an_approval_from_outside_outweighs_nothing_of_the_house(
    rules, add_phase, received, look, server
):
    add_phase()
    RuleList.objects.create(kind="suspect-words", entries="roster")
    server.reply = chat.sends(b'{"status": "APPROVED"}')

    assert look(received()).state == "waiting"


def test_what_the_house_refuses_leaves_it_for_nobody(rules, add_phase, received, look, server):
    add_phase()
    RuleList.objects.create(kind="banned-words", entries="roster")

    assert look(received()).state == "refused"
    assert server.asked == []


FAULTS = {
    "says nothing": (chat.says_nothing, "fetch-timed-out"),
    "drips": (chat.drips, "fetch-timed-out"),
    "breaks off": (lambda _: chat.breaks_off(), "fetch-failed"),
    "fails": (lambda _: chat.sends(b"{}", status=500), "fetch-bad-status"),
    "refuses the signature": (lambda _: chat.sends(b"", status=401), "fetch-bad-status"),
    "says too much": (lambda _: chat.sends(b" " * 100_000), "fetch-too-large"),
    "says something else": (lambda _: chat.sends(b"<html>"), "phase-bad-answer"),
    "knows other states": (lambda _: chat.sends(b'{"status": "MAYBE"}'), "phase-bad-answer"),
}


@pytest.mark.parametrize(("on_fault", "state"), [("hold", "waiting"), ("pass", "shown")])
@pytest.mark.parametrize(("reply", "fault"), FAULTS.values(), ids=FAULTS)
def test_whatever_goes_wrong_the_setting_says_what_becomes_of_the_comment(
    rules, add_phase, received, look, server, caplog, reply, fault, on_fault, state
):
    is_slow = fault == "fetch-timed-out"
    add_phase(on_fault=on_fault, timeout_ms=300 if is_slow else 10_000)
    server.reply = reply(server)

    with caplog.at_level(logging.DEBUG):
        comment = look(received())

    assert comment.state == state
    assert signal_of(comment) == ("failed", "phase-failed", [fault])
    assert "roster" not in caplog.text


def test_a_phase_at_a_private_address_that_is_not_listed_is_not_asked(
    rules, add_phase, received, look, server, settings
):
    add_phase()
    settings.FETCH_ALLOWED_HOSTS = []

    comment = look(received())

    assert signal_of(comment)[2] == ["fetch-refused-address"]
    assert server.asked == []


def test_after_three_faults_a_phase_rests_and_comments_are_held_at_once(
    rules, add_phase, received, look, server
):
    phase, _secret = add_phase()
    server.reply = chat.sends(b"", status=500)
    comments = [received(f"Crane number {n} of the harbour stands idle.") for n in range(4)]

    for comment in comments:
        look(comment)
    asked_while_awake = len(server.asked)
    change_external_phase(phase=phase)
    server.reply = HOLD
    woken = look(received())

    assert asked_while_awake == 3
    assert signal_of(comments[3]) == ("failed", "phase-failed", ["resting"])
    assert {comment.state for comment in comments} == {"waiting"}
    assert signal_of(woken)[:2] == ("hold", "outside-held")


def test_a_phase_that_rested_is_asked_again_after_a_minute(
    rules, add_phase, received, look, server
):
    add_phase()
    server.reply = chat.sends(b"", status=500)
    for n in range(3):
        look(received(f"Crane number {n} of the harbour stands idle."))
    server.reply = chat.sends(b"", status=204)

    comment = look(received(), minutes=2)

    assert comment.state == "shown"


def test_both_secrets_sign_until_the_old_one_ends(rules, add_phase, received, look, server, now):
    phase, old = add_phase()
    new = rotate_secret(phase=phase, hours=1, now=now)

    look(received("The ferry to Lund Bay was late again on Monday morning."))
    look(received(), minutes=61)

    (_, before, body), (_, after, later) = server.asked
    assert is_signed(body, before["X-Coral-Signature"], [old])
    assert is_signed(body, before["X-Coral-Signature"], [new])
    assert not is_signed(later, after["X-Coral-Signature"], [old])
    assert is_signed(later, after["X-Coral-Signature"], [new])


def test_a_comment_that_others_are_asked_about_is_not_asked_about_twice(
    rules, add_phase, received, look, server, now
):
    """The sweep comes by while the answer is awaited; the lease of a dead worker runs out."""
    add_phase()
    comment = received()
    Enquiry.objects.create(comment=comment, until=now + timedelta(minutes=1))

    assert look(comment).state == "received"
    assert server.asked == []
    assert look(comment, minutes=2).state == "shown"
    assert len(server.asked) == 1


def test_what_had_answered_before_the_worker_died_is_not_asked_again(
    rules, add_phase, received, look, server, now, monkeypatch
):
    add_phase("first")
    add_phase("second")
    comment = received()

    def answers_first_alone(request, body):
        (HOLD if request.path == "/first" else chat.sends(b"", status=500))(request, body)

    server.reply = answers_first_alone
    monkeypatch.setattr("dateline.discussion.services.moderating._store", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        look(comment)
    monkeypatch.undo()
    asked = len(server.asked)
    look(comment, minutes=2)

    assert [path for path, _, _ in server.asked] == ["/first", "/second"]
    assert asked == 2
    assert comment.state == "waiting"
    assert (
        comment.decisions.get().facts
        == "external-first: outside-held, external-second: phase-failed"
    )


def test_what_a_person_decides_meanwhile_stands(
    rules, add_phase, received, look, server, now, moderator
):
    add_phase()
    comment = received()

    def decide(request, body):
        chat.sends(b'{"status": "REJECTED"}')(request, body)

    server.reply = decide
    approve_comment(comment=Comment.objects.get(pk=comment.pk), by=moderator, now=now)
    look(comment)

    assert comment.state == "shown"
    assert comment.decisions.count() == 1


def test_an_edited_comment_is_sent_again_as_an_edit(rules, add_phase, received, look, server, now):
    add_phase()
    comment = look(received())
    edit_comment(
        comment=comment,
        text=f"{WORDS} Soon.",
        until=now + timedelta(minutes=15),
        now=now + timedelta(minutes=1),
    )

    look(comment, minutes=1)

    assert [json.loads(body)["action"] for _, _, body in server.asked] == ["NEW", "EDIT"]


def test_those_that_had_to_wait_for_their_turn_follow_one_another(
    rules, add_phase, received, server, now, at
):
    add_phase()
    comments = [received(f"Crane number {n} of the harbour stands idle.") for n in range(5)]
    busy = [
        Enquiry.objects.create(comment=one, until=now + timedelta(hours=1)) for one in comments[:2]
    ]
    moderate_comment_task(comments[2].pk)
    assert server.asked == []

    busy[0].delete()
    moderate_comment_task(comments[2].pk)

    states = Comment.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["shown", "received", "shown", "shown", "shown"]


def test_what_nobody_is_asked_about_keeps_no_other_from_its_turn(received, settings, now):
    settings.AKISMET_KEY = "key"
    received("A colleague's, and the oldest.", badge="staff")
    asked = received("Forty cranes stand idle along the northern quay this winter.")

    assert next_to_ask(now=now) == [asked.pk]


def test_a_sweep_asks_about_what_a_lost_queue_left(rules, add_phase, received, server, at):
    add_phase()
    comment = received()

    sweep_comments()

    comment.refresh_from_db()
    assert comment.state == "shown"


def test_moderators_can_ask_what_a_phase_held(
    client, rules, add_phase, received, look, server, moderator, at
):
    add_phase()
    RuleList.objects.create(kind="suspect-words", entries="ferry")
    look(received("The ferry to Lund Bay was late again on Monday morning."))
    server.reply = HOLD
    look(received("Forty cranes stand idle along the northern quay this winter."))
    client.force_login(moderator)

    page = client.get("/admin/comments/", {"phase": "external-quay"}).content.decode()

    assert "Forty cranes" in page
    assert "ferry to Lund Bay" not in page
    assert "The newsroom’s own check “quay” holds it: status system_withheld" in page
    assert '<option value="external-quay" selected>quay</option>' in page
