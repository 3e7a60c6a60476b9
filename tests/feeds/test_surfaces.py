"""What may not be read is on no surface, whatever the reason."""

from datetime import timedelta

import feedparser
import pytest
from lxml import etree

from dateline.pages import clock, search
from dateline.pages.models import Story
from dateline.pages.services import correct_story, kill_story, pause_story

SURFACES = (
    "/",
    "/world/",
    "/search/?q=harbour",
    "/feeds/rss.xml",
    "/feeds/atom.xml",
    "/feeds/world/rss.xml",
    "/feeds/world/atom.xml",
    "/feeds/feed.json",
    "/feeds/world/feed.json",
    "/sitemap-1.xml",
    "/news-sitemap.xml",
    "/api/stories",
)
WIRE = ("ninjs.json", "newsml-g2.xml", "nitf.xml")
WORDS = ("Kesterholm harbour", "kesterholm-harbour")


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch, now):
    """All surfaces are asked at the same moment."""
    monkeypatch.setattr(clock, "now", lambda: now)


def bring_into(state, story, editor, now):
    if state == "killed":
        kill_story(story=story, by=editor, now=now, note="Withdrawn.")
    elif state == "paused":
        pause_story(story=story, by=editor, now=now, reason="Checked.")
    else:
        changes = {
            "a draft": {"live": False},
            "embargoed": {"embargoed_until": now + timedelta(minutes=1)},
            "embargoed indefinitely": {"is_embargoed_indefinitely": True},
            "expired": {"expire_at": now},
            "of tomorrow": {"published_at": now + timedelta(days=1)},
        }[state]
        Story.objects.filter(pk=story.pk).update(**changes)


@pytest.mark.parametrize("surface", SURFACES)
def test_a_public_story_is_on_every_surface(client, story, surface):
    assert any(word in client.get(surface).content.decode() for word in WORDS)


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize(
    "state",
    [
        "killed",
        "paused",
        "a draft",
        "embargoed",
        "embargoed indefinitely",
        "expired",
        "of tomorrow",
    ],
)
def test_a_story_that_is_not_public_is_on_no_surface(client, story, editor, now, surface, state):
    bring_into(state, story, editor, now)

    page = client.get(surface)

    assert page.status_code == 200
    assert not any(word in page.content.decode() for word in WORDS)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("killed", 410),
        ("paused", 503),
        ("a draft", 404),
        ("embargoed", 404),
        ("embargoed indefinitely", 404),
        ("expired", 404),
        ("of tomorrow", 404),
    ],
)
def test_its_page_its_api_and_its_wire_say_only_why(client, story, editor, now, state, status):
    wire = [f"/story/{story.public_id}/{name}" for name in WIRE]
    bring_into(state, story, editor, now)

    for path in (story.get_absolute_url(), f"/api/stories/{story.public_id}", *wire):
        answer = client.get(path)
        assert answer.status_code == status, path
        assert "quay" not in answer.content.decode()
        assert story.headline not in answer.content.decode()


def test_the_embargo_ends_on_every_surface_at_its_minute(client, story, now, monkeypatch):
    Story.objects.filter(pk=story.pk).update(embargoed_until=now + timedelta(minutes=1))
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=1))

    for surface in (*SURFACES, *(f"/story/{story.public_id}/{name}" for name in WIRE)):
        assert any(word in client.get(surface).content.decode() for word in WORDS), surface


def test_rss_is_what_feed_readers_expect(client, story):
    feed = feedparser.parse(client.get("/feeds/rss.xml").content)

    assert not feed.bozo
    assert feed.version == "rss20"
    (entry,) = feed.entries
    assert entry.title == story.headline
    assert entry.guidislink or entry.link.endswith(story.get_absolute_url())
    assert "<p>" in entry.content[0].value
    assert entry.author == "Halvard Senn"


def test_atom_carries_a_tombstone_without_a_word_of_a_killed_story(client, story, editor, now):
    kill_story(story=story, by=editor, now=now, note="Withdrawn.")

    body = client.get("/feeds/atom.xml").content

    (stone,) = etree.fromstring(body).findall(
        "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
    )
    assert stone.get("ref").endswith(f"/story/{story.public_id}/")
    assert b"arbour" not in body


