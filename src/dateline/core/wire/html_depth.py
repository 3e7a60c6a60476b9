"""HTML nested without end: the sanitiser takes the square of the depth, so it is held flat."""

import re

DEPTH_MOST = 250  # pages of newsrooms nest some twenty deep
# Elements that hold nothing, or that the next of their kind closes.
CLOSED_BY_THEMSELVES = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "option",
}  # fmt: skip
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9:._-]*)[^<>]*>?")


def held_flat(source: str) -> str:
    """Return HTML without the tags that would nest deeper than `DEPTH_MOST`; their text stays."""
    if source.count("<") <= DEPTH_MOST:
        return source
    depth, deepest = 0, 0
    for tag in _TAG.finditer(source):
        depth = _after(tag, depth)
        deepest = max(deepest, depth)
    if deepest <= DEPTH_MOST:
        return source
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        before, depth = depth, _after(tag, depth)
        return tag[0] if max(before, depth) <= DEPTH_MOST else ""

    return _TAG.sub(kept, source)


def _after(tag: re.Match[str], depth: int) -> int:
    if tag["name"].lower() in CLOSED_BY_THEMSELVES:
        return depth
    return max(0, depth - 1) if tag["end"] else depth + 1
