"""Bytes nobody vouches for become a clean picture in the sizes pages show, or are refused."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms

from dateline.media.decoding import PAGE_MAX_BYTES, decode, encode_sizes, looks_like_a_picture
from dateline.media.errors import NotAPicture, TooManyPixels, TooSmall
from tests.pictures import drawn, encoded, picture_bytes

MOST = 20_000_000


def png_saying(width, height):
    """Return a small PNG file whose head promises any size."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 64))


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_picture_is_known_by_its_bytes_in_each_format(name):
    raw = picture_bytes(size=(400, 300), name=name)

    assert looks_like_a_picture(raw[:16])
    assert decode(raw, where="quay", max_pixels=MOST).size == (400, 300)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html>not here</html>",
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"\xff\xd8\xff\xe0 and nothing more",
        picture_bytes(size=(400, 300))[:3000],
        png_saying(400, 300),
    ],
    ids=["empty", "html", "pdf", "svg", "a head", "cut short", "no pixels"],
)
def test_what_is_no_picture_is_refused_by_name(raw):
    with pytest.raises(NotAPicture) as refusal:
        decode(raw, where="quay.jpg", max_pixels=MOST)

    assert refusal.value.where == "quay.jpg"


@pytest.mark.parametrize(("width", "height"), [(5000, 5000), (12_000, 12_000), (60_000, 60_000)])
def test_a_bomb_is_refused_before_it_is_unpacked(width, height):
    with pytest.raises(TooManyPixels):
        decode(png_saying(width, height), where="bomb.png", max_pixels=MOST)


def test_a_pixel_that_counts_readers_is_no_picture():
    with pytest.raises(TooSmall):
        decode(picture_bytes(size=(1, 1), name="GIF"), where="count.gif", max_pixels=MOST)


def test_the_camera_and_the_place_are_stripped_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright: to be turned by a quarter
    exif[0x010F] = "Kesterholm Optics"
    exif.get_ifd(0x8825)[2] = (63.0, 25.0, 0.0)
    raw = encoded(drawn(size=(800, 500)), exif=exif)

    picture = decode(raw, where="quay.jpg", max_pixels=MOST)

    assert picture.size == (500, 800)
    for one in encode_sizes(picture):
        with Image.open(io.BytesIO(one.data)) as written:
            assert not dict(written.getexif())
            assert not {"icc_profile", "xmp", "comment"} & set(written.info)
            assert b"Kesterholm" not in one.data


def test_a_colour_profile_is_applied_and_left_out():
    wide = ImageCms.createProfile("LAB")
    profile = ImageCms.ImageCmsProfile(wide).tobytes()
    raw = encoded(drawn(size=(400, 300)), icc_profile=profile)

    assert "icc_profile" not in decode(raw, where="quay.jpg", max_pixels=MOST).info


@pytest.mark.parametrize("mode", ["RGBA", "P", "LA", "L", "1", "I;16"])
def test_what_is_transparent_or_grey_is_shown_on_white(mode):
    raw = encoded(Image.new(mode, (200, 200)), "PNG")

    assert decode(raw, where="map.png", max_pixels=MOST).mode == "RGB"


def test_a_cmyk_picture_of_a_printing_works_is_shown():
    raw = encoded(drawn(size=(400, 300)).convert("CMYK"))

    assert decode(raw, where="quay.jpg", max_pixels=MOST).mode == "RGB"


def test_sizes_are_made_in_three_formats_and_none_on_a_page_is_heavy():
    sizes = encode_sizes(drawn(size=(1600, 1000), noise=24))

    assert {one.format for one in sizes} == {"avif", "webp", "jpeg"}
    assert [one.width for one in sizes if one.format == "avif"][:2] == [320, 640]
    for one in sizes:
        if one.format != "jpeg" or one.width <= 640:
            assert len(one.data) <= PAGE_MAX_BYTES, one.width
        with Image.open(io.BytesIO(one.data)) as written:
            assert written.size == (one.width, one.height)


def test_a_picture_is_never_made_larger_than_it_came():
    assert {one.width for one in encode_sizes(drawn(size=(500, 400)))} == {320, 500}
    assert {one.width for one in encode_sizes(drawn(size=(200, 150)))} == {200}
