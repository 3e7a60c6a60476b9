"""Bad input: each ends in a named refusal or a documented reading, and holds up nothing else."""

import pytest

from dateline.intake import selectors
from dateline.intake.models import WireItem, WireRecord
from tests.intake.deliveries import newsml, ninjs

Outcome = WireItem.Outcome
State = WireRecord.State

RSS = """<?xml version="1.0" encoding="{charset}"?>
<rss version="2.0"><channel><title>NWA</title><item><guid>urn:nwa:rss:1</guid>
<title>Café at the quay “reopens”</title><pubDate>Mon, 23 Nov 2026 09:00:00 +0000</pubDate>
<description>The café opened on Monday.</description></item></channel></rss>"""
ENTITIES = b"""<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><item>
<guid>urn:nwa:x</guid><title>&secret;</title></item></channel></rss>"""
LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>"""
HTML = b"""<!DOCTYPE html><html><head><title>Sign in</title></head>
<body><form>Please sign in</form></body></html>"""


@pytest.fixture(autouse=True)
def next_delivery(deliver):
    """Whatever a test delivers, the delivery after it is read."""
    yield
    assert deliver(ninjs(uri="urn:nwa:next"), origin="next").items.get().outcome == Outcome.PUBLISH


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "wire-empty"),
        (b"  \r\n ", "wire-empty"),
        (HTML, "wire-not-a-feed"),
        (ENTITIES, "wire-unsafe-xml"),
        (LAUGHS, "wire-unsafe-xml"),
        (b"<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><itemMeta>", "wire-malformed"),
        (b'{"uri": "urn:nwa:half", "headline": "Qua', "wire-malformed"),
        (bytes(range(256)) * 8, None),
    ],
    ids=["empty", "blank", "html", "entity", "laughs", "broken-xml", "broken-json", "noise"],
)
def test_what_cannot_be_read_is_refused_by_name_and_kept(deliver, raw, code):
    record = deliver(raw)

    assert record.state == State.REFUSED
    assert record.error_code == code if code else record.error_code.startswith("wire-")
    assert record.error_where
    assert record.error_found
    assert record.error_expected
    assert not record.items.exists()
    with selectors.raw_bytes(record) as file:
        assert file.read() == raw


@pytest.mark.parametrize(
    ("declared", "real"),
    [("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("iso-8859-1", "cp1252"), ("klingon", "utf-8")],
)
def test_a_charset_that_is_wrongly_declared_is_found(deliver, source, declared, real):
    source.charset = "cp1252"
    source.save()

    record = deliver(RSS.format(charset=declared).encode(real))

    assert record.items.get().headline == "Café at the quay “reopens”"


@pytest.mark.parametrize(
    "raw",
    [
        ninjs(headline="Quay \x00open", body_text="The quay\x00 opened."),
        newsml(("urn:nwa:nul", 1, "Quay \x00open", "The quay\x00 opened.", "text")),
        b"Quay \x00open\n\nThe quay\x00 opened.\n",
    ],
    ids=["ninjs", "newsml", "plain"],
)
def test_control_characters_are_taken_out(deliver, raw):
    item = deliver(raw).items.get()

    assert item.headline == "Quay open"
    assert "\x00" not in str(item.item)


def test_half_a_surrogate_does_no_harm(deliver):
    raw = ninjs(headline="Quay HERE open").replace(b"HERE", rb"\ud83d")

    record = deliver(raw)

    assert record.state in (State.READ, State.REFUSED)


def test_an_item_without_headline_and_text_waits_with_the_reason(deliver):
    item = deliver(ninjs(headline=None, body_text=None)).items.get()

    assert item.outcome == Outcome.HOLD
    assert item.reason == "The item has no headline and no text: it waits for a person."


def test_an_item_without_a_headline_is_known_by_its_text(deliver):
    assert deliver(ninjs(headline=None)).items.get().outcome == Outcome.PUBLISH


def test_an_item_without_an_id_is_the_same_item_when_it_comes_again(deliver):
    first = deliver(ninjs(uri=None), origin="1")
    again = deliver(ninjs(uri=None), origin="2")

    assert [row.outcome for row in first.items.all()] == [Outcome.PUBLISH]
    assert [row.outcome for row in again.items.all()] == [Outcome.REPEAT]


def test_plain_text_that_comes_twice_is_one_story(deliver):
    copy = "Quay open\n\nPORT ANSEL, Nov. 23 (NWA) - The quay opened on Monday.\n"

    deliver(copy.encode(), origin="1")
    again = deliver(copy.replace("\n", "\r\n").encode(), origin="2")

    assert again.items.get().outcome == Outcome.REPEAT


def test_a_date_without_a_zone_is_kept_without_one_and_compared_as_utc(deliver, now):
    item = deliver(ninjs(versioncreated="2026-11-23T12:00:00")).items.get()

    assert item.item["versioncreated"] == "2026-11-23T12:00:00"
    assert item.version_created_at == now


def test_a_late_and_back_dated_item_is_as_welcome_as_any(deliver):
    deliver(ninjs(), origin="1")

    late = deliver(ninjs(uri="urn:nwa:late", versioncreated="2019-01-01T00:00:00Z"), origin="2")

    assert late.items.get().outcome == Outcome.PUBLISH


@pytest.mark.parametrize("kind", ["picture", "composite", "graphic"])
def test_an_item_of_another_type_is_kept_and_is_no_story(deliver, kind):
    picture = ("urn:nwa:p", 1, "The new quay", "", kind)

    item = deliver(newsml(picture)).items.get()

    assert item.outcome == Outcome.NOT_A_STORY
    assert item.headline == "The new quay"


def test_an_unknown_status_is_refused_and_never_taken_for_usable(deliver):
    record = deliver(ninjs(pubstatus="perhaps"))

    assert record.state == State.REFUSED
    assert record.error_code == "wire-malformed"
