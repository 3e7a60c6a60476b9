"""What ways over folders share: which files are new, complete and wanted."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import NamedTuple, Protocol

from dateline.gateways.fetch_errors import BadName, BodyTooLarge, FetchError, Unreadable
from dateline.gateways.place import Place
from dateline.gateways.ways.port import Bounds, Delivery, Look, Marks, Undelivered

# How senders call what they have not finished.
UNFINISHED_SUFFIXES = (".part", ".filepart", ".tmp", ".partial", ".crdownload", ".swp")
NOT_A_NAME = re.compile(r"[/\\\x00-\x1f\x7f]")


class Entry(NamedTuple):
    """A file in a listing. modified: the server's own word for the time, compared, never read."""

    size_bytes: int
    modified: str

    @property
    def mark(self) -> str:
        """What tells this version of the file from another."""
        return f"{self.size_bytes} {self.modified}"


class Vanished(Exception):
    """A listed file is not there any more."""


class Folder(Protocol):
    """A folder here or elsewhere, open for looking."""

    def entries(self) -> Mapping[str, Entry]:
        """Return the files of the folder by name. Raises: FetchError."""
        ...

    def pieces(self, name: str) -> Iterator[bytes]:
        """Give a file's bytes piece by piece.

        Raises:
            Vanished: it is gone.
            Unreadable: it may not be read; the connection still stands.
        """
        ...


@dataclass(frozen=True, slots=True)
class FolderLooker:
    """Looks through an open folder."""

    place: Place
    bounds: Bounds

    def look(self, folder: Folder, marks: Marks, *, host_key: str = "") -> Look:
        """Return what is new in a folder, the oldest name first."""
        listed = folder.entries()
        return Look(
            news=self._news(folder, listed, marks),
            gone=frozenset(marks.keys() - listed.keys()),
            host_key=host_key,
        )

    def _news(
        self, folder: Folder, listed: Mapping[str, Entry], marks: Marks
    ) -> Iterator[Delivery | Undelivered]:
        new = {
            name: entry
            for name, entry in sorted(listed.items())
            if self._is_wanted(name) and marks.get(name) != entry.mark
        }
        if not new:
            return
        # What a sender still writes to looks different a moment later; it is taken next time.
        self.bounds.pause(self.bounds.settle_seconds)
        settled = folder.entries()
        for name, entry in new.items():
            if settled.get(name) != entry:
                continue
            shown = self.place.inside(name)
            try:
                raw = self._whole(folder, name, entry, shown)
            except Vanished:
                continue
            except (BodyTooLarge, BadName) as error:
                yield Undelivered(shown, error, name, entry.mark)
            except Unreadable as error:
                yield Undelivered(shown, error, name, "")
            else:
                if len(raw) == entry.size_bytes:
                    yield Delivery(shown, raw, name, entry.mark)

    def _is_wanted(self, name: str) -> bool:
        return (
            not name.startswith(".")
            and not name.lower().endswith(UNFINISHED_SUFFIXES)
            and fnmatchcase(name, self.place.pattern)
        )

    def _whole(self, folder: Folder, name: str, entry: Entry, shown: str) -> bytes:
        if NOT_A_NAME.search(name):
            raise BadName(
                where=self.place.address, found=f"the name {name!r}", expected="a plain file name"
            )
        if entry.size_bytes > self.bounds.max_bytes:
            raise too_large(shown, entry.size_bytes, self.bounds.max_bytes)
        raw = bytearray()
        for piece in folder.pieces(name):
            raw += piece
            if len(raw) > self.bounds.max_bytes:
                raise too_large(shown, len(raw), self.bounds.max_bytes)
        return bytes(raw)


def too_large(where: str, size_bytes: int, max_bytes: int) -> FetchError:
    """Return the refusal of something larger than allowed."""
    return BodyTooLarge(
        where=where,
        found=f"{size_bytes} bytes or more",
        expected=f"at most {max_bytes} bytes (DATELINE_WIRE_MAX_BYTES)",
    )
