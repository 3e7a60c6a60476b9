"""The agency kills a story; it is gone from every surface at once."""

import json
import re
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

COPY = {
    "uri": "nwa:journey-kill",
    "standard": {"name": "ninjs", "version": "1.4"},
    "type": "text",
    "version": "1",
    "versioncreated": "2026-11-23T08:00:00Z",
    "pubstatus": "usable",
    "headline": "Ferry to Marrow Head stops for the winter",
    "body_html": "<p>PORT ANSEL, Nov. 23 (NWA) - The ferry to Marrow Head stops for the winter on "
    "Sunday, the shipping office said.</p><p>It will run again in March.</p>",
}
KILL = {
    "uri": "nwa:journey-kill",
    "standard": {"name": "ninjs", "version": "1.4"},
    "type": "text",
    "version": "2",
    "versioncreated": "2026-11-23T09:00:00Z",
    "pubstatus": "canceled",
}
WORD = "Ferry to Marrow Head"
SURFACES = (
    "/",
    "/search/?q=ferry",
    "/feeds/rss.xml",
    "/feeds/atom.xml",
    "/feeds/feed.json",
    "/news-sitemap.xml",
    "/api/stories",
)


def get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.browser
def test_a_kill_from_the_wire_takes_a_story_down_everywhere(newsroom, tmp_path):
    (tmp_path / "copy.json").write_text(json.dumps(COPY))
    newsroom.run("ingest", str(tmp_path / "copy.json"))
    story = next(
        row
        for row in json.loads(get(f"{newsroom.url}/api/stories")[1])["stories"]
        if row["headline"].startswith(WORD)
    )
    assert get(story["url"])[0] == 200
    (tmp_path / "kill.json").write_text(json.dumps(KILL))

    newsroom.run("ingest", str(tmp_path / "kill.json"))

    status, page = get(story["url"])
    assert status == 410
    assert WORD not in page
    for surface in SURFACES:
        assert WORD not in get(newsroom.url + surface)[1], surface


@pytest.mark.browser
def test_an_editor_kills_a_story_by_hand(newsroom, desk, page, tmp_path):
    copy = COPY | {"uri": "nwa:journey-desk-kill", "headline": "Goat warden of Marrow Head resigns"}
    (tmp_path / "copy.json").write_text(json.dumps(copy))
    newsroom.run("ingest", str(tmp_path / "copy.json"))
    page.goto("/search/?q=warden+resigns")
    address = page.locator("main a[href^='/story/']").first.get_attribute("href")

    desk.goto("/admin/snippets/dateline_pages/story/")
    desk.get_by_role("link", name="Goat warden of Marrow Head resigns").first.click()
    desk.goto(_desk_address(desk.url))
    desk.get_by_role("link", name="Kill", exact=True).click()
    desk.locator("[name=reason]").fill("Nobody resigned.")
    desk.get_by_role("button", name="Kill the story").click()

    expect(desk.get_by_text("killed").first).to_be_visible()
    answer = page.goto(address)
    assert answer.status == 410
    expect(page.get_by_text("warden")).to_have_count(0)


def _desk_address(edit_address: str) -> str:
    """Return where the desk shows a story's lines, from the address of its edit page."""
    number = re.search(r"/edit/(\d+)/|/stories/(\d+)/", edit_address)
    return f"/admin/desk/stories/{number[1] or number[2]}/"
