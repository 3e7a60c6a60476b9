"""Reading the domains in a comment, and those on a newsroom's lists, as a browser would.

Both are brought into one form: lower-case, of one width, in Unicode (`xn--` decoded), without
“www.” and without what is not seen. Of a host are letters, marks, digits, hyphens and underscores.
Source: UTS #46, and the host parser of url.spec.whatwg.org.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from dateline.core.story import Span

# No domain has more: it has 253 characters at most.
_MOST_LABELS = 127
_PUNYCODE = "xn--"
# In a folded text all beyond ASCII are letters, marks and digits.
_SIGN = r"[^\x00-,./:-@\[-^`{-\x7f]"
_LABEL = re.compile(rf"{_SIGN}{{1,63}}")
_HOST = re.compile(rf"[*.]*({_SIGN}++(?:\.{_SIGN}++)*+)")
_DOMAIN = re.compile(rf"(?<!{_SIGN}){_SIGN}{{1,63}}+(?:\.{_SIGN}{{1,63}}+)++")
# A browser takes any slashes for the two after the scheme.
_SCHEME = re.compile(r"\A(?:https?:)?[/\\]*", re.IGNORECASE)
_AFTER_AUTHORITY = re.compile(r"[/\\?#\s].*", re.DOTALL)
_ESCAPES = re.compile(r"(?:%[0-9a-f]{2})+", re.IGNORECASE)
_ESCAPES_OR_SIGN = re.compile(rf"{_ESCAPES.pattern}|.", re.IGNORECASE | re.DOTALL)
# A top-level domain has neither: in “spam.de-Seite” the host ends with “de”.
_JOINED_ON = re.compile(r"[-_].*")
_SEVERAL = re.compile(r"\s|\A(?:https?://)?[^/]*[,;]", re.IGNORECASE)
_IDEOGRAPHIC_STOP = "。"
_GRAPHEME_JOINER = "\u034f"
# Letters by name, of which nothing is seen.
_FILLERS = "\u115f\u1160"


def host_of(link: str) -> str:
    """Return the host of a link, in the form in which domains are compared; empty without one.

    What people write for a domain on a list is read alike: `https://spam.example/now`,
    `*.spam.example`, `@spam.example`.
    """
    authority = _AFTER_AUTHORITY.sub("", _SCHEME.sub("", link))
    # What stands before the last “@” is the name of a user.
    match = _HOST.match(_folded(authority.rpartition("@")[2]))
    return _comparable(match[1]) if match else ""


# A list is read anew for each batch of comments.
@lru_cache(maxsize=32_768)
def listed_domain(entry: str) -> str:
    """Return the domain that a line of a list stands for, or nothing if it names none."""
    host = host_of(entry)
    return host if "." in host and not _SEVERAL.search(entry) else ""


def listed_in(text: str, listed: frozenset[str]) -> Iterator[tuple[str, Span]]:
    """Give the listed domains that a comment names, with a scheme before them or without."""
    read = ((_comparable(match.group()), match) for match in _DOMAIN.finditer(_folded(text)))
    found = [(domain, match) for domain, match in read if is_below(domain, listed)]
    places = _places(text) if found else []
    for domain, match in found:
        yield domain, Span(places[match.start()].start, places[match.end() - 1].end)


def is_below(domain: str, listed: frozenset[str]) -> bool:
    """Return whether a domain as `host_of` gives it, or one above it, is listed."""
    labels = domain.split(".")
    return any(".".join(labels[start:]) in listed for start in range(len(labels)))


def _comparable(host: str) -> str:
    labels = host.split(".")[-_MOST_LABELS:]
    if not labels[-1].startswith(_PUNYCODE):
        labels[-1] = _JOINED_ON.sub("", labels[-1])
    decoded = ".".join(_decoded(label) for label in labels)
    return unicodedata.normalize("NFC", decoded).strip(".-_").removeprefix("www.")


def _decoded(label: str) -> str:
    """Return a label in Unicode, or as it is if no letters come of it."""
    if not label.startswith(_PUNYCODE):
        return label
    try:
        decoded = _folded(label.removeprefix(_PUNYCODE).encode("ascii").decode("punycode"))
    except UnicodeError:
        return label
    return decoded if _LABEL.fullmatch(decoded) else label


def _folded(text: str) -> str:
    """Return a text as a browser reads an address."""
    return _ESCAPES.sub(_unescaped, text).translate(_FOLDED_SIGNS)


def _unescaped(escapes: re.Match[str]) -> str:
    return bytes.fromhex(escapes.group().replace("%", "")).decode("utf-8", "replace")


def _places(text: str) -> list[Span]:
    """Return where each sign of a folded text stood in the text."""
    return [
        Span(*match.span())
        for match in _ESCAPES_OR_SIGN.finditer(text)
        for _sign in _folded(match.group())
    ]


class _FoldedSigns:
    """How each sign is read, as `str.translate` asks for it."""

    def __getitem__(self, code: int) -> str:
        return _folded_sign(chr(code))


_FOLDED_SIGNS = _FoldedSigns()


@lru_cache(maxsize=8192)
def _folded_sign(sign: str) -> str:
    if _is_unseen(sign):
        return ""
    whole = unicodedata.normalize("NFKC", sign).casefold().replace(_IDEOGRAPHIC_STOP, ".")
    return "".join(one if one.isascii() or _is_of_words(one) else " " for one in whole)


def _is_unseen(sign: str) -> bool:
    return (
        unicodedata.category(sign) == "Cf"
        or sign == _GRAPHEME_JOINER
        or unicodedata.name(sign, "").startswith("VARIATION SELECTOR")
    )


def _is_of_words(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN" and sign not in _FILLERS
