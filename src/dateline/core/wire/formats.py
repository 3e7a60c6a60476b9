"""The formats Dateline reads, in the order they are asked whether a delivery is theirs.

What is unmistakable stands first; plain text, which anything may look like, stands last.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from dateline.core.story import Item
from dateline.core.wire import (
    anpa1312,
    ap_media,
    atom,
    form_json,
    iptc7901,
    json_feed,
    ldrs,
    newsml_1,
    newsml_g2,
    ninjs,
    nitf,
    own_json,
    plain,
    press_release,
    release_text,
    ritzau,
    rss,
    tagged_text,
    weather_bulletin,
    wxr,
    zczc,
)
from dateline.core.wire.delivery import Delivery, Read
from dateline.core.wire.errors import UnknownFormat, WireError
from dateline.core.wire.mail_head import is_mail_head
from dateline.core.wire.xml_parts import read_parts

# What a text inside a message is not taken for.
UNCERTAIN = {"e-mail", "plain"}


class Format(NamedTuple):
    """One family of formats: the name a source pins it by, how it is recognised, how it is read."""

    name: str
    recognises: Callable[[Delivery], bool]
    read: Callable[[Delivery], Iterator[Read]]


class JsonFormat(NamedTuple):
    """One shape a JSON object may have, and how it is read."""

    name: str
    recognises: Callable[[dict[str, Any]], bool]
    read: Callable[[dict[str, Any]], Iterable[Read]]


JSON_FORMATS = (
    JsonFormat("json-feed", json_feed.is_json_feed, json_feed.read_json_feed),
    JsonFormat("ap-media-json", ap_media.is_ap_media, ap_media.read_ap_media),
    JsonFormat("bbc-ldrs-json", ldrs.is_ldrs, ldrs.read_ldrs),
    JsonFormat("dateline-json", own_json.is_own_json, lambda v: [own_json.read_own_json(v)]),
    JsonFormat("ninjs", ninjs.is_ninjs, lambda v: [ninjs.read_ninjs(v)]),
    JsonFormat("ninjs", ninjs.is_ninjs_page, ninjs.read_ninjs_page),
    JsonFormat("form-json", form_json.is_form_json, lambda v: [form_json.read_form_json(v)]),
)


def _read_json(delivery: Delivery) -> Iterator[Read]:
    for number, value in enumerate(delivery.values, start=1):
        try:
            yield from _read_value(value, number)
        except WireError as error:
            yield error


def _read_value(value: Any, number: int) -> Iterable[Read]:
    if isinstance(value, WireError):
        raise value
    if isinstance(value, dict):
        for known in JSON_FORMATS:
            if known.recognises(value):
                return known.read(value)
    raise UnknownFormat(
        where=f"JSON value {number}",
        found=repr(value)[:80],
        expected="a ninjs item with `uri`, a feed, or an object with `headline` and `body`",
    )


def _read_mail(delivery: Delivery) -> Iterator[Read]:
    from dateline.core.wire.mail import read_mail  # the library for mail is slow to load

    return read_mail(delivery, read_inside=_read_inside)


def _read_inside(delivery: Delivery) -> list[Read] | None:
    """Return what a text or a file in a message holds, None where it is in no format for certain.

    A message in a message is the reader of mail's own, which counts how deep it lies.
    """
    known = next((f for f in FORMATS if f.name not in UNCERTAIN and f.recognises(delivery)), None)
    if known is None:
        return None
    try:
        reads = list(known.read(delivery))
    except UnknownFormat:
        return None
    except WireError as error:
        reads = [error]
    how = delivery.decoded.how
    return [
        replace(read, source_encoding=read.source_encoding or how)
        if isinstance(read, Item)
        else read
        for read in reads
        if not isinstance(read, UnknownFormat)
    ] or None


FORMATS = (
    Format("iptc7901", iptc7901.is_iptc7901, iptc7901.read_iptc7901),
    Format("anpa1312", anpa1312.is_anpa1312, anpa1312.read_anpa1312),
    Format("e-mail", lambda delivery: is_mail_head(delivery.raw), _read_mail),
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
        "newsml-1",
        lambda delivery: delivery.root in newsml_1.ROOTS,
        lambda delivery: read_parts(delivery.text, newsml_1.ITEMS, newsml_1.read_newsml_1),
    ),
    Format("nitf", lambda delivery: delivery.root in nitf.ROOTS, nitf.read_nitf_delivery),
    Format(
        "ritzau-xml",
        ritzau.is_ritzau,
        lambda delivery: read_parts(delivery.text, ritzau.ITEMS, ritzau.read_ritzau),
    ),
    Format(
        "press-release-xml",
        lambda delivery: delivery.root in press_release.ROOTS,
        lambda delivery: read_parts(
            delivery.text, press_release.ITEMS, press_release.read_press_release
        ),
    ),
    Format("wxr", wxr.is_wxr, wxr.read_wxr),
    Format("rss", lambda delivery: delivery.root in rss.ROOTS, rss.read_rss),
    Format("atom", lambda delivery: delivery.root in atom.ROOTS, atom.read_atom),
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

# By what names a source may pin the one format it sends.
FORMAT_NAMES = tuple(known.name for known in FORMATS)
