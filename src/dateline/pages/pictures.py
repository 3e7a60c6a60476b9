"""A picture as readers' surfaces show it: its addresses, sizes, words and rights."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.files.storage import storages
from django.urls import reverse

from dateline.media.models import NewsImage
from dateline.pages.models import StoryPicture

# What a browser is offered, the lightest first; JPEG stands in the img element for all others.
OFFERED = {"avif": "image/avif", "webp": "image/webp"}
MEDIA_TYPES = {**OFFERED, "jpeg": "image/jpeg"}
# The JPEG for browsers that know nothing newer, and the width lists show.
FALLBACK_WIDTH_PIXELS = 640
LIST_WIDTH_PIXELS = 320

Address = Callable[[NewsImage, int, str], str]


@dataclass(frozen=True, slots=True)
class Size:
    """One made file: its address, width and height in pixels, and bytes."""

    url: str
    width: int
    height: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Offer:
    """The files of one format, as a source element lists them."""

    media_type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture beside a story. `alt` is empty where nobody wrote one: a caption is no alt.

    expires_at  when it may be shown no longer, if that is known
    """

    caption: str
    alt: str
    credit: str
    copyright_notice: str
    offers: tuple[Offer, ...]
    list_offers: tuple[Offer, ...]
    fallback: Size
    smallest: Size
    largest: Size
    expires_at: datetime | None


def public_address(picture: NewsImage, width: int, extension: str) -> str:
    """Return the address readers get a size at; it answers only while it may be shown."""
    return reverse("pages:picture", args=[picture.pk, width, extension])


def desk_address(picture: NewsImage, width: int, extension: str) -> str:
    """Return the address the desk sees a size at, whatever its state."""
    return storages["default"].url(picture.size_path(width, extension))


def shown(row: StoryPicture, *, address: Address = public_address) -> ShownPicture:
    """Return a picture of a story with the addresses of its sizes; it must have some."""
    picture = row.picture
    sizes = picture.sizes
    jpegs = [
        Size(
            address(picture, size["width"], "jpeg"),
            size["width"],
            size["height"],
            size["bytes"]["jpeg"],
        )
        for size in sizes
    ]
    fitting = [size for size in jpegs if size.width <= FALLBACK_WIDTH_PIXELS]
    small = [size for size in sizes if size["width"] <= LIST_WIDTH_PIXELS] or sizes[:1]
    return ShownPicture(
        caption=row.caption,
        alt=row.alt_text,
        credit=picture.credit_line,
        copyright_notice=picture.copyright_notice,
        offers=_offers(picture, sizes, address),
        list_offers=_offers(picture, small, address),
        fallback=fitting[-1] if fitting else jpegs[0],
        smallest=jpegs[0],
        largest=jpegs[-1],
        expires_at=picture.expires_at,
    )


def _offers(picture: NewsImage, sizes: list[dict[str, int]], address: Address) -> tuple[Offer, ...]:
    return tuple(
        Offer(
            media_type,
            ", ".join(
                f"{address(picture, size['width'], extension)} {size['width']}w" for size in sizes
            ),
        )
        for extension, media_type in OFFERED.items()
    )
