"""Reading a delivery: recognise its format from the bytes, and read each of its items."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from dateline.core.story import EdNote, Item, PubStatus
from dateline.core.wire.delivery import Delivery, Read
from dateline.core.wire.errors import EmptyWire, NotAFeed, UnknownFormat, WireError
from dateline.core.wire.formats import FORMATS
from dateline.core.wire.private import without_private_end
from dateline.core.wire.times import in_zone
from dateline.core.wire.vocabulary import embargo_in_words

READ_FORMATS = "a wire format, as docs/reference/wire-formats.md lists them"


def read_items(
    raw: bytes,
    *,
    charset: str | None = None,
    pinned: str | None = None,
    zone: dt.tzinfo | None = None,
) -> list[Read]:
    """Return what a delivery holds, in file order: items, and refusals in the place of others.

    A delivery that cannot be read at all gives one refusal. Nothing is raised, whatever the bytes
    are.

    charset  the source's setting, used where the bytes do not say
    pinned   the name of the one format the source sends, such as "newsml-g2"; by default the
             format is recognised from the bytes
    zone     of times that name none; by default they stay without one
    """
    try:
        delivery = Delivery(raw, charset=charset)
        return [
            _settled(read, delivery, zone) if isinstance(read, Item) else read
            for read in _read(delivery, pinned)
        ]
    except WireError as error:
        return [error]


def _settled(item: Item, delivery: Delivery, zone: dt.tzinfo | None) -> Item:
    """Return an item with what holds for every format.

    What stands below the copy for newsrooms alone is a private note, and a note may tell of an
    embargo.
    """
    paragraphs, private = without_private_end(item.paragraphs)
    if private:
        item = replace(item, paragraphs=paragraphs, ednotes=(*item.ednotes, EdNote(private)))
    item = replace(item, source_encoding=item.source_encoding or delivery.decoded.how)
    if item.embargoed is None and item.pubstatus is not PubStatus.CANCELED:
        item = replace(item, embargoed=embargo_in_words(item.ednotes))
    return in_zone(item, zone) if zone else item


def _read(delivery: Delivery, pinned: str | None) -> Iterator[Read]:
    if not delivery.raw.strip():
        raise EmptyWire(where="the whole delivery", found="nothing", expected=READ_FORMATS)
    for known in FORMATS:
        if known.name == pinned or (pinned is None and known.recognises(delivery)):
            return known.read(delivery)
    if pinned is None and delivery.is_web_page:
        raise NotAFeed(where="the whole delivery", found="a web page", expected=READ_FORMATS)
    raise UnknownFormat(
        where="the root element" if delivery.root else "the whole delivery",
        found=f"<{delivery.root}>" if delivery.root else repr(delivery.text[:60]),
        expected=f"the source's format, {pinned}" if pinned else READ_FORMATS,
    )
