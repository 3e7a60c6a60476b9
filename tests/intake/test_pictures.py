"""Pictures that items bring or point to: taken in, known again, refused, taken down."""

import json
from datetime import timedelta
from email.message import EmailMessage

import pytest

from dateline.intake import selectors, services
from dateline.intake.models import WirePicture
from dateline.intake.picture_naming import from_plain
from dateline.intake.services import pictures
from dateline.media.errors import KilledPicture
from dateline.media.models import NewsImage
from tests.intake.deliveries import ninjs, ninjs_picture
from tests.pictures import picture_bytes

SHIPS = "tag:nwa.example,2026:ships"
State = WirePicture.State


@pytest.fixture
def agency(web_server, settings):
    """An agency's picture server on this machine."""
    settings.FETCH_ALLOWED_HOSTS = ["127.0.0.1"]
    web_server.answers_with("/ships.jpg", picture_bytes())
    return web_server


@pytest.fixture
def take_in(deliver, now):
    """Delivers an item and takes in the pictures it names; returns their rows."""

    def deliver_and_fetch(raw, *, at=now, **options):
        record = deliver(raw, at=at, **options)
        due = selectors.pictures_due(at + timedelta(minutes=2))
        for pk in list(due.values_list("pk", flat=True)):
            services.fetch_picture(wire_picture_id=pk, now=at + timedelta(minutes=2))
        return list(WirePicture.objects.filter(item__record=record))

    return deliver_and_fetch


def picture_item(uri=SHIPS, *hrefs, **changes):
    """Return a picture as an item of its own."""
    return json.dumps(
        {"version": "1", "versioncreated": "2026-11-23T09:00:00Z"}
        | ninjs_picture(uri, *hrefs, **changes)
    ).encode()


def test_a_picture_beside_a_text_is_kept_with_its_words_and_rights(take_in, agency):
    (row,) = take_in(ninjs(associations={"main": ninjs_picture(SHIPS, agency.url("/ships.jpg"))}))

    assert (row.state, row.error) == (State.KEPT, "")
    picture = row.picture
    assert picture.caption == "Ships wait off the quay of Kesterholm."
    assert picture.alt_text == "Grey ships in a row under low clouds."
    assert picture.credit_line == "Runa Vik/NWA"
    assert picture.copyright_notice == "© 2026 Northern Wire Agency"
    assert picture.usage_terms == "No sales."
    assert [size["width"] for size in picture.sizes] == [320, 640, 700]


def test_the_largest_of_the_sizes_an_agency_offers_is_kept(take_in, agency):
    agency.answers_with("/thumb.jpg", picture_bytes(size=(200, 125)))
    sizes = {
        "thumbnail": {"href": agency.url("/thumb.jpg"), "width": 200, "height": 125},
        "full": {"href": agency.url("/ships.jpg"), "width": 700, "height": 437},
    }

    (row,) = take_in(ninjs(associations={"main": ninjs_picture(SHIPS, renditions=sizes)}))

    assert row.picture.width == 700


def test_the_same_bytes_are_kept_once_whatever_they_are_called(take_in, agency):
    agency.answers_with("/again.jpg", picture_bytes())
    associations = {
        "one": ninjs_picture(SHIPS, agency.url("/ships.jpg")),
        "two": ninjs_picture("tag:nwa.example,2026:other", agency.url("/again.jpg")),
    }

    rows = take_in(ninjs(associations=associations))

    assert {row.state for row in rows} == {State.KEPT}
    assert NewsImage.objects.count() == 1


def test_a_picture_known_by_its_id_is_not_fetched_again(take_in, agency):
    beside = {"main": ninjs_picture(SHIPS, agency.url("/ships.jpg"))}
    take_in(ninjs(associations=beside))
    asked = len(agency.asked)

    (row,) = take_in(ninjs(version="2", associations=beside))

    assert row.state == State.KEPT
    assert len(agency.asked) == asked


