"""The in-memory twin of the ways over folders: a folder that is a dictionary."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256

from dateline.gateways.place import Place
from dateline.gateways.ways.files import Entry, FolderLooker, Vanished
from dateline.gateways.ways.port import Bounds, Look, Marks

PIECE_BYTES = 65_536


@dataclass
class MemoryWay:
    """Gives what `files` holds, by name. For tests of what pulls, without a server."""

    bounds: Bounds
    files: dict[str, bytes] = field(default_factory=dict)
    address: str = "memory:"

    @contextmanager
    def look(self, marks: Marks) -> Iterator[Look]:
        """Look through the dictionary."""
        place = Place(self.address, "memory", "", 0, "", "/")
        yield FolderLooker(place, self.bounds).look(self, marks)

    def entries(self) -> Mapping[str, Entry]:
        """Return the files; the hash of the bytes stands for the time."""
        return {name: Entry(len(raw), sha256(raw).hexdigest()) for name, raw in self.files.items()}

    def pieces(self, name: str) -> Iterator[bytes]:
        """Give a file's bytes."""
        if name not in self.files:
            raise Vanished
        raw = self.files[name]
        yield from (raw[at : at + PIECE_BYTES] for at in range(0, len(raw), PIECE_BYTES))
