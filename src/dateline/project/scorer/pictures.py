"""Figures as pictures: reliability diagrams and bars, as SVG that any browser and printer shows."""

from collections.abc import Mapping, Sequence
from html import escape

_INK, _BLUE, _ORANGE, _GRID = "#1a1a1a", "#0b5394", "#b45309", "#cfcfcf"
_FONT = 'font-family="system-ui, sans-serif" font-size="13"'
_SIDE, _LEFT, _TOP = 300, 60, 40
# Room for what the height means, between the title and the square.
_SQUARE_TOP = 62
_BAR, _NAMES, _SCALE = 22, 190, 300


def reliability_diagram(title: str, bins: Sequence[tuple[float, float, int]]) -> str:
    """Return the share of positives (upwards) by score (to the right); on the line it is honest.

    `bins` are mean score, share of positives, and how many comments, as `measures.reliability`.
    """
    most = max((size for *_, size in bins), default=1)
    parts = [_text(_LEFT - 30, 22, title, weight=True)]
    for tenth in range(0, 11, 2):
        x, y = _LEFT + _SIDE * tenth / 10, _SQUARE_TOP + _SIDE * (1 - tenth / 10)
        parts += [
            _line(x, _SQUARE_TOP, x, _SQUARE_TOP + _SIDE, _GRID),
            _line(_LEFT, y, _LEFT + _SIDE, y, _GRID),
            _text(x - 9, _SQUARE_TOP + _SIDE + 26, f"{tenth / 10:.1f}"),
            _text(_LEFT - 30, y + 4, f"{tenth / 10:.1f}"),
        ]
    parts.append(_line(_LEFT, _SQUARE_TOP + _SIDE, _LEFT + _SIDE, _SQUARE_TOP, _INK, dashed=True))
    points = [(_LEFT + _SIDE * x, _SQUARE_TOP + _SIDE * (1 - y), size) for x, y, size in bins]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    parts.append(f'<polyline points="{path}" fill="none" stroke="{_BLUE}" stroke-width="2"/>')
    for x, y, size in points:
        radius = 3 + 7 * (size / most) ** 0.5
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{_BLUE}"/>')
    parts += [
        _text(_LEFT, _SQUARE_TOP + _SIDE + 46, "score → (larger dots: more comments)"),
        _text(_LEFT - 30, _SQUARE_TOP - 16, "↑ share that people called so (dashed: as the score)"),
    ]
    said = ", ".join(f"{x:.2f}: {y:.2f} of {size}" for x, y, size in bins)
    return _picture(_LEFT + _SIDE + 40, _SQUARE_TOP + _SIDE + 58, f"{title}. {said}", parts)


def bars(
    title: str, rates: Mapping[str, float], *, limit: float, at_most: bool, of_what: str
) -> str:
    """Return a bar for each name, 0.0 to 1.0, with the limit as a line; what misses it stands out.

    `at_most` is whether the limit is a most (alarms) or a least (recall kept); `of_what` says
    below what a bar is a share of.
    """
    full = max([*rates.values(), limit, 0.1])
    height = _TOP + len(rates) * _BAR
    at = _NAMES + _SCALE * limit / full
    parts = [_text(8, 22, title, weight=True)]
    figures = []
    for number, (name, rate) in enumerate(rates.items()):
        y = _TOP + number * _BAR
        misses = rate > limit if at_most else rate < limit
        width = _SCALE * rate / full
        colour = _ORANGE if misses else _BLUE
        parts += [
            _text(8, y + 14, name),
            f'<rect x="{_NAMES}" y="{y + 2}" width="{width:.1f}" height="{_BAR - 6}" '
            f'fill="{colour}"/>',
        ]
        figure = f"{rate:.3f}" + (" (misses)" if misses else "")
        figures.append(_figure(_NAMES + width + 6, y + 14, figure))
    bound = f"dashed: {'at most' if at_most else 'at least'} {limit:g}"
    parts += [
        _line(at, _TOP - 4, at, height, _INK, dashed=True),
        *figures,
        _text(8, height + 18, of_what),
        _text(8, height + 36, bound),
    ]
    said = ", ".join(f"{name} {rate:.3f}" for name, rate in rates.items())
    return _picture(_NAMES + _SCALE + 130, height + 48, f"{title}. {said}", parts)


def _picture(width: float, height: float, description: str, parts: Sequence[str]) -> str:
    inside = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" role="img" {_FONT}>\n<title>{escape(description)}</title>\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{inside}\n</svg>\n'
    )


def _text(x: float, y: float, text: str, *, weight: bool = False) -> str:
    bold = ' font-weight="600"' if weight else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{_INK}"{bold}>{escape(text)}</text>'


def _figure(x: float, y: float, text: str) -> str:
    """A figure on white, so that it can be read where a line runs through it."""
    ground = f'<rect x="{x:.1f}" y="{y - 12:.1f}" width="{7 * len(text)}" height="15" fill="#fff"/>'
    return f"{ground}\n{_text(x, y, text)}"


def _line(x: float, y: float, to_x: float, to_y: float, ink: str, *, dashed: bool = False) -> str:
    dash = ' stroke-dasharray="4 4"' if dashed else ""
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{ink}"{dash}/>'
