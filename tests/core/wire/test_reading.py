"""An agency's bytes become items, or named refusals in their place; nothing is ever raised."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.story import Item, ParagraphKind, PubStatus, item_from_plain, item_to_plain
from dateline.core.wire import WireError, item_as_json, read_items

NINJS = {
    "uri": "nwa:1",
    "type": "text",
    "version": "3",
    "versioncreated": "2026-11-23T09:30:00+01:00",
    "pubstatus": "usable",
    "headline": "Harbour reopens",
    "body_html": "<p>PORT ANSEL, Nov. 23 (NWA) — The <em>quay</em> is open.</p>"
    "<script>x()</script>",
}

PRIVATE_BLOCK = (
    "<p>The quay is open.</p><p># Notebook</p><p>The following is not intended for publication</p>"
    "<p>Contact: Runa, 555 0199</p>"
)
ESCAPED = PRIVATE_BLOCK.replace("<", "&lt;")


@pytest.mark.parametrize(
    "raw",
    [
        json.dumps(NINJS | {"body_html": PRIVATE_BLOCK}),
        json.dumps({"headline": "Quay", "body": ["The quay is open.", "# Notebook", "555 0199"]}),
        "Quay\n\nThe quay is open.\n\n# Notebook\n\nContact: 555 0199\n",
        f"<rss version='2.0'><channel><item><title>Quay</title><guid>1</guid>"
        f"<description>{ESCAPED}</description></item></channel></rss>",
        f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><title>Quay</title>"
        f"<content type='html'>{ESCAPED}</content></entry></feed>",
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "NWA",
                "items": [{"id": "1", "title": "Quay", "content_html": PRIVATE_BLOCK}],
            }
        ),
    ],
    ids=["ninjs", "own", "plain", "rss", "atom", "json-feed"],
)
def test_what_stands_below_the_copy_for_newsrooms_alone_is_a_private_note(raw):
    (read,) = read_items(raw.encode())

    assert read.text == "The quay is open."
    (note,) = read.ednotes
    assert "555 0199" in note.text
    assert not note.public


NOTES_THAT_HOLD = (
    "EMBARGO: 18 Uhr",
    "Sperrfrist 18.00",
    "Embargoed for 0001 GMT",
    "Not for publication before 18:00",
    "HOLD FOR RELEASE",
    "Nicht vor 18 Uhr veröffentlichen",
    "Ne pas diffuser avant 18h",
)


@pytest.mark.parametrize("note", NOTES_THAT_HOLD)
def test_an_embargo_in_a_note_holds_the_story_whatever_the_format(note):
    (read,) = read_items(json.dumps(NINJS | {"ednote": note}).encode())

    assert read.embargoed == "indefinite"


@pytest.mark.parametrize(
    "note",
    [
        "Embargo lifted at noon.",
        "Not for publication: desk 555 0101",
        "The oil embargo ended in 1974",
        "Adds the minister.",
    ],
)
def test_a_note_that_names_no_embargo_holds_nothing(note):
    (read,) = read_items(json.dumps(NINJS | {"ednote": note}).encode())

    assert read.embargoed is None


def test_an_embargo_with_a_time_stands_above_the_words_of_a_note():
    said = {"ednote": "EMBARGO: Tuesday", "embargoed": "2026-11-24T06:00:00Z"}

    (read,) = read_items(json.dumps(NINJS | said).encode())

    assert read.embargoed.isoformat() == "2026-11-24T06:00:00+00:00"


G2 = """<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="nwa:2" version="7">
 <itemMeta><itemClass qcode="ninat:text"/><versionCreated>2026-11-23T08:30:00Z</versionCreated>
  {status}</itemMeta>
 <contentMeta><urgency>3</urgency><headline>Quay &amp; wall</headline>
  <subject qcode="medtop:20000705"/><subject uri="http://cv.iptc.org/newscodes/mediatopic/11000000"/>
  <edNote>Not used here</edNote></contentMeta>
 <contentSet>{body}</contentSet>
