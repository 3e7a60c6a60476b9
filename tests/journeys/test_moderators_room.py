"""The moderators' room in a browser, without a mouse."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WORDS = "The ferry to Lund Bay should run at night as well, whatever the season."


@pytest.fixture
def waiting(page):
    """A comment that waits."""
    page.goto("/")
    page.locator("main a[href^='/story/']").first.click()
    page.locator("#comments h2").scroll_into_view_if_needed()  # the form comes by itself
    page.get_by_label("Name").fill("Odd L.")
    page.get_by_label("E-mail").fill("odd.l@example.org")
    page.get_by_label("Comment", exact=True).fill(WORDS)
    page.wait_for_timeout(3200)  # the form asks for at least three seconds, as a person takes
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("awaiting moderation")).to_be_visible()


def test_a_comment_is_refused_and_the_refusal_undone_by_keys_alone(waiting, desk):
    desk.goto("/admin/comments/")
    desk.keyboard.press("/")
    desk.keyboard.type("ferry to Lund Bay")
    desk.keyboard.press("Enter")
    expect(desk.locator(".queued")).to_have_count(1)
    desk.wait_for_load_state()
    desk.keyboard.press("j")
    desk.keyboard.press("r")
    desk.keyboard.press("ArrowDown")
    desk.locator(".queued").press("r")
    expect(desk.locator(".undo button")).to_be_visible()
    expect(desk.locator(".queued")).to_have_count(0)
    desk.wait_for_load_state()

    desk.keyboard.press("u")

    expect(desk.locator(".queued")).to_have_count(1)
    expect(desk.locator(".decisions")).to_contain_text("Undone")
