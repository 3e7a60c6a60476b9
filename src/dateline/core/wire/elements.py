"""Reading parts of an XML element by local name, whatever namespace an agency wrote."""

from dateline.core.wire.charset import without_controls
from dateline.core.wire.safe_xml import Element, local_name


def children(element: Element | None, name: str) -> list[Element]:
    """Return the children of a name, in order; none of an element that is not there."""
    if element is None:
        return []
    return [c for c in element if isinstance(c.tag, str) and local_name(c) == name]


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of a name, or None."""
    return next(iter(children(element, name)), None)


def text_in(element: Element) -> str:
    """Return all text inside an element as it stands."""
    return without_controls("".join(str(part) for part in element.itertext()))


def words_in(element: Element | None) -> str | None:
    """Return the words inside an element on one line, or None where there are none."""
    return " ".join(text_in(element).split()) or None if element is not None else None


def words_of(element: Element | None, name: str) -> str | None:
    """Return the words of the first child of a name that has some, or None."""
    return next((words for e in children(element, name) if (words := words_in(e))), None)
