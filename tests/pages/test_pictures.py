"""A picture beside a story: how it is shown, and that nothing of it is left where it may not be."""

import json
import re
from datetime import timedelta

import feedparser
import pytest
from lxml import etree
from lxml import html as lxml_html

from dateline.media.decoding import PAGE_MAX_BYTES
from dateline.media.models import NewsImage
from dateline.media.services import PictureFacts, keep_picture, make_sizes
from dateline.pages import clock
from dateline.pages.models import Story, StoryPicture
from dateline.pages.services import (
    add_picture,
    kill_picture,
    kill_story,
    pause_story,
    publish_story,
    release_picture,
    remove_picture,
)
from tests.pictures import picture_bytes

MOST = 2_000_000
FACTS = PictureFacts(
    caption="Ships wait off the quay.",
    alt_text="Grey ships under low clouds.",
    credit_line="Runa Vik/NWA",
    copyright_notice="© 2026 Runa Vik",
    usage_terms="Not for resale.",
)
# Everything a reader or a program may ask for that could name the picture.
SURFACES = (
    "{story}",
    "/",
    "/world/",
    "/search/?q=harbour",
    "/feeds/rss.xml",
    "/feeds/atom.xml",
    "/feeds/world/rss.xml",
    "/feeds/world/atom.xml",
    "/news-sitemap.xml",
    "/api/stories",
    "/api/stories/{id}",
    "/feeds/feed.json",
    "/story/{id}/ninjs.json",
    "/story/{id}/newsml-g2.xml",
    "/story/{id}/nitf.xml",
)
STATES = ("killed", "expired", "withheld", "embargoed", "embargoed indefinitely", "removed")


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch, now):
    """All surfaces are asked at the same moment."""
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def picture(db):
    """A picture with its words and rights."""
    return keep_picture(raw=picture_bytes(), where="ships.jpg", facts=FACTS, max_pixels=MOST)


@pytest.fixture
def illustrated(story, picture, editor, now):
    """A public story with a picture."""
    add_picture(story=story, picture=picture, by=editor, now=now)
    return story


def addresses_of(picture):
    return [
        f"/picture/{picture.pk}/{size['width']}.{extension}"
        for size in picture.sizes
        for extension in size["bytes"]
    ]


def page_of(client, surface, story):
    path = surface.format(story=story.get_absolute_url(), id=story.public_id)
    return client.get(path)


def bring_into(state, picture, story, editor, now):
    if state == "killed":
        kill_picture(picture=picture, by=editor, now=now, note="A wrong face.")
    elif state == "removed":
        remove_picture(row=story.pictures.get(), by=editor, now=now)
    else:
        changes = {
            "expired": {"expires_at": now},
            "withheld": {"is_withheld": True},
            "embargoed": {"embargoed_until": now + timedelta(minutes=1)},
            "embargoed indefinitely": {"is_embargoed_indefinitely": True},
        }[state]
        NewsImage.objects.filter(pk=picture.pk).update(**changes)


@pytest.mark.parametrize("surface", SURFACES)
def test_a_picture_is_on_every_surface_of_its_story(client, illustrated, picture, surface):
    assert f"/picture/{picture.pk}/" in page_of(client, surface, illustrated).content.decode()


@pytest.mark.parametrize("state", STATES)
def test_a_picture_that_may_not_be_shown_is_on_no_surface_and_the_story_stays(
    client, illustrated, picture, editor, now, state
):
    addresses = addresses_of(picture)
    bring_into(state, picture, illustrated, editor, now)

    for surface in SURFACES:
        answer = page_of(client, surface, illustrated)
        body = answer.content.decode()
        assert answer.status_code == 200, surface
        assert "/picture/" not in body, surface
        for words in (FACTS.caption, FACTS.alt_text, FACTS.credit_line, FACTS.copyright_notice):
            assert words not in body, surface
    expected = 410 if state in ("killed", "expired") else 404
    assert {client.get(address).status_code for address in addresses} == {expected}


@pytest.mark.parametrize(
    "state", ["killed", "paused", "draft", "embargoed", "expired", "of tomorrow"]
)
def test_a_story_that_is_not_public_takes_its_picture_with_it(
    client, illustrated, picture, editor, now, state
):
    if state == "killed":
        kill_story(story=illustrated, by=editor, now=now, note="Withdrawn.")
    elif state == "paused":
        pause_story(story=illustrated, by=editor, now=now, reason="Checked.")
    else:
        changes = {
            "draft": {"live": False},
            "embargoed": {"embargoed_until": now + timedelta(minutes=1)},
            "expired": {"expire_at": now},
            "of tomorrow": {"published_at": now + timedelta(days=1)},
        }[state]
        Story.objects.filter(pk=illustrated.pk).update(**changes)

    for surface in SURFACES:
        assert "/picture/" not in page_of(client, surface, illustrated).content.decode(), surface
    assert {client.get(address).status_code for address in addresses_of(picture)} == {404}


