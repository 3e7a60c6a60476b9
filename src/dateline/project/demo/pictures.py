"""The demo's pictures, drawn here: no photograph of a place that does not exist."""

import io
import math
import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1920, 1280)
Pen = ImageDraw.ImageDraw
Colour = tuple[int, int, int]


def draw_all() -> dict[str, bytes]:
    """Return each picture's file by its name; the same bytes every time."""
    return {name: _file(draw) for name, draw in PICTURES.items()}


def _file(draw: Callable[[Image.Image], None]) -> bytes:
    image = Image.new("RGB", SIZE)
    draw(image)
    file = io.BytesIO()
    image.save(file, format="JPEG", quality=90)
    return file.getvalue()


def _bridge(image: Image.Image) -> None:
    """Draw a railway bridge over a river at dusk, a barge against its pier."""
    _shade(image, (38, 52, 84), (226, 152, 110), 0, 820)
    _shade(image, (92, 88, 110), (24, 34, 56), 820, SIZE[1])
    pen = ImageDraw.Draw(image)
    _hills(pen, base=820, height=150, colour=(44, 50, 74), seed=3)
    for pier in range(4):
        x = 180 + pier * 520
        pen.polygon([(x - 34, 560), (x + 34, 560), (x + 60, 960), (x - 60, 960)], (30, 32, 46))
    pen.rectangle((0, 520, SIZE[0], 566), fill=(22, 24, 36))
    for x in range(-60, SIZE[0], 130):
        pen.line((x, 520, x + 65, 400, x + 130, 520), fill=(22, 24, 36), width=12)
    pen.line((0, 400, SIZE[0], 400), fill=(22, 24, 36), width=14)
    pen.polygon([(640, 900), (1240, 900), (1180, 1000), (700, 1000)], (112, 48, 40))
    pen.rectangle((1060, 820, 1170, 900), fill=(206, 196, 176))
    _ripples(image, top=980, colour=(240, 190, 150), seed=5)


def _harbour(image: Image.Image) -> None:
    """Draw a harbour of cranes and containers in the morning."""
    _shade(image, (120, 170, 196), (244, 226, 196), 0, 860)
    _shade(image, (74, 128, 150), (20, 58, 80), 860, SIZE[1])
    pen = ImageDraw.Draw(image)
    pen.ellipse((1400, 300, 1600, 500), fill=(255, 246, 220))
    _hills(pen, base=860, height=190, colour=(120, 150, 160), seed=11)
    for x, height in ((260, 520), (620, 600), (980, 480)):
        top = 860 - height
        pen.line((x, 860, x + 40, top, x + 80, 860), fill=(176, 58, 46), width=18)
        pen.line((x - 160, top + 60, x + 330, top + 20), fill=(176, 58, 46), width=18)
        pen.line((x + 240, top + 30, x + 240, top + 230), fill=(60, 60, 64), width=4)
    chance = random.Random(7)  # noqa: S311 - a picture, no secret
    for row in range(3):
        for column in range(15):
            colour = chance.choice([(34, 86, 110), (196, 120, 52), (90, 108, 84), (150, 52, 44)])
            x, y = 60 + column * 88 + row * 10, 800 - row * 46
            pen.rectangle((x, y, x + 82, y + 42), fill=colour)
    pen.polygon([(1330, 860), (1860, 860), (1800, 960), (1380, 960)], (34, 40, 52))
    pen.rectangle((1680, 740, 1800, 860), fill=(232, 228, 214))
    _ripples(image, top=960, colour=(220, 236, 236), seed=9)


