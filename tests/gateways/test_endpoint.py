"""A language model over http and in memory: the same contract, and every fault has a name."""

import gzip
import json

import pytest

from dateline.core.grounding.prompting import Prompt
from dateline.gateways.endpoint import (
    Answer,
    CutShort,
    HttpEndpoint,
    MemoryEndpoint,
    ModelRefused,
    NotAnAnswer,
)
from dateline.gateways.fetch_errors import (
    BadScheme,
    BadStatus,
    BodyTooLarge,
    ConnectionFailed,
    RefusedAddress,
    TimedOut,
)
from tests.gateways.servers import chat

PROMPT = Prompt("lines-1", "You write lines.", "<copy-0f>\n</copy-0f>")
PATIENT_SECONDS, HURRIED_SECONDS = 10.0, 0.3


@pytest.fixture
def server():
    """A server that speaks the protocol."""
    with chat.ChatServer() as running:
        yield running


@pytest.fixture
def endpoint_at(server):
    """Makes an endpoint of the server."""

    def make(**changes):
        settings = {
            "url": server.url,
            "model": "quay-1",
            "timeout_seconds": PATIENT_SECONDS,
            "user_agent": "Dateline (test)",
            "key": "sk-quay",
            "allowed_hosts": ["127.0.0.1"],
        }
        return HttpEndpoint(**(settings | changes))

    return make


@pytest.fixture(params=["http", "memory"])
def scripted(request, server, endpoint_at):
    """Makes an endpoint of either kind that answers in one of three ways."""
    refusal = ModelRefused(where="memory", found="a refusal", expected="an answer")
    cut = CutShort(where="memory", found="half an answer", expected="a whole one")

    def make(way, text=""):
        if request.param == "http":
            server.reply = {
                "answers": chat.completes(text),
                "refuses": chat.refuses(),
                "is cut short": chat.is_cut_short(),
            }[way]
            return endpoint_at()
        answer = Answer(text, "quay-1-2026-11", "chatcmpl-7", 120, 30)
        outcome = {"answers": answer, "refuses": refusal, "is cut short": cut}[way]
        return MemoryEndpoint(lambda prompt: outcome, model="quay-1")

    return make


def test_an_answer_comes_with_model_id_and_count(scripted):
    endpoint = scripted("answers", "The quay is safe – “twice”.")

    answer = endpoint.ask(PROMPT, most_tokens=50)

    assert answer.text == "The quay is safe – “twice”."
    assert (answer.model, answer.answer_id) == ("quay-1-2026-11", "chatcmpl-7")
    assert (answer.tokens_in, answer.tokens_out) == (120, 30)
    assert endpoint.model == "quay-1"


@pytest.mark.parametrize(("way", "error"), [("refuses", ModelRefused), ("is cut short", CutShort)])
def test_what_is_no_whole_answer_is_raised_by_name(scripted, way, error):
    with pytest.raises(error, match=r"expected (an answer|a whole one)"):
        scripted(way).ask(PROMPT, most_tokens=50)


def test_the_prompt_goes_out_once_with_the_key_in_its_header_alone(server, endpoint_at):
    server.reply = chat.completes("{}")

    endpoint_at().ask(PROMPT, most_tokens=50)

    (asked,) = server.asked
    assert asked["path"] == "/v1/chat/completions"
    assert [one["role"] for one in asked["messages"]] == ["system", "user"]
    assert [one["content"] for one in asked["messages"]] == [PROMPT.system, PROMPT.user]
    assert (asked["model"], asked["max_tokens"], asked["stream"]) == ("quay-1", 50, False)
    assert server.headers[0]["Authorization"] == "Bearer sk-quay"
    assert "sk-quay" not in json.dumps(asked)


def test_the_key_stands_in_no_message_about_the_endpoint(server, endpoint_at):
    server.reply = chat.sends(b"no", status=401)

    with pytest.raises(BadStatus) as refusal:
        endpoint_at(url=server.url.replace("//", "//me:secret@")).ask(PROMPT, most_tokens=50)

    told = f"{refusal.value} {endpoint_at()!r}"
    assert "sk-quay" not in told
    assert "secret" not in told


