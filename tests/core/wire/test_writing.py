"""What leaves in a wire format can be read back, and what must stay stays."""

import datetime as dt
import json
import subprocess
import sys
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from lxml import etree

from dateline.core.story import (
    Dateline,
    EdNote,
    Item,
    Mark,
    Paragraph,
    ParagraphKind,
    PubStatus,
)
from dateline.core.wire import OUT_FORMATS, WireError, read_items, write_items
from dateline.project.cli import WIRE_FORMATS
from tests.core.wire.items import items

SENT = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
NAR = "{http://iptc.org/std/nar/2006-10-01/}"
NITF = "{http://iptc.org/std/NITF/2006-10-18/}"
STORY = Item(
    format="story",
    uri="urn:nwa:7",
    version="3",
    headline="Harbour reopens",
    byline="Halvard Senn",
    provider="The Ansel Gazette",
    creditline="NWA",
    language="en",
    urgency=4,
    versioncreated=SENT,
    paragraphs=(
        Paragraph("PORT ANSEL, Nov. 23 (NWA) — The quay is open."),
        Paragraph("The wall stood.", ParagraphKind.QUOTE, (Mark(4, 8, "strong"),)),
        Paragraph("one", ParagraphKind.LIST_ITEM),
        Paragraph("two", ParagraphKind.LIST_ITEM),
        Paragraph("berth\tdepth\nnorth\t12 m", ParagraphKind.TABLE),
    ),
    dateline=Dateline("PORT ANSEL, Nov. 23 (NWA)", "PORT ANSEL", dt.date(2026, 11, 23)),
    ednotes=(EdNote("Desk: call Runa on 555"), EdNote("Corrects the depth", public=True)),
    usageterms="No archive.",
)
FORMATS = sorted(OUT_FORMATS)
# How a delivery came in, and the agency's own marker of a take, leave in no format.
NEVER_CARRIED = {"format", "take_key", "source_encoding"}


def written(item: Item, to: str) -> bytes:
    return write_items([item], to=to, sent=SENT)


def read_back(item: Item, to: str) -> Item:
    (read,) = read_items(written(item, to))
    assert isinstance(read, Item), read
    return read


def differences(read: Item, expected: Item, *, but: frozenset[str]) -> dict[str, tuple]:
    return {
        field.name: (getattr(read, field.name), getattr(expected, field.name))
        for field in fields(Item)
        if field.name not in NEVER_CARRIED | but
        and getattr(read, field.name) != getattr(expected, field.name)
    }


def as_it_leaves(item: Item) -> Item:
    """Return what every format carries of an item: all but the private notes."""
    return replace(item, ednotes=tuple(note for note in item.ednotes if note.public))


def as_ninjs_reads(item: Item) -> Item:
    """Add what the reader concludes: a place of filing is a place, a provider is credited.

    An attachment without an id is known by its address.
    """
    located = (item.dateline.place,) if item.dateline else ()
    return replace(
        as_it_leaves(item),
        creditline=item.creditline or item.provider,
        media=tuple(replace(media, uri=media.uri or media.href) for media in item.media),
        places=tuple(dict.fromkeys((*item.places, *located))),
    )


def as_newsml_g2_reads(item: Item) -> Item:
    """Add what the standard demands (a provider, a time), and a place of filing as a place."""
    located = (item.dateline.place,) if item.dateline else ()
    return replace(
        as_it_leaves(item),
        provider=item.provider or item.creditline or item.copyrightholder or "unknown",
        versioncreated=item.versioncreated or item.firstcreated or SENT,
        places=tuple(dict.fromkeys((*located, *item.places))),
    )


# ninjs and NewsML-G2 have a field for the place of filing alone; the words open the copy.
@settings(deadline=None)
@given(items)
def test_ninjs_is_read_back_equal(item):
    read = read_back(item, "ninjs3")

    assert not differences(read, as_ninjs_reads(item), but=frozenset({"dateline"}))
    assert (read.dateline and read.dateline.place) == (item.dateline and item.dateline.place)


@settings(deadline=None)
@given(items)
def test_newsml_g2_is_read_back_equal(item):
    read = read_back(item, "newsml-g2")

    assert not differences(read, as_newsml_g2_reads(item), but=frozenset({"dateline"}))
    assert (read.dateline and read.dateline.place) == (item.dateline and item.dateline.place)


@pytest.mark.parametrize("to", FORMATS)
def test_a_dateline_that_opens_the_copy_is_written_once_and_read_whole(to):
    assert read_back(STORY, to).dateline == STORY.dateline
    assert written(STORY, to).decode().count("Nov. 23") == 1


@pytest.mark.parametrize("to", FORMATS)
def test_private_notes_never_leave(to):
    raw = written(STORY, to).decode()

    assert "call Runa" not in raw
    assert "Corrects the depth" in raw


