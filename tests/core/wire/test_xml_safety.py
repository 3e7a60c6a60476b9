"""XML from outside reads no file, asks no network, and swells to nothing; broken XML is refused."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.story import Item
from dateline.core.wire import WireError, read_items
from tests.core.wire.samples import SAMPLES, one, refusal

NEWSML_1 = (
    "<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>Quay{}</HeadLine></NewsLines>"
    "</NewsComponent></NewsItem></NewsML>"
)
EXTERNAL = '<!ENTITY % nitf PUBLIC "-//IPTC//DTD NITF 3.2//EN" "{}">\n%nitf;'
BOMB = "".join(
    f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10 if n else "lol"}">' for n in range(10)
)  # fmt: skip


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.dtd"
    path.write_text('<!ENTITY quay "a secret">')
    return path


def test_a_reference_to_an_external_dtd_is_dropped_and_never_followed(secret, monkeypatch):
    def no_network(*_args):
        raise AssertionError("the reader asked for a connection")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    for where in (secret.as_uri(), "http://127.0.0.1:9/nitf.dtd"):
        doctype = f'<!DOCTYPE NewsML SYSTEM "{where}" [{EXTERNAL.format(where)}]>'

        assert one(doctype + NEWSML_1.format(" &quay;")).headline == "Quay &quay;"


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY e SYSTEM "{secret}">',
        '<!ENTITY e PUBLIC "x" "{secret}">',
        '<!ENTITY e "text">',
        BOMB,
        "<!ENTITY % e \"<!ENTITY f 'text'>\">",
        '<!ENTITY % e SYSTEM "{secret}"><!ENTITY f "text">',
        "<!-- harmless --><!ENTITY e 'x'>",
    ],
)
@pytest.mark.parametrize("root", [NEWSML_1, "<nitf>{}</nitf>", "<newsItem>{}</newsItem>"])
def test_entities_of_its_own_are_refused(subset, root, secret):
    subset = subset.replace("{secret}", secret.as_uri())

    error = refusal(f"<!DOCTYPE x [{subset}]>{root.format('&e;')}")

    assert error.code == "wire-unsafe-xml"


def test_a_document_type_in_a_comment_declares_nothing():
    raw = f"<!-- <!DOCTYPE x [ --><!DOCTYPE NewsML>{NEWSML_1.format('')}"

    assert one(raw).headline == "Quay"


def test_a_refusal_names_the_line_below_a_long_document_type():
    raw = (
        f"<!DOCTYPE NewsML [\n{EXTERNAL.format('x.dtd')}\n]>\n<NewsML><NewsItem>\n</oops></NewsML>"
    )

    assert refusal(raw).where.startswith("line 5")


def test_an_include_of_another_file_stays_an_element(secret):
    raw = (
        '<nitf xmlns:xi="http://www.w3.org/2001/XInclude"><body><body.content><p>One.</p>'
        f'<xi:include href="{secret.as_uri()}" parse="text"/></body.content></body></nitf>'
    )

    assert one(raw).text == "One."


@pytest.mark.parametrize("depth", [100, 255, 3_000, 100_000])
def test_nesting_without_end_is_refused_or_read(depth):
    raw = f"<nitf><body><body.content>{'<p>' * depth}x{'</p>' * depth}</body.content></body></nitf>"

    (read,) = read_items(raw.encode())

    assert isinstance(read, Item) or read.code == "wire-malformed"


SCRIPTS = (
    '<script>alert(1)</script><p onclick="x()">One <a href="javascript:alert(1)">two</a></p>'
    '<p><a href=" java&#10;script:x">three</a></p><iframe src="https://x.example/"/>'
)


@pytest.mark.parametrize(
    "body",
    [
        f"<nitf><body><body.content>{SCRIPTS}</body.content></body></nitf>",
        f'<newsItem><contentSet><inlineXML><html><body>{SCRIPTS}</body></html></inlineXML>'
        "</contentSet></newsItem>",
        "<NewsML><NewsItem><NewsComponent><ContentItem><DataContent><html><body>"
        f"{SCRIPTS}</body></html></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
    ],
)  # fmt: skip
def test_scripts_and_their_addresses_do_not_reach_the_copy(body):
    item = one(body)

    assert item.text == "One two\n\nthree"
    assert all(paragraph.marks == () for paragraph in item.paragraphs)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "VBSCRIPT:x"])
@pytest.mark.parametrize(
    "raw",
    [
        '<nitf><body><body.content><p>One.</p><media media-type="image"><media-reference '
        'source="{}"/></media></body.content></body></nitf>',
        '<newsItem><contentSet><remoteContent href="{}"/></contentSet></newsItem>',
        '<NewsML><NewsItem><NewsComponent><ContentItem Href="{}"/></NewsComponent></NewsItem>'
        "</NewsML>",
        "<release><images><image><url>{}</url></image></images></release>",
    ],
)
def test_a_script_is_no_place_for_a_picture(raw, href):
    assert one(raw.format(href)).media == ()


NAMES = [
    "newsMessage", "itemSet", "newsItem", "itemMeta", "contentMeta", "contentSet", "inlineXML",
    "inlineData", "html", "body", "p", "table", "tr", "td", "br", "a", "q", "li", "pre", "NewsML",
    "NewsItem", "NewsManagement", "NewsComponent", "NewsLines", "ContentItem", "DataContent",
    "Status", "StatusWillChange", "DateAndTime", "nitf", "head", "docdata", "date.release",
    "body.content", "media", "media-reference", "RBNews", "IPTCList", "content", "release",
    "embargoed", "edNote", "headline", "groupSet", "itemRef", "pubStatus", "Instruction",
]  # fmt: skip
ATTRIBUTES = ["guid", "version", "qcode", "uri", "norm", "FormalName", "href", "Href", "role",
              "residref", "management-status", "source", "class", "type"]  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(["stat:usable", "20261123T060000Z", "Embargoed", "canceled", "", "notepad"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12),
)


@st.composite
def elements(draw, depth=0):
    name = draw(st.sampled_from(NAMES))
    attributes = draw(st.dictionaries(st.sampled_from(ATTRIBUTES), VALUES, max_size=2))
    written = "".join(f' {key}="{_escaped(value)}"' for key, value in attributes.items())
    inside = _escaped(draw(VALUES))
    if depth < 5:
        inside += "".join(draw(st.lists(elements(depth + 1), max_size=3)))
    return f"<{name}{written}>{inside}</{name}>{_escaped(draw(VALUES))}"


def _escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


@given(st.sampled_from(["newsMessage", "newsItem", "NewsML", "nitf", "RBNews", "release"]),
       st.lists(elements(), max_size=4))  # fmt: skip
def test_no_tree_of_known_elements_makes_a_reader_fail(root, parts):
    for read in read_items(f"<{root}>{''.join(parts)}</{root}>".encode()):
        assert isinstance(read, Item | WireError)


@given(st.sampled_from(sorted(path.name for path in SAMPLES.glob("*.xml"))), st.data())
def test_no_damage_to_a_delivery_makes_a_reader_fail(name, data):
    raw = (SAMPLES / name).read_bytes()
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(len(raw), start + 200)))
    damaged = raw[:start] + data.draw(st.binary(max_size=8)) + raw[end:]

    for read in read_items(damaged):
        assert isinstance(read, Item | WireError)
