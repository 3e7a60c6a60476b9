"""Reading parts of an XML element by local name, whatever namespace an agency wrote."""

from collections.abc import Iterator
from functools import lru_cache

from dateline.core.wire.safe_xml import Element, local_name, without_namespace

# Elements inside a line of words; all others part what stands before them from what follows.
IN_LINE = {
    "a", "abbr", "b", "chron", "em", "event", "function", "i", "lang", "location", "money", "num",
    "object.title", "org", "person", "q", "small", "span", "strong", "sub", "sup", "u", "virtloc",
}  # fmt: skip
_KNOWN_TAGS = 4096  # so many tags a day's wires hold; a hostile file can only crowd them out


@lru_cache(maxsize=_KNOWN_TAGS)
def lower_name(tag: str) -> str:
    """Return a tag without its namespace, in lower case: "p" of "{http://…}P"."""
    return tag.rpartition("}")[2].lower()


class Parts(dict[str, list[Element]]):
    """An element's children by local name, each list in file order; looked up once, asked often."""

    __slots__ = ()

    def __missing__(self, name: str) -> list[Element]:
        """Answer an empty list for a name no child has."""
        return []

    def first(self, name: str) -> Element | None:
        """Return the first child of a name, or None."""
        return self[name][0] if name in self else None

    def words(self, name: str) -> str | None:
        """Return the words of the first child of a name that has some, or None."""
        if name in self:
            for element in self[name]:
                if words := words_in(element):
                    return words
        return None


def parts_of(element: Element | None) -> Parts:
    """Return an element's children by local name; none of an element that is not there."""
    parts = Parts()
    if element is not None:
        for part in element:
            if isinstance(tag := part.tag, str):
                name = without_namespace(tag)
                if name in parts:
                    parts[name].append(part)
                else:
                    parts[name] = [part]
    return parts


def children(element: Element | None, name: str) -> list[Element]:
    """Return the children of a name, in order; none of an element that is not there."""
    if element is None:
        return []
    return [c for c in element if isinstance(c.tag, str) and local_name(c) == name]


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of a name, or None."""
    return next(iter(children(element, name)), None)


def descendants(element: Element | None, *names: str) -> list[Element]:
    """Return the elements of these names, or all, anywhere below an element, in order."""
    if element is None:
        return []
    return [
        e
        for e in element.iterdescendants()
        if isinstance(e.tag, str) and (not names or local_name(e) in names)
    ]


def text_in(element: Element) -> str:
    """Return all text inside an element as it stands.

    Control characters are gone before XML is parsed, so none can stand here.
    """
    if len(element) == 0:
        return element.text or ""
    return "".join(str(part) for part in element.itertext())


def words_in(element: Element | None) -> str | None:
    """Return the words inside an element on one line, or None where there are none."""
    if element is None:
        return None
    text = "".join(_spaced(element)) if len(element) else element.text
    return (" ".join(text.split()) or None) if text else None


def _spaced(element: Element) -> Iterator[str]:
    """Give an element's texts, with a blank on both sides of what stands on a line of its own."""
    if element.text:
        yield element.text
    for part in element:
        is_apart = isinstance(part.tag, str) and lower_name(part.tag) not in IN_LINE
        if is_apart:
            yield " "
        if isinstance(part.tag, str):
            yield from _spaced(part)
        if is_apart:
            yield " "
        if part.tail:
            yield part.tail


def words_of(element: Element | None, name: str) -> str | None:
    """Return the words of the first child of a name that has some, or None."""
    return next((words for e in children(element, name) if (words := words_in(e))), None)
