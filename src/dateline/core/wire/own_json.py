"""Dateline's own JSON: headline, credit, published, language and a body of paragraphs."""

from typing import Any

from dateline.core.story import Item, Paragraph
from dateline.core.wire.charset import without_controls
from dateline.core.wire.datelines import find_dateline
from dateline.core.wire.errors import MalformedWire
from dateline.core.wire.fields import Fields

FORMAT = "dateline-json"


def is_own_json(value: dict[str, Any]) -> bool:
    """Return whether an object has the shape of this format."""
    return isinstance(value.get("body"), list) and "headline" in value and "uri" not in value


def read_own_json(value: dict[str, Any]) -> Item:
    """Return the item. `published` may be a day without a time: then midnight, without a zone.

    Raises: MalformedWire when a paragraph is not text.
    """
    fields = Fields(value, "item")
    for place, paragraph in enumerate(value["body"]):
        if not isinstance(paragraph, str):
            raise MalformedWire(
                where=f"item.body[{place}]", found=repr(paragraph), expected="a paragraph of text"
            )
    body = [without_controls(text).strip() for text in value["body"]]
    paragraphs = tuple(Paragraph(text) for text in body if text)
    published = fields.time("published")
    first = paragraphs[0].text if paragraphs else ""
    return Item(
        format=FORMAT,
        headline=fields.text("headline"),
        paragraphs=paragraphs,
        creditline=fields.text("credit"),
        provider=fields.text("credit"),
        language=fields.text("language"),
        versioncreated=published,
        firstcreated=published,
        dateline=find_dateline(first, filed=published),
    )
