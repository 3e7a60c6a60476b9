"""An exported WordPress site becomes items, and what the site had not published stays withheld."""

import pytest

from dateline.core.story import ParagraphKind, PubStatus
from dateline.core.wire.wordpress_text import with_paragraphs

from .feed_samples import items, sample


def by_uri():
    return {item.uri: item for item in sample("wordpress.xml")}


def test_blank_lines_make_paragraphs_and_shortcodes_are_gone():
    post = by_uri()["https://courier.example/?p=1"]

    assert [(p.kind, p.text) for p in post.paragraphs] == [
        (ParagraphKind.TEXT, "The ferry was [sic] late.\nIt left at nine."),
        (ParagraphKind.QUOTE, "We waited."),
        (ParagraphKind.TEXT, "Kept words and [gallery] in brackets."),
    ]


def test_a_post_has_its_authors_name_tags_excerpt_and_pictures():
    post = by_uri()["https://courier.example/?p=1"]

    assert (post.byline, post.keywords, post.abstract) == (
        "Mette Lund",
        ("Ferries",),
        "Late again.",
    )
    featured, captioned = post.media
    assert (featured.href, featured.alt) == ("https://courier.example/up/front.jpg", "The bow")
    assert (captioned.caption, captioned.alt) == ("The ferry at dusk", "A ferry")
    assert "Never read here" not in repr(post)


def test_what_the_site_had_not_published_is_withheld():
    posts = by_uri()

    for uri in ("https://courier.example/?p=2", "p3", "p6", "p10"):
        assert posts[uri].pubstatus is PubStatus.WITHHELD
    assert posts["p5"].pubstatus is PubStatus.USABLE


def test_an_export_that_lost_its_head_is_still_no_feed():
    cut = "<rss><channel><item><title>a</title><wp:status>draft</wp:status></item></channel></rss>"

    (item,) = items(cut)

    assert item.pubstatus is PubStatus.WITHHELD


def test_a_scheduled_post_is_embargoed_until_its_time():
    assert by_uri()["p4"].embargoed.isoformat() == "2026-11-24T06:00:00+00:00"


def test_pages_attachments_and_menus_are_what_they_are():
    types = [item.type for item in sample("wordpress.xml")]

    assert types == ["text", "text", "text", "text", "page", "nav_menu_item", "picture", "text"]


def test_blocks_are_read_without_their_comments():
    post = by_uri()["https://courier.example/?p=2"]

    assert [(p.kind, p.text) for p in post.paragraphs] == [
        (ParagraphKind.TEXT, "A block."),
        (ParagraphKind.HEADING, "A subhead"),
    ]


@pytest.mark.parametrize(
    ("stored", "html"),
    [
        ("one", "one"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("one\r\n\r\ntwo", "<p>one</p><p>two</p>"),
        ("a\n<pre>x\n\ny</pre>\nb", "<p>a</p><pre>x\n\ny</pre><p>b</p>"),
        ('[video src="a"][/video]\n\none [the minister] two', "<p>one [the minister] two</p>"),
    ],
)  # fmt: skip
def test_paragraphs_are_made_as_wordpress_makes_them(stored, html):
    assert with_paragraphs(stored) == html
