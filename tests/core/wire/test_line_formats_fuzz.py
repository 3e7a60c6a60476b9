"""Whatever the bytes, a line-based reader gives items or named refusals, in linear time."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core.story import Item, item_from_plain, item_to_plain
from dateline.core.wire import WireError, item_as_json, read_items

SAMPLES = sorted((Path(__file__).parents[2] / "samples/wire/lines").glob("*.t[sx]t"))
PINNED = (
    "iptc7901",
    "anpa1312",
    "zczc",
    "tagged-text",
    "weather-bulletin",
    "press-release",
    "plain",
)
HEADS = {
    "iptc7901": "\x01nwa001 4 i 9  nwa 001\r\n\r\nVarland/\r\n\x02",
    "anpa1312": "\x16\x16\x01W0001\x1f_nwas\nr i\x13\x11 BC-VA--Ansel   11-23 0001\n"
    "\x02^BC-VA--Ansel,1<\n",
    "zczc": "ZCZC NWA\r\n",
    "tagged-text": "Headline: Ansel\nSlug: ansel\nDate: 23 November 2026\n",
    "weather-bulletin": "VXN38100\nOffice\n\nTitle\n\nIssued at 9 am on Monday 23 November 2026.\n",
    "press-release": "MEDIA RELEASE\n\nTitle\n\n",
    "plain": "Title\n\n",
}
PIECES = st.sampled_from(
    [
        "\n",
        "\r\n",
        "\r",
        "\t",
        "   ",
        "^",
        "<",
        "=",
        " =",
        "\x01",
        "\x02",
        "\x03",
        "\x04",
        "By Runa Vik",
        "(Eds: x)",
        "# Notebook",
        "Contact:",
        "a@b.c",
        "1ST LEAD",
        "KILL",
        "EMBARGOED UNTIL",
        "Nov. 23",
        "Ansel (NWA) - ",
        "- ",
        "1.  2   3",
        "NNNN",
        "ZCZC",
        "231137 GMT Nov 26",
        "SOURCE: x",
        "$T",
        "*T",
        "+15000000",
        "Body:",
        "TX#",
        "Sperrfrist: ",
        "99:99",
        "31.02.2026",
        "words and more words",
        "é",
        "—",
    ]
)
PIECE_CHARS = 100_000
LINEAR_SECONDS = 2.0


def check(raw: bytes, pinned: str | None = None) -> None:
    reads = read_items(raw, pinned=pinned)
    assert reads
    for read in reads:
        assert isinstance(read, Item | WireError)
        if isinstance(read, Item):
            assert item_from_plain(item_to_plain(read)) == read
            assert item_as_json(read, file="x")["pubstatus"]


@given(st.sampled_from(PINNED), st.lists(PIECES, max_size=60))
def test_any_lines_behind_a_formats_head_give_items_or_refusals(pinned, pieces):
    check((HEADS[pinned] + "".join(pieces)).encode("cp1252"))


@given(st.sampled_from(PINNED), st.binary(max_size=300))
def test_any_bytes_behind_a_formats_head_give_items_or_refusals(pinned, rest):
    check(HEADS[pinned].encode() + rest, pinned=pinned)


@given(st.sampled_from(SAMPLES), st.data())
@settings(max_examples=200)
def test_a_sample_cut_and_pasted_gives_items_or_refusals(path, data):
    raw = path.read_bytes()
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))

    check(raw[:start] + raw[end:])
    check(raw[start:end] or b"x")


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize(
    "piece",
    [
        "a",
        " ",
        "\n",
        "\t",
        "^",
        "^x\n",
        "a\n",
        "aa bb\n\n",
        "- a\n",
        "a  b   c\n",
        "Ab: ",
        "Ab: c\n",
        "1",
        "1-1 ",
        "a@",
        "a.b@",
        "(",
        "/",
        "\x01",
        "\x02",
        "\x03",
        "\x01nwa001 4 i\n",
        "ZCZC\n",
        "NNNN\n",
        "Contact:\na@b.c\n\n",
        "(Eds: a)\n\n",
        "By ",
        "{a",
        "Photo - https://a/",
        "$T\n",
        "Nov. 23 ",
    ],
)
def test_reading_takes_linear_time(head, piece):
    raw = (head + piece * (PIECE_CHARS // len(piece))).encode()

    started = time.process_time()
    reads = read_items(raw)

    assert reads
    assert time.process_time() - started < LINEAR_SECONDS
