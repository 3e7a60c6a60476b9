"""The words every part of Dateline shares: an item, its text, a span, a line and its verdict."""

from dateline.core.story.item import (
    Dateline,
    EdNote,
    Item,
    Mark,
    Media,
    Paragraph,
    ParagraphKind,
    PubStatus,
    joined_text,
)
from dateline.core.story.line import Line, LineKind, Origin, Reason, ReasonCode, Verdict, text_hash
from dateline.core.story.plain import (
    item_from_plain,
    item_to_plain,
    paragraphs_from_plain,
    paragraphs_to_plain,
)
from dateline.core.story.span import Span

__all__ = [
    "Dateline",
    "EdNote",
    "Item",
    "Line",
    "LineKind",
    "Mark",
    "Media",
    "Origin",
    "Paragraph",
    "ParagraphKind",
    "PubStatus",
    "Reason",
    "ReasonCode",
    "Span",
    "Verdict",
    "item_from_plain",
    "item_to_plain",
    "joined_text",
    "paragraphs_from_plain",
    "paragraphs_to_plain",
    "text_hash",
]
