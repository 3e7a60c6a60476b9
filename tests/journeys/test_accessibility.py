"""axe-core finds nothing to complain about, at phone and at desktop width."""

import pytest
from axe_core_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

WIDTHS = (320, 1280)
PLACES = {
    "front": "/",
    "section": "/world/",
    "story": "story",
    "story with a picture": "/search/?q=bridge",
    "search": "/search/?q=treaty",
    "comment form": "form",
    "account": "/comments/account/",
    "corrections": "/corrections/",
    "how we check": "/how-we-check/",
    "not found": "/story/zzzzzzzz/nothing/",
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("place", PLACES)
def test_a_page_has_no_accessibility_violation(visitor, place, width):
    page = visitor(viewport={"width": width, "height": 800})
    path = PLACES[place]
    if not path.startswith("/"):
        page.goto("/search/?q=treaty")
        story = page.locator("main a[href^='/story/']").first.get_attribute("href")
        path = story if path == "story" else story.rsplit("/", 2)[0] + "/comments/new/"
    page.goto(path)
    if place == "story with a picture":
        page.locator("main a[href^='/story/']").first.click()
        page.locator("figure.picture img").wait_for()

    assert violations(page) == []


def test_the_page_of_a_held_comment_has_no_accessibility_violation(page):
    page.goto("/search/?q=treaty")
    story = page.locator("main a[href^='/story/']").first.get_attribute("href")
    page.goto(story.rsplit("/", 2)[0] + "/comments/new/")
    page.get_by_label("Name").fill("Ane B.")
    page.get_by_label("E-mail").fill("ane@example.org")
    page.get_by_label("Comment", exact=True).fill("A fair account of a long quarrel.")
    page.wait_for_timeout(3200)  # the form asks for at least three seconds
    page.get_by_role("button", name="Send").click()
    page.get_by_text("awaiting moderation").wait_for()

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert violations(page) == []


def violations(page):
    """Return what axe-core complains about, and where."""
    found = Axe().run(page)["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]
