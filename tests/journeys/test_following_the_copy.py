"""The agency changes a figure: every line that had it changes or is gone, on every surface."""

import json
import re
import urllib.error
import urllib.parse
import urllib.request

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

OLD, NEW = "14,000", "12,000"
HEADLINE = "Workers leave for the Kesterholm dam"
COPY = (
    f"PORT ANSEL, Nov. 23 (NWA) - Varland sent {OLD} workers to the Kesterholm dam on Monday, the "
    "transport ministry said.",
    "The dam lies two hours north of Port Ansel and was built in 1961.",
    "Engineers found three cracks in its eastern wall in October, the ministry said.",
    "Villages below the dam were told to keep their boats ready.",
    "Repairs will take until the spring, according to the harbour authority.",
)
# Where the story's summary stands beside its headline, and where there may be no room for it.
WITH_SUMMARY = (
    "/search/?q=Kesterholm+dam",
    "/feeds/rss.xml",
    "/feeds/atom.xml",
    "/feeds/feed.json",
)
SURFACES = ("/", "/world/", "/news-sitemap.xml", "/api/stories", *WITH_SUMMARY)


def item(uri: str, version: str, figure: str, **more) -> str:
    return json.dumps(
        {
            "uri": uri,
            "standard": {"name": "ninjs", "version": "1.4"},
            "type": "text",
            "version": version,
            "versioncreated": f"2026-11-23T0{version}:00:00Z",
            "pubstatus": "usable",
            "headline": HEADLINE,
            "body_html": "".join(f"<p>{text.replace(OLD, figure)}</p>" for text in COPY),
        }
        | more
    )


def get(url: str, **headers: str) -> tuple[int, str, str]:
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode(), answer.headers.get("ETag", "")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), ""


@pytest.fixture
def ingest(newsroom, tmp_path):
    """Delivers an item to the running newsroom; returns when it is taken up."""

    def deliver(text: str) -> None:
        (tmp_path / "item.json").write_text(text)
        newsroom.run("ingest", str(tmp_path / "item.json"))

    return deliver


def address_of(newsroom, headline: str) -> dict:
    rows = json.loads(get(f"{newsroom.url}/api/stories")[1])["stories"]
    return next(row for row in rows if row["headline"] == headline)


def lines_of(newsroom, story: dict) -> list[dict]:
    return json.loads(get(f"{newsroom.url}/api/stories/{story['id']}")[1])["lines"]


def description_of(page: str) -> list[str]:
    return re.findall(r'<meta (?:name|property)="(?:og:)?description" content="([^"]*)"', page)


def wait_for_lines(newsroom, story: dict, figure: str) -> None:
    """Wait until the worker has drawn the lines; the copy itself is public before that."""
    from time import monotonic, sleep

    deadline = monotonic() + 30
    while not any(figure in line["text"] for line in lines_of(newsroom, story)):
        assert monotonic() < deadline, f"no line says {figure}"
        sleep(0.2)


def test_a_changed_figure_is_gone_from_every_surface_at_once(newsroom, ingest):
    ingest(item("nwa:journey-dam", "1", OLD))
    story = address_of(newsroom, HEADLINE)
    wait_for_lines(newsroom, story, OLD)
    _, page, etag = get(story["url"])
    kinds = {line["kind"] for line in lines_of(newsroom, story) if OLD in line["text"]}
    assert kinds == {"summary", "key_point"}
    assert all(OLD in words for words in description_of(page))
    assert len(description_of(page)) == 2
    for surface in WITH_SUMMARY:
        assert OLD in get(newsroom.url + surface)[1], surface

    ingest(item("nwa:journey-dam", "2", NEW))

    status, page, _ = get(story["url"], **{"If-None-Match": etag})
    assert (status, OLD in page) == (200, False)
    assert not any(OLD in line["text"] for line in lines_of(newsroom, story))
    for surface in SURFACES:
        assert OLD not in get(newsroom.url + surface)[1], surface
    assert HEADLINE not in get(f"{newsroom.url}/search/?q={urllib.parse.quote(OLD)}+workers")[1]
    wait_for_lines(newsroom, story, NEW)
    _, page, _ = get(story["url"])
    assert all(NEW in words for words in description_of(page))


def test_what_changed_and_what_was_wrong_can_be_read(newsroom, ingest, page):
    ingest(item("nwa:journey-wall", "1", "15,000", headline="Dam workers counted"))
    story = address_of(newsroom, "Dam workers counted")
    wait_for_lines(newsroom, story, "15,000")

    ingest(
        item(
            "nwa:journey-wall",
            "2",
            "13,000",
            headline="Dam workers counted",
            signals=["sig:correction"],
        )
    )

    wait_for_lines(newsroom, story, "13,000")
    page.goto(story["url"])
    expect(page.locator("#versions del").first).to_contain_text("15,000")
    page.get_by_role("link", name="what changed").first.click()
    expect(page.locator(".changes del").first).to_have_text(re.compile("15,000"))
    expect(page.locator(".changes ins").first).to_have_text(re.compile("13,000"))
    expect(page.get_by_text("4 sentences unchanged")).to_be_visible()
    assert not violations(page)
    page.goto("/corrections/")
    entry = page.locator(".put-right > li").filter(has_text="Dam workers counted").first
    expect(entry.locator("del").first).to_contain_text("15,000")
    expect(entry.locator("ins").first).to_contain_text("13,000")
    assert not violations(page)


def test_a_line_is_changed_at_the_desk_without_a_mouse(newsroom, ingest, desk):
    ingest(item("nwa:journey-desk-dam", "1", "16,000", headline="Dam workers at the desk"))
    story = address_of(newsroom, "Dam workers at the desk")
    wait_for_lines(newsroom, story, "16,000")
    desk.goto("/admin/snippets/dateline_pages/story/")
    desk.get_by_role("link", name="Dam workers at the desk").first.click()
    number = re.search(r"/edit/(\d+)/", desk.url)[1]
    desk.goto(f"/admin/desk/stories/{number}/")
    card = desk.locator(".desk-card", has_text="16,000").first
    assert not violations(desk, ".desk-lines")

    card.locator("summary", has_text="Change").focus()
    desk.keyboard.press("Enter")
    box = card.locator("textarea")
    box.focus()
    desk.keyboard.press("Control+A")
    desk.keyboard.type("Varland sent 19,000 workers to the dam.")
    expect(card.locator(".desk-typed")).to_contain_text("The copy does not carry")
    assert not violations(desk, ".desk-lines")
    desk.keyboard.press("Control+A")
    desk.keyboard.type(COPY[1])
    expect(card.locator(".desk-typed")).to_contain_text("The copy carries these words.")
    card.get_by_role("button", name="Check and change").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("The line is on the page, in your name.")).to_be_visible()

    desk.get_by_role("button", name="Approve all that are proved").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("approved in your name").first).to_be_visible()
    assert not any(not line["approved"] for line in lines_of(newsroom, story))
    desk.goto("/admin/desk/record/")
    expect(desk.locator(".desk-record")).to_contain_text("Approved")
    assert not violations(desk, ".desk-record")


def violations(page, part: str = "body") -> list:
    """Return what axe-core complains about in a part of a page, and where."""
    found = Axe().run(page, context=part)["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]
