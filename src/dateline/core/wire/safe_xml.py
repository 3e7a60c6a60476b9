"""Parse XML that comes from outside: no entities of its own, no DTD, no network, no huge trees.

A document that is broken in one place is taken apart, so that its sound items are still read.
"""

import html.entities
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from dateline.core.wire.errors import MalformedWire, UnsafeXml

Element = etree._Element  # lxml has no public name for the type

# HTML's own names, such as &nbsp;, stand in many feeds that no DTD explains. XML's five stay.
NAMED = {
    name: chr(code)
    for name, code in html.entities.name2codepoint.items()
    if name not in ("amp", "lt", "gt", "quot")
}
AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?\]\]>|&(?:(?P<known>amp|lt|gt|quot|apos);|#(?P<number>\d{1,7}|x[0-9a-fA-F]{1,6});"
    r"|(?P<name>[A-Za-z][A-Za-z0-9]{1,9});)?",
    re.DOTALL,
)
EXTERNAL_DTD = re.compile(
    r"""<!ENTITY\s+%\s+[\w.:-]+\s+(?:SYSTEM|PUBLIC\s+(?:"[^"]*"|'[^']*'))\s+(?:"[^"]*"|'[^']*')\s*>"""
)
# Windows' dashes and quotes as many systems number them: U+0080 to U+009F, and DEL.
C1_REFERENCE = re.compile(r"&#(?:(?P<ten>1[2-5]\d)|[xX]0*(?P<hex>7[fF]|[89][0-9a-fA-F]));")
START_TAG = re.compile(r"""<[A-Za-z_][^\s/>]*(?:[^>"']|"[^"]*"|'[^']*')*?(?P<empty>/?)>""")
SPACE = re.compile(r"\s*")
ROOT_NAME = re.compile(r"<(?P<name>[A-Za-z_][\w.:-]*)")


def local_name(element: Element) -> str:
    """Return an element's name without its namespace."""
    return without_namespace(str(element.tag))


@lru_cache(maxsize=4096)
def without_namespace(tag: str) -> str:
    """Return a tag's local name: "newsItem" of "{http://…}newsItem"."""
    return tag.rpartition("}")[2]


def root_of(text: str) -> str | None:
    """Return the local name of the root element without parsing the document, or None."""
    match = ROOT_NAME.match(text, _prolog(text).end)
    return match["name"].split(":")[-1] if match else None


def parse_xml(text: str) -> Element:
    """Return the root of `text`, comments and processing instructions left out.

    Ampersands that mean themselves and HTML's named characters are understood; the encoding that
    the document declares is not looked at, because `text` is decoded already.

    Raises:
        MalformedWire: it is not well formed.
        UnsafeXml: it declares entities of its own.
    """
    text = _without_doctype(text)
    if "&#" in text:
        text = C1_REFERENCE.sub(_c1_character, text)
    try:
        return _parse(text)
    except etree.XMLSyntaxError as error:
        fault = error
    try:
        return _parse(_repaired(text))
    except etree.XMLSyntaxError:
        line, column = fault.position
        raise MalformedWire(
            where=f"line {line}, column {column}",
            found=fault.msg or "broken XML",
            expected="well-formed XML",
        ) from fault


def _without_doctype(text: str) -> str:
    """Return `text` without its document type: no DTD is fetched, so it says nothing.

    A parameter entity that refers to an external DTD, as NewsML 1 does for NITF, is dropped with
    it. With the declaration in place the parser would let unknown names pass, their text lost.

    Raises: UnsafeXml when it declares any other entity.
    """
    prolog = _prolog(text)
    if "<!ENTITY" in EXTERNAL_DTD.sub("", text[: prolog.end]):
        raise UnsafeXml(
            where="the document type declaration",
            found="<!ENTITY …>",
            expected="XML that declares no entities of its own",
        )
    if prolog.doctype is None:
        return text
    start, doctype_end = prolog.doctype
    lines = "\n" * text.count("\n", start, doctype_end)  # errors keep their line numbers
    return f"{text[:start]}{lines}{text[doctype_end:]}"


