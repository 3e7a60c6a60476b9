"""Throws hostile submissions at a newsroom and looks at all that comes back.

Used by the test with a few thousand, and by script/hostile with as many as it is told.
"""

import json
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from typing import Any

from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client, override_settings
from lxml import etree
from lxml import html as lxml_html

from dateline.accounts.models import MODERATORS, User
from dateline.core.story import Paragraph
from dateline.discussion import privacy, tickets
from dateline.discussion.mail_links import Purpose, token_for
from dateline.discussion.models import Comment, Contact
from dateline.discussion.own_scorer import own_scores
from dateline.discussion.services import (
    approve_comment,
    moderate_comment,
    refuse_comment,
    send_due_mails,
    submit_comment,
)
from dateline.discussion.tickets import Ticket
from dateline.pages import clock
from dateline.pages.models import SectionPage, Story
from dateline.pages.services import found_newsroom, publish_story
from tests.conftest import HARBOUR_COPY, NOON
from tests.discussion.hostile import (
    BIDI,
    CALL,
    MARK,
    Submission,
    addresses,
    letters_of,
    submissions,
)
from tests.discussion.mail_server import MailServer

HERE = {"origin": "http://testserver"}
SECRET = "Words that wait for a moderator and are nobody else’s to read."
VICTIM = "victim.of.it@example.org"
# What a reader may be answered; all else, such as a fault of ours, ends the run.
ANSWERS = {200, 301, 302, 303, 304, 400, 403, 404, 405, 410, 413, 422}
FORBIDDEN = re.compile(
    f"[{BIDI}\u200b\u2060\ufeff\u00ad\u180e\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]"
)
SEEN_NOT_AT_ALL = "\u115f\u1160\u3164\uffa0\u2800\u034f"
# Of these a page has as many as it had before anybody was hostile.
COUNTED = ("script", "style", "link", "base", "meta", "iframe", "object", "img", "math", "template")


