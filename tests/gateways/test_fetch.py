"""Fetching: what is got, and what is refused by name."""

import gzip
import zlib

import pytest

from dateline.gateways.fetch import FETCH_ERRORS, fetch
from tests.gateways.web_server import WebServer

LOOPBACK = ("127.0.0.1",)


def get(url, **changes):
    options = {
        "allowed_hosts": LOOPBACK,
        "max_bytes": 100_000,
        "timeout_seconds": 5.0,
        "user_agent": "Dateline (+http://testserver)",
    }
    return fetch(url, **(options | changes))


def refusal(url, **changes):
    with pytest.raises(FETCH_ERRORS) as caught:
        get(url, **changes)
    return caught.value


def test_a_document_is_fetched_with_the_marks_of_its_version(web_server):
    web_server.answers_with("/feed", b"<rss/>", ETag='"v7"', Last_Modified="Mon, 23 Nov 2026")

    fetched = get(web_server.url("/feed"))

    assert fetched.body == b"<rss/>"
    assert (fetched.etag, fetched.last_modified) == ('"v7"', "Mon, 23 Nov 2026")


def test_an_unchanged_document_is_not_sent_again(web_server):
    web_server.answers_with("/feed", status=304)

    fetched = get(web_server.url("/feed"), etag='"v7"', last_modified="Mon, 23 Nov 2026")

    (_, headers) = web_server.asked[0]
    assert fetched.body is None
    assert headers["If-None-Match"] == '"v7"'
    assert headers["If-Modified-Since"] == "Mon, 23 Nov 2026"


def test_the_server_is_asked_by_its_name_although_the_connection_goes_to_an_address(web_server):
    web_server.answers_with("/feed", b"<rss/>")

    get(
        web_server.url("/feed", host="feeds.nwa.example"),
        allowed_hosts=("feeds.nwa.example",),
        resolve=lambda host, port: ["127.0.0.1"],
    )

    (_, headers) = web_server.asked[0]
    assert headers["Host"] == f"feeds.nwa.example:{web_server.port}"


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://nwa.example/feed", "gopher://nwa.example", "feed.xml", ""]
)
def test_only_http_and_https_are_fetched(url):
    assert refusal(url).code == "fetch-bad-scheme"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "10.0.0.8",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.2.7",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fc00::1]",
        "[fec0::1]",
        "[ff02::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::a00:1]",
        "[64:ff9b:1::a00:1]",
        "[2002:7f00:1::]",
        "[2001:db8::1]",
        "localhost",
        "2130706433",
        "0x7f.1",
    ],
)
def test_private_loopback_and_reserved_addresses_are_refused(host):
    assert refusal(f"http://{host}:9/", allowed_hosts=()).code == "fetch-refused-address"


@pytest.mark.parametrize("listed", ["127.0.0.1", "127.0.0.0/8", "feeds.nwa.example"])
def test_a_private_host_is_fetched_once_it_is_listed(web_server, listed):
    web_server.answers_with("/feed", b"<rss/>")

    fetched = get(
        web_server.url("/feed", host="feeds.nwa.example"),
        allowed_hosts=(listed,),
        resolve=lambda host, port: ["127.0.0.1"],
    )

    assert fetched.body == b"<rss/>"


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    error = refusal(
        "http://feeds.nwa.example/",
        allowed_hosts=(),
        resolve=lambda host, port: ["93.184.215.14", "10.0.0.8"],
    )

    assert error.code == "fetch-refused-address"
    assert error.found == "feeds.nwa.example at 10.0.0.8"


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(web_server):
    web_server.answers_with("/feed", b"<rss/>")
    addresses = iter([["127.0.0.1"], ["10.0.0.8"]])

    fetched = get(
        web_server.url("/feed", host="rebinding.example"),
        resolve=lambda host, port: next(addresses),
    )

    assert fetched.body == b"<rss/>"
    assert next(addresses) == ["10.0.0.8"], "the name was resolved a second time"


def test_a_redirect_is_followed(web_server):
    web_server.answers_with("/old", status=301, Location="/new")
    web_server.answers_with("/new", b"<rss/>")

    fetched = get(web_server.url("/old"))

    assert fetched.body == b"<rss/>"
    assert fetched.url == web_server.url("/new")


def test_a_redirect_to_a_private_address_is_refused(web_server):
    web_server.answers_with("/feed", status=302, Location="http://169.254.169.254/latest")

    error = refusal(web_server.url("/feed"))

    assert error.code == "fetch-refused-address"
    assert error.where == "http://169.254.169.254/latest"


def test_a_redirect_to_another_scheme_is_refused(web_server):
    web_server.answers_with("/feed", status=302, Location="file:///etc/passwd")

    assert refusal(web_server.url("/feed")).code == "fetch-bad-scheme"


def test_the_name_in_a_redirect_is_checked_again(web_server):
    web_server.answers_with("/feed", status=302, Location="/again")
    addresses = iter([["127.0.0.1"], ["10.0.0.8"]])

    error = refusal(
        web_server.url("/feed", host="rebinding.example"),
        resolve=lambda host, port: next(addresses),
    )

    assert error.code == "fetch-refused-address"


def test_redirects_without_end_are_given_up(web_server):
    web_server.answers_with("/feed", status=302, Location="/feed")

    error = refusal(web_server.url("/feed"))

    assert error.code == "fetch-too-many-redirects"
    assert len(web_server.asked) == 6