def test_a_packed_answer_is_unpacked(server, endpoint_at):
    body = gzip.compress(json.dumps(chat.completion("yes")).encode())
    server.reply = chat.sends(body, Content_Encoding="gzip")

    assert endpoint_at().ask(PROMPT, most_tokens=50).text == "yes"


def test_words_that_no_database_keeps_are_made_whole(server, endpoint_at):
    server.reply = chat.completes("half \ud83d and \x00 nothing")

    assert endpoint_at().ask(PROMPT, most_tokens=50).text == "half ? and \ufffd nothing"


FAULTS = {
    "an internal error": (chat.sends(b"oops", status=500), BadStatus),
    "too many requests": (chat.sends(b"", status=429, Retry_After="17"), BadStatus),
    "a refused key": (chat.sends(b"{}", status=401), BadStatus),
    "a redirect": (chat.sends(b"", status=307, Location="http://127.0.0.1:9/"), BadStatus),
    "a page": (chat.sends(b"<html>Log in</html>"), NotAnAnswer),
    "nothing": (chat.sends(b""), NotAnAnswer),
    "a list": (chat.sends(b"[]"), NotAnAnswer),
    "no choices": (chat.sends(b'{"choices": []}'), NotAnAnswer),
    "a choice that is a text": (chat.sends(b'{"choices": ["yes"]}'), NotAnAnswer),
    "a number for words": (chat.completes(7), NotAnAnswer),
    "no words": (chat.completes(None), NotAnAnswer),
    "a pit of brackets": (chat.sends(b"[" * 100_000), NotAnAnswer),
    "a huge answer": (chat.completes("x" * 300_000), BodyTooLarge),
    "a swelling answer": (
        chat.sends(gzip.compress(b" " * 5_000_000), Content_Encoding="gzip"),
        BodyTooLarge,
    ),
    "half a body": (chat.breaks_off(), ConnectionFailed),
    "a filter": (
        chat.completes(
            None,
            choices=[{"message": {"content": ""}, "finish_reason": "content_filter"}],
        ),
        ModelRefused,
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_has_a_name(server, endpoint_at, fault):
    server.reply, error = FAULTS[fault]

    with pytest.raises(error):
        endpoint_at().ask(PROMPT, most_tokens=50)

    assert len(server.asked) == 1


@pytest.mark.parametrize("way", [chat.says_nothing, chat.drips])
def test_a_slow_server_is_cut_off(server, endpoint_at, way):
    server.reply = way(server)

    with pytest.raises(TimedOut, match=r"within 0\.3 s"):
        endpoint_at(timeout_seconds=HURRIED_SECONDS).ask(PROMPT, most_tokens=50)


def test_how_long_to_wait_is_kept(server, endpoint_at):
    server.reply = chat.sends(b"", status=429, Retry_After="17")

    with pytest.raises(BadStatus) as refusal:
        endpoint_at().ask(PROMPT, most_tokens=50)

    assert refusal.value.retry_after_seconds == 17


@pytest.mark.parametrize(
    "usage",
    [None, {}, {"prompt_tokens": -1, "completion_tokens": True}, {"prompt_tokens": "many"}],
)
def test_a_count_that_is_none_is_not_believed(server, endpoint_at, usage):
    server.reply = chat.completes("yes", usage=usage)

    answer = endpoint_at().ask(PROMPT, most_tokens=50)

    assert (answer.tokens_in, answer.tokens_out) == (None, None)


def test_a_private_address_that_is_not_listed_is_not_asked(server, endpoint_at):
    with pytest.raises(RefusedAddress, match="DATELINE_FETCH_ALLOWED_HOSTS"):
        endpoint_at(allowed_hosts=[]).ask(PROMPT, most_tokens=50)

    assert not server.asked


def test_a_name_that_leads_to_a_private_address_is_not_asked(server, endpoint_at):
    endpoint = endpoint_at(
        url="https://model.example/v1", allowed_hosts=[], resolve=lambda *_: ["127.0.0.1"]
    )

    with pytest.raises(RefusedAddress):
        endpoint.ask(PROMPT, most_tokens=50)


def test_copy_and_key_do_not_cross_the_internet_in_the_clear(endpoint_at):
    endpoint = endpoint_at(url="http://model.example/v1", resolve=lambda *_: ["93.184.216.34"])

    with pytest.raises(BadScheme, match="https"):
        endpoint.ask(PROMPT, most_tokens=50)
