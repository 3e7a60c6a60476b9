"""The contract of every way of pulling, kept by the real ones and by the in-memory twin."""

import pytest

from dateline.gateways.fetch_errors import FETCH_ERRORS
from dateline.gateways.ways import Delivery
from tests.gateways.offers import look_at, refusals, texts

FOLDERS = ["memory", "file", "sftp", "ftp", "ftps", "ftp without MLSD"]
MANY = [*FOLDERS, "imaps"]
ALL = [*MANY, "https"]

FIRST = b"Subject: one\r\n\r\nThe quay opened.\r\n"
SECOND = b"Subject: two\r\n\r\nA crane of Kesterholm fell.\r\n"


@pytest.fixture
def offer(offer_of, request):
    """A place of the kind the test is run for."""
    return offer_of(request.param)


def over(kinds):
    return pytest.mark.parametrize("offer", kinds, indirect=True)


@over(ALL)
def test_what_lies_there_is_given_byte_for_byte_with_where_it_lay(offer):
    offer.put("one.eml", FIRST)

    (found,) = look_at(offer.way(), {})

    assert isinstance(found, Delivery)
    assert found.raw == FIRST
    assert found.name.startswith(offer.address.rstrip("/"))


@over(ALL)
def test_what_was_taken_is_not_given_again(offer):
    marks = {}
    offer.put("one.eml", FIRST)
    look_at(offer.way(), marks)

    assert look_at(offer.way(), marks) == []


@over(ALL)
def test_what_comes_later_is_given_alone(offer):
    marks = {}
    offer.put("one.eml", FIRST)
    look_at(offer.way(), marks)
    offer.put("two.eml", SECOND)

    assert texts(look_at(offer.way(), marks)) == [SECOND]


@over(ALL)
def test_what_was_given_and_not_marked_comes_again_after_a_crash(offer):
    offer.put("one.eml", FIRST)
    with offer.way().look({}) as look:
        next(look.news)

    assert texts(look_at(offer.way(), {})) == [FIRST]


@over(MANY)
def test_after_a_crash_only_what_was_not_marked_comes_again(offer):
    marks = {}
    offer.put("1.eml", FIRST)
    offer.put("2.eml", SECOND)
    with offer.way().look(marks) as look:
        taken = next(look.news)
        marks[taken.key] = taken.mark
        next(look.news)

    assert texts(look_at(offer.way(), marks)) == [SECOND]


@over(MANY)
def test_many_are_given_in_order(offer):
    bodies = [b"Subject: %d\r\n\r\nTake %d.\r\n" % (number, number) for number in range(30)]
    for number, body in enumerate(bodies):
        offer.put(f"{number:02}.eml", body)

    assert texts(look_at(offer.way(), {})) == bodies


@over(MANY)
def test_what_is_too_large_is_refused_once_and_the_others_are_taken(offer):
    marks = {}
    offer.put("1.eml", b"Subject: big\r\n\r\n" + b"x" * 60_000)
    offer.put("2.eml", SECOND)

    first, second = look_at(offer.way(), marks), look_at(offer.way(), marks)

    assert (refusals(first), texts(first)) == (["fetch-too-large"], [SECOND])
    assert second == []


@over(ALL)
def test_what_is_just_as_large_as_allowed_is_taken(offer):
    body = FIRST + b"x" * 20_000
    offer.put("one.eml", body)

    assert texts(look_at(offer.way(max_bytes=len(body)), {})) == [body]


@over(ALL)
def test_nothing_is_deleted_or_changed_at_the_other_end(offer):
    offer.put("one.eml", FIRST)
    look_at(offer.way(), {})

    assert texts(look_at(offer.way(), {})) == [FIRST]


@over(MANY)
def test_an_empty_place_gives_nothing(offer):
    assert look_at(offer.way(), {}) == []


@over(FOLDERS)
def test_a_file_that_changed_is_given_again_and_one_that_went_away_is_forgotten(offer):
    marks = {}
    offer.put("one.xml", FIRST)
    offer.put("two.xml", SECOND)
    look_at(offer.way(), marks)
    offer.put("one.xml", FIRST * 2)
    offer.remove("two.xml")

    found = look_at(offer.way(), marks)

    assert texts(found) == [FIRST * 2]
    assert list(marks) == ["one.xml"]


