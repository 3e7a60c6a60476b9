"""Web feeds become items: Atom, RSS of every age and JSON Feed, with what news sites do to them."""

import datetime as dt
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.story import Item, PubStatus
from dateline.core.wire import WireError, read_items
from dateline.core.wire.addresses import resolved
from dateline.core.wire.feed_times import read_feed_time

from .feed_samples import items, sample

UTC = dt.UTC
RSS = '<rss version="2.0"><channel><title>Courier</title><link>https://nwa.example/</link>{}</channel></rss>'


def one(item: str) -> Item:
    (read,) = items(RSS.format(f"<item>{item}</item>"))
    return read


def test_atom_content_is_read_by_its_type():
    xhtml, html, text, elsewhere, _, _ = sample("atom-types.xml")

    assert xhtml.headline == "Crane stops at Pier 4"
    assert xhtml.text == "The crane stopped. See the timetable."
    assert html.text == "Isen kom tidleg."
    assert html.headline == "Ice <3 metres thick"
    assert [p.text for p in text.paragraphs] == ["First paragraph, wrapped.", "Second paragraph."]
    assert elsewhere.text == "A minute of the harbour bell."
    assert [(m.kind, m.href) for m in elsewhere.media] == [
        ("audio", "https://nwa.example/harbour/bell.mp3"),
        ("picture", "https://nwa.example/harbour/bell.jpg"),
    ]


def test_an_atom_entry_has_its_own_authors_or_the_feeds():
    first, second, *_ = sample("atom-types.xml")

    assert first.byline == "Runa Vik, Halvard Senn"
    assert second.byline == "Harbour Desk"
    assert (first.provider, first.copyrightnotice) == ("NWA & partners", "© Northern Wire Agency")


def test_addresses_and_language_follow_the_nearest_base():
    first, second, *_ = sample("atom-types.xml")

    assert first.media[0].href == "https://nwa.example/harbour/crane.jpg"
    assert first.media[0].alt == "A red crane"
    links = [mark.href for mark in first.paragraphs[0].marks if mark.kind == "a"]
    assert links == ["https://nwa.example/harbour/timetable.html"]
    assert [mark.href for mark in second.paragraphs[0].marks] == ["https://nwa.example/kart"]
    assert (first.language, second.language) == ("en-GB", "nn")


def test_an_atom_draft_is_withheld_and_an_empty_entry_is_empty():
    draft, empty = sample("atom-types.xml")[-2:]

    assert draft.pubstatus is PubStatus.WITHHELD
    assert (empty.headline, empty.uri, empty.paragraphs) == (None, None, ())


def test_a_category_that_is_a_media_topic_is_a_subject():
    first, *_ = sample("atom-types.xml")
    ferry, *_ = sample("rss2-modules.xml")

    assert (first.subjects, first.keywords) == (("medtop:20000640",), ("Ports and harbours",))
    assert (ferry.subjects, ferry.keywords) == (("medtop:20000337",), ("Transport",))


def test_a_feed_broken_in_one_item_keeps_the_others_and_whose_they_are():
    ferry, listen, broken, after = sample("rss2-modules.xml")

    assert isinstance(broken, WireError)
    assert "line 40" in broken.where
    assert {(i.provider, i.language, i.copyrightnotice) for i in (ferry, listen, after)} == {
        ("Port Ansel Courier", "en", "Courier Press")
    }


def test_rss_modules_are_read_and_kept_apart():
    ferry, *_ = sample("rss2-modules.xml")

    assert ferry.headline == "Ferry & tram meet"
    assert ferry.byline == "Mette Lund, Olav Berg"
    assert ferry.text == "PORT ANSEL, Nov. 23 (NWA) — A new stop opens. Map."
    assert ferry.abstract == "A new stop opens."
    assert ferry.firstcreated == dt.datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert ferry.versioncreated == dt.datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def test_one_picture_in_several_sizes_is_one_picture_and_a_pixel_is_none():
    ferry, listen, *_ = sample("rss2-modules.xml")

    inside, tram = ferry.media
    assert (inside.href, inside.alt) == ("https://courier.example/img/stop.jpg", 'The stop "Quay"')
    assert tram.href == "https://courier.example/tram-l.jpg"
    assert (tram.caption, tram.credit) == ("Trams at the quay", "Runa Vik/NWA")
    assert [(m.kind, m.href) for m in listen.media] == [
        ("audio", "https://courier.example/a.mp3"),
        ("picture", "https://courier.example/a.jpg"),
    ]


