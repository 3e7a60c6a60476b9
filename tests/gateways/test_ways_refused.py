"""What a way does not take, under its name: wrong secrets, private addresses, broken servers."""

import os
import subprocess
import threading

import pytest

from dateline.gateways.fetch_errors import FETCH_ERRORS
from dateline.gateways.ways import Bounds, open_way, parse_place
from tests.gateways.offers import bounds_for_tests, look_at, refusals, texts
from tests.gateways.servers.certificate import HOST, write_certificate
from tests.gateways.servers.rough import CuttingProxy, SilentServer
from tests.gateways.servers.sftp import SftpServer

WITH_LOGIN = ["imaps", "sftp", "ftp", "ftps"]
MESSAGE = b"Subject: one\r\n\r\nThe quay opened.\r\n"


def refusal(way, marks=None):
    with pytest.raises(FETCH_ERRORS) as caught:
        look_at(way, marks if marks is not None else {})
    return caught.value


def address_at(scheme, port):
    return f"{scheme}://{HOST}:{port}/{'INBOX' if scheme == 'imaps' else ''}".replace(
        "//", "//desk@" if not scheme.startswith("http") else "//", 1
    )


@pytest.mark.parametrize("kind", WITH_LOGIN)
def test_a_wrong_password_is_named_and_shown_nowhere(offer_of, kind, caplog):
    offer = offer_of(kind)

    error = refusal(offer.way(secret="wrong-lantern"))

    assert error.code == "fetch-bad-login"
    assert "wrong-lantern" not in str(error) + caplog.text


@pytest.mark.parametrize("kind", WITH_LOGIN)
def test_a_missing_password_is_named_before_anything_is_sent(offer_of, kind):
    assert refusal(offer_of(kind).way(secret="")).code == "fetch-no-secret"


