"""What an agency writes beside its copy for newsrooms only: contacts, notebooks, notes.

Source: dpa's notepad sections ("np-nonpublic"), IPTC 7901's notebook, NITF's note types.
"""

import re

from dateline.core.story import Paragraph
from dateline.core.wire.safe_xml import Element

PRIVATE_CLASSES = {
    "notepad", "np-nonpublic", "np-public", "np-constraint", "closingline", "nonpublic", "private",
}  # fmt: skip
# A line that opens a private block says little else. Longer, or with a quotation, it is copy in
# which somebody says so.
OPENING_MOST_CHARS = 200
PRIVATE_OPENING = re.compile(
    r"[^\"“”„«»]{0,80}?(?:"
    r"nicht (?:zur|für die) Ver(?:ö|oe)ffentlichung (?:bestimmt|gedacht)"
    r"|not (?:intended |meant )?for publication"
    r"|(?:pas destinée?s?|ne sont pas destinées) à (?:la )?publication"
    r"|no (?:es )?para (?:su )?publicación"
    r"|non (?:è |sono )?destinat[aeio] alla pubblicazione"
    r"|niet (?:bestemd )?voor publicatie"
    r"|(?:ej|inte) (?:avsett |avsedd )?för publicering"
    r"|ikke (?:beregnet )?(?:til|for) (?:offentliggørelse|publisering|offentliggjøring)"
    r"|ei julkaistavaksi"
    r")[^\"“”„«»]{0,40}\Z",
    re.IGNORECASE,
)
NOTEBOOK = re.compile(r"(?:[#*]+ ?)?(?:Notizblock|Notebook|Notepad)(?: ?[#*]+)?:?\Z", re.IGNORECASE)
# One of these stands in whatever the patterns find; looked for first, because that is quick.
_HINTS = ("ffentlich", "publi", "julkais", "notizblock", "notebook", "notepad")


def is_private_element(element: Element, tag: str) -> bool:
    """Return whether an element of a body is written for newsrooms only."""
    if tag == "note":
        # NITF: "npa" is a non-publishable advisory, "pa" a publishable one.
        return element.get("type") == "npa" or element.get("noteclass") == "editorsnote"
    classes = element.get("class")
    return classes is not None and not PRIVATE_CLASSES.isdisjoint(classes.lower().split())


def without_private_end(
    paragraphs: tuple[Paragraph, ...],
) -> tuple[tuple[Paragraph, ...], str | None]:
    """Return the copy, and the words of the private block at its end or None.

    The block begins at a notebook's heading, or at the line that says it is not for publication.
    """
    copy = "\n".join(paragraph.text for paragraph in paragraphs).lower()
    if not any(hint in copy for hint in _HINTS):
        return paragraphs, None
    for number, paragraph in enumerate(paragraphs):
        if len(paragraph.text) > OPENING_MOST_CHARS:
            continue
        if NOTEBOOK.match(paragraph.text) or PRIVATE_OPENING.match(paragraph.text):
            return paragraphs[:number], "\n".join(p.text for p in paragraphs[number:])
    return paragraphs, None
