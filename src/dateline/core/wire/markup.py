"""A parsed tree of HTML, XHTML or NITF body elements into paragraphs with marks.

Only words and marks with a safe address leave the tree, so what comes from XML needs no sanitising:
elements that hold no copy are passed over, and everything else is text.
"""

import html
import re
from collections.abc import Callable, Set
from typing import Literal

from lxml import etree

from dateline.core.story import Mark, Paragraph, ParagraphKind
from dateline.core.wire.elements import lower_name

# "mellis" and "rubrik" are TT's subheads, "hl1" and "hl2" NITF's.
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "mellis", "rubrik", "subhead"}
BLOCKS = {
    "p", "div", "section", "article", "header", "footer", "figure", "figcaption", "blockquote",
    "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "td", "th", "pre", "body", "html", "hr",
    "aside", "main", "address", "block", "body.content", "bq", "credit", "datasource", "fn", "note",
    "nitf-table", "citat", "text", "ingress", "brodtext", "center", "nitf",
} | HEADINGS  # fmt: skip
# What stands in a body and is no copy. Media are read from where they stand.
SKIPPED = {
    "script", "style", "head", "title", "template", "noscript", "meta", "link", "iframe", "svg",
    "object", "media", "figure", "bild", "nitf-table-metadata", "body.head", "body.end",
}  # fmt: skip
MarkKind = Literal["em", "strong", "a"]
EMPHASIS: dict[str, MarkKind] = {"em": "em", "i": "em", "strong": "strong", "b": "strong"}
MARKING = {"a", *EMPHASIS}
STRONG_CLASSES = {"bold", "strong", "b"}
SCHEMES = {"http", "https", "mailto"}
OPENING_QUOTES = "\"'“‘«„‹”"
_SPACE = re.compile(r"\s+")
# Text in which a system has written its markup as text: “o&#39;clock”, “<endash>-</endash>”.
_WRITTEN_TAGS = re.compile(r"<(?P<name>[A-Za-z][\w.]*)>(?P<inside>[^<>]*)</(?P=name)>")
_KINDS = {
    **dict.fromkeys(HEADINGS, ParagraphKind.HEADING),
    **dict.fromkeys(("blockquote", "bq"), ParagraphKind.QUOTE),
    **dict.fromkeys(("li", "dd", "dt"), ParagraphKind.LIST_ITEM),
    "pre": ParagraphKind.PREFORMATTED,
}

# Whether an element, with its name in lower case, holds nothing a reader may see.
IsHidden = Callable[[etree._Element, str], bool]