def test_a_private_address_is_refused_unless_it_is_listed(take_in, agency, settings):
    settings.FETCH_ALLOWED_HOSTS = []

    (row,) = take_in(ninjs(associations={"main": ninjs_picture(SHIPS, agency.url("/ships.jpg"))}))

    assert (row.state, row.error_code) == (State.REFUSED, "fetch-refused-address")
    assert agency.asked == []


def test_a_public_looking_address_that_leads_to_a_private_one_is_refused(take_in, agency, settings):
    agency.answers_with(
        "/moved.jpg", status=302, Location=agency.url("/ships.jpg", host="127.0.0.2")
    )

    (row,) = take_in(ninjs(associations={"main": ninjs_picture(SHIPS, agency.url("/moved.jpg"))}))

    assert (row.state, row.error_code) == (State.REFUSED, "fetch-refused-address")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<html>Log in to see this picture</html>", "picture-unreadable"),
        (picture_bytes(size=(20, 20)), "picture-too-small"),
        (b"\xff\xd8\xff" + b"0" * 3_000_000, "fetch-too-large"),
        (picture_bytes(size=(1200, 1200)), "picture-too-many-pixels"),
    ],
    ids=["a page", "an icon", "too many bytes", "too many pixels"],
)
def test_what_is_no_usable_picture_is_refused_for_good(take_in, agency, settings, body, code):
    settings.PICTURE_MAX_BYTES, settings.PICTURE_MAX_PIXELS = 2_000_000, 1_000_000
    agency.answers_with("/ships.jpg", body)

    (row,) = take_in(ninjs(associations={"main": ninjs_picture(SHIPS, agency.url("/ships.jpg"))}))

    assert (row.state, row.error_code) == (State.REFUSED, code)
    assert not NewsImage.objects.exists()


def test_a_server_that_fails_is_asked_again_and_then_given_up(take_in, agency, now):
    agency.answers_with("/ships.jpg", status=503)
    (row,) = take_in(ninjs(associations={"main": ninjs_picture(SHIPS, agency.url("/ships.jpg"))}))
    assert (row.state, row.error_code) == (State.WAITING, "fetch-bad-status")

    at = now
    for _ in range(5):
        at += timedelta(minutes=20)
        services.fetch_picture(wire_picture_id=row.pk, now=at)

    row.refresh_from_db()
    assert row.state == State.REFUSED
    assert len(agency.asked) == 5


def test_a_file_from_the_same_folder_is_taken_whichever_comes_first(take_in, deliver):
    raw = ninjs(associations={"main": ninjs_picture(SHIPS, "ships.jpg")})
    (row,) = take_in(raw, origin="/wire/in/quay.json")
    assert (row.state, row.error_code) == (State.WAITING, "picture-not-beside")

    record = deliver(picture_bytes(), origin="/wire/in/ships.jpg")

    row.refresh_from_db()
    assert (record.state, record.wire_format) == ("read", "picture")
    assert (row.state, row.attempts) == (State.WAITING, 0)
    services.fetch_picture(wire_picture_id=row.pk, now=row.named_at)
    row.refresh_from_db()
    assert row.state == State.KEPT


def test_a_file_of_that_name_from_elsewhere_is_not_taken(take_in, deliver):
    deliver(picture_bytes(), origin="/wire/other/ships.jpg")

    (row,) = take_in(
        ninjs(associations={"main": ninjs_picture(SHIPS, "ships.jpg")}), origin="/wire/in/quay.json"
    )

    assert row.error_code == "picture-not-beside"