@pytest.mark.parametrize("scheme", [*WITH_LOGIN, "https"])
@pytest.mark.parametrize("private", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1"])
def test_private_addresses_are_refused_for_every_scheme(scheme, private):
    bounds = bounds_for_tests(allowed_hosts=(), resolve=lambda host, port: [private])

    way = open_way(address_at(scheme, 9), bounds=bounds, secret="s")

    assert refusal(way).code == "fetch-refused-address"


@pytest.mark.parametrize("kind", WITH_LOGIN)
def test_a_name_is_resolved_once_and_the_connection_goes_where_the_check_was(offer_of, kind):
    offer = offer_of(kind)
    offer.put("one.eml", MESSAGE)
    addresses = iter([["127.0.0.1"], ["10.0.0.8"]])

    found = look_at(offer.way(resolve=lambda host, port: next(addresses)), {})

    assert texts(found) == [MESSAGE]
    assert next(addresses) == ["10.0.0.8"], "the name was resolved a second time"


@pytest.mark.parametrize("scheme", [*WITH_LOGIN, "http"])
def test_a_server_that_says_nothing_is_given_up(scheme):
    server = SilentServer()
    bounds = bounds_for_tests(stall_seconds=0.3)
    try:
        way = open_way(address_at(scheme, server.port), bounds=bounds, secret="s")
        assert refusal(way).code in ("fetch-timed-out", "fetch-failed")
    finally:
        server.close()


@pytest.mark.parametrize("scheme", WITH_LOGIN)
def test_nobody_listening_is_named(scheme):
    server = SilentServer()
    server.close()

    way = open_way(address_at(scheme, server.port), bounds=bounds_for_tests(), secret="s")

    assert refusal(way).code == "fetch-failed"


@pytest.mark.parametrize("kind", ["imaps", "sftp"])
def test_a_connection_that_breaks_keeps_what_came_and_the_rest_comes_next_time(offer_of, kind):
    marks = {}
    offer = offer_of(kind)
    big = MESSAGE + b"x" * 400_000
    offer.put("1.eml", MESSAGE)
    offer.put("2.eml", big)
    proxy = CuttingProxy(offer.server.port, after_bytes=200_000)
    address = offer.address.replace(f":{offer.server.port}/", f":{proxy.port}/")

    error = refusal(offer.way(address=address, max_bytes=1_000_000), marks)
    proxy.close()

    assert error.code == "fetch-failed"
    assert texts(look_at(offer.way(max_bytes=1_000_000), marks)) == [big]


@pytest.mark.parametrize("kind", ["ftp", "ftps"])
def test_an_ftp_server_that_dies_in_a_transfer_is_named(offer_of, kind):
    offer = offer_of(kind, bytes_per_second=50_000)
    offer.put("1.xml", b"x" * 400_000)
    dying = threading.Timer(0.5, offer.close)
    dying.start()

    error = refusal(offer.way(max_bytes=1_000_000))
    dying.join()
    offer.server = None

    assert error.code == "fetch-failed"


def test_a_transfer_without_end_is_cut_at_its_hour(offer_of):
    offer = offer_of("ftp", bytes_per_second=10_000)
    offer.put("1.xml", b"x" * 400_000)

    error = refusal(offer.way(max_bytes=1_000_000, within_seconds=0.5))

    assert error.code == "fetch-timed-out"


@pytest.mark.parametrize("kind", ["imaps", "ftps"])
def test_a_certificate_that_does_not_prove_the_name_is_refused(offer_of, kind, tmp_path):
    offer = offer_of(kind)
    stranger = tmp_path / "stranger"
    stranger.mkdir()

    error = refusal(offer.way(tls=bounds_for_tests(write_certificate(stranger)).tls))

    assert error.code == "fetch-failed"
    assert "certificate" in error.found.lower()


def test_a_server_without_tls_is_never_told_the_password(offer_of):
    offer = offer_of("ftp")
    address = offer.address.replace("ftp://", "ftps://")

    assert refusal(offer.way(address=address)).code == "fetch-failed"


def test_the_first_visit_to_an_sftp_server_gives_its_key_and_later_ones_compare_it(offer_of):
    offer = offer_of("sftp")
    with offer.way().look({}) as look:
        pin = look.host_key

    assert pin.startswith(f"{HOST}:{offer.server.port} ssh-ed25519 SHA256:")
    assert look_at(offer.way(host_key=pin), {}) == []


def test_a_changed_sftp_key_is_refused_before_the_password_is_sent(offer_of):
    offer = offer_of("sftp")
    with offer.way().look({}) as look:
        pin = look.host_key
    changed = pin[:-4] + "beef"

    error = refusal(offer.way(host_key=changed, secret="never-sent"))

    assert error.code == "fetch-host-key-changed"
    assert error.offered == pin


def test_the_key_of_an_address_the_source_had_before_does_not_count(offer_of):
    offer = offer_of("sftp")

    assert look_at(offer.way(host_key="old.nwa.example:22 ssh-rsa SHA256:abc"), {}) == []


@pytest.mark.parametrize("kind", ["ed25519", "rsa", "ecdsa"])
def test_a_private_key_opens_an_sftp_server(offer_of, tmp_path, kind):
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-f", str(key)], check=True)
    offer = offer_of("sftp", authorized=key.with_suffix(".pub"))
    offer.put("1.xml", MESSAGE)

    assert texts(look_at(offer.way(secret=key.read_text()), {})) == [MESSAGE]


def test_a_private_key_that_cannot_be_read_is_named(offer_of):
    broken = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----"

    error = refusal(offer_of("sftp").way(secret=broken))

    assert error.code == "fetch-no-secret"
    assert "AAAA" not in str(error)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\r\nDELE b", "a/b.xml", "..\\up.xml"])
def test_a_name_that_is_no_plain_name_is_not_taken_and_holds_up_no_other(offer_of, name):
    offer = offer_of("memory")
    offer.put(name, MESSAGE)
    offer.put("plain.xml", MESSAGE)

    found = look_at(offer.way(), {})

    hidden = name.startswith(".")
    assert refusals(found) == ([] if hidden else ["fetch-bad-name"])
    assert texts(found) == [MESSAGE]


def test_links_lead_out_of_no_watched_folder(offer_of, tmp_path):
    offer = offer_of("file")
    secret = tmp_path / "secret.txt"
    secret.write_text("root:x:0:0")
    (offer.folder / "link.txt").symlink_to(secret)
    os.mkfifo(offer.folder / "pipe.txt")
    offer.put("plain.xml", MESSAGE)

    assert texts(look_at(offer.way(), {})) == [MESSAGE]


@pytest.mark.parametrize("path", ["/etc", "/", "{out}-beside", "{out}/link-to-etc"])
def test_a_folder_outside_those_that_are_listed_is_refused(tmp_path, path):
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "out-beside").mkdir()
    (out / "link-to-etc").symlink_to("/etc")
    bounds = Bounds(max_bytes=10, user_agent="", watch_folders=(out,))

    way = open_way(f"file://{path.format(out=out)}", bounds=bounds)

    assert refusal(way).code == "fetch-folder-not-listed"


