"""Throws hostile submissions at a newsroom and looks at all that comes back.

Used by the tests with a few thousand, and by script/hostile with as many as it is told.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count, islice
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import Group
from django.test import Client, override_settings
from lxml import etree
from lxml import html as lxml_html

from dateline.accounts.models import MODERATORS, User
from dateline.core.story import Paragraph
from dateline.discussion import privacy, tickets
from dateline.discussion.mail_links import Purpose, token_for
from dateline.discussion.models import Comment, Contact, Mail, PrivateLink
from dateline.discussion.own_scorer import own_scores
from dateline.discussion.selectors import Node
from dateline.discussion.services import (
    approve_comment,
    moderate_comment,
    refuse_comment,
    send_due_mails,
    submit_comment,
    verify_comment,
)
from dateline.discussion.thread_html import ThreadWriter
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
from tests.discussion.hostile_checks import (
    Heard,
    check_comments_feed,
    check_headers,
    check_markup,
    check_own_data,
    check_written,
    counted,
)
from tests.discussion.hostile_forms import forms_with
from tests.discussion.mail_server import MailServer

HERE = {"origin": "http://testserver"}
FORM = "application/x-www-form-urlencoded"
SECRET = "Words that wait for a moderator and are nobody else’s to read."
VICTIM = "victim.of.it@example.org"
# What a reader may be answered; all else, such as a fault of ours, ends the run.
ANSWERS = {200, 301, 302, 303, 304, 400, 403, 404, 405, 409, 410, 413, 422}
FORBIDDEN = re.compile(
    f"[{BIDI}\u200b\u2060\ufeff\u00ad\u180e\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]"
)
SEEN_NOT_AT_ALL = "\u115f\u1160\u3164\uffa0\u2800\u034f"


class Attackers(Client):
    """Attackers, each request from a connection of its own, so that no limit turns them away.

    A fault is an answer, as it is on a server. Nothing is kept of a request: what Django's own
    client keeps for tests, such as each template's context, costs about as much as the page.
    """

    _connections = count(1)

    def request(self, **request: Any) -> Any:
        """Have the newsroom answer a request in this process."""
        environ = self._base_environ(**request)
        number = next(self._connections)
        environ["REMOTE_ADDR"] = f"2001:db8:{number >> 16:x}:{number & 0xFFFF:x}::1"
        return self.handler(environ)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A submission that was accepted, the comment it answers, and the token it was given."""

    sent: Submission
    parent: Comment | None
    token: str


