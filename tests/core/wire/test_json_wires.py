"""JSON of agencies becomes items: ninjs with its pictures, AP's media API, LDRS, forms."""

import json

import pytest

from dateline.core.story import Item, PubStatus
from dateline.core.wire import WireError, read_items

from .feed_samples import items, sample


def test_ninjs_names_the_best_rendition_of_each_picture_with_its_rights():
    (item,) = sample("ninjs-3-pictures.json")

    crane, film = item.media
    assert (crane.href, crane.kind, crane.uri) == (
        "https://nwa.example/h.jpg",
        "picture",
        "nwa:pic1",
    )
    assert (crane.caption, crane.alt, crane.credit) == (
        "The crane at Pier 4", "A red crane", "Runa Vik/NWA",
    )  # fmt: skip
    assert (crane.copyright_notice, crane.usage_terms) == ("© NWA", "Not for calendars")
    assert crane.expires.isoformat() == "2026-12-01T00:00:00+00:00"
    assert (film.href, film.kind) == ("https://nwa.example/film.mp4", "video")


def test_a_picture_that_is_killed_or_under_embargo_does_not_come_with_its_story():
    (item,) = sample("ninjs-3-pictures.json")

    hrefs = {media.href for media in item.media}
    assert not any(word in href for href in hrefs for word in ("killed", "later", "odd", "related"))


def test_ninjs_descriptions_and_bodies_are_told_apart_by_role():
    (item,) = sample("ninjs-3-pictures.json")

    assert (item.headline, item.subheadline) == ("Crane stops", "At Pier 4")
    assert (item.abstract, item.creditline) == ("The crane stopped.", "NWA/Courier")
    assert item.text == "From NITF."
    assert item.provider == "Port Ansel Courier"


def test_ninjs_subjects_are_read_by_address_and_scheme():
    (item,) = sample("ninjs-3-pictures.json")

    assert item.subjects == ("medtop:20000640", "medtop:20000337", "subj:04000000")
    assert item.keywords == ()


def test_a_picture_item_lists_its_own_renditions_the_best_first():
    renditions = {
        "thumbnail": {"href": "https://nwa.example/t.jpg", "width": 100, "height": 50},
        "original": {"href": "https://nwa.example/o.jpg", "width": "4000", "height": "3000"},
    }

    (item,) = items({"uri": "nwa:1", "type": "picture", "body_text": "A crane",
                     "renditions": renditions})  # fmt: skip

    assert [media.href[-5:] for media in item.media] == ["o.jpg", "t.jpg"]
    assert item.media[0].alt == "A crane"


def test_ap_items_are_known_by_the_id_that_stays():
    lead, kill, later, odd, picture = sample("ap-media.json")

    assert [item.uri for item in (lead, kill, later, picture)] == ["0aa", "0ab", "0ac", "0ae"]
    assert lead.byline == "By RUNA VIK"
    assert (lead.dateline.text, lead.dateline.place) == ("PORT ANSEL, Varland", "Port Ansel")
    assert (lead.take_key, lead.usageterms) == ("2nd Ld-Writethru", "One. Two.")
    assert (lead.signals, lead.provider) == (("newscontent",), "NWA")
    assert [note.public for note in lead.ednotes] == [False]
    assert isinstance(odd, WireError)


def test_an_ap_kill_is_told_by_its_editorial_type_and_an_embargo_may_have_no_time():
    _, kill, later, *_ = sample("ap-media.json")

    assert kill.pubstatus is PubStatus.CANCELED
    assert (later.pubstatus, later.embargoed) == (PubStatus.USABLE, "indefinite")


def test_an_ap_picture_has_its_caption_credit_and_largest_rendition_first():
    picture = sample("ap-media.json")[-1]

    assert picture.media[0].href == "https://nwa.example/m.jpg"
    assert (picture.media[0].caption, picture.creditline) == ("The crane.", "Runa Vik/NWA")


def test_an_ldrs_story_and_its_picture_name_the_same_picture():
    story, picture = sample("ldrs.json")

    assert (story.type, story.headline, story.places) == ("text", "Council votes", ("Kesterholm",))
    assert (picture.type, picture.headline) == ("picture", "hall.png")
    assert story.media[0].uri == picture.uri
    assert story.versioncreated.tzinfo is None


def test_an_apis_answer_gives_its_ninjs_items():
    page = {"hits": [{"uri": "nwa:1", "headline": "Quay"}, {"uri": "nwa:2", "pubstatus": "odd"}]}

    first, second = read_items(json.dumps(page).encode())

    assert (first.uri, second.code) == ("nwa:1", "wire-malformed")


def test_a_dialects_lists_and_objects_are_read_where_a_text_is_due():
    (item,) = items({"uri": "nwa:1", "headline": "Quay", "byline": ["Runa Vik", "Olav Berg"],
                     "located": {"name": "Port Ansel"}})  # fmt: skip

    assert (item.byline, item.places) == ("Runa Vik, Olav Berg", ("Port Ansel",))


def test_a_form_sent_as_json_is_a_story():
    (item,) = items({"Headline": ["Quay opens"], "Body": ["First.", "Second."], "News Value": ["4"],
                     "Slugline": ["Quay"], "Keywords": "port, quay"})  # fmt: skip

    assert (item.headline, item.text, item.slugline) == ("Quay opens", "First.\n\nSecond.", "Quay")
    assert item.keywords == ("port", "quay")


@pytest.mark.parametrize(
    "associations",
    [
        None,
        "x",
        [1],
        {"a": 1},
        {"a": {"renditions": [1, {}]}},
        {"a": {"headline": {"x": 1}, "renditions": [{"href": "x"}]}},
    ],
)
def test_attachments_that_cannot_be_read_leave_the_story(associations):
    (item,) = items({"uri": "nwa:1", "headline": "Quay", "associations": associations})

    assert isinstance(item, Item)
    assert item.media == ()
