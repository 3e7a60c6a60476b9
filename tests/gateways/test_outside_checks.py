"""A newsroom's own phase and Akismet, asked over http: what leaves, and every way it goes wrong."""

import hashlib
import hmac
import json
from urllib.parse import parse_qs

import pytest

from dateline.core.moderation.coral import Call
from dateline.gateways.fetch_errors import (
    BadScheme,
    BadStatus,
    BodyTooLarge,
    ConnectionFailed,
    RefusedAddress,
    TimedOut,
)
from dateline.gateways.outside_checks import Akismet, AkismetRefused, ExternalPhase
from dateline.gateways.sending import Sender
from tests.gateways.servers import chat
from tests.gateways.servers.outside import OutsideServer, refuses_unsigned

PATIENT_SECONDS, HURRIED_SECONDS = 10.0, 0.3
CALL = Call(
    is_edit=False,
    body="The pilots of Lund Bay need sleep – “all” of them.",
    parent_id=None,
    author_id="a1",
    author_role="COMMENTER",
    story_id="s1",
    story_url="https://gazette.example/story/s1/",
    site_id="1",
    tenant_id="gazette.example",
    tenant_domain="gazette.example",
)
COMMENT = {"comment_content": "Cheap pills & more", "permalink": "https://gazette.example/s1/"}


@pytest.fixture
def server():
    """A server that takes what is posted."""
    with OutsideServer() as running:
        yield running


@pytest.fixture
def sender():
    """Makes senders that may reach this machine, unless they say otherwise."""

    def make(**changes):
        settings = {
            "user_agent": "Dateline (test)",
            "timeout_seconds": PATIENT_SECONDS,
            "allowed_hosts": ["127.0.0.1"],
        }
        return Sender(**(settings | changes))

    return make


@pytest.fixture
def phase(server, sender):
    """Makes a phase at the server."""

    def make(*secrets, **changes):
        return ExternalPhase(server.url + "/phase", secrets or ("s-new",), sender(**changes))

    return make


@pytest.fixture
def akismet(server, sender):
    """Makes Akismet at the server."""

    def make(**changes):
        return Akismet(server.url + "/1.1/", "k-1", "https://gazette.example", sender(**changes))

    return make


def checks(secret):
    """Return a check of signatures that knows one secret, written apart from ours."""

    def is_signed(body, header):
        wanted = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        return wanted in header.split(",")

    return is_signed


def test_a_phase_is_sent_what_coral_would_send(server, phase):
    phase().ask(CALL)

    ((path, headers, body),) = server.asked
    said = json.loads(body)
    assert path == "/phase"
    assert headers["Content-Type"] == "application/json"
    assert said == {
        "action": "NEW",
        "comment": {"body": CALL.body, "parentID": None},
        "author": {"id": "a1", "role": "COMMENTER"},
        "story": {"id": "s1", "url": "https://gazette.example/story/s1/"},
        "site": {"id": "1"},
        "tenantID": "gazette.example",
        "tenantDomain": "gazette.example",
    }
    # As JavaScript's JSON.stringify(said, null, 2) has it: some receivers sign it anew.
    assert body.decode() == json.dumps(said, indent=2, ensure_ascii=False)


@pytest.mark.parametrize("known", ["s-new", "s-old"])
def test_while_secrets_change_both_sign(server, phase, known):
    server.reply = refuses_unsigned(checks(known), chat.sends(b'{"status": "PREMOD"}'))

    answer = phase("s-new", "s-old").ask(CALL)

    assert answer == b'{"status": "PREMOD"}'


def test_a_phase_that_knows_another_secret_refuses_and_that_has_a_name(server, phase):
    server.reply = refuses_unsigned(checks("s-other"), chat.sends(b"{}"))

    with pytest.raises(BadStatus):
        phase("s-new", "s-old").ask(CALL)


def test_no_secret_stands_in_what_is_printed(phase, akismet):
    assert "s-new" not in repr(phase())
    assert "k-1" not in repr(akismet())