@pytest.mark.parametrize("to", FORMATS)
def test_a_kill_leaves_without_a_word_of_what_it_said(to):
    killed = replace(
        STORY, pubstatus=PubStatus.CANCELED, headline="KILL Harbour", abstract="Harbour reopens",
        slugline="HARBOUR", keywords=("harbour",), places=("Kesterholm",),
    )  # fmt: skip

    raw = written(killed, to).decode()

    assert "canceled" in raw
    assert "urn:nwa:7" in raw
    for word in ("arbour", "HARBOUR", "quay", "Senn", "Kesterholm", "PORT ANSEL"):
        assert word not in raw


@pytest.mark.parametrize("to", FORMATS)
def test_a_kill_is_read_as_a_kill(to):
    read = read_back(replace(STORY, pubstatus=PubStatus.CANCELED), to)

    assert (read.uri, read.version, read.pubstatus) == ("urn:nwa:7", "3", PubStatus.CANCELED)
    assert read.paragraphs == ()


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("signal", ["sig:correction", "sig:update"])
def test_a_correction_leaves_as_a_correction_and_an_update_as_an_update(to, signal):
    assert read_back(replace(STORY, signals=(signal,)), to).signals == (signal,)


@pytest.mark.parametrize("to", FORMATS)
def test_an_item_without_an_id_leaves_with_the_same_one_every_time(to):
    without = replace(STORY, uri=None)

    assert "urn:uuid:" in written(without, to).decode()
    assert written(without, to) == written(without, to)
    assert written(without, to) != written(replace(without, headline="Other"), to)


@pytest.mark.parametrize("to", FORMATS)
def test_control_characters_do_not_break_what_leaves(to):
    odd = replace(STORY, headline="A\x00B\x0b", paragraphs=(Paragraph("C\x07D\ud800 E"),))

    raw = written(odd, to)

    assert b"\x00" not in raw
    assert b"A B" in raw
    if to != "ninjs3":
        etree.fromstring(raw)


@pytest.mark.parametrize("to", FORMATS)
def test_a_link_to_another_scheme_leaves_as_its_words(to):
    odd = replace(STORY, paragraphs=(Paragraph("Click", marks=(Mark(0, 5, "a", "javascript:x"),)),))

    raw = written(odd, to).decode()

    assert "Click" in raw
    assert "javascript" not in raw


def test_several_items_are_one_newsmessage():
    second = replace(STORY, uri="urn:nwa:8")

    raw = write_items([STORY, second], to="newsml-g2", sent=SENT)

    root = etree.fromstring(raw)
    assert root.tag == f"{NAR}newsMessage"
    assert root.findtext(f"{NAR}header/{NAR}sent") == "2026-11-23T12:00:00Z"
    assert [read.uri for read in read_items(raw)] == ["urn:nwa:7", "urn:nwa:8"]


@pytest.mark.parametrize("to", ["ninjs3", "nitf"])
def test_several_items_are_one_document_a_line(to):
    second = replace(STORY, uri="urn:nwa:8")
    preformatted = Paragraph("a\n  b", ParagraphKind.PREFORMATTED)

    raw = write_items([replace(STORY, paragraphs=(preformatted,)), second], to=to, sent=SENT)

    first, last = raw.splitlines()
    assert b"urn:nwa:7" in first
    assert b"urn:nwa:8" in last
    if to == "nitf":
        assert etree.fromstring(first).findtext(f".//{NITF}pre") == "a\n  b"
    else:
        assert [read.uri for read in read_items(raw)] == ["urn:nwa:7", "urn:nwa:8"]


def test_newsml_g2_keeps_the_order_of_the_standard():
    full = replace(
        STORY, signals=("sig:update", "edStat:U"), embargoed="indefinite", expires=SENT,
        firstcreated=SENT, subheadline="After two years", keywords=("port",), abstract="Open.",
        subjects=("medtop:20000705",), places=("Kesterholm",), slugline="HARBOUR",
        copyrightholder="NWA", dateline=Dateline("Elsewhere, Monday", "Elsewhere"),
    )  # fmt: skip

    root = etree.fromstring(written(full, "newsml-g2"))

    def names(path):
        return [etree.QName(child).localname for child in root.find(path, {None: NAR[1:-1]})]

    assert names(".") == [
        "catalogRef", "catalog", "rightsInfo", "itemMeta", "contentMeta", "contentSet",
    ]  # fmt: skip
    assert names("itemMeta") == [
        "itemClass", "provider", "versionCreated", "firstCreated", "embargoed", "pubStatus",
        "edNote", "signal", "signal", "expires",
    ]  # fmt: skip
    assert names("contentMeta") == [
        "urgency", "located", "language", "keyword", "subject", "subject", "slugline", "headline",
        "headline", "dateline", "by", "creditline", "description",
    ]  # fmt: skip
    agencys_own = root.findall(f".//{NAR}signal")[1]
    assert agencys_own.attrib == {"literal": "edStat:U"}