def _lighthouse(image: Image.Image) -> None:
    """Draw a lighthouse on a headland by night, its beam over the sea."""
    _shade(image, (12, 18, 40), (58, 74, 110), 0, 900)
    _shade(image, (26, 40, 70), (8, 14, 30), 900, SIZE[1])
    beam = Image.new("L", SIZE)
    ImageDraw.Draw(beam).polygon([(1330, 330), (0, 120), (0, 620)], fill=120)
    glow = Image.new("RGB", SIZE, (250, 236, 180))
    image.paste(glow, mask=beam.filter(ImageFilter.GaussianBlur(36)))
    pen = ImageDraw.Draw(image)
    chance = random.Random(13)  # noqa: S311 - a picture, no secret
    for _ in range(140):
        x, y = chance.randrange(SIZE[0]), chance.randrange(560)
        pen.ellipse((x, y, x + 3, y + 3), fill=(226, 230, 240))
    pen.polygon([(980, 1280), (1120, 900), (1300, 820), (1500, 830), (1920, 960), (1920, 1280)],
                (20, 24, 30))  # fmt: skip
    pen.polygon([(1290, 830), (1306, 380), (1354, 380), (1372, 830)], (226, 222, 210))
    for y in (480, 620, 760):
        reach = (y - 380) // 12
        pen.rectangle((1304 - reach // 2, y, 1358 + reach // 2, y + 56), fill=(160, 44, 40))
    pen.rectangle((1300, 300, 1360, 380), fill=(255, 244, 196))
    pen.polygon([(1288, 300), (1372, 300), (1330, 250)], (40, 44, 52))
    _ripples(image, top=960, colour=(150, 160, 180), seed=17)


def _storm(image: Image.Image) -> None:
    """Draw a winter storm: dark clouds, a row of unlit houses, waves over the quay."""
    _shade(image, (30, 36, 46), (122, 132, 140), 0, 760)
    _shade(image, (70, 88, 98), (22, 34, 44), 760, SIZE[1])
    clouds = Image.new("L", SIZE)
    pen = ImageDraw.Draw(clouds)
    chance = random.Random(21)  # noqa: S311 - a picture, no secret
    for _ in range(70):
        x, y, reach = chance.randrange(-200, SIZE[0]), chance.randrange(-80, 420), 420
        pen.ellipse((x, y, x + reach, y + reach // 3), fill=70)
    image.paste((16, 20, 28), mask=clouds.filter(ImageFilter.GaussianBlur(40)))
    pen = ImageDraw.Draw(image)
    for house in range(9):
        x, top = 120 + house * 190, 560 + (house * 53) % 70
        pen.rectangle((x, top, x + 150, 780), fill=(34, 38, 44))
        pen.polygon([(x - 14, top), (x + 75, top - 80), (x + 164, top)], (26, 28, 34))
    pen.rectangle((0, 780, SIZE[0], 840), fill=(52, 54, 56))
    for row in range(9):
        shade = 70 + row * 12
        points = [(0.0, float(SIZE[1]))]
        for x in range(0, SIZE[0] + 1, 12):
            points.append((x, 860 + row * 46 - 34 * abs(math.sin(x / (70 + row * 9) + row))))
        pen.polygon([*points, (SIZE[0], SIZE[1])], (shade // 2, shade, shade + 18))
    rain = ImageDraw.Draw(image, "RGBA")
    for _ in range(900):
        x, y = chance.randrange(SIZE[0]), chance.randrange(SIZE[1])
        rain.line((x, y, x - 14, y + 44), fill=(220, 228, 234, 60), width=2)


def _shade(image: Image.Image, top: Colour, bottom: Colour, start: int, end: int) -> None:
    pen = ImageDraw.Draw(image)
    for y in range(start, end):
        part = (y - start) / (end - start)
        colour = tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True))
        pen.line((0, y, SIZE[0], y), fill=colour)


def _hills(pen: Pen, *, base: int, height: int, colour: Colour, seed: int) -> None:
    points = [(0.0, float(base))]
    for x in range(0, SIZE[0] + 1, 20):
        wave = math.sin(x / 210 + seed) + 0.5 * math.sin(x / 83 + 2 * seed)
        points.append((x, base - height * (0.55 + 0.3 * wave)))
    pen.polygon([*points, (SIZE[0], base)], colour)


def _ripples(image: Image.Image, *, top: int, colour: Colour, seed: int) -> None:
    pen = ImageDraw.Draw(image, "RGBA")
    chance = random.Random(seed)  # noqa: S311 - a picture, no secret
    for _ in range(260):
        y = chance.randrange(top, SIZE[1])
        x, reach = chance.randrange(SIZE[0]), chance.randrange(20, 60 + (y - top) // 2)
        pen.line((x, y, x + reach, y), fill=(*colour, 46), width=3)


PICTURES = {
    "bridge.jpg": _bridge,
    "harbour.jpg": _harbour,
    "lighthouse.jpg": _lighthouse,
    "storm.jpg": _storm,
}
