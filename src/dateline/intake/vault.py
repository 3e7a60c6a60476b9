"""The agencies' bytes, each delivery once, under its hash: `ab/abcdef…` in the storage “wire”."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

PIECE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """What was put into the vault."""

    sha256: str
    size_bytes: int


class _Draft(File):  # type: ignore[type-arg]
    """A finished temporary file, which file storage moves into place instead of copying it."""

    def __init__(self, file: IO[bytes], path: str) -> None:
        super().__init__(file, name=path)
        self._path = path

    def temporary_file_path(self) -> str:
        """Return where the file lies, as `FileSystemStorage` asks for it."""
        return self._path


def keep(raw: bytes | Path | BinaryIO) -> Kept:
    """Store some bytes and return their hash and size; they are on the disk when this returns.

    Files and streams are copied piece by piece and never held in memory.
    """
    storage = storages["wire"]
    folder = _folder_of(storage)
    digest = hashlib.sha256()
    size_bytes = 0
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".draft-", delete=False) as draft:
        try:
            for piece in _pieces(raw):
                draft.write(piece)
                digest.update(piece)
                size_bytes += len(piece)
            draft.flush()
            os.fsync(draft.fileno())
            _put(storage, draft, _name(digest.hexdigest()))
        finally:
            Path(draft.name).unlink(missing_ok=True)
    return Kept(digest.hexdigest(), size_bytes)


def opened(sha256: str) -> File:  # type: ignore[type-arg]
    """Return a delivery's bytes as an open file, which the caller closes.

    Raises: FileNotFoundError when the vault does not hold them.
    """
    return storages["wire"].open(_name(sha256), "rb")


def _name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


def _folder_of(storage: Storage) -> Path | None:
    """Return where drafts must lie to be moved into place, or None for storage elsewhere."""
    if not isinstance(storage, FileSystemStorage):
        return None
    folder = Path(storage.location)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _pieces(raw: bytes | Path | BinaryIO):  # type: ignore[no-untyped-def]
    if isinstance(raw, bytes):
        yield raw
    elif isinstance(raw, Path):
        with raw.open("rb") as file:
            yield from _pieces(file)
    else:
        while piece := raw.read(PIECE_BYTES):
            yield piece


def _put(storage: Storage, draft: IO[bytes], name: str) -> None:
    if storage.exists(name):
        return
    draft.seek(0)
    stored_as = storage.save(name, _Draft(draft, draft.name))
    if stored_as != name:  # someone stored the same bytes at the same moment
        storage.delete(stored_as)
    if isinstance(storage, FileSystemStorage):
        _sync_folder(Path(storage.path(name)).parent)


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