def paragraphs_from_tree(
    root: etree._Element,
    *,
    skipped: Set[str] = SKIPPED,
    is_hidden: IsHidden | None = None,
    is_break_a_wrap: bool = False,
) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a parsed XML tree: kinds, text and marks; empty ones left out.

    skipped          names of elements to pass over, in lower case
    is_hidden        tells which blocks to pass over besides
    is_break_a_wrap  whether a line break is where an agency's system broke its lines, so that
                     it means a space
    """
    reader = TreeReader(skipped, is_hidden, line_break=" " if is_break_a_wrap else "\n")
    return reader.paragraphs_of(root)


def _as_meant(text: str) -> str:
    """Return text whose system wrote character references or tags as text, with them undone."""
    return _WRITTEN_TAGS.sub(r"\g<inside>", html.unescape(text))


class TreeReader:
    """Walks a tree once, gathering text and marks until a block begins or ends.

    skipped     names of elements to pass over, in lower case
    is_hidden   which blocks to pass over besides
    line_break  what a single <br> becomes
    is_xml      whether text may hold markup that a system has written as text
    """

    def __init__(
        self,
        skipped: Set[str] = frozenset(),
        is_hidden: IsHidden | None = None,
        *,
        line_break: str = "\n",
        is_xml: bool = True,
    ) -> None:
        self.skipped, self.is_hidden = skipped, is_hidden
        self.line_break, self.is_xml = line_break, is_xml
        self.paragraphs: list[Paragraph] = []
        self.kind = ParagraphKind.TEXT
        self._start_paragraph()

    def paragraphs_of(self, root: etree._Element) -> tuple[Paragraph, ...]:
        """Return the paragraphs in a tree, in reading order."""
        self._read(root, lower_name(str(root.tag)), ParagraphKind.TEXT)
        self._finish()
        return tuple(self.paragraphs)

    def _start_paragraph(self) -> None:
        """Begin to gather: pieces of text and how long they are, and marks over them."""
        self.pieces: list[str] = []
        self.length = 0
        self.last = " "  # the last character; what follows a space or line end needs none
        self.marks: list[Mark] = []
        self.is_nested = False  # whether a mark holds another, which was closed before it
        self.broken_at = -1  # how long the text was after its last line break

    def _read(self, element: etree._Element, tag: str, kind: ParagraphKind) -> None:
        is_block = tag in BLOCKS
        if is_block:
            kind = _KINDS.get(tag, kind)
            self._finish()
            self.kind = kind
            if tag == "table":
                self._add_table(element)
                return
        elif tag == "br":
            self._break()
            return
        start = self.length
        is_quoted = tag == "q" and _opening(element) not in OPENING_QUOTES
        if is_quoted:
            self._put("“")
        if text := element.text:
            self._add(text, kind)
        for child in element:
            if isinstance(name := child.tag, str):
                child_tag = lower_name(name)
                if child_tag in MARKING and not len(child):  # most of what stands in copy
                    at = self.length
                    if text := child.text:
                        self._add(text, kind)
                        self._mark(child, child_tag, at)
                elif child_tag not in self.skipped and not self._is_hidden(child, child_tag):
                    self._read(child, child_tag, kind)
                    if not self.pieces:
                        self.kind = kind
            if text := child.tail:
                self._add(text, kind)
        if is_quoted:
            self._put("”")
        if is_block:
            self._finish()
            self.kind = kind
        elif tag in MARKING:
            self._mark(element, tag, start)

    def _is_hidden(self, element: etree._Element, tag: str) -> bool:
        return tag in BLOCKS and self.is_hidden is not None and self.is_hidden(element, tag)

    def _add(self, text: str, kind: ParagraphKind) -> None:
        if self.is_xml and ("&" in text or "</" in text):
            text = _as_meant(text)
        if kind is not ParagraphKind.PREFORMATTED:
            # Neither a line end nor any other space but a single blank is printable.
            if "  " in text or not text.isprintable():
                text = _SPACE.sub(" ", text)
            if self.last in " \n":
                text = text.lstrip(" ")
        if text:
            self.pieces.append(text)
            self.length += len(text)
            self.last = text[-1]

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)
        self.last = text[-1]

    def _mark(self, element: etree._Element, tag: str, start: int) -> None:
        """Mark what was gathered since `start`, which is inside an element for a mark."""
        if start == self.length:
            return
        if self.marks and start < self.marks[-1].end:
            self.is_nested = True
        if tag == "a":
            href = (element.get("href") or "").strip()
            if href.partition(":")[0].lower() in SCHEMES:
                self.marks.append(Mark(start, self.length, "a", href))
        else:
            is_strong = (element.get("class") or "") in STRONG_CLASSES
            self.marks.append(Mark(start, self.length, "strong" if is_strong else EMPHASIS[tag]))

    def _break(self) -> None:
        """A single line break stays in the paragraph; two of them part it."""
        if self.pieces and self.broken_at == self.length:
            kind = self.kind
            self._finish()
            self.kind = kind
        elif self.pieces:
            if self.last == " ":
                self.pieces[-1] = self.pieces[-1][:-1]
                self.length -= 1
            self._put(self.line_break)
            self.broken_at = self.length

    def _finish(self) -> None:
        """Store the paragraph gathered so far, without white space around it."""
        if self.pieces:
            gathered = "".join(self.pieces)
            if text := gathered.strip():
                marks = self._placed_marks(gathered, text) if self.marks else ()
                self.paragraphs.append(Paragraph(text, self.kind, marks))
            self._start_paragraph()
        self.kind = ParagraphKind.TEXT

    def _placed_marks(self, gathered: str, text: str) -> tuple[Mark, ...]:
        """Return the marks as marks of what is left of the text without space around it."""
        marks = self.marks
        if len(gathered) != len(text):
            left = len(gathered) - len(gathered.lstrip())
            marks = [
                Mark(start, end, m.kind, m.href)
                for m in marks
                if (start := max(0, m.start - left)) < (end := min(len(text), m.end - left))
            ]
        return tuple(sorted(marks, key=_reading_order) if self.is_nested else marks)

    def _add_table(self, table: etree._Element) -> None:
        rows = []
        for row in table.iter():
            if isinstance(row.tag, str) and lower_name(row.tag) == "tr":
                cells = [
                    " ".join("".join(str(part) for part in cell.itertext()).split())
                    for cell in row
                    if isinstance(cell.tag, str) and lower_name(cell.tag) in ("td", "th")
                ]
                rows.append("\t".join(cells))
        text = "\n".join(rows).strip("\n")
        if text.strip():
            self.paragraphs.append(Paragraph(text, ParagraphKind.TABLE))


def _opening(element: etree._Element) -> str:
    """Return the first character that an element holds, or nothing."""
    return next((s[0] for part in element.itertext() if (s := str(part).lstrip())), "")


def _reading_order(mark: Mark) -> tuple[int, int, str]:
    return mark.start, -mark.end, mark.kind
