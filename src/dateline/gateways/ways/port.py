"""The port every way of pulling has: look for what is new, give it piece by piece, remember.

A way keeps nothing itself. Whoever looks gives it the marks of what was taken before, stores each
delivery, and only then its mark: after a crash in between, the same delivery comes again. Nothing
is changed or deleted at the other end.
"""

import ssl
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from dateline.gateways.addresses import Resolver, system_resolver
from dateline.gateways.fetch_errors import FetchError
from dateline.gateways.trust import trusting

Marks = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something new.

    name  where it lies, as the desk shows it
    key   what it is remembered by: a file's name, a mailbox, an address
    mark  to be stored under the key once the bytes are kept
    """

    name: str
    raw: bytes
    key: str
    mark: str


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Something new that is not taken, and why.

    mark  to be stored at once, so that it is told only once; empty when it may still come
    """

    name: str
    error: FetchError
    key: str
    mark: str


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a place found.

    news      the deliveries, one by one, while the connection is open; raises FetchError
    gone      keys of marks that nothing lies under any more
    host_key  the server's key, to be kept at the first visit
    moved_to  the address that the server says is the right one for good
    """

    news: Iterator[Delivery | Undelivered]
    gone: frozenset[str] = frozenset()
    host_key: str = ""
    moved_to: str = ""


class Way(Protocol):
    """One way of pulling."""

    def look(self, marks: Marks) -> AbstractContextManager[Look]:
        """Connect and look for what is newer than the marks. Closing ends the connection.

        Raises: FetchError, by name.
        """
        ...


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a look may reach and cost.

    allowed_hosts    host names, addresses or networks that may be private
    watch_folders    folders that `file:` addresses may lie in
    max_bytes        limit of each delivery
    stall_seconds    the longest silence of a server
    within_seconds   the longest a whole look may take; the rest is left for the next one
    settle_seconds   a file that did not change for so long is complete
    pause            waits so many seconds
    tls              whose certificates are believed
    """

    max_bytes: int
    user_agent: str
    allowed_hosts: Collection[str] = ()
    watch_folders: Collection[Path] = ()
    stall_seconds: float = 30.0
    within_seconds: float = 240.0
    settle_seconds: float = 2.0
    pause: Callable[[float], None] = time.sleep
    resolve: Resolver = system_resolver
    tls: Callable[[], ssl.SSLContext] = field(default=trusting)
