"""The formats Dateline reads, in the order they are asked whether a delivery is theirs.

What is unmistakable stands first; plain text, which anything may look like, stands last.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from dateline.core.story import Item
from dateline.core.wire import (
    anpa1312,
    iptc7901,
    newsml_g2,
    ninjs,
    own_json,
    plain,
    release_text,
    rss,
    tagged_text,
    weather_bulletin,
    zczc,
)
from dateline.core.wire.delivery import Delivery, Read
from dateline.core.wire.errors import UnknownFormat, WireError
from dateline.core.wire.xml_parts import read_parts


class Format(NamedTuple):
    """One family of formats: the name a source pins it by, how it is recognised, how it is read."""

    name: str
    recognises: Callable[[Delivery], bool]
    read: Callable[[Delivery], Iterator[Read]]


class JsonFormat(NamedTuple):
    """One shape a JSON object may have, and how it is read."""

    name: str
    recognises: Callable[[dict[str, Any]], bool]
    read: Callable[[dict[str, Any]], Item]


JSON_FORMATS = (
    JsonFormat("dateline-json", own_json.is_own_json, own_json.read_own_json),
    JsonFormat("ninjs", ninjs.is_ninjs, ninjs.read_ninjs),
)


def _read_json(delivery: Delivery) -> Iterator[Read]:
    for number, value in enumerate(delivery.values, start=1):
        try:
            yield _read_object(value, number)
        except WireError as error:
            yield error


def _read_object(value: Any, number: int) -> Item:
    if isinstance(value, dict):
        for known in JSON_FORMATS:
            if known.recognises(value):
                return known.read(value)
    raise UnknownFormat(
        where=f"JSON value {number}",
        found=repr(value)[:80],
        expected="a ninjs item with `uri`, or an object with `headline` and `body`",
    )


FORMATS = (
    Format("iptc7901", iptc7901.is_iptc7901, iptc7901.read_iptc7901),
    Format("anpa1312", anpa1312.is_anpa1312, anpa1312.read_anpa1312),
    Format("json", lambda delivery: delivery.is_json, _read_json),
    Format(
        "newsml-g2",
        lambda delivery: delivery.root in newsml_g2.ROOTS,
        lambda delivery: read_parts(
            delivery.text,
            newsml_g2.ITEMS,
            newsml_g2.read_newsml_g2,
            items_in=newsml_g2.items_in,
        ),
    ),
    Format(
        "rss",
        lambda delivery: delivery.root == "rss",
        lambda delivery: read_parts(delivery.text, rss.ITEMS, rss.read_rss_item),
    ),
    Format("tagged-text", tagged_text.is_tagged_text, tagged_text.read_tagged_text),
    Format("zczc", zczc.is_zczc, zczc.read_zczc),
    Format(
        "weather-bulletin",
        weather_bulletin.is_weather_bulletin,
        weather_bulletin.read_weather_bulletin,
    ),
    Format("press-release", release_text.is_release_text, release_text.read_release_text),
    Format("plain", plain.is_plain, plain.read_plain),
)
