"""From the agency's bytes to the page: a picture reaches its story, whichever comes first."""

import json

import pytest

from dateline.intake import services
from dateline.intake.models import WirePicture
from dateline.intake.tasks import sweep_pictures
from dateline.pages import clock
from dateline.pages.models import Story
from dateline.pages.services import change_picture, remove_picture, take_up_waiting
from dateline.pages.tasks import sweep_items
from tests.gateways.web_server import WebServer
from tests.intake.deliveries import ninjs, ninjs_picture
from tests.pictures import picture_bytes

SHIPS = "tag:nwa.example,2026:ships"
QUAY = "tag:nwa.example,2026:quay"


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch, now):
    """Pages are asked for at the test's `now`."""
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture(autouse=True)
def vault_folder(settings, tmp_path):
    """Where the agencies' bytes lie in this test."""
    wire = {**settings.STORAGES["wire"], "OPTIONS": {"location": str(tmp_path / "vault")}}
    settings.STORAGES = {**settings.STORAGES, "wire": wire}


@pytest.fixture
def agency(settings):
    """An agency's picture server on this machine."""
    settings.FETCH_ALLOWED_HOSTS = ["127.0.0.1"]
    with WebServer() as server:
        server.answers_with("/ships.jpg", picture_bytes(size=(200, 150)))
        server.answers_with("/crane.jpg", picture_bytes(2, size=(200, 150)))
        yield server


@pytest.fixture
def wire(site, source, now, django_capture_on_commit_callbacks):
    """Delivers an item with all that follows from it, as web server and worker would."""

    def deliver(raw, *, origin="wire/quay.json"):
        with django_capture_on_commit_callbacks(execute=True):
            services.receive(source=source, raw=raw, origin=origin, now=now)

    return deliver


def text(*pictures, **changes):
    named = {f"picture{place}": picture for place, picture in enumerate(pictures)}
    return ninjs(associations=named, **changes)


def item(uri, *hrefs, **changes):
    head = {"version": "1", "versioncreated": "2026-11-23T09:00:00Z"}
    return json.dumps(head | ninjs_picture(uri, *hrefs, **changes)).encode()


def shown(client):
    """Return the alternative texts of the pictures on the story's page, as one request sees it."""
    page = client.get(Story.objects.get().get_absolute_url()).content.decode()
    return [part.split('"')[0] for part in page.split(' alt="')[1:]]


ALT = "Grey ships in a row under low clouds."


def test_a_picture_beside_a_text_is_on_its_page(client, wire, agency):
    wire(text(ninjs_picture(SHIPS, agency.url("/ships.jpg"))))

    assert shown(client) == [ALT]
    page = client.get(Story.objects.get().get_absolute_url()).content.decode()
    assert "Picture: Runa Vik/NWA" in page
    assert agency.url("/ships.jpg") not in page


def test_a_picture_item_that_comes_later_than_its_story_attaches(client, wire, agency):
    wire(text(ninjs_picture(SHIPS, SHIPS)))
    assert shown(client) == []

    wire(item(SHIPS, agency.url("/ships.jpg")))

    assert shown(client) == [ALT]


def test_a_picture_item_that_comes_before_its_story_attaches(client, wire, agency):
    wire(item(SHIPS, agency.url("/ships.jpg")))

    wire(text(ninjs_picture(SHIPS, SHIPS)))

    assert shown(client) == [ALT]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_package_that_names_both_puts_them_together(client, wire, agency, order):
    package = {
        "uri": "tag:nwa.example,2026:package",
        "version": "1",
        "type": "composite",
        "versioncreated": "2026-11-23T09:00:00Z",
        "associations": {
            "story": {"uri": QUAY, "type": "text", "renditions": {"one": {"href": QUAY}}},
            "lead": ninjs_picture(SHIPS, SHIPS),
        },
    }
    parts = [
        text(),
        item(SHIPS, agency.url("/ships.jpg")),
        json.dumps(package).encode(),
    ]

    for place in order:
        wire(parts[place], origin=f"wire/{place}.json")

    assert shown(client) == [ALT]


def test_a_kill_of_the_picture_leaves_the_story_without_it(client, wire, agency):
    wire(text(ninjs_picture(SHIPS, agency.url("/ships.jpg"))))
    story = Story.objects.get()
    address = f"/picture/{story.pictures.get().picture_id}/200.avif"
    assert client.get(address).status_code == 200

    wire(json.dumps({"uri": SHIPS, "version": "2", "pubstatus": "canceled"}).encode())

    assert shown(client) == []
    assert client.get(story.get_absolute_url()).status_code == 200
    assert client.get(address).status_code == 410
    assert story.events.filter(act="picture-killed", is_automatic=True).exists()


def test_a_kill_of_the_story_takes_its_picture_with_it(client, wire, agency):
    wire(text(ninjs_picture(SHIPS, agency.url("/ships.jpg"))))
    address = f"/picture/{Story.objects.get().pictures.get().picture_id}/200.avif"

    wire(json.dumps({"uri": QUAY, "version": "2", "pubstatus": "canceled"}).encode())

    assert client.get(address).status_code == 404


def test_a_newer_version_brings_other_pictures_and_drops_those_it_no_longer_names(
    client, wire, agency
):
    crane = ninjs_picture("tag:nwa.example,2026:crane", agency.url("/crane.jpg"), altText="A crane")
    wire(text(ninjs_picture(SHIPS, agency.url("/ships.jpg"))))

    wire(text(crane, version="2"))

    assert shown(client) == ["A crane"]


def test_a_picture_with_new_bytes_under_its_id_takes_the_old_ones_place(client, wire, agency):
    wire(text(ninjs_picture(SHIPS, agency.url("/ships.jpg"))))
    before = Story.objects.get().pictures.get().picture_id

    wire(item(SHIPS, agency.url("/crane.jpg"), version="2", altText="Cropped."))

    row = Story.objects.get().pictures.get()
    assert row.picture_id != before
    assert client.get(f"/picture/{before}/200.avif").status_code == 404
    assert client.get(f"/picture/{row.picture_id}/200.avif").status_code == 200


def test_what_a_person_decided_about_a_picture_stands(client, wire, agency, editor, now):
    crane = ninjs_picture("tag:nwa.example,2026:crane", agency.url("/crane.jpg"), altText="A crane")
    ships = ninjs_picture(SHIPS, agency.url("/ships.jpg"))
    wire(text(ships, crane))
    first, second = Story.objects.get().pictures.all()
    change_picture(row=first, caption="Ours.", alt_text="Our words", by=editor, now=now)
    remove_picture(row=second, by=editor, now=now)

    wire(text(ships, crane, version="2"))

    assert shown(client) == ["Our words"]


def test_the_sweeps_go_on_where_a_worker_died(client, site, source, agency, now):
    raw = text(ninjs_picture(SHIPS, agency.url("/ships.jpg")))
    record = services.receive(source=source, raw=raw, origin="quay.json", now=now)
    services.read_record(record_id=record.pk, now=now)
    take_up_waiting(now=now, older_than=now - now)
    assert WirePicture.objects.get().state == WirePicture.State.WAITING

    sweep_pictures.call_local()
    assert WirePicture.objects.get().state == WirePicture.State.KEPT
    sweep_items.call_local()

    assert shown(client) == [ALT]
    assert WirePicture.objects.get().taken_up_at == now
