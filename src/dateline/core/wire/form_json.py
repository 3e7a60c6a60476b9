"""Read a story that a person filled into a form: a JSON object of the form's own labels.

Such forms are sent by e-mail, each label with its answer or with a list of answers:
`{"Headline": ["…"], "Body": ["…"]}`. Labels are compared without capitals and spaces.
"""

from typing import Any

from dateline.core.story import Item
from dateline.core.wire.blocks import paragraphs_from_blocks
from dateline.core.wire.datelines import find_dateline
from dateline.core.wire.fields import Fields
from dateline.core.wire.html import paragraphs_from_html

FORMAT = "form-json"
BODY = ("body", "story", "bodytext", "bodyhtml", "text", "copy")


def is_form_json(value: dict[str, Any]) -> bool:
    """Return whether an object has a headline and a body, each an answer or a list of them."""
    labels = _by_label(value)
    return all(
        any(isinstance(labels.get(name), str) for name in names) for names in (("headline",), BODY)
    )


def read_form_json(value: dict[str, Any]) -> Item:
    """Return the item. A time in a form has no order of day and month to rely on: it is not read.

    Raises: MalformedWire when an answer that is used is neither a text nor a list of texts.
    """
    fields = Fields(_by_label(value), "item")
    text = fields.text(*BODY) or ""
    is_html = "</" in text or "<p" in text.lower()
    paragraphs = paragraphs_from_html(text) if is_html else paragraphs_from_blocks(text)
    keywords = fields.text("keywords", "keyword") or ""
    place = fields.text("located", "location", "place")
    return Item(
        format=FORMAT,
        uri=fields.text("uri", "guid"),
        headline=fields.text("headline"),
        subheadline=fields.text("subheadline", "subhead"),
        paragraphs=paragraphs,
        abstract=fields.text("abstract", "summary", "teaser"),
        byline=fields.text("byline", "author", "by"),
        creditline=fields.text("creditline", "credit", "source"),
        slugline=fields.text("slugline", "slug"),
        language=fields.text("language"),
        keywords=tuple(word.strip() for word in keywords.split(",") if word.strip()),
        places=(place,) if place else (),
        dateline=find_dateline(paragraphs[0].text) if paragraphs else None,
    )


def _by_label(value: dict[str, Any]) -> dict[str, Any]:
    """Return the answers by label; a list of texts is one text of several paragraphs."""
    found = {}
    for label, answer in value.items():
        if isinstance(answer, list) and all(isinstance(one, str) for one in answer):
            answer = "\n\n".join(answer)
        found["".join(label.lower().split())] = answer
    return found
