"""Reading a delivery: recognise its format from the bytes, and read each of its items."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dateline.core.story import Item
from dateline.core.wire import newsml_g2, ninjs, own_json, plain, rss
from dateline.core.wire.charset import decode, without_controls
from dateline.core.wire.errors import (
    EmptyWire,
    MalformedWire,
    NotAFeed,
    UnknownFormat,
    WireError,
)
from dateline.core.wire.safe_xml import Element, local_name, parse_xml, root_of, sound_parts

READ_FORMATS = "ninjs, NewsML-G2, RSS 2.0, plain text or Dateline's own JSON"
_HTML_PAGE = re.compile(r"\A\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)

Read = Item | WireError


def read_items(raw: bytes, *, charset: str | None = None) -> list[Read]:
    """Return what a delivery holds, in file order: items, and refusals in the place of others.

    A delivery that cannot be read at all gives one refusal. `charset` is the source's setting,
    used where the bytes do not say. Nothing is raised, whatever the bytes are.
    """
    try:
        if not raw.strip():
            raise EmptyWire(where="the whole delivery", found="nothing", expected=READ_FORMATS)
        decoded = decode(raw, charset=charset)
        return [
            replace(read, source_encoding=decoded.how) if isinstance(read, Item) else read
            for read in _read_text(without_controls(decoded.text))
        ]
    except WireError as error:
        return [error]


def _read_text(text: str) -> Iterator[Read]:
    start = text.lstrip("\ufeff \t\r\n")
    if _HTML_PAGE.match(start):
        raise NotAFeed(where="the whole delivery", found="a web page", expected=READ_FORMATS)
    if start[:1] in "{[":
        yield from _read_json(start)
    elif start[:1] == "<":
        yield from _read_xml(start)
    else:
        yield plain.read_plain(text)


def _read_json(text: str) -> Iterator[Read]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "JSON"
        found = error.msg if isinstance(error, json.JSONDecodeError) else "nesting without end"
        raise MalformedWire(where=where, found=found, expected="well-formed JSON") from error
    for number, row in enumerate(value if isinstance(value, list) else [value], start=1):
        try:
            yield _read_object(row, number)
        except WireError as error:
            yield error


def _read_object(value: Any, number: int) -> Item:
    if isinstance(value, dict):
        if own_json.is_own_json(value):
            return own_json.read_own_json(value)
        if ninjs.is_ninjs(value):
            return ninjs.read_ninjs(value)
    raise UnknownFormat(
        where=f"JSON value {number}",
        found=repr(value)[:80],
        expected="a ninjs item with `uri`, or an object with `headline` and `body`",
    )


def _read_xml(text: str) -> Iterator[Read]:
    name = root_of(text)
    if name in newsml_g2.ROOTS:
        yield from _read_parts(text, newsml_g2.ITEMS)
    elif name == "rss":
        yield from _read_parts(text, rss.ITEMS)
    elif name and name.lower() == "html":
        raise NotAFeed(where="the root element", found="<html>", expected=READ_FORMATS)
    else:
        raise UnknownFormat(
            where="the root element",
            found=f"<{name}>" if name else text[:60],
            expected=READ_FORMATS,
        )


def _read_parts(text: str, names: tuple[str, ...]) -> Iterator[Read]:
    """Read the items of a document; where it is broken, those that are sound."""
    try:
        root = parse_xml(text)
    except MalformedWire as error:
        parts = list(sound_parts(text, names))
        if not parts:
            raise
        yield from (_read_part(part, None) for part in parts)
        if not any(isinstance(part, WireError) for part in parts):
            yield error  # the items are sound; what stands around them is not
        return
    items = list(_elements(root, names))
    if not items:
        raise EmptyWire(
            where=f"<{local_name(root)}>", found="no item", expected=f"one <{names[0]}> or more"
        )
    channel = next((e for e in root if isinstance(e.tag, str) and local_name(e) == "channel"), None)
    yield from (_read_part(item, channel) for item in items)


def _elements(root: Element, names: tuple[str, ...]) -> Iterator[Element]:
    if names == newsml_g2.ITEMS:
        yield from newsml_g2.items_in(root)
    else:
        yield from (e for e in root.iter() if isinstance(e.tag, str) and local_name(e) in names)


def _read_part(part: Element | WireError, channel: Element | None) -> Read:
    if isinstance(part, WireError):
        return part
    try:
        if local_name(part) in newsml_g2.ITEMS:
            return newsml_g2.read_newsml_g2(part)
        return rss.read_rss_item(part, channel)
    except MalformedWire as error:
        return newsml_g2.refused(part, error) if part.get("guid") else error
