"""axe-core finds nothing to complain about, at phone and at desktop width."""

import pytest
from axe_core_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PLACES = {
    "front": "/",
    "section": "/world/",
    "story": "story",
    "search": "/search/?q=treaty",
    "comment form": "form",
    "not found": "/story/zzzzzzzz/nothing/",
}


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("place", PLACES)
def test_a_page_has_no_accessibility_violation(chromium, newsroom, place, width):
    context = chromium.new_context(base_url=newsroom.url, viewport={"width": width, "height": 800})
    page = context.new_page()
    path = PLACES[place]
    if not path.startswith("/"):
        page.goto("/search/?q=treaty")
        story = page.locator("main a[href^='/story/']").first.get_attribute("href")
        path = story if path == "story" else story.rsplit("/", 2)[0] + "/comments/new/"
    page.goto(path)

    found = Axe().run(page)["violations"]

    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    context.close()