class Attack:
    """A story, a victim whose words and links are at stake, and everything thrown at them.

    now  the moment at which the newsroom's clock stands
    """

    def __init__(self, story: Any, elsewhere: Any, moderator: Any, now: Any) -> None:
        self.story, self.moderator, self.now = story, moderator, now
        self.client = Attackers()
        self.room = Attackers()
        self.room.force_login(moderator)
        self.answers: Counter[str] = Counter()
        self.accepted = 0
        self._since_held: list[Accepted] = []
        self.sent_to: set[str] = {VICTIM, "calm@example.org"}
        self.shown = self._stored(story, "calm-1", "A calm beginning.", approve=True)
        self.deep = self._stored(story, "calm-2", "A calm answer.", self.shown, approve=True)
        self.other = self._stored(elsewhere, "calm-3", "Of another story.", approve=True)
        self.gone = self._stored(story, "calm-4", "To be refused.")
        refuse_comment(comment=self.gone, by=moderator, now=now, reason_code="SPAM")
        self.victim = self._stored(story, "victim", SECRET, email=VICTIM)
        self.victims_row = Comment.objects.filter(pk=self.victim.pk).values().get()
        self.victims_token = privacy.private_token("victim")
        self.last = self.looked_at = self.victim.pk
        self.last_token = self.victims_token
        self.used = ("", "")
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
            if number % 10 == 0 or number == count:
                self._hold_all()
                self._visit(next(paths))
            if number % 40 == 0:
                # Of forty one goes the whole way: all phases, and a moderator where one holds it.
                for comment in Comment.objects.received().filter(pk=self.last):
                    self._look_at(comment, approve=True)
            if number % 10 == 5:
                self._hold_all()  # the next one may change the newest
                self._forge(submission, number)
            yield submission

    def send(self, submission: Submission, number: int) -> None:
        """Send a form as often as its button is pressed, and keep what was accepted."""
        parent = {"shown": self.shown, "deep": self.deep}.get(submission.answers)
        ticket = self._ticket(submission, parent, number)
        if submission.ticket == "used":  # its words may change the comment
            self._hold_all()
        data, headers = submission.fields | {"ticket": ticket}, HERE | submission.headers
        path = f"/story/{self.story.public_id}/comments/"
        answers = []
        for _ in range(submission.presses):
            if submission.kind == "huge":  # each way of writing a form is read
                answers.append(self.client.post(path, data, headers=headers))
                continue
            body, kind = submission.content or (urlencode(data, doseq=True), FORM)
            answers.append(self.client.generic("POST", path, body, kind, headers=headers))
        for answer in answers:
            self._expect(answer, submission)
        accepted = [answer.url for answer in answers if answer.status_code == 303]
        assert not accepted or len(accepted) == len(answers), submission
        if accepted:
            (token,) = {url.partition("?")[0].split("/")[-2] for url in accepted}
            if submission.ticket == "used":
                assert token == self.used[1], submission  # and nothing new is found to be held
                return
            assert submission.ticket == "own", submission
            self.accepted += 1
            self.last_token, self.used = token, (ticket, token)
            self._since_held.append(Accepted(submission, parent, token))

    def _hold_all(self) -> None:
        """Hold what was stored since the last time against what was sent and accepted."""
        links = PrivateLink.objects.filter(comment__pk__gt=self.last).order_by("comment")
        links = links.select_related("comment__parent", "comment__author__contact")
        stored = {link.token_hash: link.comment for link in links}
        expected = [one.sent for one in self._since_held]
        assert len(stored) == len(expected) == len(links), expected
        assert Comment.objects.filter(pk__gt=self.last).count() == len(expected), expected
        for one in self._since_held:
            comment = stored[privacy.token_hash(one.token)]
            self._hold_to(one.sent, comment, one.parent)
            if one.sent.answers:
                approve_comment(comment=comment, by=self.moderator, now=self.now)
            if one.sent.answers == "deep":
                self.deep = comment
            self.last = comment.pk
        self._since_held.clear()

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

        def issued(
            parent_id: int | None, story_id: int = self.story.pk, hours_ago: float = 1 / 60
        ) -> str:
            given_out = self.now - timedelta(hours=hours_ago)
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
            "used": lambda: self.used[0],
            "old": lambda: issued(None, hours_ago=13),
            "of tomorrow": lambda: issued(None, hours_ago=-24),
        }
        return makers[submission.ticket]()

    def _forge(self, submission: Submission, number: int) -> None:
        """Try other people's links, and send the same words by every other form."""
        forged = forms_with(self, submission, number)
        one = forged[number // 10 % len(forged)]
        client = self.room if one.path.startswith("/admin/") else self.client
        self._expect(client.post(one.path, one.fields, headers=HERE), submission)
        # What its author changed waits anew; answers go on below it once it is shown again.
        for changed in Comment.objects.received().filter(pk=self.deep.pk):
            approve_comment(comment=changed, by=self.moderator, now=self.now)

    def _visit(self, path: str) -> None:
        client = self.room if path.startswith("/admin/") else self.client
        self._expect(client.get(path), path)

    def _expect(self, answer: Any, what: Any) -> None:
        self.answers[str(answer.status_code)] += 1
        assert answer.status_code in ANSWERS, (answer.status_code, what)
        check_headers(answer, what)
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
        answer = (self.room if path.startswith("/admin/") else self.client).get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        if not path.startswith("/admin/"):
            self._expect(answer, path)
        return lxml_html.document_fromstring(answer.content)

    def look(self) -> None:
        """Read the pages, the room, the feeds and the answers of the API as a parser reads them."""
        self._look_at_every_word()
        for path in self._pages():
            page = self._page(path)
            check_markup(page, path)
            assert counted(page) == self.at_first[path], path
        thread = f"/story/{self.story.public_id}/comments/"
        newest = Comment.objects.exclude(author=None).latest("pk")
        room = ["?queue=all", "?queue=reported", "figures/", "lists/suspect-words/"]
        room.append(f"authors/{newest.author.pseudonym}/")
        paths = [f"/admin/comments/{rest}" for rest in room]
        paths += [f"{thread}new/?parent={self.deep.pk}", f"/comments/report/{self.deep.pk}/"]
        if self.last_token != self.victims_token:
            paths.append(f"/comments/mine/{self.last_token}/")
        for path in paths:
            check_markup(self._page(path), path)
        listed = {"entries": newest.text, "version": "0"}
        self._expect(self.room.post("/admin/comments/lists/suspect-words/", listed), newest)
        verify_comment(comment=newest, now=self.now)
        check_own_data(newest.author, lambda path: self.client.post(path, headers=HERE), self.now)
        for path in ("/feeds/rss.xml", "/feeds/atom.xml", "/news-sitemap.xml"):
            feed = self.client.get(path).content
            etree.fromstring(feed)
            assert MARK.encode() not in feed, path
        check_comments_feed(self.client.get(f"{thread}atom.xml").content)
        story = f"/api/stories/{self.story.public_id}"
        assert MARK not in json.dumps(json.loads(self.client.get(story).content))
        comments = self.client.get(f"{story}/comments")
        self._expect(comments, "the API")
        assert json.loads(comments.content)["count"] == self.story.comments.visible().count()
        assert Comment.objects.filter(pk=self.victim.pk).values().get() == self.victims_row

    def _look_at_every_word(self) -> None:
        """Write all that came in since the last look as a reader would have it, were it shown."""
        comments = list(Comment.objects.filter(pk__gt=self.looked_at).order_by("pk"))
        self.looked_at = comments[-1].pk if comments else self.looked_at
        for comment in comments:
            comment.state = Comment.State.SHOWN
        writer = ThreadWriter(self.story, is_open=True)
        html = writer.write(
            tuple(Node(comment, answers=comment.author_name) for comment in comments)
        )
        check_written(html, comments)

    def check_mails(self, most: int) -> int:
        """Have the newest mails, `most` at most, sent by a real server; return how many it took."""
        newest = Mail.objects.due(self.now).order_by("-pk").values_list("pk", flat=True)[:most]
        later = Mail.objects.exclude(pk__in=list(newest))
        later.update(next_try_at=self.now + timedelta(days=1))
        with MailServer() as server:
            where = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": server.port, "EMAIL_USE_TLS": False}
            backend = "django.core.mail.backends.smtp.EmailBackend"
            with override_settings(EMAIL_BACKEND=backend, **where):
                send_due_mails(clock=lambda: self.now)
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
    site_of = found_newsroom(
        name="Gazette", sections={"world": "World"}, base_url="http://testserver"
    )
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
