"""The most hostile texts and names that are accepted stay words in a real browser."""

import pytest
from lxml import etree

from dateline.discussion import tickets
from dateline.discussion.mail_links import Purpose, token_for
from dateline.discussion.models import Comment
from dateline.discussion.services import approve_comment, refuse_comment
from tests.discussion.hostile import HEADERS, QUERIES, SCRIPTS, TEMPLATES
from tests.discussion.hostile_checks import ATOM, check_comments_feed
from tests.discussion.test_accessible_pages import shown

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
__all__ = ["shown"]

# Right to left, too long to break, one letter under a tower of marks, nothing but signs.
ODD = (
    "هذا نص طويل من اليمين إلى اليسار (admin) 123",
    "\u202eadmin\u202c \u2067abc\u2069 שלום",
    "Ж" * 59,
    "W" * 59,
    "Z" + "\u0351\u0352\u0353\u0354" * 12,
    "﷽" * 40,
    "🏴\u200d☠️" * 12,
    "_" * 58 + "\u00a0.",
)
WORDS = (*SCRIPTS, *QUERIES, *TEMPLATES, *HEADERS, *ODD)
MAIL = "odd@example.org"


@pytest.fixture
def shouted(client, story, moderator, at, now):
    """Send each as a text, four thousand signs of some, and as a name; show all but one."""
    for number, words in enumerate(WORDS):
        ticket = tickets.issue(story_id=story.pk, parent_id=None, now=now - tickets.FASTEST * 2)
        text = (words * 4000)[:4000] if words in ODD else words
        client.post(
            f"/story/{story.public_id}/comments/",
            {"name": words[:60], "email": MAIL, "text": text, "ticket": ticket},
            headers={"origin": "http://testserver"},
            REMOTE_ADDR=f"192.0.2.{number}",
        )
    comments = list(Comment.objects.order_by("pk"))
    for comment in comments[1:]:
        approve_comment(comment=comment, by=moderator, now=now)
    refuse_comment(comment=comments[0], by=moderator, now=now, reason_code="SPAM")
    return comments


def test_hostile_words_are_words_on_every_page_that_shows_them(
    shown, shouted, client, story, moderator, now
):
    assert len(shouted) >= 40
    author = shouted[1].author
    client.force_login(moderator)
    thread = f"/story/{story.public_id}/comments/"
    paths = (
        story.get_absolute_url(),
        f"{thread}?sort=newest",
        f"{thread}{shouted[-1].pk}/",
        f"{thread}new/?parent={shouted[1].pk}",
        f"/comments/report/{shouted[1].pk}/",
        f"/comments/me/{token_for(Purpose.OWN_DATA, author.pk, now=now)}/",
        "/comments/decisions/",
        "/admin/comments/?queue=all",
        f"/admin/comments/authors/{author.pseudonym}/",
    )
    wrong = []
    for path in paths:
        shown.show(client, path)
        wrong += [(path, one) for one in (*shown.violations(), *shown.faults)]
    assert not wrong, "\n" + "\n".join(map(str, wrong))

    # A feed reader shows the HTML within: a page of it does nothing either.
    feed = client.get(f"{thread}atom.xml").content
    check_comments_feed(feed)
    entries = [entry.findtext(f"{ATOM}content") for entry in etree.fromstring(feed).iter()]
    shown.show_html("".join(filter(None, entries)))
    assert not shown.faults