def test_a_picture_another_public_story_uses_stays_when_one_story_is_killed(
    client, illustrated, picture, editor, now
):
    other = Story(headline="The quay in pictures", slug="quay", live=False)
    publish_story(story=other, by=None, now=now)
    add_picture(story=other, picture=picture, by=editor, now=now)

    kill_story(story=illustrated, by=editor, now=now, note="Withdrawn.")

    assert {client.get(address).status_code for address in addresses_of(picture)} == {200}


def test_an_embargo_and_an_expiry_hold_to_their_minute(
    client, illustrated, picture, now, monkeypatch
):
    NewsImage.objects.filter(pk=picture.pk).update(
        embargoed_until=now + timedelta(minutes=1), expires_at=now + timedelta(minutes=3)
    )
    address = addresses_of(picture)[0]
    seen = []
    for minute in range(4):
        moment = now + timedelta(minutes=minute)
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        on_page = address in client.get(illustrated.get_absolute_url()).content.decode()
        seen.append((on_page, client.get(address).status_code))

    assert seen == [(False, 404), (True, 200), (True, 200), (False, 410)]


def test_the_files_of_a_killed_picture_are_gone_and_its_release_makes_them_anew(
    client, illustrated, picture, editor, now, media_folder, django_capture_on_commit_callbacks
):
    addresses = addresses_of(picture)
    with django_capture_on_commit_callbacks(execute=True):
        kill_picture(picture=picture, by=editor, now=now, note="A wrong face.")
    assert not list((media_folder / "sizes").rglob("*.avif"))

    release_picture(picture=picture, by=editor, now=now, reason="Mistaken.", max_pixels=MOST)

    assert {client.get(address).status_code for address in addresses} == {200}
    acts = list(illustrated.events.values_list("act", flat=True))
    assert acts[-2:] == ["picture-killed", "picture-released"]


def test_sizes_that_are_finished_after_a_kill_are_thrown_away(picture, editor, now, media_folder):
    stale = NewsImage.objects.get(pk=picture.pk)
    kill_picture(picture=picture, by=editor, now=now, note="A wrong face.")

    make_sizes(picture=stale, max_pixels=MOST)

    assert NewsImage.objects.get().sizes == []
    assert not list((media_folder / "sizes").rglob("*.avif"))


def test_a_browser_may_keep_a_file_and_asks_before_it_shows_it_again(
    client, illustrated, picture, editor, now
):
    address = addresses_of(picture)[0]
    first = client.get(address)

    assert first["Cache-Control"] == "no-cache"
    assert first["Content-Type"] == "image/avif"
    assert first["X-Content-Type-Options"] == "nosniff"
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    kill_picture(picture=picture, by=editor, now=now, note="A wrong face.")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 410


def test_a_file_sets_no_cookie_and_takes_one_query(
    client, illustrated, picture, django_assert_num_queries
):
    with django_assert_num_queries(1):
        answer = client.get(addresses_of(picture)[0])

    assert not answer.cookies


@pytest.mark.parametrize(
    "path",
    ["/picture/{pk}/641.avif", "/picture/{pk}/640.exe", "/picture/999/640.avif", "/media/{file}"],
)
def test_no_other_file_is_given(client, illustrated, picture, path):
    address = path.format(pk=picture.pk, file=picture.file.name)

    assert client.get(address).status_code == 404


def test_the_desks_files_are_for_the_desk(client, illustrated, picture):
    answer = client.get(picture.file.url)

    assert (answer.status_code, answer["Location"][:13]) == (302, "/admin/login/")


def test_the_page_offers_light_formats_with_their_size_and_words(client, illustrated, picture):
    root = lxml_html.fromstring(client.get(illustrated.get_absolute_url()).content)
    (figure,) = root.xpath("//figure[@class='picture']")
    (image,) = figure.xpath(".//img")

    assert figure.xpath(".//source/@type") == ["image/avif", "image/webp"]
    assert "/picture/" in figure.xpath(".//source/@srcset")[0]
    assert image.get("src").endswith("/640.jpeg")
    assert (image.get("width"), image.get("height")) == ("640", "411")
    assert image.get("alt") == FACTS.alt_text
    assert image.get("loading") is None
    caption = " ".join(figure.xpath(".//figcaption")[0].text_content().split())
    assert caption == "Ships wait off the quay. Picture: Runa Vik/NWA"
    foot = " ".join(root.xpath("//article//footer")[0].text_content().split())
    assert "Pictures: © 2026 Runa Vik" in foot
    assert FACTS.usage_terms not in root.text_content()


def test_a_caption_does_not_stand_for_a_missing_alternative_text(client, illustrated):
    StoryPicture.objects.update(alt_text="")

    root = lxml_html.fromstring(client.get(illustrated.get_absolute_url()).content)

    assert root.xpath("//figure[@class='picture']//img/@alt") == [""]