def sound_parts(text: str, names: tuple[str, ...]) -> Iterator[Element | MalformedWire]:
    """Yield the elements called `names` in a document that is broken somewhere, in file order.

    Each is parsed by itself inside the document's root tag, so that prefixes mean what they did;
    for a broken one, the error that says where it lies is yielded in its place.
    """
    root = START_TAG.match(text, _prolog(text).end)
    root_tag = "<root>" if root is None or root["empty"] else root[0]
    root_name = (ROOT_NAME.match(root_tag) or {"name": "root"})["name"]
    start_tag = re.compile(rf"<(?P<name>(?:[\w.-]+:)?(?:{'|'.join(names)}))[\s/>]")
    at, line, counted = 0, 1, 0
    while start := start_tag.search(text, at):
        end_tag = f"</{start['name']}>"
        end = text.find(end_tag, start.start())
        following = start_tag.search(text, start.end())
        if end < 0 or (following and following.start() < end):
            at = following.start() if following else len(text)
        else:
            at = end + len(end_tag)
        line, counted = line + text.count("\n", counted, start.start()), start.start()
        where = f"line {line}, <{start['name']}>"
        try:
            yield parse_xml(f"{root_tag}{text[start.start() : at]}</{root_name}>")[0]
        except (MalformedWire, UnsafeXml, IndexError) as error:
            found = error.found if isinstance(error, MalformedWire) else "broken XML"
            yield MalformedWire(
                where=where, found=found, expected=f"a well-formed <{start['name']}>"
            )


def _parse(text: str) -> Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(text.encode(), parser)


def _c1_character(match: re.Match[str]) -> str:
    code = int(match["ten"]) if match["ten"] else int(match["hex"], 16)
    if not 0x7F <= code <= 0x9F:
        return match[0]
    return bytes([code]).decode("cp1252", errors="ignore").replace("\x7f", "")


class _Prolog(NamedTuple):
    """Where the root element begins, and where the document type stands if there is one."""

    end: int
    doctype: tuple[int, int] | None


def _prolog(text: str) -> _Prolog:
    """Return what stands before the root element: declaration, comments and document type."""
    at, doctype = 0, None
    while True:
        space = SPACE.match(text, at)
        at = space.end() if space else at
        if text.startswith("<?", at):
            end = text.find("?>", at) + 2
        elif text.startswith("<!--", at):
            end = text.find("-->", at + 4) + 3
        elif text.startswith("<!", at):
            end = _after_doctype(text, at)
            doctype = (at, end)
        else:
            return _Prolog(at, doctype)
        if end <= at:  # never closed
            return _Prolog(at, None)
        at = end


def _after_doctype(text: str, at: int) -> int:
    """Return where a document type declaration ends, with its internal subset if it has one."""
    close, subset = text.find(">", at), text.find("[", at)
    if 0 <= subset < close:
        end = re.compile(r"\]\s*>").search(text, subset)
        return end.end() if end else -1
    return close + 1


def _repaired(text: str) -> str:
    """Return `text` with HTML's named characters and stray ampersands written as XML has them."""
    return AMPERSAND.sub(_written_for_xml, text)


def _written_for_xml(match: re.Match[str]) -> str:
    if match[0].startswith("<") or match["known"]:
        return match[0]
    if number := match["number"]:
        code = int(number[1:], 16) if number.startswith("x") else int(number)
        # What XML may not hold even as a number is a control character: it goes, as it always does.
        forbidden = (code < 32 and code not in (9, 10, 13)) or 0xD800 <= code <= 0xDFFF
        return "" if forbidden or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF else match[0]
    if (name := match["name"]) in NAMED:
        return NAMED[name]
    return f"&amp;{match[0][1:]}"
