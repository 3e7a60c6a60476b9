"""Finished pages in memory: so many bytes of them, those asked for lately last to go."""

import gzip
import re
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field

COMPRESSION = 6
# What a page holds besides its bytes, roughly: its headers, its address, the objects themselves.
BESIDE_BYTES = 2048
# A page this large would push out too many others.
SHARE_OF_ONE = 8
# Headers of an answer that says “as before”. Source: RFC 9110, section 15.4.5, and what every
# answer of ours carries.
_OF_A_304 = frozenset(
    {
        *("cache-control", "content-location", "date", "etag", "expires", "last-modified", "vary"),
        *("content-security-policy", "cross-origin-opener-policy", "referrer-policy"),
        *("strict-transport-security", "x-content-type-options"),
    }
)
_TAG = re.compile(r'(?:W/)?("[^"]*")')

Headers = list[tuple[str, str]]


@dataclass(slots=True)
class Page:
    """One finished answer, and the words it was made under.

    made_at, until  in seconds of the wall clock: it stands between them
    """

    headers: Headers
    body: bytes
    place: int
    word: int
    word_of_all: int
    made_at: float
    until: float
    is_asked_for: bool = False
    gzipped: bytes = b""
    gzipped_headers: Headers = field(default_factory=list)

    @property
    def size_bytes(self) -> int:
        """How much memory it takes; its compressed half is counted before it is made."""
        return len(self.body) * 3 // 2 + BESIDE_BYTES

    @property
    def tag(self) -> str:
        """Its entity tag, or nothing."""
        return next((value for name, value in self.headers if name.lower() == "etag"), "")

    def compress(self) -> None:
        """Make the compressed half. Its tag is weak, because its bytes are others."""
        gzipped = gzip.compress(self.body, COMPRESSION, mtime=0)
        headers = [
            (name, f"W/{value}" if name.lower() == "etag" else value)
            for name, value in self.headers
            if name.lower() != "content-length"
        ]
        self.gzipped_headers = [
            *headers,
            ("Content-Encoding", "gzip"),
            ("Content-Length", str(len(gzipped))),
        ]
        self.gzipped = gzipped

    def is_known(self, if_none_match: str) -> bool:
        """Return whether whoever asks has it already; tags are compared weakly."""
        if if_none_match.strip() == "*":
            return True
        tag = _TAG.fullmatch(self.tag)
        return tag is not None and tag[1] in _TAG.findall(if_none_match)


def headers_of_304(headers: Headers) -> Headers:
    """Return what an answer without a body says, of what the whole one would."""
    return [(name, value) for name, value in headers if name.lower() in _OF_A_304]


class Shelf:
    """Pages by what they are asked by.

    most_bytes  how much they may take together
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        # Looked up without the lock: a dictionary's own look-up is one step.
        self.get = self._pages.get

    def put(self, key: Hashable, page: Page) -> None:
        """Keep a page, in place of the one before, and make room for it."""
        if page.size_bytes * SHARE_OF_ONE > self._most_bytes:
            return
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._bytes += page.size_bytes
            while self._bytes > self._most_bytes:
                oldest, old = next(iter(self._pages.items()))
                if old.is_asked_for:
                    old.is_asked_for = False
                    self._pages.move_to_end(oldest)
                else:
                    self._drop(oldest)

    def drop(self, key: Hashable) -> None:
        """Forget a page."""
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        """Forget every page."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    def _drop(self, key: Hashable) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._bytes -= page.size_bytes
