"""Every address of the newsroom that is for people, as Django's resolver has it.

Tables of tests are held against it, so that none of them can forget a new page.
"""

import inspect
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver

# For programs with a key, which tests/api knows; nobody opens them in a browser.
FOR_PROGRAMS = ("dateline.api.perspective", "dateline.api.push")


def names_of_addresses() -> set[str]:
    """Return the names of all addresses of readers and of the moderators' room.

    The desk's own are in tests/desk/test_who_may.py; the rest of the admin is Wagtail's.
    """
    names = set()
    for path, name, callback in _walk(get_resolver()):
        module = inspect.unwrap(getattr(callback, "view_class", callback)).__module__
        is_of_the_admin = path.startswith("admin/") and not module.startswith("dateline.discussion")
        if not is_of_the_admin and module not in FOR_PROGRAMS:
            names.add(name or path)
    return names


def missing_from(table: str, known: set[str], line: str) -> str:
    """Return what to do about addresses a table does not know, or knows and are gone; else "".

    line  how an entry of that table looks, with {name} for the address
    """
    there = names_of_addresses()
    said = [f"  add to {table}:  {line.format(name=name)}" for name in sorted(there - known)]
    said += [
        f"  take out of {table}:  {name!r} (no such address)" for name in sorted(known - there)
    ]
    return "\n".join(said)


def _walk(patterns: Any, path: str = "", space: str = "") -> Iterator[tuple[str, str, Any]]:
    for one in patterns.url_patterns:
        if isinstance(one, URLPattern):
            yield f"{path}{one.pattern}", f"{space}{one.name}" if one.name else "", one.callback
        else:
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _walk(one, f"{path}{one.pattern}", inner)
