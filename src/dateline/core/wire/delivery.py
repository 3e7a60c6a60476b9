"""One delivery's bytes, and what they are as text, XML or JSON: found out when first asked for."""

import json
import re
from functools import cached_property
from typing import Any

from dateline.core.story import Item
from dateline.core.wire.charset import Decoded, decode, without_controls
from dateline.core.wire.errors import MalformedWire, WireError
from dateline.core.wire.safe_xml import root_of

Read = Item | WireError

_BEFORE_TEXT = "\ufeff \t\r\n"
_HTML_PAGE = re.compile(r"\A\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)


class Delivery:
    """The bytes of one file, message or answer, and the source's own character set if it has one.

    Raises: UnknownCharset from all but `raw` when the bytes are text in no known character set.
    """

    def __init__(self, raw: bytes, *, charset: str | None = None) -> None:
        self.raw, self.charset = raw, charset

    @cached_property
    def decoded(self) -> Decoded:
        """The text as it came, control characters and all, and how it was decoded."""
        return decode(self.raw, charset=self.charset)

    @cached_property
    def text(self) -> str:
        """The text without control characters and without what stands before its first word."""
        return without_controls(self.decoded.text).lstrip(_BEFORE_TEXT)

    @property
    def is_web_page(self) -> bool:
        """Whether this is an HTML page: a login page, or a moved address."""
        return _HTML_PAGE.match(self.text) is not None or (self.root or "").lower() == "html"

    @property
    def is_json(self) -> bool:
        """Whether the text looks like a JSON object or list."""
        return self.text[:1] in ("{", "[")

    @cached_property
    def root(self) -> str | None:
        """The local name of the root element, or None where the text is no XML."""
        return root_of(self.text) if self.text.startswith("<") else None

    @cached_property
    def values(self) -> list[Any]:
        """The JSON values: those of a list, one a line, or the one that stands alone.

        Of several lines, a broken one is a MalformedWire in its place.

        Raises: MalformedWire when the text is not JSON.
        """
        try:
            value = json.loads(self.text)
        except json.JSONDecodeError as error:
            if by_line := _values_by_line(self.text):
                return by_line
            raise _not_json(f"line {error.lineno}", error.msg) from error
        except RecursionError as error:
            raise _not_json("JSON", "nesting without end") from error
        except ValueError as error:  # a number longer than Python reads
            raise _not_json("JSON", str(error)) from error
        return value if isinstance(value, list) else [value]


def _values_by_line(text: str) -> list[Any]:
    """Return a value, or the error in its place, for each line; none where the first is broken."""
    values: list[Any] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            values.append(json.loads(line))
        except (ValueError, RecursionError) as error:
            if not values:
                return []
            values.append(_not_json(f"line {number}", str(error)))
    return values if len(values) > 1 else []


def _not_json(where: str, found: str) -> MalformedWire:
    return MalformedWire(where=where, found=found, expected="well-formed JSON")