@pytest.mark.parametrize(
    "href",
    [
        "../secret/ships.jpg",
        "/etc/passwd",
        "..",
        "sub/ships.jpg",
        "..\\ships.jpg",
        "C:\\ships.jpg",
        "%2e%2e%2fships.jpg",
        "file:///etc/passwd",
        ".ships.jpg",
        "ftp://127.0.0.1/ships.jpg",
        "data:image/png;base64,iVBORw0KGgo=",
    ],
)
def test_a_path_that_leads_elsewhere_is_never_opened(take_in, href):
    (row,) = take_in(ninjs(associations={"main": ninjs_picture(SHIPS, href)}))

    # An address of another kind is not even read: then the picture is only named, by its id.
    assert (row.state, row.error_code) in (
        (State.REFUSED, "picture-bad-name"),
        (State.NAMED, ""),
    )
    assert row.picture is None


def test_a_name_with_a_nul_in_it_breaks_nothing(take_in):
    (row,) = take_in(ninjs(associations={"main": ninjs_picture(SHIPS, "sh\x00ips.jpg")}))

    assert (row.file_name, row.error_code) == ("ships.jpg", "picture-not-beside")


def test_ingesting_a_file_takes_the_pictures_beside_it_and_no_link(source, now, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "elsewhere.jpg").write_bytes(picture_bytes(2))
    (folder / "link.jpg").symlink_to(tmp_path / "elsewhere.jpg")
    (folder / "ships.jpg").write_bytes(picture_bytes())
    (folder / "quay.json").write_bytes(
        ninjs(
            associations={
                "main": ninjs_picture(SHIPS, "ships.jpg"),
                "other": ninjs_picture("tag:nwa.example,2026:link", "link.jpg"),
            }
        )
    )

    services.ingest(place=folder / "quay.json", source=source, now=now)
    for row in WirePicture.objects.all():
        services.fetch_picture(wire_picture_id=row.pk, now=now)

    assert list(WirePicture.objects.values_list("state", "error_code")) == [
        (State.KEPT, ""),
        (State.WAITING, "picture-not-beside"),
    ]


def test_a_picture_attached_to_a_message_is_taken_from_it(take_in, deliver, source, now):
    message = EmailMessage()
    message.set_content("PORT ANSEL, Nov. 23 (NWA) - The harbour of Kesterholm reopened.")
    message.add_attachment(picture_bytes(), maintype="image", subtype="jpeg", filename="ships.jpg")
    record = services.receive(source=source, raw=bytes(message), origin="inbox/1", now=now)
    record.wire_format = "e-mail"
    record.save()

    assert selectors.attached_bytes(record, "ships.jpg") == picture_bytes()
    assert selectors.attached_bytes(record, "other.jpg") is None


def test_a_relative_address_in_a_feed_is_one_on_its_server(take_in, agency):
    raw = ninjs(associations={"main": ninjs_picture(SHIPS, "ships.jpg")})

    (row,) = take_in(raw, origin=agency.url("/feed.json"))

    assert row.state == State.KEPT


def test_a_text_that_only_names_a_picture_gets_it_when_its_own_item_comes(take_in, agency):
    (named,) = take_in(ninjs(associations={"main": ninjs_picture(SHIPS, SHIPS)}))
    assert named.state == State.NAMED

    (own,) = take_in(picture_item(SHIPS, agency.url("/ships.jpg")))

    named.refresh_from_db()
    assert (own.state, named.state) == (State.KEPT, State.KEPT)
    assert named.picture == own.picture


def test_what_the_pictures_own_item_says_counts_more_than_a_texts_word(take_in, agency):
    url = agency.url("/ships.jpg")
    take_in(picture_item(SHIPS, url, expires="2026-12-01T00:00:00Z", creditline="Runa Vik"))

    take_in(ninjs(associations={"main": ninjs_picture(SHIPS, url, creditline="NWA", expires=None)}))

    picture = NewsImage.objects.get()
    assert picture.credit_line == "Runa Vik"
    assert picture.expires_at.isoformat() == "2026-12-01T00:00:00+00:00"


