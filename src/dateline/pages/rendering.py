"""The body of a story as HTML: every sentence a span that evidence can point to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as translate

from dateline.core.story import Mark, Paragraph, ParagraphKind, Span
from dateline.pages.models import Story, StoryLine
from dateline.pages.sentence_ids import sentence_ids
from dateline.pages.who_says import WhoSays, who_says

# Line ids the style sheet has rules for: a summary of four, key points, the pull-quote.
PREFIXES = {"summary": "s", "key_point": "kp", "pull_quote": "pq"}


@dataclass(frozen=True, slots=True)
class Cited:
    """One sentence of the copy under a line: the words, and whose they are by the copy."""

    words: str
    source: str | None
    sentence_id: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line as the page shows it."""

    id: str
    line: StoryLine
    cited: tuple[Cited, ...]
    who_says: WhoSays

    @property
    def name(self) -> str:
        """What the line is called in “Back to …”."""
        return name_of(self.id)

    @property
    def is_machine_drafted(self) -> bool:
        """Whether no person wrote these words."""
        return self.line.origin != StoryLine.Origins.HUMAN


@dataclass(frozen=True, slots=True)
class Rendered:
    """A story's body and its lines, tied together by ids."""

    body: SafeString
    summary: tuple[ShownLine, ...]
    key_points: tuple[ShownLine, ...]
    pull_quote: ShownLine | None
    sources: tuple[str, ...]


@dataclass(slots=True)
class _Sentence:
    """A sentence of the body; `anchors` and `ends` are the lines whose evidence begins and ends."""

    span: Span
    id: str
    number: int
    line_ids: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)


def render_story(story: Story, lines: Sequence[StoryLine]) -> Rendered:
    """Return the body with sentence ids, and the lines with the sentences they cite."""
    sentences = _sentences(story)
    shown: dict[str, list[ShownLine]] = {kind: [] for kind in PREFIXES}
    for line in lines:
        of_kind = shown[line.kind]
        prefix = PREFIXES[line.kind]
        line_id = prefix if line.kind == "pull_quote" else f"{prefix}{len(of_kind) + 1}"
        cited = _cite(story, line, line_id, sentences)
        of_kind.append(ShownLine(line_id, line, cited, who_says(line, story.credit_line)))
    quotes = shown["pull_quote"]
    return Rendered(
        body=_body(story, sentences),
        summary=tuple(shown["summary"]),
        key_points=tuple(shown["key_point"]),
        pull_quote=quotes[0] if quotes else None,
        sources=tuple(
            dict.fromkeys(
                name for of_kind in shown.values() for one in of_kind for name in one.who_says.names
            )
        ),
    )


def name_of(line_id: str) -> str:
    """Return what a line is called in words, from its id."""
    number = line_id.lstrip("skpq")
    if line_id.startswith("kp"):
        return translate("key point %s") % number
    return translate("summary sentence %s") % number if number else translate("the quote")


def _sentences(story: Story) -> list[_Sentence]:
    """Return the sentences with ids that survive moved paragraphs and break when words change."""
    spans = story.sentence_spans
    ids = sentence_ids(story.text, spans)
    return [
        _Sentence(span, sentence_id, number)
        for number, (span, sentence_id) in enumerate(zip(spans, ids, strict=True), start=1)
    ]


def _cite(
    story: Story, line: StoryLine, line_id: str, sentences: Sequence[_Sentence]
) -> tuple[Cited, ...]:
    cited: list[Cited] = []
    last: _Sentence | None = None
    for start, end, source in line.cited:
        for sentence in sentences:
            if sentence.span.overlaps(Span(start, end)):
                if not cited:
                    sentence.anchors.append(line_id)
                sentence.line_ids.append(line_id)
                cited.append(Cited(sentence.span.of(story.text), source, sentence.id))
                last = sentence
    if last:
        last.ends.append(line_id)
    return tuple(cited)


