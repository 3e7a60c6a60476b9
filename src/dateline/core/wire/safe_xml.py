"""Parse XML that comes from outside: no entities of its own, no DTD, no network, no huge trees.

A document that is broken in one place is taken apart, so that its sound items are still read.
"""

import html.entities
import re
from collections.abc import Iterator

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
START_TAG = re.compile(r"""<[A-Za-z_][^\s/>]*(?:[^>"']|"[^"]*"|'[^']*')*?(?P<empty>/?)>""")
SPACE = re.compile(r"\s*")
ROOT_NAME = re.compile(r"<(?P<name>[A-Za-z_][\w.:-]*)")


def local_name(element: Element) -> str:
    """Return an element's name without its namespace."""
    tag = str(element.tag)
    return tag[tag.rindex("}") + 1 :] if tag.startswith("{") else tag


def root_of(text: str) -> str | None:
    """Return the local name of the root element without parsing the document, or None."""
    match = ROOT_NAME.match(text, _after_prolog(text))
    return match["name"].split(":")[-1] if match else None


def parse_xml(text: str) -> Element:
    """Return the root of `text`, comments and processing instructions left out.

    Ampersands that mean themselves and HTML's named characters are understood; the encoding that
    the document declares is not looked at, because `text` is decoded already.

    Raises:
        MalformedWire: it is not well formed.
        UnsafeXml: it declares entities of its own.
    """
    prolog = text[: _after_prolog(text)]
    if "<!ENTITY" in prolog:
        raise UnsafeXml(
            where="the document type declaration",
            found="<!ENTITY …>",
            expected="XML that declares no entities of its own",
        )
    try:
        # A reference to a DTD makes the parser let unknown names pass, and their text is lost.
        return _parse(_repaired(text) if "<!DOCTYPE" in prolog else text)
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


def sound_parts(text: str, names: tuple[str, ...]) -> Iterator[Element | MalformedWire]:
    """Yield the elements called `names` in a document that is broken somewhere, in file order.

    Each is parsed by itself inside the document's root tag, so that prefixes mean what they did;
    for a broken one, the error that says where it lies is yielded in its place.
    """
    root = START_TAG.match(text, _after_prolog(text))
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


def _after_prolog(text: str) -> int:
    """Return where the root element begins: after declaration, comments and document type."""
    at = 0
    while True:
        space = SPACE.match(text, at)
        at = space.end() if space else at
        if text.startswith("<?", at):
            end = text.find("?>", at) + 2
        elif text.startswith("<!--", at):
            end = text.find("-->", at + 4) + 3
        elif text.startswith("<!", at):
            end = _after_doctype(text, at)
        else:
            return at
        if end <= at:  # never closed
            return at
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
