"""A reader opens a story and asks where its lines come from."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def story_path(page):
    """The path of the harbour treaty story, found as a reader finds it: by searching."""
    page.goto("/search/?q=treaty")
    return page.locator("main a[href^='/story/']").first.get_attribute("href")


def test_reading_costs_no_cookie_and_no_request_to_anybody_else(
    context, page, story_path, newsroom
):
    hosts = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))

    page.goto(story_path)
    page.wait_for_load_state("networkidle")

    assert hosts == {newsroom.url.removeprefix("http://")}
    assert context.cookies() == []


def test_evidence_opens_by_keyboard_and_leads_to_the_sentence_and_back(page, story_path):
    page.goto(story_path)
    summary = page.locator("#kp1 summary")
    summary.focus()

    page.keyboard.press("Enter")
    expect(page.locator("#kp1 blockquote").first).to_be_visible()
    button = page.locator("#kp1 button")
    expect(button).to_have_attribute("aria-expanded", "false")
    cited = page.locator(".e-kp1").first
    expect(button).to_have_attribute("aria-controls", cited.get_attribute("id"))
    expect(page.locator(".supports")).to_have_count(0)
    button.focus()
    page.keyboard.press("Enter")

    expect(cited).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "true")
    said = "1 sentence in the story supports key point 1"
    expect(page.get_by_role("status").filter(has_text=said)).to_have_count(1)
    expect(cited).to_contain_text("supports key point 1")
    expect(page.locator(".supports")).to_have_count(1)
    assert _background(cited) != _background(page.locator("article p").last)
    assert "rgb" in _bar(cited)
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.locator(".supports")).to_have_count(0)

    page.keyboard.press("Enter")
    page.get_by_role("link", name="Back to key point 1").press("Enter")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_the_same_works_without_script(visitor, story_path):
    page = visitor(java_script_enabled=False)
    page.goto(story_path)

    page.locator("#kp1 summary").click()
    expect(page.locator("#kp1 blockquote").first).to_be_visible()
    back = page.locator(".b-kp1")
    expect(back).to_be_hidden()
    page.locator("#kp1 a[href='#ev-kp1']").click()

    cited = page.locator(".e-kp1")
    expect(cited.first).to_be_in_viewport()
    assert {_background(one) for one in cited.all()} == {_background(cited.first)}
    assert _background(cited.first) != _background(page.locator("article p").last)
    assert "rgb" in _bar(cited.first)
    assert _after(cited.first) == '"1"'
    back.click()
    expect(back).to_be_hidden()
    expect(page.locator("#kp1")).to_be_in_viewport()
    assert _after(cited.first) == "none"


def test_the_page_fits_a_phone(visitor, story_path):
    page = visitor(viewport={"width": 320, "height": 640})
    page.goto(story_path)

    width = page.evaluate("document.documentElement.scrollWidth")

    assert width <= 320


def _bar(locator) -> str:
    return locator.evaluate("element => getComputedStyle(element).boxShadow")


def _after(locator) -> str:
    return locator.evaluate("element => getComputedStyle(element, '::after').content")


def _background(locator) -> str:
    return locator.evaluate("element => getComputedStyle(element).backgroundColor")
