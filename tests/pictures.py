"""Pictures drawn by the tests: no two with another seed are alike."""

import io
import random

from PIL import Image, ImageDraw


def drawn(seed=1, *, size=(700, 450), noise=1):
    """Return an abstract picture of shapes; with more noise it is as busy as a photograph."""
    chance = random.Random(seed)
    grain = Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))
    image = Image.blend(Image.new("L", size, 128), grain, noise / 100).convert("RGB")
    pen = ImageDraw.Draw(image, "RGBA")
    for _ in range(160):
        x, y = chance.randrange(size[0]), chance.randrange(size[1])
        reach = chance.randrange(20, 260)
        colour = (*(chance.randrange(256) for _ in range(3)), 120)
        pen.ellipse((x, y, x + reach, y + reach // 2), fill=colour)
    return image


def encoded(image, name="JPEG", **options):
    """Return an image's file."""
    file = io.BytesIO()
    image.save(file, format=name, **options)
    return file.getvalue()


def picture_bytes(seed=1, *, size=(700, 450), name="JPEG", **options):
    """Return the file of a drawn picture."""
    return encoded(drawn(seed, size=size), name, **options)


def kept_picture():
    """Return a picture of the newsroom's own, as it is kept, in all its sizes."""
    from dateline.media.services import PictureFacts, keep_picture, make_sizes

    picture = keep_picture(
        raw=picture_bytes(3),
        where="test",
        facts=PictureFacts(caption="The quay", credit_line="NWA"),
        max_pixels=10**7,
    )
    make_sizes(picture=picture, max_pixels=10**7)
    return picture
