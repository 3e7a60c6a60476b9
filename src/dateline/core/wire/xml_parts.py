"""Reading the items of an XML document one by one, so that a broken one loses no other."""

from collections.abc import Callable, Iterable, Iterator

from dateline.core.story import Item
from dateline.core.wire.delivery import Read
from dateline.core.wire.errors import EmptyWire, MalformedWire, WireError
from dateline.core.wire.safe_xml import Element, local_name, parse_xml, sound_parts

# An item element, and the document's root where the document is sound.
ReadPart = Callable[[Element, Element | None], Item]


def named(*names: str) -> Callable[[Element], Iterator[Element]]:
    """Return a function that gives the elements of these names anywhere in a tree, in order."""

    def items_in(root: Element) -> Iterator[Element]:
        return (e for e in root.iter() if isinstance(e.tag, str) and local_name(e) in names)

    return items_in


def read_parts(
    text: str,
    names: tuple[str, ...],
    read: ReadPart,
    *,
    items_in: Callable[[Element], Iterable[Element]] | None = None,
) -> Iterator[Read]:
    """Read the elements called `names`; of a document that is broken, those that are sound.

    items_in  which elements of a sound document are its items; by default all of these names

    Raises:
        EmptyWire: the document holds no such element.
        MalformedWire: it is broken, and no part of it is sound.
        UnsafeXml: it declares entities of its own.
    """
    try:
        root = parse_xml(text)
    except MalformedWire as error:
        parts = list(sound_parts(text, names))
        if not parts:
            raise
        yield from (_read_part(part, None, read) for part in parts)
        if not any(isinstance(part, WireError) for part in parts):
            yield error  # the items are sound; what stands around them is not
        return
    items = list((items_in or named(*names))(root))
    if not items:
        raise EmptyWire(
            where=f"<{local_name(root)}>", found="no item", expected=f"one <{names[0]}> or more"
        )
    yield from (_read_part(item, root, read) for item in items)


def _read_part(part: Element | WireError, root: Element | None, read: ReadPart) -> Read:
    if isinstance(part, WireError):
        return part
    try:
        return read(part, root)
    except WireError as error:
        return error
