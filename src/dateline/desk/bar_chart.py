"""A bar chart as numbers for an SVG: one group of bars a day. The table beside it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, BASE = 720, 200, 170
GAP = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its place and size in the drawing's units, the series it belongs to."""

    x: float
    y: float
    width: float
    height: float
    series: str


@dataclass(frozen=True, slots=True)
class Chart:
    """All bars, the value at the top of the drawing, and where labels of days stand."""

    bars: tuple[Bar, ...]
    top: int
    labels: tuple[tuple[float, str], ...]


def bar_chart(series: dict[str, Sequence[int]], labels: Sequence[str]) -> Chart:
    """Return the bars of several series side by side; every seventh group has its label."""
    top = max((value for values in series.values() for value in values), default=0) or 1
    group = WIDTH / max(1, len(labels))
    width = (group - GAP) / len(series)
    bars = tuple(
        Bar(
            x=round(place * group + number * width, 1),
            y=round(BASE - value / top * (BASE - 10), 1),
            width=round(width, 1),
            height=round(value / top * (BASE - 10), 1),
            series=name,
        )
        for number, (name, values) in enumerate(series.items())
        for place, value in enumerate(values)
        if value
    )
    shown = tuple((round(n * group, 1), label) for n, label in enumerate(labels) if n % 7 == 0)
    return Chart(bars, top, shown)