</newsItem>"""
XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>'
    '<h2>What happened</h2><p>See <a href="https://nwa.example/">the <b>wall</b></a> now.</p>'
    "<ul><li>one</li><li>two</li></ul></body></html></inlineXML>"
)


def one(raw: str | bytes | dict, **settings) -> Item:
    if isinstance(raw, dict):
        raw = json.dumps(raw)
    (read,) = read_items(raw.encode() if isinstance(raw, str) else raw, **settings)
    assert isinstance(read, Item), read
    return read


def refusal(raw: str | bytes) -> WireError:
    (read,) = read_items(raw.encode() if isinstance(raw, str) else raw)
    assert isinstance(read, WireError)
    return read


def g2(status: str = '<pubStatus qcode="stat:usable"/>', body: str = XHTML) -> Item:
    return one(G2.format(status=status, body=body))


def test_ninjs_is_read_whatever_its_version():
    second = NINJS | {"headlines": [{"role": "main", "value": "Harbour reopens"}]}
    del second["headline"]
    third = {
        "uri": "nwa:1",
        "standard": {"name": "ninjs", "version": "3.0"},
        "versionCreated": "2026-11-23T09:30:00+01:00",
        "pubStatus": "usable",
        "headlines": [{"value": "Harbour reopens"}],
        "bodies": [{"contentType": "text/html", "value": NINJS["body_html"]}],
    }

    for item in (one(NINJS), one(second), one(third)):
        assert item.headline == "Harbour reopens"
        assert item.text == "PORT ANSEL, Nov. 23 (NWA) — The quay is open."
        assert item.dateline.place == "PORT ANSEL"
        assert item_as_json(item, file="x")["versioncreated"] == "2026-11-23T08:30:00Z"


def test_newsml_g2_keeps_links_emphasis_subheads_and_lists():
    item = g2()

    kinds = [paragraph.kind for paragraph in item.paragraphs]
    assert kinds == [ParagraphKind.HEADING, ParagraphKind.TEXT, *[ParagraphKind.LIST_ITEM] * 2]
    text = item.paragraphs[1]
    assert text.text == "See the wall now."
    assert {(mark.kind, text.text[mark.start : mark.end]) for mark in text.marks} == {
        ("a", "the wall"),
        ("strong", "wall"),
    }
    assert item.subjects == ("medtop:20000705", "medtop:11000000")
    assert (item.headline, item.version, item.urgency) == ("Quay & wall", "7", 3)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ('<pubStatus qcode="stat:canceled"/>', PubStatus.CANCELED),
        ('<pubStatus qcode="stat:withdrawn"/>', PubStatus.CANCELED),
        (
            '<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/withheld"/>',
            PubStatus.WITHHELD,
        ),
        ('<pubStatus qcode="stat:usable"/><signal qcode="edStat:D"/>', PubStatus.CANCELED),
        ("", PubStatus.USABLE),
    ],
)
def test_what_may_be_done_with_an_item_is_read_from_codes_and_signals(status, expected):
    assert g2(status, body="").pubstatus is expected


def test_an_unknown_status_is_never_taken_for_usable():
    raw = G2.format(status='<pubStatus qcode="stat:perhaps"/>', body=XHTML)

    assert refusal(raw).code == "wire-malformed"


def test_an_empty_embargo_means_until_further_notice():
    assert g2("<embargoed/>").embargoed == "indefinite"
    assert one(NINJS | {"embargoed": ""}).embargoed == "indefinite"
    assert one(NINJS).embargoed is None


def test_an_embargo_that_is_no_time_is_refused():
    assert refusal(json.dumps(NINJS | {"embargoed": "soon"})).code == "wire-malformed"


def test_editors_notes_are_private_unless_the_agency_says_otherwise():
    status = '<edNote>For desks only</edNote><edNote role="x:public">Corrects a name</edNote>'

    notes = {note.text: note.public for note in g2(status).ednotes}

    assert notes == {"For desks only": False, "Corrects a name": True}


def test_a_time_without_a_zone_is_given_none():
    item = one(NINJS | {"versioncreated": "2026-11-23T09:30:00"})

    assert item_as_json(item, file="x")["versioncreated"] == "2026-11-23T09:30:00"


def test_a_message_of_several_items_keeps_the_sound_ones():
    good = G2.format(status="", body=XHTML).split("?>", 1)[1]
    bad = good.replace('guid="nwa:2"', 'guid="nwa:3"').replace(
        "</itemMeta>", "<embargoed>soon</embargoed></itemMeta>"
    )
    message = (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
        f"{bad}{good}</itemSet></newsMessage>"
    )

    first, second = read_items(message.encode())

    assert isinstance(first, WireError)
    assert "nwa:3" in first.where
    assert second.uri == "nwa:2"


def test_rss_broken_in_one_place_keeps_the_others():
    item = (
        "<item><title>{0}</title><guid>{0}</guid><description>&lt;p&gt;Text{1}</description></item>"
    )
    feed = f"<rss version='2.0'><channel>{item.format('a', '')}{item.format('b', '<b')}" \
           f"{item.format('c', '')}</channel></rss>"  # fmt: skip

    read = read_items(feed.encode())

    assert [row.headline for row in read if isinstance(row, Item)] == ["a", "c"]
    assert sum(isinstance(row, WireError) for row in read) == 1


def test_json_items_may_stand_one_a_line_and_a_broken_line_loses_no_other():
    lines = [json.dumps(NINJS), '{"uri": "nwa:2",', json.dumps(NINJS | {"uri": "nwa:3"})]

    first, broken, last = read_items("\n".join(lines).encode())

    assert (first.uri, last.uri) == ("nwa:1", "nwa:3")
    assert isinstance(broken, WireError)
    assert broken.where == "line 2"


def test_plain_text_keeps_its_dateline_as_it_stands():
    item = one(
        "Harbour reopens\n\nBy Halvard Senn\n\nPORT ANSEL, Nov. 23 (NWA) - The quay\nis open.\n"
    )

    assert (item.headline, item.byline) == ("Harbour reopens", "Halvard Senn")
    assert item.text == "PORT ANSEL, Nov. 23 (NWA) - The quay is open."
    assert item.dateline.text == "PORT ANSEL, Nov. 23 (NWA)"


def test_datelines_own_json_is_read_paragraph_for_paragraph():
    item = one({"headline": "H", "credit": "NWA", "published": "2026-11-23", "language": "en",
                "body": ["Port Ansel, Nov 23: One.", "Two."]})  # fmt: skip

    assert item.text == "Port Ansel, Nov 23: One.\n\nTwo."
    assert item.dateline.date.isoformat() == "2026-11-23"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "wire-empty"),
        (b"  \n", "wire-empty"),
        (b"<html><body>Log in</body></html>", "wire-not-a-feed"),
        (b"<!DOCTYPE html><html></html>", "wire-not-a-feed"),
        (b"<newsItem", "wire-malformed"),
        (b"{", "wire-malformed"),
        (b"[" * 100_000, "wire-malformed"),
        (b"<unknown/>", "wire-unknown-format"),
        (b'{"a": 1}', "wire-unknown-format"),
        (
            b'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss>&e;</rss>',
            "wire-unsafe-xml",
        ),
        (b"one line only", "wire-malformed"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(raw, code):
    error = refusal(raw)

    assert error.code == code
    assert error.where
    assert error.expected


@pytest.mark.parametrize(
    ("encoded", "how"),
    [
        ("Å".encode(), "utf-8 (valid)"),
        ("\ufeffÅ".encode(), "utf-8 (byte order mark)"),
        ("Å".encode("utf-16"), "utf-16 (byte order mark)"),
        (b"\xc5", "cp1252 (source setting)"),
    ],
)
def test_the_character_set_is_found_and_recorded(encoded, how):
    newline = "\n\n".encode("utf-16-le") if how.startswith("utf-16") else b"\n\n"

    item = one(encoded + newline + encoded[-2:] * 2, charset="cp1252")

    assert item.source_encoding == how


def test_nul_bytes_and_controls_do_not_reach_the_copy():
    item = one(NINJS | {"body_html": "<p>The\x00 quay\x07 is open.</p>", "headline": "A\x00B"})

    assert item.text == "The quay is open."
    assert item.headline == "AB"


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fail(raw):
    for read in read_items(raw):
        assert isinstance(read, Item | WireError)


@given(st.text(max_size=200))
def test_no_ninjs_body_makes_the_reader_fail(body):
    for read in read_items(json.dumps(NINJS | {"body_html": body}).encode()):
        assert isinstance(read, Item | WireError)


@pytest.mark.parametrize("make", [lambda: one(NINJS | {"embargoed": ""}), g2])
def test_an_item_is_kept_as_json_without_loss(make):
    item = make()

    assert item_from_plain(json.loads(json.dumps(item_to_plain(item)))) == item