def _body(story: Story, sentences: Sequence[_Sentence]) -> SafeString:
    """Return the paragraphs as HTML; entries of a list stand in one list."""
    placed, offset = [], 0
    for paragraph in story.body:
        end = offset + len(paragraph.text)
        inside = [s for s in sentences if offset <= s.span.start and s.span.end <= end]
        placed.append((paragraph, offset, inside))
        offset = end + 2
    parts = []
    for is_list, group in groupby(placed, key=lambda row: row[0].kind is ParagraphKind.LIST_ITEM):
        rendered = [_paragraph(*row) for row in group]
        parts.append(
            format_html("<ul>{}</ul>", _joined(rendered)) if is_list else _joined(rendered)
        )
    return _joined(parts)


def _paragraph(paragraph: Paragraph, offset: int, sentences: Sequence[_Sentence]) -> SafeString:
    if paragraph.kind is ParagraphKind.TABLE:
        return _table(paragraph.text)
    inner = _joined(list(_inner(paragraph, offset, sentences)))
    tag = {
        ParagraphKind.HEADING: "h2",
        ParagraphKind.QUOTE: "blockquote",
        ParagraphKind.LIST_ITEM: "li",
        ParagraphKind.PREFORMATTED: "pre",
    }.get(paragraph.kind, "p")
    return format_html("<{0}>{1}</{0}>\n", mark_safe(tag), inner)  # noqa: S308


def _inner(
    paragraph: Paragraph, offset: int, sentences: Sequence[_Sentence]
) -> Iterator[SafeString]:
    place = 0
    for sentence in sentences:
        start, end = sentence.span.start - offset, sentence.span.end - offset
        yield marked(paragraph.text, place, start, paragraph.marks)
        for line_id in sentence.anchors:
            yield format_html('<a id="ev-{0}"></a>', line_id)
        classes = " ".join(f"e-{line_id}" for line_id in sentence.line_ids)
        yield format_html(
            '<span id="{0}" data-n="{1}"{2}>{3}</span>',
            sentence.id,
            sentence.number,
            format_html(' class="{}"', classes) if classes else "",
            marked(paragraph.text, start, end, paragraph.marks),
        )
        # The way back is there without script as well; the style sheet shows it when it is needed.
        for line_id in sentence.ends:
            words = translate("Back to %s") % name_of(line_id)
            yield format_html('<a class="back b-{0}" href="#{0}">{1}</a>', line_id, words)
        place = end
    yield marked(paragraph.text, place, len(paragraph.text), paragraph.marks)


def marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> SafeString:
    """Return a stretch of a paragraph, escaped, with its emphasis and links."""
    edges = {start, end}
    for mark in marks:
        edges |= {edge for edge in (mark.start, mark.end) if start < edge < end}
    places = sorted(edges)
    parts = []
    for left, right in pairwise(places):
        words = SafeString(escape(text[left:right]))
        for mark in reversed(marks):
            if mark.start <= left and right <= mark.end:
                words = _wrapped(words, mark)
        parts.append(words)
    return _joined(parts)


def _wrapped(words: SafeString, mark: Mark) -> SafeString:
    if mark.kind == "a":
        # Checked again here: whatever wrote the row, no other scheme leaves this page.
        if not (mark.href or "").lower().startswith(("http://", "https://", "mailto:")):
            return words
        return format_html('<a href="{}" rel="nofollow noopener">{}</a>', mark.href, words)
    return format_html("<{0}>{1}</{0}>", mark_safe(mark.kind), words)  # noqa: S308


def _table(text: str) -> SafeString:
    rows = [
        format_html(
            "<tr>{}</tr>", _joined([format_html("<td>{}</td>", c) for c in row.split("\t")])
        )
        for row in text.split("\n")
    ]
    return format_html('<div class="table"><table>{}</table></div>\n', _joined(rows))


def _joined(parts: Sequence[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308
