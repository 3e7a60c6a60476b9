"""Everything that changes a picture: keeping it, its words and rights, its kill and its release."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction

from dateline.media.decoding import decode, encode_master, encode_sizes
from dateline.media.models import NewsImage

TITLE_MAX_CHARS = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFacts:
    """What an agency says about a picture.

    is_own_item  whether the picture's own item says so: that replaces everything, and from then on
                 what a text item says about the picture it points to only fills gaps
    """

    agency_uri: str = ""
    caption: str = ""
    alt_text: str = ""
    credit_line: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    expires_at: datetime | None = None
    is_withheld: bool = False
    embargoed_until: datetime | None = None
    is_embargoed_indefinitely: bool = False
    is_own_item: bool = False


WORDS = ("agency_uri", "caption", "alt_text", "credit_line", "copyright_notice", "usage_terms")
STATUS = ("expires_at", "is_withheld", "embargoed_until", "is_embargoed_indefinitely")


def keep_picture(*, raw: bytes, where: str, facts: PictureFacts, max_pixels: int) -> NewsImage:
    """Decode, clean and keep a picture with its sizes; the same bytes again are the same picture.

    where       the address or file name it came from, for messages and its title
    max_pixels  see `decode`

    Raises: PictureRefused; nothing is kept.
    """
    sha256 = hashlib.sha256(raw).hexdigest()
    picture = NewsImage.objects.filter(sha256=sha256).first()
    if picture is None:
        master = decode(raw, where=where, max_pixels=max_pixels)
        name = where.rpartition("/")[2][-TITLE_MAX_CHARS:]
        values = {
            "title": (facts.caption or name)[:TITLE_MAX_CHARS],
            "file": ContentFile(encode_master(master), name=f"{sha256[:32]}.jpg"),
        }
        picture, _ = NewsImage.objects.get_or_create(sha256=sha256, defaults=values)
    describe_picture(picture=picture, facts=facts)
    if not picture.sizes and not picture.is_killed:
        make_sizes(picture=picture, max_pixels=max_pixels)
    return picture


@transaction.atomic
def describe_picture(*, picture: NewsImage, facts: PictureFacts) -> None:
    """Take up what an agency says about a picture. A kill stands whatever is said later."""
    for name in (*WORDS, *STATUS):
        value = getattr(facts, name)
        is_gap = not getattr(picture, name)
        if facts.is_own_item or (value and (is_gap or not picture.has_own_item)):
            setattr(picture, name, _fitting(name, value))
    picture.has_own_item = picture.has_own_item or facts.is_own_item
    picture.save(update_fields=[*WORDS, *STATUS, "has_own_item"])


def _fitting(name: str, value: object) -> object:
    limit = getattr(NewsImage._meta.get_field(name), "max_length", None)
    return value[:limit] if isinstance(value, str) and limit else value


def make_sizes(*, picture: NewsImage, max_pixels: int) -> None:
    """Make the files that pages show, in place of those there were.

    Raises: PictureRefused when the kept file cannot be decoded, as an upload may turn out to be.
    """
    with picture.file.storage.open(picture.file.name) as file:
        raw = file.read()
    storage = storages["default"]
    sizes: dict[int, dict[str, object]] = {}
    encoded = encode_sizes(decode(raw, where=picture.title, max_pixels=max_pixels))
    for one in encoded:
        path = picture.size_path(one.width, one.format)
        storage.delete(path)
        storage.save(path, ContentFile(one.data))
        size = sizes.setdefault(one.width, {"width": one.width, "height": one.height, "bytes": {}})
        size["bytes"][one.format] = len(one.data)  # type: ignore[index]
    with transaction.atomic():
        row = NewsImage.objects.select_for_update().get(pk=picture.pk)
        if row.is_killed:  # while the sizes were made
            _delete_files(storage, _paths(picture, list(sizes.values())))
            return
        picture.sizes, picture.sizes_hash = list(sizes.values()), picture.file_hash
        picture.save(update_fields=["sizes", "sizes_hash"])


@transaction.atomic
def kill_picture(*, picture: NewsImage, now: datetime, note: str) -> None:
    """Take a picture down for good, wherever it is used; its files for readers are deleted.

    Killing a killed picture changes nothing. What was kept of it stays for the desk.
    """
    row = NewsImage.objects.select_for_update().get(pk=picture.pk)
    if row.is_killed:
        return
    paths = _paths(row, row.sizes)
    picture.killed_at, picture.kill_note, picture.sizes = now, note[:300], []
    picture.save(update_fields=["killed_at", "kill_note", "sizes"])
    transaction.on_commit(partial(_delete_files, storages["default"], paths))


def release_picture(*, picture: NewsImage, max_pixels: int) -> None:
    """Undo a kill by a person's decision; the sizes are made anew."""
    picture.killed_at, picture.kill_note = None, ""
    picture.save(update_fields=["killed_at", "kill_note"])
    make_sizes(picture=picture, max_pixels=max_pixels)


def _paths(picture: NewsImage, sizes: list[dict[str, object]]) -> list[str]:
    return [
        picture.size_path(size["width"], extension)  # type: ignore[arg-type]
        for size in sizes
        for extension in size["bytes"]  # type: ignore[attr-defined]
    ]


def _delete_files(storage: Storage, paths: list[str]) -> None:
    for path in paths:
        storage.delete(path)