def test_only_the_first_picture_is_loaded_before_it_is_seen(client, illustrated, editor, now):
    second = keep_picture(
        raw=picture_bytes(2), where="crane.jpg", facts=PictureFacts(), max_pixels=MOST
    )
    add_picture(story=illustrated, picture=second, by=editor, now=now)

    for path in (illustrated.get_absolute_url(), "/", "/world/"):
        root = lxml_html.fromstring(client.get(path).content)
        eager = [image for image in root.xpath("//img") if image.get("loading") != "lazy"]
        assert len(eager) <= 1, path
    figures = lxml_html.fromstring(client.get(illustrated.get_absolute_url()).content)
    assert figures.xpath("//figure[@class='picture']//img/@loading") == ["lazy"]


def test_no_file_on_a_page_is_heavier_than_the_budget(client, illustrated):
    root = lxml_html.fromstring(client.get(illustrated.get_absolute_url()).content)
    sets = ",".join(root.xpath("//source/@srcset")).split(",")
    files = {entry.split()[0] for entry in sets} | set(root.xpath("//img/@src"))

    assert len(files) >= 5
    for file in files:
        assert len(client.get(file).content) <= PAGE_MAX_BYTES, file


def test_the_page_with_pictures_takes_at_most_four_queries(
    client, illustrated, editor, now, django_assert_max_num_queries
):
    second = keep_picture(
        raw=picture_bytes(2), where="crane.jpg", facts=PictureFacts(), max_pixels=MOST
    )
    add_picture(story=illustrated, picture=second, by=editor, now=now, is_lead=True)
    client.get(illustrated.get_absolute_url())

    with django_assert_max_num_queries(4):
        page = client.get(illustrated.get_absolute_url()).content.decode()

    order = [int(pk) for pk in re.findall(r'<img src="/picture/(\d+)/', page)]
    assert order == [second.pk, illustrated.pictures.last().picture_id]


@pytest.mark.parametrize("path", ["/", "/world/", "/feeds/rss.xml", "/api/stories"])
def test_lists_ask_once_for_all_their_pictures(
    client, illustrated, editor, now, picture, path, django_assert_max_num_queries
):
    client.get(path)
    with django_assert_max_num_queries(30) as before:
        client.get(path)
    for number in range(3):
        other = Story(headline=f"Quay {number}", slug="quay", section=illustrated.section)
        other.live = False
        publish_story(story=other, by=None, now=now)
        add_picture(story=other, picture=picture, by=editor, now=now)

    with django_assert_max_num_queries(len(before.captured_queries)):
        client.get(path)


def test_link_previews_and_search_engines_are_told_of_it(client, illustrated, picture):
    page = client.get(illustrated.get_absolute_url()).content.decode()
    root = lxml_html.fromstring(page)
    largest = f"http://testserver/picture/{picture.pk}/700.jpeg"
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1]
    (image,) = json.loads(data)["@graph"][0]["image"]

    assert root.xpath("//meta[@property='og:image']/@content") == [largest]
    assert root.xpath("//meta[@property='og:image:alt']/@content") == [FACTS.alt_text]
    assert root.xpath("//meta[@name='twitter:card']/@content") == ["summary_large_image"]
    assert image == {
        "@type": "ImageObject",
        "url": largest,
        "width": 700,
        "height": 450,
        "caption": FACTS.caption,
        "creditText": FACTS.credit_line,
        "copyrightNotice": FACTS.copyright_notice,
    }


def test_feeds_and_the_api_carry_it_with_credit_and_copyright(client, illustrated, picture):
    largest = f"http://testserver/picture/{picture.pk}/700.jpeg"
    (item,) = feedparser.parse(client.get("/feeds/rss.xml").content).entries
    (entry,) = feedparser.parse(client.get("/feeds/atom.xml").content).entries
    sitemap = etree.fromstring(client.get("/news-sitemap.xml").content)
    story = client.get(f"/api/stories/{illustrated.public_id}").json()

    assert item.media_content[0]["url"] == largest
    assert item.media_credit[0]["content"] == FACTS.credit_line
    assert [(one.href, one.type) for one in entry.enclosures] == [(largest, "image/jpeg")]
    assert entry.enclosures[0].length == str(len(client.get(largest).content))
    assert largest in sitemap.xpath("//*[local-name()='image']/*/text()")
    assert story["pictures"] == [story["picture"]]
    assert story["picture"]["credit"] == FACTS.credit_line
    assert "Not for resale" not in json.dumps(story)


def test_a_preview_shows_the_picture_of_a_story_that_is_no_page_yet(
    client, illustrated, editor, picture
):
    Story.objects.filter(pk=illustrated.pk).update(live=False)
    illustrated.refresh_from_db()
    client.force_login(editor)
    request = illustrated.make_preview_request()

    page = request.content.decode()

    (src,) = re.findall(r'<img src="([^"]+)"', page)
    assert src.startswith("/admin/desk/files/")
    served = client.get(src)
    assert served.status_code == 200
    assert b"".join(served.streaming_content)
