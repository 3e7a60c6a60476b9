"""What another newsroom receives of a story, in each wire format, through the story's life."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree
from lxml import html as lxml_html

from dateline.core.story import Item, Media, PubStatus, item_to_plain
from dateline.core.wire import read_items
from dateline.intake import services
from dateline.intake.models import WireItem, WireRecord
from dateline.media.services import PictureFacts, keep_picture
from dateline.pages import clock
from dateline.pages.models import Correction, Story, StoryEvent, Topic
from dateline.pages.services import (
    add_picture,
    correct_story,
    kill_picture,
    kill_story,
    publish_story,
    revive_story,
)
from dateline.pages.services.publishing import log_event
from tests.pictures import picture_bytes

WIRE = ("ninjs.json", "newsml-g2.xml", "nitf.xml")
NITF = "{http://iptc.org/std/NITF/2006-10-18/}"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch, now):
    """A receiver asks at the test's `now`."""
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def received(client, story):
    """Return what a receiver reads: the item, from ninjs by default."""

    def get(name="ninjs.json") -> Item:
        (item,) = read_items(client.get(f"/story/{story.public_id}/{name}").content)
        assert isinstance(item, Item), item
        return item

    return get


@pytest.fixture
def came_by_wire(story, source, now):
    """The story has an item of an agency behind it, with rights, codes, and a private note."""
    item = Item(
        format="ninjs-3",
        uri="nwa:1",
        headline=story.headline,
        paragraphs=story.body,
        urgency=3,
        slugline="HARBOUR-KESTERHOLM",
        subjects=("medtop:20000705",),
        places=("Kesterholm",),
        copyrightholder="NWA",
        copyrightnotice="(c) 2026 NWA",
    )
    record = WireRecord.objects.create(source=source, received_at=now, sha256="0", size_bytes=1)
    story.wire_item = WireItem.objects.create(
        record=record, position=0, item_type="text", item=item_to_plain(item), placed_at=now,
        outcome=WireItem.Outcome.PUBLISH, content_hash="0",
    )  # fmt: skip
    story.usage_terms = "No archive."
    story.save()
    return story


@pytest.mark.parametrize("name", WIRE)
def test_a_receiver_reads_the_story_as_it_is(received, came_by_wire, name):
    item = received(name)

    assert item.uri == f"http://testserver/story/{came_by_wire.public_id}/"
    assert (item.headline, item.text) == (came_by_wire.headline, came_by_wire.text)
    assert (item.byline, item.creditline) == ("Halvard Senn", "NWA")
    assert item.provider == "The Ansel Gazette"
    assert item.dateline.place.casefold() == "port ansel"
    assert (item.urgency, item.subjects) == (3, ("medtop:20000705",))
    assert "Kesterholm" in item.places
    assert (item.copyrightholder, item.copyrightnotice) == ("NWA", "(c) 2026 NWA")
    assert item.usageterms == "No archive."
    assert (item.version, item.signals) == ("1", ())
    assert item.versioncreated == came_by_wire.published_at


@pytest.fixture
def picture(db):
    """A picture of an agency with every right it may have."""
    facts = PictureFacts(
        caption="Ships wait off the quay.",
        alt_text="Grey ships under low clouds.",
        credit_line="Runa Vik/NWA",
        copyright_notice="© 2026 Runa Vik",
        usage_terms="Not for resale.",
        expires_at=datetime(2027, 1, 1, tzinfo=UTC),
    )
    return keep_picture(raw=picture_bytes(), where="s.jpg", facts=facts, max_pixels=2_000_000)


@pytest.mark.parametrize("name", WIRE)
def test_a_receiver_reads_the_pictures_with_their_words_and_rights(
    received, story, picture, editor, now, name
):
    add_picture(story=story, picture=picture, by=editor, now=now)

    width = picture.sizes[-1]["width"]
    assert received(name).media == (
        Media(
            href=f"http://testserver/picture/{picture.pk}/{width}.jpeg",
            uri=f"http://testserver/picture/{picture.pk}/",
            caption="Ships wait off the quay.",
            alt="Grey ships under low clouds.",
            credit="Runa Vik/NWA",
            copyright_notice="© 2026 Runa Vik",
            usage_terms="Not for resale.",
            expires=datetime(2027, 1, 1, tzinfo=UTC),
        ),
    )


@pytest.mark.parametrize("name", WIRE)
def test_a_killed_picture_leaves_the_story_in_a_newer_version(
    received, story, picture, editor, now, name
):
    add_picture(story=story, picture=picture, by=editor, now=now)
    before = received(name)

    kill_picture(picture=picture, by=editor, now=now + MINUTE, note="A wrong face.")

    after = received(name)
    assert after.media == ()
    assert int(after.version) > int(before.version)
    assert after.versioncreated > before.versioncreated
    assert after.text == before.text


def test_nitf_carries_the_story_as_well(client, came_by_wire):
    answer = client.get(f"/story/{came_by_wire.public_id}/nitf.xml")

    root = etree.fromstring(answer.content)
    assert answer["Content-Type"].startswith("application/nitf+xml")
    assert root.findtext(f".//{NITF}hl1") == came_by_wire.headline
    words = [" ".join(p.itertext()) for p in root.iter(f"{NITF}p")]
    assert words == came_by_wire.text.split("\n\n")


@pytest.mark.parametrize("name", WIRE)
def test_the_agencys_name_for_the_story_stays_here(client, came_by_wire, name):
    body = client.get(f"/story/{came_by_wire.public_id}/{name}").content

    assert b"HARBOUR-KESTERHOLM" not in body