def test_no_folder_is_watched_unless_one_is_listed(tmp_path):
    way = open_way(f"file://{tmp_path}", bounds=Bounds(max_bytes=10, user_agent=""))

    assert refusal(way).code == "fetch-folder-not-listed"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "feed.xml",
        "gopher://nwa.example/",
        "imap://desk@nwa.example/INBOX",
        "sftp://nwa.example/out",
        "imaps://nwa.example/INBOX",
        "sftp://desk@nwa.example/out/../../etc",
        "ftp://nwa.example/out/%2e%2e/etc",
        "ftp://nwa.example/a%0d%0aDELE%20b",
        "ftp://nwa.example:port/",
        "file:/",
        "file://server/folder",
        "https://nwa.example/" + "x" * 1000,
        "https://nwa .example/",
        "sftp://desk@nwa.example/out?x=1",
    ],
)
def test_an_address_that_leads_nowhere_is_named(address):
    if address == "file:/":
        assert parse_place(address).path == "/"
        return
    with pytest.raises(FETCH_ERRORS) as caught:
        parse_place(address)

    assert caught.value.code == "fetch-bad-scheme"


@pytest.mark.parametrize(
    "address",
    [
        "sftp://desk:quay-and-crane@nwa.example/out",
        "https://desk:quay-and-crane@nwa.example/feed",
        "imaps://desk:quay-and-crane@nwa.example/INBOX",
    ],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(address):
    with pytest.raises(FETCH_ERRORS) as caught:
        parse_place(address)

    assert "quay-and-crane" not in str(caught.value)


def test_an_address_is_read_as_a_newsroom_writes_it():
    place = parse_place("imaps://wire%40paper.example@mail.example/Wire/NWA")
    home = parse_place("sftp://desk@nwa.example:2222/~/out/*.xml")

    assert (place.user, place.path, place.port) == ("wire@paper.example", "Wire/NWA", 993)
    assert (home.path, home.pattern, home.port) == ("/~/out", "*.xml", 2222)
    assert home.inside("a.xml") == "sftp://desk@nwa.example:2222/~/out/a.xml"


def test_a_path_below_the_login_folder_is_found(offer_of):
    offer = offer_of("ftp")
    (offer.folder / "out").mkdir()
    (offer.folder / "out" / "one.xml").write_bytes(MESSAGE)

    address = offer.address + "~/out/*.xml"

    assert texts(look_at(offer.way(address=address), {})) == [MESSAGE]


def test_a_server_that_is_another_one_now_is_noticed_over_a_restart(offer_of, tmp_path):
    offer = offer_of("sftp")
    with offer.way().look({}) as look:
        pin = look.host_key
    other = SftpServer(tmp_path)
    try:
        moved = pin.replace(f":{offer.server.port} ", f":{other.port} ")
        address = offer.address.replace(f":{offer.server.port}/", f":{other.port}/")
        error = refusal(offer.way(address=address, host_key=moved))
    finally:
        other.close()

    assert error.code == "fetch-host-key-changed"