def test_an_answer_without_content_is_an_answer(server, phase):
    server.reply = chat.sends(b"", status=204)

    assert phase().ask(CALL) == b""


def seconds_for(error):
    return HURRIED_SECONDS if error is TimedOut else PATIENT_SECONDS


FAULTS = {
    "says nothing": (chat.says_nothing, TimedOut),
    "drips": (chat.drips, TimedOut),
    "breaks off": (lambda _: chat.breaks_off(), ConnectionFailed),
    "fails": (lambda _: chat.sends(b"{}", status=500), BadStatus),
    "sends elsewhere": (lambda _: chat.sends(b"", status=302, Location="/other"), BadStatus),
    "says too much": (lambda _: chat.sends(b" " * 65_537), BodyTooLarge),
    "packs it oddly": (lambda _: chat.sends(b"{}", Content_Encoding="br"), ConnectionFailed),
}


@pytest.mark.parametrize(("reply", "error"), FAULTS.values(), ids=FAULTS)
def test_every_fault_of_a_phase_has_a_name(server, phase, reply, error):
    server.reply = reply(server)

    with pytest.raises(error):
        phase(timeout_seconds=seconds_for(error)).ask(CALL)


@pytest.mark.parametrize(("reply", "error"), FAULTS.values(), ids=FAULTS)
def test_every_fault_of_akismet_has_a_name(server, akismet, reply, error):
    server.reply = reply(server)

    with pytest.raises(error):
        akismet(timeout_seconds=seconds_for(error)).is_spam(COMMENT)


def test_a_server_that_is_not_there_has_a_name(sender):
    with OutsideServer() as gone:
        address = gone.url

    with pytest.raises(ConnectionFailed):
        ExternalPhase(address, ("s",), sender()).ask(CALL)


def test_nothing_is_sent_to_a_private_address_that_is_not_listed(server, phase, akismet):
    for ask in (
        lambda: phase(allowed_hosts=()).ask(CALL),
        lambda: akismet(allowed_hosts=()).is_spam(COMMENT),
    ):
        with pytest.raises(RefusedAddress):
            ask()
    assert server.asked == []


def test_nothing_is_sent_in_the_clear_to_a_public_address(sender):
    phase = ExternalPhase(
        "http://phase.example/", ("s",), sender(resolve=lambda host, port: ["203.0.114.7"])
    )

    with pytest.raises(BadScheme):
        phase.ask(CALL)


@pytest.mark.parametrize(("said", "is_spam"), [(b"true", True), (b"false", False)])
def test_akismet_says_whether_it_is_spam(server, akismet, said, is_spam):
    server.reply = chat.sends(said)

    assert akismet().is_spam(COMMENT) is is_spam

    ((path, headers, body),) = server.asked
    assert path == "/1.1/comment-check"
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qs(body.decode()) == {
        "api_key": ["k-1"],
        "blog": ["https://gazette.example"],
        "blog_charset": ["UTF-8"],
        "comment_content": ["Cheap pills & more"],
        "permalink": ["https://gazette.example/s1/"],
    }


@pytest.mark.parametrize(("is_spam", "act"), [(True, "submit-spam"), (False, "submit-ham")])
def test_akismet_is_told_what_a_person_decided(server, akismet, is_spam, act):
    server.reply = chat.sends(b"Thanks for making the web a better place.")

    akismet().correct(COMMENT, is_spam=is_spam)

    assert server.asked[0][0] == f"/1.1/{act}"


@pytest.mark.parametrize("said", [b"invalid", b"", b"<html>true</html>", b"\xff\xfe"])
def test_what_is_neither_yes_nor_no_is_no_answer(server, akismet, said):
    server.reply = chat.sends(said, X_akismet_debug_help="Empty api_key value")

    with pytest.raises(AkismetRefused):
        akismet().is_spam(COMMENT)