def test_a_correction_is_told_in_the_feeds_and_changes_the_time(client, story, editor, now):
    correct_story(
        story=story, by=editor, now=now + timedelta(minutes=5), notice="It is <300> metres long."
    )

    (entry,) = feedparser.parse(client.get("/feeds/atom.xml").content).entries

    assert "It is &lt;300&gt; metres long." in entry.content[0].value
    assert entry.updated > entry.published


def test_json_feed_is_what_feed_readers_expect(client, story):
    answer = client.get("/feeds/feed.json")

    assert answer["Content-Type"].startswith("application/feed+json")
    feed = answer.json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://testserver/feeds/feed.json"
    (item,) = feed["items"]
    assert item["title"] == story.headline
    assert item["url"].endswith(story.get_absolute_url())
    assert item["id"].endswith(f"/story/{story.public_id}/")
    assert item["authors"] == [{"name": "Halvard Senn"}]
    assert item["content_html"].startswith("<p>PORT ANSEL")
    assert item["date_published"] == item["date_modified"] == story.published_at.isoformat()


def test_a_feed_that_has_not_changed_is_not_sent_again(client, story):
    first = client.get("/feeds/atom.xml")

    again = client.get("/feeds/atom.xml", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304


def test_the_news_sitemap_holds_two_days(client, story, now):
    Story.objects.filter(pk=story.pk).update(published_at=now - timedelta(hours=49))

    assert "kesterholm-harbour" not in client.get("/news-sitemap.xml").content.decode()
    assert "kesterholm-harbour" in client.get("/sitemap-1.xml").content.decode()


def test_robots_are_told_where_the_sitemaps_are_and_what_is_not_theirs(client, site):
    text = client.get("/robots.txt").content.decode()

    assert "Sitemap: http://testserver/news-sitemap.xml" in text
    assert "Disallow: /admin/" in text
    assert "User-agent: GPTBot\nDisallow: /" in text


def test_health_is_told_without_being_kept(client, db):
    answer = client.get("/health")

    assert answer.json()["checks"]["database"] is True
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "query",
    ["harbour", "HARBOUR", "harb", '"harbour of Kesterholm"', "Kesterholm harbour", "Halvard Senn"],
)
def test_a_story_is_found_by_its_words(story, query):
    assert search.find(query, limit=10) == [story.pk]


@pytest.mark.parametrize(
    "query",
    [
        "",
        '"',
        "zebra",
        "harbour zebra",
        '"Kesterholm of harbour"',
        "AND OR NOT",
        "q:zz*^-(",
        "''';--",
    ],
)
def test_what_is_not_there_is_not_found_and_is_no_error(story, query):
    assert search.find(query, limit=10) == []


def test_a_story_is_found_by_its_new_words_and_not_by_its_old(story):
    story.headline = "Lighthouse for sale"
    search.index(story)

    assert search.find("lighthouse", limit=5) == [story.pk]
    assert search.find("reopens", limit=5) == []


def test_the_api_pages_by_cursor_and_is_open_to_scripts_elsewhere(client, story, now):
    for number in range(3):
        Story.objects.create(
            headline=f"Other {number}", slug="other", live=True,
            published_at=now - timedelta(minutes=number + 1),
        )  # fmt: skip

    first = client.get("/api/stories?limit=2")
    second = client.get("/api/stories", {"limit": 2, "cursor": first.json()["next"]})

    assert first["Access-Control-Allow-Origin"] == "*"
    headlines = [row["headline"] for row in first.json()["stories"] + second.json()["stories"]]
    assert headlines == [story.headline, "Other 0", "Other 1", "Other 2"]
    assert second.json()["next"] is None
    assert client.get("/api/stories?cursor=nonsense").status_code == 400


def test_the_api_gives_each_line_with_the_sentences_that_carry_it(client, story):
    body = client.get(f"/api/stories/{story.public_id}").json()

    assert body["lines"]
    for line in body["lines"]:
        for evidence in line["evidence"]:
            assert body["text"][evidence["start"] : evidence["end"]] == evidence["words"]
