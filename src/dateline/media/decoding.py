"""Decoding a picture from bytes nobody vouches for, and encoding it in the sizes pages show."""

import io
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps

from dateline.media.errors import NotAPicture, PictureRefused, TooManyPixels, TooSmall

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
# How such files begin; enough to tell a picture in a folder from copy.
SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8")
# The longest edge that is kept: twice the widest size a page shows.
MASTER_MAX_PIXELS = 2560
MASTER_QUALITY = 90
# Anything smaller is an icon, or a pixel that counts readers.
SMALLEST_EDGE_PIXELS = 100
WIDTHS_PIXELS = (320, 640, 960, 1280)
# No picture on a page weighs more; a JPEG wider than this is for feeds and link previews only.
PAGE_MAX_BYTES = 90_000
PAGE_JPEG_WIDTH_PIXELS = 640
# Tried in this order until the file is light enough.
QUALITIES = {"avif": (60, 50, 40, 30), "webp": (78, 65, 50, 35), "jpeg": (80, 65, 50, 35)}


@dataclass(frozen=True, slots=True)
class Encoded:
    """One size of a picture in one format, without any metadata."""

    width: int
    height: int
    format: str
    data: bytes


def looks_like_a_picture(start: bytes) -> bool:
    """Return whether a file with these first bytes (12 or more) is to be taken for a picture."""
    is_boxed = start[4:8] == b"ftyp" and start[8:12] in (b"avif", b"avis")
    is_webp = start[:4] == b"RIFF" and start[8:12] == b"WEBP"
    return start.startswith(SIGNATURES) or is_boxed or is_webp


def decode(raw: bytes, *, where: str, max_pixels: int) -> Image.Image:
    """Return the picture upright, in sRGB, at most 2560 pixels long, and without metadata.

    max_pixels  width times height that may be unpacked; checked before anything is

    Raises:
        NotAPicture: the bytes are none, or broken.
        TooManyPixels: it would be larger than `max_pixels`.
        TooSmall: it is an icon or a counting pixel.
    """
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as image:
            _check_size(image, where=where, max_pixels=max_pixels)
            # A JPEG is unpacked at a half, a quarter or an eighth where that is enough.
            image.draft("RGB", (MASTER_MAX_PIXELS, MASTER_MAX_PIXELS))
            upright = ImageOps.exif_transpose(image)
            return _clean(upright)
    except PictureRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels(where=where, found=error, expected=_at_most(max_pixels)) from error
    except Exception as error:  # decoders fail on broken bytes in every way there is
        raise NotAPicture(
            where=where,
            found=f"{raw[:12]!r} ({error})",
            expected="a whole JPEG, PNG, WebP, AVIF or GIF",
        ) from error


def encode_master(image: Image.Image) -> bytes:
    """Return the picture as the JPEG that is kept."""
    return _encode(image, "jpeg", MASTER_QUALITY)


def encode_sizes(image: Image.Image) -> list[Encoded]:
    """Return the picture in the widths pages offer, each as AVIF, WebP and JPEG.

    What a page shows is at most 90,000 bytes: the quality gives way first, then the width is left
    out. The smallest is always there.
    """
    found: list[Encoded] = []
    for width in _widths(image.width):
        height = max(1, round(image.height * width / image.width))
        sized = image.resize((width, height), Image.Resampling.LANCZOS)
        of_width = [Encoded(width, height, name, _light_enough(sized, name)) for name in QUALITIES]
        if found and any(_is_too_heavy(one) for one in of_width):
            break
        found += of_width
    return found


def _widths(own: int) -> list[int]:
    smaller = [width for width in WIDTHS_PIXELS if width < own]
    return [*smaller, own] if own <= WIDTHS_PIXELS[-1] else smaller


def _light_enough(image: Image.Image, name: str) -> bytes:
    qualities = QUALITIES[name]
    if name == "jpeg" and image.width > PAGE_JPEG_WIDTH_PIXELS:
        return _encode(image, name, qualities[0])
    for quality in qualities:
        data = _encode(image, name, quality)
        if len(data) <= PAGE_MAX_BYTES:
            break
    return data


def _is_too_heavy(encoded: Encoded) -> bool:
    is_on_pages = encoded.format != "jpeg" or encoded.width <= PAGE_JPEG_WIDTH_PIXELS
    return is_on_pages and len(encoded.data) > PAGE_MAX_BYTES


def _encode(image: Image.Image, name: str, quality: int) -> bytes:
    file = io.BytesIO()
    options = {"progressive": True, "optimize": True} if name == "jpeg" else {}
    image.save(file, format=name.upper(), quality=quality, **options)
    return file.getvalue()


def _check_size(image: Image.Image, *, where: str, max_pixels: int) -> None:
    if image.width * image.height > max_pixels:
        raise TooManyPixels(
            where=where,
            found=f"{image.width} x {image.height} pixels",
            expected=_at_most(max_pixels),
        )
    if min(image.size) < SMALLEST_EDGE_PIXELS:
        raise TooSmall(
            where=where,
            found=f"{image.width} x {image.height} pixels",
            expected=f"at least {SMALLEST_EDGE_PIXELS} each way",
        )


def _at_most(max_pixels: int) -> str:
    return f"at most {max_pixels} pixels (DATELINE_PICTURE_MAX_PIXELS)"


def _clean(image: Image.Image) -> Image.Image:
    """Return the pixels alone: in sRGB, on white where they were transparent, nothing attached."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        image = _in_srgb(image, profile)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    image = image.convert("RGB")
    image.thumbnail((MASTER_MAX_PIXELS, MASTER_MAX_PIXELS), Image.Resampling.LANCZOS)
    image.info.clear()
    return image


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        converted = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError):  # a broken profile is no reason to lose the picture
        return image
    return converted or image
