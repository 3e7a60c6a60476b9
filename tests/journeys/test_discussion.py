"""A guest's whole way through a discussion, in a browser, with real mails; and an account's."""

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WORDS = "The pilots of Lund Bay deserve a roster that lets them sleep."
CHANGED = "The pilots of Lund Bay deserve a roster that lets them sleep at night."
ANSWER = "So do the passengers, who would like their pilots to have slept well."
AS_A_PERSON_MS = 3200  # forms ask for at least three seconds
LATER = "from datetime import timedelta as t; from dateline.pages import clock;"
LATER += "from dateline.discussion import services as s;"


def open_form(page, path):
    page.goto(path)
    page.evaluate("window.openedAt = performance.now()")


def send_form(page, button="Send"):
    """Press the button once a person could have."""
    waited = page.evaluate("performance.now() - window.openedAt")
    page.wait_for_timeout(max(AS_A_PERSON_MS - waited, 0))
    page.get_by_role("button", name=button, exact=True).click()


def write(page, name, email, words):
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Comment", exact=True).fill(words)


def approve(desk, words):
    desk.goto("/admin/comments/")
    card = desk.locator(".queued").filter(has_text=words)
    assert "@example.org" not in desk.content()
    card.get_by_role("button", name="Approve").click()
    expect(desk.locator(".queued").filter(has_text=words)).to_have_count(0)


def test_a_guest_comments_is_answered_reports_changes_and_leaves_without_a_trace(
    page, desk, visitor, newsroom, letters
):
    page.goto("/")
    page.locator("main a[href^='/story/']").first.click()
    story = page.url
    form = page.get_by_role("link", name="Leave a comment").get_attribute("href")
    open_form(page, form)
    write(page, "Signe T.", "signe@example.org", WORDS)
    page.get_by_label("Tell me about answers").check()
    send_form(page)

    # Held, and proved by the mail's link; a moderator approves.
    expect(page.get_by_text("awaiting moderation")).to_be_visible()
    private_link = page.url
    page.goto(letters.link_to("signe@example.org"))
    page.get_by_role("button", name="Yes, I wrote it").click()
    expect(page.get_by_text("We know now that this comment is yours")).to_be_visible()
    page.goto(story)
    expect(page.get_by_text(WORDS)).to_have_count(0)
    approve(desk, WORDS)
    page.goto(story)
    own = page.locator("article.comment").filter(has_text=WORDS)
    expect(own).to_be_visible()
    assert "signe@example.org" not in page.content()

    # Another guest answers; the first is told once it is shown.
    guest = visitor()
    open_form(guest, own.get_by_role("link", name="Reply").get_attribute("href"))
    write(guest, "Odd L.", "odd@example.org", ANSWER)
    send_form(guest)
    expect(guest.get_by_text("awaiting moderation")).to_be_visible()
    approve(desk, ANSWER)
    newsroom.run(
        "manage", "shell", "-c", f"{LATER} s.send_due_mails(clock=lambda: clock.now()+t(minutes=6))"
    )
    told = letters.next_to("signe@example.org")
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert ANSWER not in told.get_content()

    # The first reports the answer and changes their own comment.
    page.goto(story)
    answer = page.locator("article.comment").filter(has_text=ANSWER)
    open_form(page, answer.get_by_role("link", name="Report").get_attribute("href"))
    page.get_by_label("another reason").check()
    page.get_by_label("In your own words").fill("It talks of somebody else.")
    send_form(page, "Report")
    expect(page.get_by_text("Thank you")).to_be_visible()
    desk.goto("/admin/comments/?queue=reported")
    expect(desk.locator(".queued").filter(has_text=ANSWER)).to_contain_text("somebody else")
    page.goto(private_link)
    page.get_by_role("link", name="Change the text").click()
    page.get_by_label("Comment").fill(CHANGED)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(CHANGED)).to_be_visible()
    approve(desk, CHANGED)

    # They have all of it erased; a day later only the place is left.
    page.goto("/comments/me/")
    page.get_by_label("E-mail").fill("signe@example.org")
    page.get_by_role("button", name="Mail me the link").click()
    data = letters.link_to("signe@example.org")
    page.goto(data)
    page.get_by_role("button", name="Erase everything in 24 hours").click()
    expect(page.get_by_text("All of it will be erased")).to_be_visible()
    newsroom.run("manage", "shell", "-c", f"{LATER} s.erase_who_asked(now=clock.now()+t(hours=25))")
    for gone in (data, private_link):
        assert page.goto(gone).status == 404
    page.goto(story)
    expect(page.get_by_text(ANSWER)).to_be_visible()
    expect(page.locator("article.gone").filter(has_text="Erased.")).to_be_visible()
    for trace in (CHANGED, "Signe T."):
        assert trace not in page.content()
    assert page.context.cookies() == guest.context.cookies() == []


def test_a_reader_signs_in_by_mail_and_writes_without_typing_who_they_are(page, letters):
    page.goto("/")
    page.locator("main a[href^='/story/']").first.click()
    story = page.url
    page.goto("/comments/account/")
    page.get_by_label("E-mail").fill("runa@example.org")
    page.get_by_role("button", name="Mail me the link").click()
    page.goto(letters.link_to("runa@example.org"))
    assert page.context.cookies() == []
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Name").fill("Runa O.")
    page.get_by_role("button", name="Keep this name").click()

    page.goto(story)
    assert "Runa O." not in page.content()
    open_form(page, page.get_by_role("link", name="Leave a comment").get_attribute("href"))
    expect(page.get_by_text("You are signed in and write as Runa O.")).to_be_visible()
    page.get_by_label("Comment", exact=True).fill("Nobody asked me who I am.")
    send_form(page)
    expect(page.get_by_text("awaiting moderation")).to_be_visible()

    page.goto("/comments/account/")
    expect(page.get_by_text("Nobody asked me who I am.")).to_be_visible()
    assert "runa@example.org" not in page.content()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert Axe().run(page)["violations"] == []
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Mail me the link")).to_be_visible()
    assert page.context.cookies() == []