@pytest.mark.parametrize(
    "changes",
    [
        {"pubstatus": "withheld"},
        {"embargoed": "2026-11-25T09:00:00Z"},
        {"embargoed": ""},
        {"expires": "2026-11-23T10:00:00Z"},
    ],
    ids=["withheld", "embargoed", "embargoed indefinitely", "expired"],
)
def test_a_newer_word_about_a_picture_counts_at_once(deliver, take_in, agency, now, changes):
    url = agency.url("/ships.jpg")
    take_in(picture_item(SHIPS, url))
    assert NewsImage.objects.usable(now).exists()

    deliver(picture_item(SHIPS, url, version="2", **changes))

    assert not NewsImage.objects.usable(now).exists()
    assert not NewsImage.objects.get().is_usable(now)


def test_a_kill_takes_a_picture_down_as_soon_as_it_is_read(deliver, take_in, agency):
    take_in(picture_item(SHIPS, agency.url("/ships.jpg")))
    assert NewsImage.objects.get().sizes

    deliver(json.dumps({"uri": SHIPS, "version": "2", "pubstatus": "canceled"}).encode())

    picture = NewsImage.objects.get()
    assert picture.is_killed
    assert picture.sizes == []


def test_the_files_of_a_killed_picture_are_deleted(
    deliver, take_in, agency, django_capture_on_commit_callbacks
):
    take_in(picture_item(SHIPS, agency.url("/ships.jpg")))
    picture = NewsImage.objects.get()
    path = picture.size_path(640, "avif")
    assert picture.file.storage.exists(path)

    with django_capture_on_commit_callbacks(execute=True):
        deliver(json.dumps({"uri": SHIPS, "version": "2", "pubstatus": "canceled"}).encode())

    assert not picture.file.storage.exists(path)


def test_a_killed_picture_does_not_come_back_by_any_delivery(deliver, take_in, agency):
    url = agency.url("/ships.jpg")
    take_in(picture_item(SHIPS, url))
    deliver(json.dumps({"uri": SHIPS, "version": "2", "pubstatus": "canceled"}).encode())

    (later,) = take_in(picture_item(SHIPS, url, version="3"))
    (beside,) = take_in(ninjs(associations={"main": ninjs_picture(SHIPS, url)}))
    (renamed,) = take_in(
        ninjs(
            uri="tag:nwa.example,2026:pier",
            associations={"main": ninjs_picture("tag:nwa.example,2026:renamed", url)},
        )
    )

    assert [row.error_code for row in (later, beside, renamed)] == ["picture-killed"] * 3
    assert NewsImage.objects.get().is_killed


def test_a_kill_that_comes_before_its_picture_keeps_it_out(deliver, take_in, agency):
    deliver(json.dumps({"uri": SHIPS, "version": "2", "pubstatus": "canceled"}).encode())

    (row,) = take_in(ninjs(associations={"main": ninjs_picture(SHIPS, agency.url("/ships.jpg"))}))

    assert row.error_code == "picture-killed"
    assert not NewsImage.objects.exists()


def test_a_kill_that_comes_while_the_bytes_do_takes_the_picture_down(deliver, agency, now):
    beside = {"main": ninjs_picture(SHIPS, agency.url("/ships.jpg"))}
    record = deliver(ninjs(associations=beside))
    row = WirePicture.objects.get(item__record=record)
    fetched = pictures._picture_of(row, from_plain(row.named))
    deliver(json.dumps({"uri": SHIPS, "version": "2", "pubstatus": "canceled"}).encode())

    with pytest.raises(KilledPicture):
        pictures._keep_unless_killed(row, fetched, now=now)

    assert NewsImage.objects.get().is_killed


def test_a_picture_that_names_its_story_is_linked_to_it(take_in, agency):
    story_link = {"uri": "tag:nwa.example,2026:quay", "type": "text"}
    link = story_link | {"renditions": {"page": {"href": "https://nwa.example/quay"}}}

    take_in(picture_item(SHIPS, agency.url("/ships.jpg"), associations={"story": link}))

    (linked,) = selectors.PictureLink.objects.all()
    assert (linked.story_guid, linked.picture_key) == ("tag:nwa.example,2026:quay", SHIPS)
