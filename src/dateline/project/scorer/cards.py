"""A model card and its pictures, made from the figures of a run."""

import random
from collections.abc import Sequence
from typing import Any

from dateline.project.scorer import bars, pictures
from dateline.project.scorer.disguises import DISGUISES

Row = dict[str, Any]
_MOST_GROUPS = 16
_HOW_TO_READ = """\
How to read it: AUC is how often a comment that people called so scores above one that they did
not (1 always, 0.5 by chance). At a threshold, precision is the share of flagged comments that
people called so too, recall the share of those that is flagged, and false positives the share of
the others that is. Groups are those that twenty or more harmless comments name. Disguises are put
on the rude words of comments that were found without them.

The sets, by their short names: wiki are Wikipedia's talk pages (three small mirrors, one large),
news_natural are news comments as they come, news_spans those picked for being near the line, fox
comments under Fox News, toxigen implicit hate and neutral statements, hatemoji hate with emoji,
social posts and replies, Youtube and sms spam, germeval and uli posts in German, Hindi and Tamil.
Where they come from and under which licences stands in `NOTICE`.
"""
NAMES = {"en": "English", "de": "German", "hi": "Hindi", "ta": "Tamil"}


def card(title: str, opening: str, found: Sequence[Row], closing: str = "") -> dict[str, str]:
    """Return a card by file name: `card.md` and the SVG pictures that it shows."""
    made: dict[str, str] = {}
    parts = [f"# {title}\n", opening, _HOW_TO_READ]
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
    shown = {
        "reliability": (
            f"How often comments of {about} are what their score says",
            pictures.reliability_diagram(about, figures["reliability"]),
        )
    }
    if figures["identities"]:
        rates = dict(list(figures["identities"].items())[:_MOST_GROUPS])
        shown["groups"] = (
            f"Harmless comments of {about} that are flagged, by the group they name",
            pictures.bars(
                f"{about}: harmless comments flagged", rates, limit=0.08, at_most=True,
                of_what="of harmless comments naming it, where 5 % of all harmless are flagged",
            ),
        )  # fmt: skip
    if figures["disguises"]:
        kept = {f"{kind}: {_example(kind)}": share for kind, share in figures["disguises"].items()}
        shown["disguises"] = (
            f"Comments of {about} still found in disguise",
            pictures.bars(
                f"{about}: still found in disguise", kept, limit=0.93, at_most=False,
                of_what="of the comments found undisguised",
            ),
        )  # fmt: skip
    return shown


def _example(kind: str) -> str:
    """Return a word in a kind of disguise, the same each time."""
    return DISGUISES[kind]("idiot", random.Random(kind))  # noqa: S311 (no secret)


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
