"""A model card and its pictures, made from the figures of a run."""

from collections.abc import Sequence
from typing import Any

from dateline.project.scorer import bars, pictures

Row = dict[str, Any]
_MOST_GROUPS = 16
NAMES = {"en": "English", "de": "German", "hi": "Hindi", "ta": "Tamil"}


def card(title: str, opening: str, found: Sequence[Row], closing: str = "") -> dict[str, str]:
    """Return a card by file name: `card.md` and the SVG pictures that it shows."""
    made: dict[str, str] = {}
    parts = [f"# {title}\n", opening]
    for number, figures in enumerate(found, start=1):
        shown = _pictures(figures)
        made |= {f"{number}-{name}.svg": picture for name, (_, picture) in shown.items()}
        parts.append(f"## {figures['set']}: {figures['attribute']}\n")
        parts.append(
            f"{figures['rows']} comments, {figures['positive']} of them positive.\n\n"
            + _as_markdown(list(bars.of_set(figures)))
        )
        parts.append(_cuts(figures))
        parts += [f"![{alt}]({number}-{name}.svg)\n" for name, (alt, _) in shown.items()]
    made["card.md"] = "\n".join([*parts, closing] if closing else parts)
    return made


def _pictures(figures: Row) -> dict[str, tuple[str, str]]:
    """Return by name the alternative text and the picture of each diagram of a label column."""
    about = f"{figures['set']} ({figures['attribute']})"
    title = f"Score and share of positives, {figures['attribute']}"
    shown = {
        "reliability": (
            f"How often comments of {about} are what their score says",
            pictures.reliability_diagram(title, figures["reliability"]),
        )
    }
    if figures["identities"]:
        rates = dict(list(figures["identities"].items())[:_MOST_GROUPS])
        shown["groups"] = (
            f"Harmless comments of {about} that are flagged, by the group they name",
            pictures.bars("Harmless comments flagged, by group", rates, limit=0.08, at_most=True),
        )
    if figures["disguises"]:
        shown["disguises"] = (
            f"Comments of {about} still found in disguise",
            pictures.bars(
                "Still found in disguise", figures["disguises"], limit=0.93, at_most=False
            ),
        )
    return shown


def _as_markdown(measured: Sequence[bars.Measured]) -> str:
    words = {True: "met", False: "missed", None: ""}
    rows = ["| what | found | bar | |", "|---|---|---|---|"]
    for one in measured:
        bar = "" if one.bar is None else f"{'≤' if one.at_most else '≥'} {one.bar:g}"
        rows.append(f"| {one.what} | {one.value:g} | {bar} | {words[one.meets]} |")
    return "\n".join(rows) + "\n"


def _cuts(figures: Row) -> str:
    rows = ["| threshold | precision | recall | false positives |", "|---|---|---|---|"]
    for cut, at in figures["cuts"].items():
        rows.append(
            f"| {cut} | {at['precision']:.3f} | {at['recall']:.3f} | {at['false_positives']:.3f} |"
        )
    return "\n".join(rows) + "\n"
