"""What script adds to commenting; without it `test_discussion` goes the same way by pages."""

import gzip

import pytest
from playwright.sync_api import expect

from tests.journeys.test_discussion import AS_A_PERSON_MS, approve, write

pytestmark = pytest.mark.browser

WORDS = "The night roster is too thin."
ANSWER = "Two more pilots would do."
READER = ("Signe T.", "signe.t@example.org")


@pytest.fixture
def other(visitor):
    """The page of another reader."""
    return visitor()


def test_with_script_a_reader_comments_and_answers_without_leaving_the_story(page, other, desk):
    page.clock.install()
    page.goto("/")
    page.locator("main a[href^='/story/']").nth(1).click()
    story = page.url
    other.clock.install()
    other.goto(story)
    comments = page.locator("#comments")
    comments.get_by_role("heading", name="Reader comments").scroll_into_view_if_needed()
    expect(page.get_by_label("Name")).to_be_visible()
    page.wait_for_timeout(AS_A_PERSON_MS)

    write(page, "  ", READER[1], WORDS)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_label("Name")).to_be_focused()
    expect(page.get_by_label("Name")).to_have_accessible_description(
        "Shown with your comment. This field is required."
    )
    write(page, *READER, WORDS)
    page.get_by_role("button", name="Send").click()
    expect(comments.get_by_text("awaiting moderation").locator("..")).to_be_focused()
    assert page.url == story

    approve(desk, WORDS)
    page.clock.fast_forward(60_000)
    expect(comments.locator(".said")).to_contain_text("Your comment is published.")
    shown = comments.locator("article").filter(has_text=WORDS)
    expect(shown).to_be_visible()
    expect(page.locator("#comments-title")).to_have_text("Reader comments 1")
    other.clock.fast_forward(60_000)
    expect(other.get_by_role("link", name="1 new comment")).to_be_visible()
    expect(other.get_by_text(WORDS)).to_have_count(0)
    expect(other.locator("#comments-title")).to_have_text("Reader comments 1")

    shown.get_by_role("link", name="Reply").click()
    expect(shown.get_by_label("Name")).to_be_focused()
    page.wait_for_timeout(AS_A_PERSON_MS)
    write(shown, *READER, ANSWER)
    shown.get_by_role("button", name="Send").click()
    expect(shown.get_by_text("awaiting moderation").locator("..")).to_be_focused()
    approve(desk, ANSWER)
    page.clock.fast_forward(60_000)
    expect(comments.locator("ol.replies article")).to_contain_text(ANSWER)
    assert page.url == story


def test_the_count_in_the_heading_follows_and_only_what_is_new_is_announced(page):
    answers = [(2, "2 new comments"), (2, "2 new comments"), (1, "1 new comment"), (0, "")]

    def answer(route):
        count, words = answers.pop(0)
        route.fulfill(json={"count": count, "new": count, "words": words})

    page.clock.install()
    page.route("**/comments/count?**", answer)
    page.goto("/")
    page.locator("main a[href^='/story/']").last.click()
    page.evaluate(
        """() => {
            window.announced = [];
            for (const place of document.querySelectorAll("[role=status], [aria-live]")) {
                new MutationObserver(() => window.announced.push(place.textContent)).observe(
                    place, {childList: true, characterData: true, subtree: true});
            }
        }"""
    )

    for heading in ("Reader comments 2", "Reader comments 2", "Reader comments 1"):
        with page.expect_response("**/comments/count?**"):
            page.clock.fast_forward(600_000)
        expect(page.locator("#comments-title")).to_have_text(heading)
    with page.expect_response("**/comments/count?**"):
        page.clock.fast_forward(600_000)

    expect(page.locator("#comments-title")).to_have_text("Reader comments")
    assert page.evaluate("window.announced") == ["2 new comments", "1 new comment"]


def test_without_script_the_link_leads_to_the_page_of_the_form(visitor):
    page = visitor(java_script_enabled=False)
    page.goto("/")
    page.locator("main a[href^='/story/']").first.click()
    page.get_by_role("link", name="Leave a comment").click()

    expect(page.get_by_label("Comment", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Send")).to_be_enabled()
    assert page.url.endswith("/comments/new/")


def test_words_are_not_lost_when_nothing_can_be_sent(page):
    page.goto("/")
    page.locator("main a[href^='/story/']").first.click()
    page.locator("#comments h2").scroll_into_view_if_needed()  # the form comes by itself
    expect(page.get_by_label("Name")).to_be_visible()
    write(page, *READER, WORDS)

    page.route("**/comments/", lambda route: route.abort())
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_text("It could not be sent.")).to_be_focused()
    expect(page.get_by_label("Comment", exact=True)).to_have_value(WORDS)


def test_the_script_of_a_story_page_is_small(page):
    scripts = []
    page.on("response", lambda got: got.url.endswith(".js") and scripts.append(got))
    page.goto("/")
    page.locator("main a[href^='/story/']").first.click()
    page.wait_for_load_state("networkidle")

    assert 0 < sum(len(gzip.compress(script.body())) for script in scripts) <= 8 * 1024