def test_ninjs_keeps_to_the_properties_of_its_schema():
    schemas = set(
        "uri type version firstCreated versionCreated embargoedUntil pubStatus urgency "
        "copyrightHolder copyrightNotice usageTerms edNote language descriptions bodies headlines "
        "places subjects infoSources by slugline located associations standard genres expires"
        .split()
    )  # fmt: skip
    full = replace(
        STORY, signals=("sig:update", "edStat:U"), keywords=("port",), embargoed="indefinite"
    )

    values = json.loads(written(full, "ninjs3"))

    assert set(values) <= schemas
    assert values["genres"] == [{"uri": "http://cv.iptc.org/newscodes/signal/update"}]
    assert values["embargoedUntil"] == "9999-12-31T23:59:59Z"


def test_nitf_says_what_the_item_says_in_its_own_elements():
    full = replace(
        STORY, signals=("sig:correction",), embargoed=SENT + dt.timedelta(hours=1), expires=SENT,
        subjects=("subj:04000000", "medtop:04000000"), keywords=("port",), slugline="HARBOUR",
        copyrightholder="NWA",
    )  # fmt: skip

    root = etree.fromstring(written(full, "nitf"))

    def attribute(name, key):
        return [element.get(key) for element in root.iter(f"{NITF}{name}")]

    assert attribute("docdata", "management-status") == ["embargoed"]
    assert attribute("date.release", "norm") == ["20261123T130000Z"]
    assert attribute("date.issue", "norm") == ["20261123T120000Z"]
    assert attribute("date.expire", "norm") == ["20261123T120000Z"]
    assert attribute("doc-id", "id-string") == ["urn:nwa:7"]
    assert attribute("du-key", "version") == ["3"]
    assert attribute("correction", "info") == ["Corrects the depth"]
    assert attribute("ed-msg", "info") == ["Corrects the depth"]
    assert attribute("urgency", "ed-urg") == ["4"]
    assert attribute("tobject.subject", "tobject.subject.ipr") == [None, "medtop"]
    assert attribute("doc.rights", "limitations") == ["No archive."]
    assert root.findtext(f".//{NITF}hl1") == "Harbour reopens"
    content = root.find(f".//{NITF}body.content")
    assert [etree.QName(child).localname for child in content] == ["p", "bq", "ul", "table"]
    assert content.find(f"{NITF}bq/{NITF}block/{NITF}p/{NITF}em").get("class") == "strong"


def test_nitf_embargoed_until_further_notice_has_no_release_date():
    root = etree.fromstring(written(replace(STORY, embargoed="indefinite"), "nitf"))

    assert root.find(f".//{NITF}docdata").get("management-status") == "embargoed"
    assert root.find(f".//{NITF}date.release") is None


@settings(deadline=None)
@given(items)
def test_nitf_is_well_formed_whatever_the_item(item):
    raw = written(item, "nitf")

    assert etree.fromstring(raw).find(f"{NITF}body") is not None
    assert raw.count(b"\n") == 1


def test_a_wire_read_and_written_is_read_the_same(shared):
    """Real files: what a writer makes of what a reader read is read as the same copy."""
    for path in sorted((shared / "eval/wire/fixtures").glob("n[ie]*/*")):
        for item in read_items(path.read_bytes()):
            if isinstance(item, WireError) or item.pubstatus is PubStatus.CANCELED:
                continue
            for to in FORMATS:
                read = read_back(item, to)
                assert read.text == item.text, (path.name, to)
                assert read.headline == item.headline, (path.name, to)
                assert read.subjects == item.subjects, (path.name, to)
                assert read.embargoed == item.embargoed, (path.name, to)


def test_the_command_writes_what_it_could_read_and_tells_the_rest_on_stderr(tmp_path):
    (tmp_path / "a.txt").write_text("Harbour reopens\n\nThe quay is open.\n")
    (tmp_path / "b.json").write_text("{")
    command = [sys.executable, "-m", "dateline.project.cli", "read", "a.txt", "b.json", "--to"]

    for to in FORMATS:
        done = subprocess.run([*command, to], cwd=tmp_path, capture_output=True, timeout=60)

        assert done.returncode == 2
        assert b"The quay is open." in done.stdout
        assert json.loads(done.stderr)["error"]["code"] == "wire-malformed"


def test_the_command_offers_every_format():
    assert sorted(WIRE_FORMATS) == FORMATS


def as_nitf_reads(item: Item) -> Item:
    """Add that the day of filing stands for a missing time, and the credited for a provider.

    A note said twice is one, and `pre` holds no element.
    """
    day = item.dateline and item.dateline.date
    return replace(
        as_it_leaves(item),
        versioncreated=item.versioncreated or (day and dt.datetime.combine(day, dt.time())),
        ednotes=tuple(dict.fromkeys(as_it_leaves(item).ednotes)),
        signals=tuple(sorted(item.signals)),
        provider=item.provider or item.creditline,
        paragraphs=tuple(
            replace(p, marks=()) if p.kind is ParagraphKind.PREFORMATTED else p
            for p in item.paragraphs
        ),
    )


@settings(deadline=None)
@given(items)
def test_nitf_is_read_back_equal(item):
    read = read_back(item, "nitf")

    read = replace(read, signals=tuple(sorted(read.signals)))
    assert not differences(read, as_nitf_reads(item), but=frozenset({"type", "firstcreated"}))
