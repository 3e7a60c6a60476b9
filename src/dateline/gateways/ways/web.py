"""HTTP and HTTPS: one document, asked for only if it has changed."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from dateline.gateways.fetch import Fetched, fetch
from dateline.gateways.place import Place
from dateline.gateways.ways.port import Bounds, Delivery, Look, Marks


@dataclass(frozen=True, slots=True)
class WebWay:
    """Looks whether the document at an address has changed. secret: a bearer token, or empty."""

    place: Place
    bounds: Bounds
    secret: str

    @contextmanager
    def look(self, marks: Marks) -> Iterator[Look]:
        """Ask for the document, with the marks of its last version."""
        address = self.place.address
        last = json.loads(marks.get(address, "{}"))
        fetched = fetch(
            address,
            max_bytes=self.bounds.max_bytes,
            timeout_seconds=self.bounds.stall_seconds,
            user_agent=self.bounds.user_agent,
            allowed_hosts=self.bounds.allowed_hosts,
            etag=last.get("etag"),
            last_modified=last.get("last_modified"),
            bearer=self.secret,
            resolve=self.bounds.resolve,
            tls=self.bounds.tls,
        )
        yield Look(news=iter(self._news(fetched, last)), moved_to=fetched.moved_to)

    def _news(self, fetched: Fetched, last: dict[str, str]) -> list[Delivery]:
        """Return the document if it differs from the last one; not every server has marks."""
        if fetched.body is None:
            return []
        sha256 = hashlib.sha256(fetched.body).hexdigest()
        mark = {"etag": fetched.etag, "last_modified": fetched.last_modified, "sha256": sha256}
        if sha256 == last.get("sha256"):
            return []
        address = self.place.address
        return [Delivery(address, fetched.body, address, json.dumps(mark))]
