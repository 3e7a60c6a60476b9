"""What an agency writes beside its copy for newsrooms only: contacts, notebooks, notes.

Source: dpa's notepad sections ("np-nonpublic"), IPTC 7901's notebook, NITF's note types.
"""

import re

from dateline.core.story import Paragraph
from dateline.core.wire.safe_xml import Element

PRIVATE_CLASSES = {
    "notepad", "np-nonpublic", "np-public", "np-constraint", "closingline", "nonpublic", "private",
}  # fmt: skip
# A line that opens a private block says little else. Longer, with a quotation or as a sentence on
# something of its own (“her notes were not for publication”), it is copy in which somebody says so.
OPENING_MOST_CHARS = 160
_PRIVATE_OPENING = re.compile(
    r"\W*(?:"
    # The heading of a notebook or of the people to call, with the service's name before it or not.
    r"(?:[\w-]+ ){0,2}(?:notebook|notepad|notizblock|bloc-?notes)\W*\Z"
    r"|(?:editorial|redaktionelle) (?:contacts?|hinweise|kontakte?)\W*\Z"
    # What it speaks of, if it says so: what follows, this, the contacts or information below.
    r"|(?:(?:the |die |les |las |los |le |la |l[’'])?"
    r"(?:(?:nach)?folgenden?|diese[rs]?|following|th(?:is|ese)|contacts?|kontakte?|hinweise?"
    r"|informatio\w+|información|informations|suivantes?|siguientes?|seguenti|onderstaande"
    r"|volgende|följande|følgende|seuraava\w*)\b[^\"“”„«»]{0,80}? )?"
    r"(?:"
    r"nicht (?:zur|für die) ver(?:ö|oe)ffentlichung\b"
    r"|not (?:intended |meant )?for publication\b(?! (?:before|until|till)\b)"
    r"|(?:à )?ne pas publier\b"
    r"|(?:pas destinée?s?|ne sont pas destinées?) à (?:la publication|être publié\w*)"
    r"|no (?:publicar\b|(?:es |son )?(?:para|destinad\w+ a) (?:su |la )*publicación)"
    r"|non (?:è |sono )?destinat[aeio] alla pubblicazione"
    r"|niet (?:bestemd )?voor publicatie"
    r"|(?:ej|inte) (?:avsett |avsedd )?för publicering"
    r"|ikke (?:beregnet )?(?:til|for) (?:offentliggørelse|publisering|offentliggjøring)"
    r"|ei julkaistavaksi"
    r")[^\"“”„«»,]{0,40}\Z"
    r")",
    re.IGNORECASE,
)
# One of these stands in whatever the patterns find; looked for first, because that is quick.
_HINTS = (
    "ffentlich", "publi", "pubbli", "julkais", "notizblock", "notebook", "notepad", "notes",
    "editorial", "redaktionell",
)  # fmt: skip


def is_private_element(element: Element, tag: str) -> bool:
    """Return whether an element of a body is written for newsrooms only."""
    if tag == "note":
        # NITF: "npa" is a non-publishable advisory, "pa" a publishable one.
        return element.get("type") == "npa" or element.get("noteclass") == "editorsnote"
    classes = element.get("class")
    return classes is not None and not PRIVATE_CLASSES.isdisjoint(classes.lower().split())


def opens_private_end(line: str) -> bool:
    """Return whether everything from this line or paragraph on is for newsrooms only.

    It is a notebook's heading, or the line that says that what follows is not for publication.
    """
    line = line.strip()
    return len(line) <= OPENING_MOST_CHARS and _PRIVATE_OPENING.match(line) is not None


def without_private_end(
    paragraphs: tuple[Paragraph, ...],
) -> tuple[tuple[Paragraph, ...], str | None]:
    """Return the copy, and the words of the private block at its end or None."""
    copy = "\n".join(paragraph.text for paragraph in paragraphs).lower()
    if not any(hint in copy for hint in _HINTS):
        return paragraphs, None
    for number, paragraph in enumerate(paragraphs):
        if opens_private_end(paragraph.text):
            return paragraphs[:number], "\n".join(p.text for p in paragraphs[number:])
    return paragraphs, None
