"""What the contract with an agency says about search engines holds on the page and in sitemaps."""

import pytest
from lxml import html as lxml_html

from dateline.core.story import Item, Paragraph
from dateline.intake.models import WireChain
from dateline.pages import clock
from dateline.pages.services.filling import original_url

ORIGINAL = "https://nwa.example/kesterholm-harbour"


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch, now):
    """Pages are asked for at the test's `now`."""
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def wire_story(story, source):
    """A public story that came from the wire."""
    story.chain = WireChain.objects.create(source=source, guid="tag:nwa.example,2026:quay")
    story.save()
    return story


@pytest.mark.parametrize(
    ("indexing", "original", "canonical", "robots", "news", "sitemaps"),
    [
        ("self", "", "own", "max-image-preview:large", [], (True, True)),
        ("self", ORIGINAL, "own", "max-image-preview:large", [], (True, True)),
        ("agency-canonical", ORIGINAL, ORIGINAL, "max-image-preview:large", [], (False, False)),
        ("agency-canonical", "", "own", "noindex, max-image-preview:large", ["noindex"],
         (False, False)),
        ("noindex", ORIGINAL, "own", "noindex, max-image-preview:large", ["noindex"],
         (False, False)),
        ("news-noindex", "", "own", "max-image-preview:large", ["noindex"], (True, False)),
    ],
)  # fmt: skip
def test_a_contract_holds_in_the_head_and_in_the_sitemaps(
    client, wire_story, source, indexing, original, canonical, robots, news, sitemaps
):
    source.indexing = indexing
    source.save()
    wire_story.original_url = original
    wire_story.save()
    own = f"http://testserver{wire_story.get_absolute_url()}"

    root = lxml_html.fromstring(client.get(wire_story.get_absolute_url()).content)

    wanted = own if canonical == "own" else canonical
    assert root.xpath("//link[@rel='canonical']/@href") == [wanted]
    assert root.xpath("//meta[@name='robots']/@content") == [robots]
    assert root.xpath("//meta[@name='Googlebot-News']/@content") == news
    listed = tuple(
        own in client.get(path).content.decode() for path in ("/sitemap-1.xml", "/news-sitemap.xml")
    )
    assert listed == sitemaps
    assert own in client.get("/feeds/rss.xml").content.decode()


def test_a_story_of_the_desk_is_ours_to_find(client, story):
    root = lxml_html.fromstring(client.get(story.get_absolute_url()).content)

    assert root.xpath("//link[@rel='canonical']/@href")[0].endswith(story.get_absolute_url())
    assert story.slug in client.get("/news-sitemap.xml").content.decode()


@pytest.mark.parametrize(
    ("original", "home", "link"),
    [
        (ORIGINAL, "https://nwa.example/", ORIGINAL),
        ("", "https://nwa.example/", "https://nwa.example/"),
        ("", "", None),
    ],
)
def test_the_credit_leads_to_the_agencys_original_or_its_site(
    client, wire_story, source, original, home, link
):
    source.home_url = home
    source.save()
    wire_story.original_url = original
    wire_story.save()

    root = lxml_html.fromstring(client.get(wire_story.get_absolute_url()).content)

    links = root.xpath("//p[@class='sources']/a/@href")
    assert links == ([link] if link else [])
    assert "NWA" in root.xpath("//p[@class='sources']")[0].text_content()


@pytest.mark.parametrize(
    ("wire_format", "uri", "expected"),
    [
        ("rss-2", ORIGINAL, ORIGINAL),
        ("atom", ORIGINAL, ORIGINAL),
        ("rss-2", "tag:nwa.example,2026:quay", ""),
        ("rss-2", "javascript:alert(1)", ""),
        ("newsml-g2", "http://nwa.example/items/12", ""),
    ],
)
def test_only_a_feed_names_the_agencys_own_page(wire_format, uri, expected):
    item = Item(format=wire_format, headline="Quay", paragraphs=(Paragraph("Quay."),), uri=uri)

    assert original_url(item) == expected


def test_the_copyright_line_is_on_the_page_and_the_usage_terms_are_not(client, wire_story):
    wire_story.copyright_notice = "© 2026 Northern Wire Agency"
    wire_story.usage_terms = "Not for resale."
    wire_story.save()

    page = client.get(wire_story.get_absolute_url()).content.decode()

    assert "© 2026 Northern Wire Agency" in page
    assert "Not for resale" not in page
