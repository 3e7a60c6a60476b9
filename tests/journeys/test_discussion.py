"""A guest comments, a moderator approves, everybody reads it."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WORDS = "The pilots of Lund Bay deserve a roster that lets them sleep."


def test_a_comment_is_held_until_a_moderator_approves_it(page, desk):
    page.goto("/")
    page.locator("main a[href^='/story/']").first.click()
    story = page.url
    page.get_by_role("link", name="Leave a comment").click()
    page.get_by_label("Name").fill("Signe T.")
    page.get_by_label("E-mail").fill("signe@example.org")
    page.get_by_label("Comment", exact=True).fill(WORDS)
    page.wait_for_timeout(3200)  # the form asks for at least three seconds, as a person takes
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_text("awaiting moderation")).to_be_visible()
    private_link = page.url
    page.goto(story)
    expect(page.get_by_text(WORDS)).to_have_count(0)

    desk.goto("/admin/comments/")
    row = desk.locator("article, li, tr").filter(has_text=WORDS).last
    assert "signe@example.org" not in desk.content()
    row.get_by_role("button", name="Approve").click()

    page.goto(story)
    expect(page.get_by_text(WORDS)).to_be_visible()
    assert "signe@example.org" not in page.content()
    page.goto(private_link)
    expect(page.get_by_text(WORDS)).to_be_visible()
