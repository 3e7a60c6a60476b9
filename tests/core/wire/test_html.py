"""HTML in and out: what has no place in a paragraph with marks cannot pass."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core.story import Mark, Paragraph, ParagraphKind
from dateline.core.wire.html import paragraphs_from_html, paragraphs_to_html


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>One <script>alert(1)</script>two</p>", "One two"),
        ("<p>One</p><style>p{}</style>", "One"),
        ("<p onclick='x()'>One</p>", "One"),
        ("<p>A &amp; B &lt;c&gt;</p>", "A & B <c>"),
        ("<p>  many \n  spaces </p>", "many spaces"),
        ("just text", "just text"),
        ("<div>inside<p>para</p>after</div>", "inside\n\npara\n\nafter"),
        ("<p>one<br>line</p>", "one\nline"),
        ("<p>one<br><br>two</p>", "one\n\ntwo"),
        ("<!-- hidden --><p>seen</p>", "seen"),
        ("<html><head><title>no</title></head><body><p>yes</p></body></html>", "yes"),
    ],
)
def test_only_words_become_copy(source, text):
    assert "\n\n".join(p.text for p in paragraphs_from_html(source)) == text


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", " java\tscript:x"]
)
def test_a_link_with_another_scheme_is_only_its_words(href):
    (paragraph,) = paragraphs_from_html(f'<p><a href="{href}">click</a></p>')

    assert paragraph == Paragraph("click")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>a</p><figure><div>Runa</div><figcaption>Quay</figcaption></figure>b", "a\n\nb"),
        ("<figure><blockquote>“Yes.”</blockquote><figcaption>I</figcaption></figure>", "“Yes.”"),
        ("<figure><table><tr><td>A</td><td>1</td></tr></table></figure>", "A\t1"),
    ],
)
def test_where_pictures_are_read_apart_their_captions_and_credits_are_no_copy(source, text):
    paragraphs = paragraphs_from_html(source, are_captions_apart=True)

    assert "\n\n".join(p.text for p in paragraphs) == text


def test_tables_are_rows_and_cells():
    (table,) = paragraphs_from_html(
        "<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>"
    )

    assert table == Paragraph("a\tb\nc", ParagraphKind.TABLE)


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)


@st.composite
def marked_paragraphs(draw):
    text = " ".join(draw(st.lists(words, min_size=1, max_size=6)))
    kinds = [k for k in ParagraphKind if k not in (ParagraphKind.TABLE, ParagraphKind.PREFORMATTED)]
    marks = ()
    if draw(st.booleans()):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        kind = draw(st.sampled_from(["em", "strong", "a"]))
        marks = (Mark(start, end, kind, "https://nwa.example/?a=1&b=2" if kind == "a" else None),)
    return Paragraph(text, draw(st.sampled_from(kinds)), marks)


@settings(deadline=None)
@given(st.lists(marked_paragraphs(), max_size=4))
def test_what_goes_out_can_be_read_back(paragraphs):
    read = paragraphs_from_html(paragraphs_to_html(paragraphs))

    assert [(p.text, p.kind) for p in read] == [(p.text, p.kind) for p in paragraphs]
    assert [p.marks for p in read] == [p.marks for p in paragraphs]


@settings(deadline=None)
@given(st.text(max_size=300))
def test_what_comes_out_of_any_html_is_safe_again(source):
    html = paragraphs_to_html(paragraphs_from_html(source))

    assert "<script" not in html.lower()
    assert "javascript:" not in html.lower() or "href" not in html.lower()