def test_an_item_without_a_guid_is_known_by_its_link():
    listen = sample("rss2-modules.xml")[1]
    (old,) = sample("rss09.xml")
    (rdf,) = sample("rss1.rdf")

    assert listen.uri == "https://courier.example/listen"
    assert (old.uri, old.format) == ("https://courier.example/lighthouse", "rss-0.9")
    assert (rdf.uri, rdf.format) == ("https://courier.example/1", "rss-1")
    assert (rdf.provider, rdf.language) == ("Courier", "en")


def test_what_is_declared_as_iso_8859_1_and_written_by_windows_keeps_its_quotes():
    (rdf,) = sample("rss1.rdf")

    assert rdf.text == "Curly quotes of Windows: “wall”."
    assert rdf.headline == "Quay wall “holds”"
    assert rdf.source_encoding == "cp1252 (declared)"


def test_json_feed_is_read_and_a_broken_entry_keeps_its_place():
    first, second, no_object, no_id = sample("jsonfeed-1.1.json")

    assert (first.uri, first.headline) == ("5", "Ferry & tram")
    assert (first.byline, second.byline) == ("Mette Lund, Olav Berg", "Courier Desk")
    assert first.paragraphs[0].marks[0].href == "https://courier.example/map"
    assert [(m.kind, m.caption) for m in first.media] == [("picture", None), ("audio", "Listen")]
    assert (second.language, len(second.paragraphs)) == ("nn", 2)
    assert isinstance(no_object, WireError)
    assert "items[3]" in no_id.where


@pytest.mark.parametrize(
    "feed",
    [
        '{"version": "https://jsonfeed.org/version/1", "items": []}',
        RSS.format(""),
        '<feed xmlns="http://www.w3.org/2005/Atom"/>',
    ],
)
def test_a_feed_without_items_says_so(feed):
    (read,) = read_items(feed.encode())

    assert read.code == "wire-empty"


@pytest.mark.parametrize("address", ["javascript:x()", "data:image/png;base64,x", "file:///etc/x"])
def test_an_address_that_is_not_of_the_web_is_no_media(address):
    item = one(f"<title>a</title><enclosure url='{address}' type='image/png'/>")
    feed = {"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "image": address}]}
    ninjs = {"uri": "nwa:1", "renditions": {"a": {"href": address}}}

    assert item.media == items(feed)[0].media == items(ninjs)[0].media == ()


def test_a_title_that_is_plain_text_keeps_its_signs():
    assert one("<title>A &lt; B &amp; C: 3 &lt; 4</title>").headline == "A < B & C: 3 < 4"


def test_an_item_inside_another_element_is_not_the_feeds():
    inner = "<title>a</title><x:items xmlns:x='urn:x'><x:item/></x:items>"

    assert one(inner).headline == "a"
    nested = "<title>a</title><other><item><title>b</title></item></other>"
    assert one(nested).headline == "a"


def test_a_figures_caption_is_its_pictures():
    body = (
        '<img src="https://nwa.example/1.jpg"><figure><a href="#"><img src="https://nwa.example/2.jpg">'
        "</a><figcaption>The <b>quay</b></figcaption></figure><p>Copy.</p>"
        '<figure><img src="https://nwa.example/3.jpg"></figure>'
    )

    read = one(f"<title>a</title><description><![CDATA[{body}]]></description>")

    assert [media.caption for media in read.media] == [None, "The quay", None]


def test_markup_written_out_in_a_description_is_read():
    read = one("<title>a</title><description><p>One <b>two</b>.</p><p>Three.</p></description>")

    assert [p.text for p in read.paragraphs] == ["One two.", "Three."]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Mon, 23 Nov 2026 10:00:00 +0100", dt.datetime(2026, 11, 23, 9, tzinfo=UTC)),
        ("Mon, 23 Nov 2026 10:00:00 Z", dt.datetime(2026, 11, 23, 10, tzinfo=UTC)),
        ("Mon, 23 Nov 2026 10:00:00 -0000", dt.datetime(2026, 11, 23, 10, tzinfo=UTC)),
        ("Monday, 23 November 2026 10:00:00 CET", dt.datetime(2026, 11, 23, 9, tzinfo=UTC)),
        ("Mo, 5 Okt 2026 10:00:00 MESZ", dt.datetime(2026, 10, 5, 8, tzinfo=UTC)),
        ("lundi, 3 août 2026 10:00:00 +0200", dt.datetime(2026, 8, 3, 8, tzinfo=UTC)),
        ("2026-11-23 10:00:00 +0100", dt.datetime(2026, 11, 23, 9, tzinfo=UTC)),
        ("2026-11-23t10:00:00z", dt.datetime(2026, 11, 23, 10, tzinfo=UTC)),
        ("2026-11-23 10:00", dt.datetime(2026, 11, 23, 10)),  # noqa: DTZ001 - the file tells no zone
        ("Mon, 23 Nov 2026 10:00:00", dt.datetime(2026, 11, 23, 10)),  # noqa: DTZ001
        ("Mon, 23 Nov 2026 10:00:00 IST", dt.datetime(2026, 11, 23, 10)),  # noqa: DTZ001
        ("soon", None),
        ("Mon, 30 Nov -0001 00:00:00 +0000", None),
        ("1 " * 40, None),
        ("Fri, 31 Dec 9999 23:59:59 -0500", None),
    ],
)
def test_times_are_read_as_feeds_write_them(written, expected):
    assert read_feed_time(written) == expected


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_times(text):
    moment = read_feed_time(text)

    assert moment is None or isinstance(moment, dt.datetime)


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("/map", "https://nwa.example/map"),
        ("map?a=1#b", "https://nwa.example/a/map?a=1#b"),
        ("../up", "https://nwa.example/up"),
        ("../../../up", "https://nwa.example/up"),
        ("./", "https://nwa.example/a/"),
        ("?q", "https://nwa.example/a/b?q"),
        ("//other.example/x", "https://other.example/x"),
        ("mailto:desk@nwa.example", "mailto:desk@nwa.example"),
    ],
)
def test_relative_addresses_read_as_the_standard_has_it(address, whole):
    assert resolved(address, "https://nwa.example/a/b?c") == whole
    assert resolved(address, "") == address