class Heard(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def listening():
    """Keep what is logged meanwhile."""
    heard = Heard()
    root = logging.getLogger()
    root.addHandler(heard)
    try:
        yield heard
    finally:
        root.removeHandler(heard)


class Attack:
    """A story, a victim whose words and links are at stake, and everything thrown at them.

    now  the moment at which the newsroom's clock stands
    """

    def __init__(self, story: Any, elsewhere: Any, moderator: Any, now: Any) -> None:
        self.story, self.moderator, self.now = story, moderator, now
        self.client = Client(raise_request_exception=False)
        self.room = Client(raise_request_exception=False)
        self.room.force_login(moderator)
        self.answers: Counter[str] = Counter()
        self.accepted = 0
        self.sent_to: set[str] = {VICTIM, "calm@example.org"}
        self.shown = self._stored(story, "calm-1", "A calm beginning.", approve=True)
        self.deep = self._stored(story, "calm-2", "A calm answer.", self.shown, approve=True)
        self.other = self._stored(elsewhere, "calm-3", "Of another story.", approve=True)
        self.gone = self._stored(story, "calm-4", "To be refused.")
        refuse_comment(comment=self.gone, by=moderator, now=now, reason_code="SPAM")
        self.victim = self._stored(story, "victim", SECRET, email=VICTIM)
        self.victims_row = Comment.objects.filter(pk=self.victim.pk).values().get()
        self.victims_token = privacy.private_token("victim")
        self.last = self.victim.pk
        self.last_token = self.victims_token
        self.at_first = {path: counted(self._page(path)) for path in self._pages()}

    def _stored(
        self,
        story: Any,
        nonce: str,
        text: str,
        parent: Comment | None = None,
        *,
        email: str = "calm@example.org",
        approve: bool = False,
    ) -> Comment:
        comment = submit_comment(
            story=story,
            ticket=Ticket(story.pk, parent.pk if parent else None, nonce),
            author_name="Signe Tarn",
            email=email,
            text=text,
            client_address="192.0.2.7",
            now=self.now,
        ).comment
        self._look_at(comment, approve=approve)
        return comment

    def _look_at(self, comment: Comment, *, approve: bool) -> None:
        moderate_comment(comment_id=comment.pk, scorer=own_scores, now=self.now)
        comment.refresh_from_db()
        if approve and comment.state == Comment.State.WAITING:
            approve_comment(comment=comment, by=self.moderator, now=self.now)

    # --- throwing -------------------------------------------------------------------------------

    def throw(self, count: int, *, seed: int) -> Iterator[Submission]:
        """Send so many submissions, yielding each, and other hostile requests between them."""
        paths = addresses(seed, self.story.public_id)
        for number, submission in enumerate(islice(submissions(seed), count), start=1):
            self.send(submission, number)
            if number % 10 == 0:
                self._visit(next(paths))
            if number % 10 == 5:
                self._forge(submission, number)
            yield submission

    def send(self, submission: Submission, number: int) -> None:
        """Send a form, and hold what is stored against what was sent."""
        cache.clear()
        parent = {"shown": self.shown, "deep": self.deep}.get(submission.answers)
        data = submission.fields | {"ticket": self._ticket(submission, parent, number)}
        path = f"/story/{self.story.public_id}/comments/"
        answers = []
        for _ in range(submission.presses):
            if submission.content:
                body, kind = submission.content
                answers.append(self.client.generic("POST", path, body, kind, headers=HERE))
            else:
                answers.append(self.client.post(path, data, headers=HERE))
        for answer in answers:
            self._expect(answer, submission)
        stored = list(Comment.objects.filter(pk__gt=self.last).order_by("pk"))
        accepted = [answer for answer in answers if answer.status_code == 303]
        assert len(stored) == bool(accepted), submission
        assert len({answer.url for answer in accepted}) <= 1, submission
        assert not accepted or len(accepted) == len(answers), submission
        if accepted:
            assert submission.ticket == "own", submission
            self.accepted += 1
            self.last = stored[0].pk
            self.last_token = accepted[0].url.rstrip("/").rsplit("/", 1)[1]
            self._hold_to(submission, stored[0], parent)
            if submission.answers or number % 20 == 0:
                self._look_at(stored[0], approve=True)
            if submission.answers == "deep" and stored[0].state == Comment.State.SHOWN:
                self.deep = stored[0]

    def _hold_to(self, sent: Submission, stored: Comment, parent: Comment | None) -> None:
        texts = sent.fields["text"]
        text = texts[-1] if isinstance(texts, list) else texts
        if sent.content is None:
            assert letters_of(stored.text) == letters_of(text), sent
            assert letters_of(stored.author_name) == letters_of(sent.name), sent
            address = privacy.decrypt_email(stored.author.contact.email_encrypted)
            assert address.casefold() == sent.email.strip().casefold(), sent
            self.sent_to.add(address)
        for words in (stored.text, stored.author_name):
            assert not FORBIDDEN.search(words), sent
            assert letters_of(words).strip(SEEN_NOT_AT_ALL), f"nothing to be seen: {sent}"
        assert len(stored.text) <= 4000, sent
        assert len(stored.author_name) <= 60, sent
        assert "\n" not in stored.author_name, sent
        assert (stored.story_id, stored.parent) == (self.story.pk, parent), sent
        untouched = (stored.state, stored.badge, stored.version, stored.is_listed)
        assert untouched == ("received", "", 1, False), sent
        times = (stored.verified_at, stored.picked_at, stored.edited_at, stored.claimed_by)
        assert times == (None,) * 4, sent
        assert stored.submitted_at == self.now, sent

    def _ticket(self, submission: Submission, parent: Comment | None, number: int) -> str:
        given_out = self.now - timedelta(minutes=1)

        def issued(parent_id: int | None, story_id: int = self.story.pk) -> str:
            return tickets.issue(story_id=story_id, parent_id=parent_id, now=given_out)

        own = issued(parent.pk if parent else None)
        makers: dict[str, Callable[[], str]] = {
            "own": lambda: own,
            "other story": lambda: issued(None, self.other.story_id),
            "gone parent": lambda: issued(self.gone.pk),
            "parent elsewhere": lambda: issued(self.other.pk),
            "changed": lambda: own[: number % len(own)] + "~" + own[number % len(own) + 1 :],
            "private link": lambda: self.victims_token,
            "mail link": lambda: token_for(Purpose.VERIFY, self.victim.pk, now=self.now),
            "": lambda: "",
            "long": lambda: own * 300,
            "binary": lambda: "\x00ÿ:٣:" + own,
        }
        return makers[submission.ticket]()

    def _forge(self, submission: Submission, number: int) -> None:
        """Try other people's links, and send the same words by every other form."""
        cache.clear()
        text, words = submission.fields["text"], {"words": submission.text, "reason": "SPAM"}
        shown = self.shown.pk
        ticket = tickets.issue(
            story_id=self.story.pk, parent_id=shown, now=self.now - timedelta(minutes=1)
        )
        wrong = (
            self.last_token[:-1] + "~", token_for(Purpose.VERIFY, self.victim.pk, now=self.now),
            str(self.victim.pk), submission.name.replace("/", "") or "x",
        )[number // 10 % 4]  # fmt: skip
        tries = (
            (self.client, f"/comments/mine/{self.last_token}/edit/", {"text": text}),
            (self.client, f"/comments/report/{shown}/", words | {"ticket": ticket}),
            (self.client, f"/comments/report/{self.victim.pk}/", words | {"ticket": ticket}),
            (self.client, "/comments/me/", {"email": submission.email}),
            (self.client, f"/comments/mine/{wrong}/withdraw/", {}),
            (self.client, f"/comments/mine/{wrong}/edit/", {"text": text}),
            (self.client, f"/comments/me/{wrong}/erase/", {}),
            (self.room, "/admin/comments/decide/", self._decision(submission, number)),
        )
        client, path, data = tries[number // 10 % len(tries)]
        self._expect(client.post(path, data, headers=HERE), submission)

    def _decision(self, submission: Submission, number: int) -> dict[str, Any]:
        which = ("9" * 5000, "9" * 18, "٣", "1 OR 1=1", "-1", "\x00")[number % 6]
        return {
            "refuse": which, f"reason-{which}": submission.text[:50], "words": submission.text,
            f"facts-{which}": submission.text, "comment": [which], f"version-{which}": which,
        }  # fmt: skip

    def _visit(self, path: str) -> None:
        cache.clear()
        client = self.room if path.startswith("/admin/") else self.client
        self._expect(client.get(path), path)

    def _expect(self, answer: Any, what: Any) -> None:
        self.answers[str(answer.status_code)] += 1
        assert answer.status_code in ANSWERS, (answer.status_code, what)
        told = answer.content.decode(errors="replace")
        if answer.wsgi_request.path.startswith("/admin/"):
            assert VICTIM not in told, what
        else:
            assert SECRET not in told, what
            assert VICTIM not in told, what

    # --- looking --------------------------------------------------------------------------------

    def _pages(self) -> list[str]:
        thread = f"/story/{self.story.public_id}/comments/"
        return [
            self.story.get_absolute_url(), f"{thread}?sort=newest", f"{thread}?sort=replies",
            f"{thread}{self.shown.pk}/", f"{thread}new/", f"/comments/report/{self.shown.pk}/",
            "/comments/decisions/",
        ]  # fmt: skip

    def _page(self, path: str) -> Any:
        cache.clear()
        answer = (self.room if path.startswith("/admin/") else self.client).get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        if not path.startswith("/admin/"):
            self._expect(answer, path)
        return lxml_html.document_fromstring(answer.content)

    def look(self) -> None:
        """Read the pages, the room, the feeds and the answers of the API as a parser reads them."""
        for path in self._pages():
            page = self._page(path)
            check_markup(page, path)
            assert counted(page) == self.at_first[path], path
        newest = Comment.objects.exclude(author=None).latest("pk")
        room = ["?queue=all", "?queue=reported", f"authors/{newest.author.pseudonym}/"]
        paths = [f"/admin/comments/{rest}" for rest in room]
        if self.last_token != self.victims_token:
            paths.append(f"/comments/mine/{self.last_token}/")
        for path in paths:
            check_markup(self._page(path), path)
        for path in ("/feeds/rss.xml", "/feeds/atom.xml", "/news-sitemap.xml"):
            feed = self.client.get(path).content
            etree.fromstring(feed)
            assert MARK.encode() not in feed, path
        api = self.client.get(f"/api/stories/{self.story.public_id}")
        assert MARK not in json.dumps(api.json())
        assert Comment.objects.filter(pk=self.victim.pk).values().get() == self.victims_row

    def check_mails(self) -> int:
        """Have the newest mails sent by a real server; return how many it took."""
        with MailServer() as server:
            where = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": server.port, "EMAIL_USE_TLS": False}
            backend = "django.core.mail.backends.smtp.EmailBackend"
            with override_settings(EMAIL_BACKEND=backend, **where):
                send_due_mails(now=self.now)
            box = server.postbox
            for mail, recipients in zip(box.mails, box.recipients, strict=True):
                assert len(recipients) == 1, recipients
                assert recipients[0] in self.sent_to or recipients[0].isascii(), recipients
                assert mail["Bcc"] is None, mail.as_string()
                assert mail["Cc"] is None, mail.as_string()
                assert MARK not in mail["Subject"] + mail.get_content(), mail.as_string()
            return len(box.mails)

    def check_log(self, heard: Heard) -> None:
        """Make sure that nobody's words and addresses were logged, nor a trace."""
        # A refused request is logged with its path, which is nobody's comment.
        log = "\n".join(line for line in heard.lines if not re.match(r"[A-Z][\w ()]+: /", line))
        for word in (CALL, SECRET, VICTIM, "odd.1@"):
            assert word not in log, log[log.index(word) - 300 : log.index(word) + 300]
        assert Contact.objects.count() > 10


def founded() -> Attack:
    """Return an attack on a newsroom founded for it, its clock stopped."""
    clock.now = lambda: NOON
    site_of = found_newsroom(name="Gazette", section_names=["World"], base_url="http://testserver")
    assert site_of.is_default_site
    moderator = User.objects.create_user(username="mo", password="calm-words-only")
    moderator.groups.add(Group.objects.get(name=MODERATORS))
    return Attack(published("harbour"), published("ferries"), moderator, NOON)


def published(slug: str) -> Story:
    """Return a public story in World."""
    section = SectionPage.objects.get(slug="world")
    story = Story(headline=f"About {slug}", slug=slug, section=section, live=False)
    story.set_body(Paragraph(text) for text in HARBOUR_COPY)
    publish_story(story=story, by=None, now=NOON)
    return story


def counted(page: Any) -> dict[str, int]:
    """Return how many of the elements that could do something a page has."""
    return {name: len(page.findall(f".//{name}")) for name in COUNTED}


def check_markup(page: Any, where: str) -> None:
    """Make sure that no element, attribute, address or script of a page is a reader's."""
    for element in page.iter(etree.Element):
        assert MARK not in element.tag, (where, element.tag)
        for name, value in element.attrib.items():
            assert not re.match(f"on|.*{MARK}", name), (where, element.tag, name)
            if name != "value":
                assert MARK not in value, (where, element.tag, name, value)
            assert not re.match(r"\s*(javascript|data:text)", value), (where, name, value)
    for script in page.iter("script"):
        if script.get("type") == "application/ld+json":
            json.loads(script.text)
        else:
            assert MARK not in (script.text or ""), where


def told(answers: Iterable[tuple[str, int]]) -> str:
    """Return how often each answer was given, in one line."""
    return ", ".join(f"{status}: {n:,}" for status, n in sorted(answers))
