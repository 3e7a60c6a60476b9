"""Whoever has no mouse posts, answers, reports, erases, decides, and always sees where they are."""

import re

import pytest
from playwright.sync_api import TimeoutError, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

AS_A_PERSON_MS = 3200  # forms ask for at least three seconds
READER, MAIL = "Tilde Marn", "tilde.marn@example.org"
WORDS = "A tram without steps would do for the whole of the old town."
ANSWER = "And one more stop at the fish market."
# Outlined or framed, and within the window.
IS_SEEN = """() => {
  const drawn = (one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
      || style.boxShadow !== "none";
  };
  const one = document.activeElement, box = one.getBoundingClientRect();
  return one !== document.body && drawn(one) && box.bottom > 0 && box.top < window.innerHeight;
}"""
TWENTY = """
from dateline.discussion.models import Comment
from dateline.discussion.own_scorer import own_scores
from dateline.discussion.services import moderate_comment, submit_comment
from dateline.discussion.tickets import Ticket
from dateline.pages import clock
from dateline.pages.selectors import public_stories
now = clock.now()
story = public_stories(now).last()
for n in range(20):
    comment = submit_comment(story=story, ticket=Ticket(story.pk, None, f"lamp-{n}"),
        author_name=f"Lamplighter {n}", email=f"lamp.{n}@example.org",
        text=f"Lamp number {n} of the lower quay has been dark since {n + 2} March.",
        client_address=f"192.0.2.{n}", now=now).comment
    moderate_comment(comment_id=comment.pk, scorer=own_scores, now=now)
"""


def seen(page):
    """Wait until where the focus is can be seen: what scrolls gently is there a moment later."""
    try:
        page.wait_for_function(IS_SEEN, timeout=3000)
    except TimeoutError:
        raise AssertionError(
            page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        ) from None


def tab_to(page, wanted, *, most=120):
    """Press Tab until it is there, seeing each place on the way."""
    for _ in range(most):
        page.keyboard.press("Tab")
        seen(page)
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"never came to {wanted}")


def press(page, role, name):
    """Walk to a link or button, and press Enter there."""
    tab_to(page, page.get_by_role(role, name=name).first)
    page.keyboard.press("Enter")


def write(page, label, words):
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.type(words)


def test_a_reader_posts_answers_reports_and_erases_by_keys_alone(page, desk, letters):
    page.goto("/")
    tab_to(page, page.locator("main a[href^='/story/']").last, most=200)
    page.keyboard.press("Enter")
    page.wait_for_url("**/story/**")
    page.keyboard.press("End")  # the form comes by itself
    expect(page.get_by_label("Name")).to_be_visible()
    write(page, "Name", READER)
    write(page, "E-mail", MAIL)
    write(page, "Comment", WORDS)
    page.wait_for_timeout(AS_A_PERSON_MS)
    press(page, "button", "Send")
    expect(page.get_by_text("awaiting moderation").locator("..")).to_be_focused()
    letters.next_to(MAIL)

    # The moderator finds it, approves it, and opens it where readers see it.
    desk.goto("/admin/comments/")
    desk.keyboard.press("/")
    seen(desk)
    desk.keyboard.type("tram without steps")
    desk.keyboard.press("Enter")
    expect(desk.locator(".queued")).to_have_count(1)
    desk.wait_for_load_state()
    desk.keyboard.press("j")
    seen(desk)
    desk.keyboard.press("a")
    expect(desk.locator(".queued")).to_have_count(0)

    # The thread of its own, where few others stand in the way.
    page.reload()
    own = page.locator("article.comment").filter(has_text=WORDS)
    tab_to(page, own.locator(".comment-time"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/comments/\d+/$"))
    thread = page.url
    press(page, "link", f"Reply to {READER}")
    expect(page.get_by_role("heading", name="Reply")).to_be_visible()
    write(page, "Name", "Odd Farn")
    write(page, "E-mail", "odd.farn@example.org")
    write(page, "Comment", ANSWER)
    page.wait_for_timeout(AS_A_PERSON_MS)
    press(page, "button", "Send")
    expect(page.get_by_text("awaiting moderation")).to_be_visible()

    page.goto(thread)
    press(page, "link", f"Report the comment of {READER}")
    expect(page.get_by_label("In your own words")).to_be_visible()
    tab_to(page, page.get_by_role("radio").first)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    seen(page)
    write(page, "In your own words (optional)", "It is about somebody else.")
    page.wait_for_timeout(AS_A_PERSON_MS)
    press(page, "button", "Report")
    expect(page.get_by_text("Thank you")).to_be_visible()

    page.goto("/comments/me/")
    write(page, "E-mail", MAIL)
    page.keyboard.press("Enter")
    page.goto(letters.link_to(MAIL))
    press(page, "button", "Erase everything in 24 hours")
    expect(page.get_by_text("All of it will be erased")).to_be_visible()
    assert page.context.cookies() == []


def test_twenty_comments_are_decided_by_keys_alone(newsroom, desk):
    newsroom.run("manage", "shell", "-c", TWENTY)
    cards = desk.locator(".queued")
    desk.goto("/admin/comments/?words=of+the+lower+quay")
    expect(cards).to_have_count(20)

    def left(count):
        """Wait until so many are left and the keys work again."""
        expect(cards).to_have_count(count)
        desk.wait_for_load_state()

    def go(key):
        desk.keyboard.press(key)
        seen(desk)

    # Eight one by one, forth and back: after each, the next one has the focus.
    go("j")
    for count in range(19, 13, -1):
        desk.keyboard.press("a")
        left(count)
        expect(cards.first).to_be_focused()
    for step in ("j", "j", "k"):
        go(step)
    expect(cards.nth(1)).to_be_focused()
    desk.keyboard.press("a")
    left(13)
    # Without a reason, r leads to the reasons; then to the words, and Enter refuses this one.
    for step in ("j", "k"):
        go(step)
    expect(cards.nth(1)).to_be_focused()
    name = cards.nth(1).locator("bdi").first.inner_text()
    go("r")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Tab")
    seen(desk)
    desk.keyboard.type("The lamps are not the matter.")
    desk.keyboard.press("Enter")
    left(12)
    expect(desk.locator(".queue")).not_to_contain_text(f"{name}\n")
    # It was this one and no other: undone it is back, decided again it is gone.
    expect(desk.locator(".undo button")).to_be_visible()
    desk.keyboard.press("u")
    left(13)
    expect(cards.filter(has_text="undone").locator("bdi").first).to_have_text(name)
    go("j")
    desk.keyboard.press("a")
    left(12)

    # Six at once: ticked, then approved by the button for all that are ticked.
    for _ in range(6):
        go("j")
        desk.keyboard.press("x")
    expect(desk.locator(".queued input:checked")).to_have_count(6)
    tab_to(desk, desk.locator("[name=approve_selected]"))
    desk.keyboard.press("Enter")
    left(6)
    # The last six: all that match the filter, with a reason.
    tab_to(desk, desk.locator("[name=reason-selected]"))
    desk.keyboard.press("ArrowDown")
    tab_to(desk, desk.locator("[name=refuse_all]"))
    desk.keyboard.press("Enter")
    left(0)
    expect(desk.locator(".undo button")).to_be_visible()
    expect(desk.get_by_text("No comment here matches the filter.")).to_be_visible()
