"""What a reader sees when opening a story, and what never reaches the page."""

import gzip
import json
import re
from pathlib import Path

import pytest
from lxml import html as lxml_html

from dateline.core.story import Mark, Paragraph, ParagraphKind
from dateline.pages import clock
from dateline.pages.models import NewsSettings, StoryViews
from dateline.pages.services import accept_line, correct_story, draw_lines
from dateline.pages.services.publishing import publish_story


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch, now):
    """Pages are asked for at the test's `now`."""
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def page(client, story):
    """Return the story's page, parsed."""

    def get():
        return lxml_html.fromstring(client.get(story.get_absolute_url()).content)

    return get


def text_of(elements):
    return " ".join(" ".join(e.itertext()) for e in elements)


def test_the_page_shows_all_that_the_specimens_page_shows(page, story, site):
    StoryViews.objects.create(story=story, count=376)
    NewsSettings.objects.update_or_create(
        site=site, defaults={"disclaimer": "Views are those of readers."}
    )
    root = page()
    text = text_of([root])

    assert root.xpath("//h1")[0].text == story.headline
    assert "World" in text_of(root.xpath("//p[@class='crumbs']"))
    for words in ("NWA, Port Ansel", "By Halvard Senn", "23 November 2026", "376 readers",
                  "Summary", "Key points", "Runa Ostby", "Reader comments", "Leave a comment",
                  "Views are those of readers."):  # fmt: skip
        assert words in text, words
    assert len(root.xpath("//section[contains(@class,'key-points')]//li")) >= 1


def test_each_line_shows_the_sentences_that_carry_it_word_for_word(page, story):
    for line in page().xpath("//*[contains(@class,'line ') or @class='line']"):
        quotes = line.xpath(".//details//blockquote/p")
        assert quotes
        assert all(quote.text in story.text for quote in quotes)


def test_evidence_leads_to_the_sentence_without_script(page):
    root = page()

    (link,) = root.xpath("//li[@id='kp1']//a[@href='#ev-kp1']")
    (anchor,) = root.xpath("//a[@id='ev-kp1']")
    assert link.text
    assert "e-kp1" in anchor.xpath("following-sibling::span[1]")[0].get("class")


def test_a_sentence_keeps_its_id_when_paragraphs_move_and_loses_it_when_words_change(
    page, story, now
):
    def ids():
        return {e.text_content(): e.get("id") for e in page().xpath("//div[@class='body']//span")}

    before = ids()
    first, *rest = story.body
    story.set_body([*rest, first])
    story.save()
    assert ids() == before

    story.set_body([Paragraph(first.text.replace("two years", "three years")), *rest])
    story.save()
    assert set(ids().values()) - set(before.values())


def test_machine_lines_are_marked_in_words_until_a_person_stands_behind_them(
    page, story, editor, now
):
    assert "Not reviewed by an editor." in text_of(page().xpath("//p[@class='mark']"))

    for line in story.lines.all():
        accept_line(line=line, by=editor, now=now)

    marks = text_of(page().xpath("//p[@class='mark']"))
    assert "Approved by Ida Brekke" in marks
    assert "erified" not in marks


def test_links_and_emphasis_survive_and_nothing_else_does(page, story, now):
    words = "The quay <script>alert(1)</script> is safe and open & well."
    story.set_body(
        [
            Paragraph(
                words,
                marks=(
                    Mark(4, 8, "em"),
                    Mark(0, 8, "a", "https://harbour.example/?a=1&b=2"),
                    Mark(40, 44, "a", "javascript:alert(1)"),
                ),
            ),
            Paragraph("What next", ParagraphKind.HEADING),
            Paragraph("one", ParagraphKind.LIST_ITEM),
            Paragraph("two", ParagraphKind.LIST_ITEM),
            Paragraph("a\tb\nc\td", ParagraphKind.TABLE),
        ]
    )
    story.save()
    (body,) = page().xpath("//div[@class='body']")

    assert body.xpath(".//a[@href]/@href") == ["https://harbour.example/?a=1&b=2"] * 2
    assert not body.xpath(".//script")
    assert body.xpath(".//h2")[0].text_content() == "What next"
    assert len(body.xpath(".//ul/li")) == 2
    assert len(body.xpath(".//table//td")) == 4
    assert "javascript" not in lxml_html.tostring(body, encoding="unicode")


def test_a_headline_is_text_wherever_it_stands(client, story, now):
    story.headline = '</script><script>alert("x")</script>'
    story.save()

    page = client.get(story.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1]
    assert json.loads(data)["@graph"][0]["headline"] == story.headline


