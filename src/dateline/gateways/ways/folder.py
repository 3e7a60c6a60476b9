"""A folder of this machine, below those the newsroom allows."""

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dateline.gateways.fetch_errors import FolderNotListed, NoSuchFolder, Unreadable
from dateline.gateways.place import Place
from dateline.gateways.ways.files import Entry, FolderLooker, Vanished
from dateline.gateways.ways.port import Bounds, Look, Marks

PIECE_BYTES = 1_048_576


@dataclass(frozen=True, slots=True)
class FolderWay:
    """Looks into the folder of a `file:` address. Links are not followed out of it."""

    place: Place
    bounds: Bounds

    @contextmanager
    def look(self, marks: Marks) -> Iterator[Look]:
        """Look through the folder."""
        folder = Path(self.place.path).resolve()
        roots = [Path(root).resolve() for root in self.bounds.watch_folders]
        if not any(folder.is_relative_to(root) for root in roots):
            raise FolderNotListed(
                where=self.place.address,
                found=f"{folder}, which lies in no folder that may be watched",
                expected="a folder below one of DATELINE_WATCH_FOLDERS",
            )
        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError as error:
            raise NoSuchFolder(
                where=self.place.address, found=str(error), expected="a folder that may be read"
            ) from error
        try:
            opened = _OpenFolder(self.place, descriptor)
            yield FolderLooker(self.place, self.bounds).look(opened, marks)
        finally:
            os.close(descriptor)


@dataclass(frozen=True, slots=True)
class _OpenFolder:
    place: Place
    descriptor: int

    def entries(self) -> Mapping[str, Entry]:
        """Return the plain files; a link is none."""
        found = {}
        with os.scandir(self.descriptor) as entries:
            for entry in entries:
                try:
                    status = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue
                if stat.S_ISREG(status.st_mode):
                    found[entry.name] = Entry(status.st_size, str(status.st_mtime_ns))
        return found

    def pieces(self, name: str) -> Iterator[bytes]:
        """Give a file's bytes; what has become a link or a pipe meanwhile is not opened."""
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
        try:
            with os.fdopen(os.open(name, flags, dir_fd=self.descriptor), "rb") as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise Vanished
                while piece := file.read(PIECE_BYTES):
                    yield piece
        except FileNotFoundError:
            raise Vanished from None
        except OSError as error:
            raise Unreadable(
                where=self.place.inside(name), found=str(error), expected="a file that may be read"
            ) from error