@pytest.mark.parametrize("name", WIRE)
def test_a_correction_leaves_as_a_correction_with_its_notice(received, story, editor, now, name):
    before = received(name)

    correct_story(story=story, by=editor, now=now + MINUTE, notice="The wall is 300 metres long.")

    item = received(name)
    assert item.signals == ("sig:correction",)
    assert [(note.text, note.public) for note in item.ednotes] == [
        ("The wall is 300 metres long.", True)
    ]
    assert int(item.version) > int(before.version)
    assert item.versioncreated == now + MINUTE


def test_nitf_says_what_was_corrected(client, story, editor, now):
    correct_story(story=story, by=editor, now=now + MINUTE, notice="The wall is 300 metres long.")

    root = etree.fromstring(client.get(f"/story/{story.public_id}/nitf.xml").content)

    correction = root.find(f".//{NITF}correction")
    assert correction.get("info") == "The wall is 300 metres long."


def test_an_update_leaves_as_an_update_also_after_a_correction(received, story, editor, now):
    correct_story(story=story, by=editor, now=now + MINUTE, notice="The wall is 300 metres long.")
    corrected = received()

    log_event(story, StoryEvent.Act.UPDATED, by=editor, now=now + 2 * MINUTE)

    item = received()
    assert item.signals == ("sig:update",)
    assert int(item.version) > int(corrected.version)


def test_a_clarification_is_an_update_with_its_notice(received, story, editor, now):
    correct_story(
        story=story, by=editor, now=now + MINUTE, notice="The quay is the northern one.",
        kind=Correction.Kind.CLARIFICATION,
    )  # fmt: skip

    item = received()

    assert item.signals == ("sig:update",)
    assert item.ednotes[0].text == "The quay is the northern one."


def test_what_changes_nothing_for_a_receiver_is_no_version(received, story, now):
    before = received().version

    log_event(story, StoryEvent.Act.CHOICE_WAITS, by=None, now=now)

    assert received().version == before


@pytest.mark.parametrize("name", WIRE)
def test_a_kill_is_answered_410_with_the_canceled_item(client, story, editor, now, name):
    kill_story(story=story, by=editor, now=now + MINUTE, note="Withdrawn: the source lied.")

    answer = client.get(f"/story/{story.public_id}/{name}")

    assert answer.status_code == 410
    assert answer["Cache-Control"] == "no-cache"
    body = answer.content.decode()
    assert "canceled" in body
    assert f"http://testserver/story/{story.public_id}/" in body
    for word in ("arbour", "quay", "Senn", "ANSEL", "Withdrawn", "lied"):
        assert word not in body


@pytest.mark.parametrize("name", WIRE)
def test_a_receiver_reads_the_kill_as_a_newer_version(received, story, editor, now, name):
    before = received(name)

    kill_story(story=story, by=editor, now=now + MINUTE, note="Withdrawn.")

    item = received(name)
    assert (item.uri, item.pubstatus) == (before.uri, PubStatus.CANCELED)
    assert int(item.version) > int(before.version)
    assert item.versioncreated == now + MINUTE


def test_a_story_that_came_back_is_a_newer_version_than_its_kill(received, story, editor, now):
    kill_story(story=story, by=editor, now=now, note="Withdrawn.")
    killed = received()
    revive_story(story=story, by=editor, now=now, reason="Mistake.")

    publish_story(story=story, by=editor, now=now)

    assert received().pubstatus is PubStatus.USABLE
    assert int(received().version) > int(killed.version)


@pytest.mark.parametrize("name", WIRE)
def test_what_has_not_changed_is_not_sent_again(client, story, name):
    address = f"/story/{story.public_id}/{name}"
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert first["Cache-Control"] == "no-cache"
    assert first["X-Robots-Tag"] == "noindex"
    assert again.status_code == 304


def test_tags_are_subjects_where_they_have_a_code_and_keywords_where_not(received, story):
    story.topics.add(
        Topic.objects.create(slug="shipping", label="shipping", qcode="medtop:20000202"),
        Topic.objects.create(slug="kesterholm-quay", label="Kesterholm quay"),
    )
    story.save()

    item = received()

    assert "medtop:20000202" in item.subjects
    assert "Kesterholm quay" in item.keywords


def test_the_page_names_its_wire_addresses(client, story):
    root = lxml_html.fromstring(client.get(story.get_absolute_url()).content)

    links = {link.get("href"): link.get("type") for link in root.xpath("//link[@rel='alternate']")}

    for name in WIRE:
        address = f"/story/{story.public_id}/{name}"
        assert client.get(address)["Content-Type"].startswith(links[address])


@pytest.mark.parametrize("name", WIRE)
def test_another_newsroom_follows_a_story_from_publication_to_kill(
    client, story, source, editor, now, name, django_capture_on_commit_callbacks
):
    def deliver():
        raw = client.get(f"/story/{story.public_id}/{name}").content
        with django_capture_on_commit_callbacks(execute=True):
            services.receive(source=source, raw=raw, origin=name, now=now + MINUTE)
        return Story.objects.get(chain__source=source)

    copy = deliver()
    assert (copy.headline, copy.text, copy.live) == (story.headline, story.text, True)

    correct_story(story=story, by=editor, now=now + MINUTE, notice="The wall is 300 metres long.")
    copy = deliver()
    assert [one.notice for one in copy.shown_corrections] == ["The wall is 300 metres long."]

    kill_story(story=story, by=editor, now=now + 2 * MINUTE, note="Withdrawn.")
    copy = deliver()
    assert copy.is_killed


@pytest.mark.parametrize("name", WIRE)
def test_there_is_no_wire_of_a_story_that_is_not_there(client, site, name):
    assert client.get(f"/story/nothing/{name}").status_code == 404


def test_ninjs_on_the_web_is_one_object(client, story):
    assert json.loads(client.get(f"/story/{story.public_id}/ninjs.json").content)["version"] == "1"