def test_search_engines_are_told_what_it_is(client, story):
    page = client.get(story.get_absolute_url()).content.decode()
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1]
    article, crumbs = json.loads(data)["@graph"]

    assert article["@type"] == "NewsArticle"
    assert article["author"] == {"@type": "Person", "name": "Halvard Senn"}
    assert article["datePublished"] == "2026-11-23T12:00:00+00:00"
    assert article["abstract"]["digitalSourceType"].endswith("algorithmicallyEnhanced")
    assert [step["position"] for step in crumbs["itemListElement"]] == [1, 2, 3]
    description = re.search(r'property="og:description" content="([^"]+)"', page)[1]
    assert description in [line.text for line in story.lines.all()]


def test_a_correction_stands_above_the_story_and_in_its_list(page, story, editor, now):
    correct_story(
        story=story,
        by=editor,
        now=now,
        notice="The wall is 300 metres long.",
        old_wording="30 metres",
        new_wording="300 metres",
    )
    root = page()

    assert "The wall is 300 metres long." in text_of(root.xpath("//aside[@class='correction']"))
    assert text_of(root.xpath("//section[@id='versions']//del")) == "30 metres"


def test_the_desk_may_withhold_the_old_wording(page, story, editor, now):
    correct_story(
        story=story, by=editor, now=now, notice="A name was wrong.", old_wording="Mr Wrong",
        is_old_wording_withheld=True,
    )  # fmt: skip

    assert "Mr Wrong" not in text_of([page()])


def test_a_public_line_that_was_wrong_is_listed_with_the_correction(page, story, editor, now):
    wrong = next(line.text for line in story.lines.all() if "40 ships" in line.text)
    story.set_body(Paragraph(p.text.replace("40 ships", "four ships")) for p in story.body)
    story.save()
    draw_lines(story=story, now=now)
    correct_story(story=story, by=editor, now=now, notice="Four ships are expected.")

    assert wrong in text_of(page().xpath("//section[@id='versions']//del"))


def test_no_heading_stands_over_nothing(page, story):
    assert not page().xpath("//nav[@class='topics']")
    assert not page().xpath("//section[@id='versions']")


def test_view_count_and_summary_are_the_sites_choice(page, story, site):
    StoryViews.objects.create(story=story, count=5)
    NewsSettings.objects.update_or_create(
        site=site, defaults={"is_view_count_shown": False, "is_summary_shown": False}
    )
    text = text_of([page()])

    assert "5 readers" not in text
    assert "Summary" not in text


def test_another_slug_leads_to_the_right_one(client, story):
    answer = client.get(f"/story/{story.public_id}/old-headline/")

    assert (answer.status_code, answer.url) == (301, story.get_absolute_url())


@pytest.mark.parametrize("path", ["/story/zzzzzzzz/x/", "/nowhere/", "/topic/nothing/", "/?page=x"])
def test_an_address_that_leads_nowhere_says_so_without_a_trace(client, site, path):
    answer = client.get(path)

    assert answer.status_code in (200, 404)
    assert "Traceback" not in answer.content.decode()


def test_a_story_written_without_a_section_or_credit_still_has_its_page(client, site, now):
    from dateline.pages.models import Story

    bare = Story(headline="Bare", slug="bare", live=False)
    bare.set_body([Paragraph("One sentence.")])
    publish_story(story=bare, by=None, now=now)

    assert client.get(bare.get_absolute_url()).status_code == 200


def test_the_page_takes_at_most_four_queries_with_its_comments(
    client, story, django_assert_max_num_queries
):
    client.get(story.get_absolute_url())

    with django_assert_max_num_queries(4):
        client.get(story.get_absolute_url())


def test_the_page_is_light(client, story):
    page = client.get(story.get_absolute_url()).content
    static = "src/dateline/{}/static/{}"
    css = Path(static.format("pages", "pages/dateline.css")).read_bytes()
    scripts = b"".join(
        Path(static.format(*names)).read_bytes()
        for names in (("pages", "pages/story.js"), ("discussion", "discussion/comments.js"))
    )

    assert len(gzip.compress(page)) <= 10_000
    assert len(gzip.compress(css)) <= 10_000
    assert len(gzip.compress(scripts)) <= 8_000


def test_nobody_keeps_the_page_without_asking_again(client, story):
    page = client.get(story.get_absolute_url())

    assert page["Cache-Control"] == "no-cache"
    assert page["ETag"]
    policy = page["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