BITS = st.sampled_from([
    "<item>", "</item>", "<title>", "</title>", "<entry>", "</entry>", "<content type='xhtml'>",
    "]]>", "<![CDATA[", "<media:group>", "<media:content url='x'/>", "&nbsp;", "&#x1F4A9;", "\x00",
    "<dc:creator>", "text", "<description>", "&lt;img src=x&gt;", "xml:base='//['", "</feed>",
    "<link href='/'/>",
    "<a:b:c>", "<!--", "<?x", "é", "<pubDate>1</pubDate>", "<enclosure url='http://['/>",
])  # fmt: skip


@given(st.sampled_from(["<rss><channel>", "<feed>", "<rdf:RDF>", '<rss xmlns:wp="http://wordpress.org/export/1.2/">']),
       st.lists(BITS, max_size=25))  # fmt: skip
def test_no_feed_makes_the_reader_fail(start, bits):
    for read in read_items((start + "".join(bits)).encode()):
        assert isinstance(read, Item | WireError)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "items", "item", "data", "altids", "itemid", "title", "authors",
                         "associations", "renditions", "href", "attachments", "url", "type", "uri",
                         "headline", "body", "subject", "scheme", "bodies", "value", "total"]),
        inner, max_size=5),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["version", "items", "item", "data", "total", "uri", "type",
                                        "associations", "headline", "Body", "altids", "bodies"]),
                       JSON_VALUES))  # fmt: skip
def test_no_json_makes_the_reader_fail(value):
    for start in ({}, {"version": "https://jsonfeed.org/version/1"}, {"total": 1}):
        for read in read_items(json.dumps(start | value).encode()):
            assert isinstance(read, Item | WireError)


@pytest.mark.parametrize(
    "part",
    [
        "<img ",
        "<a href='",
        "&amp",
        "[caption ",
        "[a b=",
        "<pre>",
        "<b><p>",
        "\n \n",
        "<figure><img src=x>",
    ],
)
def test_reading_a_body_takes_no_more_than_its_length(part):
    def seconds(count: int) -> float:
        feed = RSS.format(f"<item><description><![CDATA[{part * count}]]></description></item>")
        started = time.perf_counter()
        read_items(feed.encode())
        return time.perf_counter() - started

    seconds(100)

    assert seconds(40_000) < 40 * seconds(4_000) + 0.5


def test_reading_many_items_takes_no_more_than_their_number():
    def seconds(count: int) -> float:
        feed = RSS.format("<item><title>a</title><category>b</category></item>" * count)
        started = time.perf_counter()
        assert len(read_items(feed.encode())) == count
        return time.perf_counter() - started

    seconds(10)

    assert seconds(4_000) < 40 * seconds(400) + 0.5