def test_a_body_above_the_limit_is_refused(web_server):
    web_server.answers_with("/feed", b"x" * 100_001)

    assert refusal(web_server.url("/feed")).code == "fetch-too-large"


def test_a_body_of_just_the_limit_is_fetched(web_server):
    web_server.answers_with("/feed", b"x" * 100_000)

    assert len(get(web_server.url("/feed")).body) == 100_000


def test_a_packed_body_is_unpacked(web_server):
    web_server.answers_with("/feed", gzip.compress(b"<rss/>"), Content_Encoding="gzip")

    assert get(web_server.url("/feed")).body == b"<rss/>"


def test_a_small_body_that_swells_without_end_is_refused(web_server):
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(50)) + packer.flush()
    web_server.answers_with("/feed", bomb, Content_Encoding="gzip")

    error = refusal(web_server.url("/feed"))

    assert len(bomb) < 100_000
    assert error.code == "fetch-too-large"


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(b"<rss/>", mtime=0)[:-9], "gzip"),
        (b"not packed at all", "gzip"),
        (b"<rss/>", "br"),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_refused(web_server, body, encoding):
    web_server.answers_with("/feed", body, Content_Encoding=encoding)

    assert refusal(web_server.url("/feed")).code == "fetch-failed"


def test_half_an_answer_is_refused(web_server):
    web_server.answers_with("/feed", b"<rss>", Content_Length="500")

    assert refusal(web_server.url("/feed")).code == "fetch-failed"


def test_a_server_that_says_nothing_is_given_up(web_server):
    web_server.answers["/feed"] = lambda request: web_server.stopped.wait(10)

    assert refusal(web_server.url("/feed"), timeout_seconds=0.3).code == "fetch-timed-out"


def test_a_server_that_sends_drop_by_drop_is_given_up(web_server):
    def drip(request):
        request.send_response(200)
        request.end_headers()
        while not web_server.stopped.wait(0.05):
            try:
                request.wfile.write(b".")
            except OSError:
                return

    web_server.answers["/feed"] = drip

    assert refusal(web_server.url("/feed"), timeout_seconds=0.4).code == "fetch-timed-out"


@pytest.mark.parametrize("status", [401, 404, 500, 503])
def test_an_answer_without_the_document_is_refused(web_server, status):
    web_server.answers_with("/feed", b"<html>Sorry</html>", status=status)

    error = refusal(web_server.url("/feed"))

    assert error.code == "fetch-bad-status"
    assert error.found.startswith(str(status))


def test_a_document_that_is_gone_for_good_is_told_apart(web_server):
    web_server.answers_with("/feed", status=410)

    assert refusal(web_server.url("/feed")).code == "fetch-gone"


def test_nobody_listening_is_named(web_server):
    web_server.close()

    assert refusal(web_server.url("/feed")).code == "fetch-failed"


def test_a_name_without_address_is_named():
    def no_such_name(host, port):
        raise OSError("Name or service not known")

    assert refusal("http://nwa.invalid/", resolve=no_such_name).code == "fetch-failed"


def test_a_password_in_the_address_is_never_shown(web_server):
    web_server.answers_with("/feed", status=404)
    url = web_server.url("/feed").replace("http://", "http://desk:quay-and-crane@")

    assert "quay-and-crane" not in str(refusal(url))


def test_a_token_goes_to_the_server_it_is_for_and_not_where_that_redirects(web_server):
    with WebServer() as elsewhere:
        web_server.answers_with("/feed", status=302, Location="/there")
        web_server.answers_with("/there", status=302, Location=elsewhere.url("/taken"))
        elsewhere.answers_with("/taken", b"<rss/>")

        get(web_server.url("/feed"), bearer="harbour-lights")

        assert [headers.get("Authorization") for _, headers in web_server.asked] == [
            "Bearer harbour-lights"
        ] * 2
        assert "Authorization" not in elsewhere.asked[0][1]


def test_an_address_has_moved_only_when_every_redirect_is_for_good(web_server):
    web_server.answers_with("/old", status=301, Location="/newer")
    web_server.answers_with("/newer", status=308, Location="/newest")
    web_server.answers_with("/newest", b"<rss/>")
    web_server.answers_with("/detour", status=302, Location="/old")

    assert get(web_server.url("/old")).moved_to == web_server.url("/newest")
    assert get(web_server.url("/detour")).moved_to == ""
    assert get(web_server.url("/newest")).moved_to == ""


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("120", 120.0),
        ("Mon, 23 Nov 2026 12:10:00 GMT", 600.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
    ],
)
def test_how_long_a_server_wants_to_be_left_alone_is_told(web_server, retry_after, seconds):
    web_server.answers["/feed"] = busy(retry_after)

    assert refusal(web_server.url("/feed")).retry_after_seconds == seconds


def busy(retry_after):
    def answer(request):
        request.send_response_only(503)
        request.send_header("Date", "Mon, 23 Nov 2026 12:00:00 GMT")
        request.send_header("Retry-After", retry_after)
        request.end_headers()

    return answer


def test_a_server_whose_headers_drip_in_is_given_up(web_server):
    def drip(request):
        request.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
        while not web_server.stopped.wait(0.05):
            try:
                request.wfile.write(b".")
            except OSError:
                return

    web_server.answers["/feed"] = drip

    assert refusal(web_server.url("/feed"), timeout_seconds=0.4).code == "fetch-timed-out"