@over(FOLDERS)
def test_unfinished_uploads_and_hidden_files_are_left_alone(offer):
    for name in ("a.xml.part", "b.xml.filepart", "c.TMP", ".d.xml"):
        offer.put(name, FIRST)

    assert look_at(offer.way(), {}) == []


@over(FOLDERS)
def test_a_file_that_still_grows_waits_for_the_next_look(offer):
    marks = {}
    offer.put("growing.xml", FIRST)
    offer.put("whole.xml", SECOND)

    def sender_writes_on(seconds):
        offer.put("growing.xml", FIRST * 2)

    found = look_at(offer.way(pause=sender_writes_on), marks)

    assert texts(found) == [SECOND]
    assert texts(look_at(offer.way(), marks)) == [FIRST * 2]


@pytest.mark.parametrize("kind", ["file", "sftp", "ftp", "ftps", "ftp without MLSD"])
def test_folders_within_the_folder_are_left_alone(offer_of, kind):
    offer = offer_of(kind)
    (offer.folder / "older").mkdir()
    offer.put("one.xml", FIRST)

    assert texts(look_at(offer.way(), {})) == [FIRST]


@pytest.mark.parametrize("kind", ["file", "sftp", "ftp"])
def test_a_pattern_chooses_files_and_a_path_a_folder(offer_of, kind):
    offer = offer_of(kind)
    (offer.folder / "news desk").mkdir()
    (offer.folder / "news desk" / "one.xml").write_bytes(FIRST)
    (offer.folder / "news desk" / "one.txt").write_bytes(SECOND)
    address = f"{offer.address.rstrip('/')}/news%20desk/*.xml"

    assert texts(look_at(offer.way(address=address), {})) == [FIRST]


@pytest.mark.parametrize("kind", ["file", "sftp", "ftp", "imaps"])
def test_a_place_that_is_not_there_is_named(offer_of, kind):
    offer = offer_of(kind)
    address = f"{offer.address.rstrip('/').removesuffix('/INBOX')}/no-such-place"

    with pytest.raises(FETCH_ERRORS) as caught:
        look_at(offer.way(address=address), {})

    assert caught.value.code == "fetch-no-such-folder"


@pytest.mark.parametrize("kind", ["sftp", "ftp", "ftps"])
def test_one_file_that_may_not_be_read_holds_up_no_other_and_is_tried_again(offer_of, kind):
    marks = {}
    offer = offer_of(kind, locked="1.xml")
    offer.put("1.xml", FIRST)
    offer.put("2.xml", SECOND)

    first, second = look_at(offer.way(), marks), look_at(offer.way(), marks)

    assert (refusals(first), texts(first)) == (["fetch-unreadable"], [SECOND])
    assert refusals(second) == ["fetch-unreadable"]


def test_a_new_identity_of_the_mailbox_makes_every_message_new(offer_of):
    offer = offer_of("imaps")
    offer.put("one.eml", FIRST)
    marks = {"INBOX": "1 4000000000"}

    assert texts(look_at(offer.way(), marks)) == [FIRST]


def test_no_message_is_marked_as_seen(offer_of, mail_server):
    offer = offer_of("imaps")
    offer.put("one.eml", FIRST)

    look_at(offer.way(), {})

    with mail_server.client(offer.user) as client:
        client.select("INBOX", readonly=True)
        assert client.search(None, "UNSEEN")[1] == [b"1"]


def test_a_mailbox_with_a_name_of_its_own_is_found(offer_of, mail_server):
    offer = offer_of("imaps")
    with mail_server.client(offer.user) as client:
        client.create("Agence&AOk- presse".join('""'))
    mail_server.deliver(offer.user, FIRST, "Agence&AOk- presse".join('""'))
    address = offer.address.replace("INBOX", "Agence%C3%A9%20presse")

    assert texts(look_at(offer.way(address=address), {})) == [FIRST]
