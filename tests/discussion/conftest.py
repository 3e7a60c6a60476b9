"""A public story that takes comments, and a guest who writes one."""

import re
from datetime import timedelta

import pytest

from dateline.discussion import tickets
from dateline.discussion.models import Comment, ExternalPhase, ModerationSettings
from dateline.discussion.own_scorer import own_scores
from dateline.discussion.services import (
    add_external_phase,
    moderate_comment,
    nudging,
    submit_comment,
)
from dateline.discussion.tickets import Ticket
from dateline.pages import clock
from tests.discussion.mail_server import MailServer
from tests.gateways.servers.outside import OutsideServer

EMAIL = "signe.tarn@example.org"
TEXT = "The pilots of Lund Bay deserve a roster that lets them sleep."


@pytest.fixture(autouse=True)
def patient_scorer(monkeypatch):
    """A scorer that is waited for, however busy the machine of the tests is."""
    monkeypatch.setattr(nudging, "SCORED_WITHIN_SECONDS", 60.0)
    monkeypatch.setattr(nudging, "FIRST_SCORED_WITHIN_SECONDS", 60.0)


@pytest.fixture
def at(monkeypatch, now):
    """Set the newsroom's clock; it stands at the test's `now` to begin with."""
    moments = [now]
    monkeypatch.setattr(clock, "now", lambda: moments[-1])

    def set_to(moment):
        moments.append(moment)

    return set_to


@pytest.fixture
def commented(story, now):
    """Store a comment as a guest would, have it looked at, and return it with its token."""

    def store(text=TEXT, *, name="Signe Tarn", parent=None, nonce="nonce-1", email=EMAIL):
        submitted = submit(text, name, parent, nonce, email)
        moderate_comment(comment_id=submitted.comment.pk, scorer=own_scores, now=now)
        submitted.comment.refresh_from_db()
        return submitted

    def submit(text, name, parent, nonce, email):
        return submit_comment(
            story=story,
            ticket=Ticket(story.pk, parent.pk if parent else None, nonce),
            author_name=name,
            email=email,
            text=text,
            client_address="192.0.2.7",
            now=now,
        )

    return store


@pytest.fixture
def send(client, story, at, now, django_capture_on_commit_callbacks):
    """Get the form, wait as a person does, and send it; the phases look at it at once."""

    def post(*, wait=timedelta(seconds=20), ticket=None, origin="http://testserver", **fields):
        if ticket is None:
            page = client.get(f"/story/{story.public_id}/comments/new/").content.decode()
            ticket = re.search(r'name="ticket" value="([^"]+)"', page)[1]
        at(now + wait)
        data = {"name": "Signe Tarn", "email": EMAIL, "text": TEXT, "ticket": ticket} | fields
        headers = {"origin": origin} if origin else {}
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(f"/story/{story.public_id}/comments/", data, headers=headers)

    post.ticket_for = lambda story: tickets.issue(story_id=story.pk, parent_id=None, now=now)
    return post


@pytest.fixture
def mail_server(settings):
    """A newsroom that hands its mails to a real SMTP server, started for this test."""
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 5
        settings.BASE_URL = "http://testserver"
        settings.DEFAULT_FROM_EMAIL = "gazette@ansel.example"
        yield server


@pytest.fixture
def postbox(mail_server):
    """What the mail server took."""
    return mail_server.postbox


@pytest.fixture
def server(settings):
    """A program outside the house that this newsroom may reach."""
    settings.FETCH_ALLOWED_HOSTS = ["127.0.0.1"]
    settings.BASE_URL = "https://gazette.example"
    with OutsideServer() as running:
        yield running


@pytest.fixture
def rules(site):
    """A newsroom that publishes what no phase holds."""
    rules = ModerationSettings.for_site(site)
    rules.is_pre_moderated = False
    rules.approvals_needed = 0
    rules.save()
    return rules


@pytest.fixture
def add_phase(server, now):
    """Makes phases at the server, switched on; returns each with its secret."""

    def add(slug="quay", **fields):
        fields = {"url": f"{server.url}/{slug}", "is_on": True, "timeout_ms": 10_000} | fields
        phase = ExternalPhase(slug=slug, **fields)
        return phase, add_external_phase(phase=phase, now=now)

    return add


@pytest.fixture
def received(story, now):
    """Stores comments of verified authors that no phase has looked at."""
    made = []

    def store(text=TEXT, *, badge=""):
        made.append(text)
        comment = submit_comment(
            story=story,
            ticket=Ticket(story.pk, None, f"nonce-{len(made)}"),
            author_name="Signe Tarn",
            email=f"reader-{len(made)}@example.org",
            text=text,
            client_address="192.0.2.7",
            badge=badge,
            now=now,
        ).comment
        Comment.objects.filter(pk=comment.pk).update(verified_at=now)
        comment.refresh_from_db()
        return comment

    return store


@pytest.fixture
def look(now):
    """Has every phase look at a comment and returns it as it is then."""

    def at(comment, *, minutes=0):
        at = now + timedelta(minutes=minutes)
        moderate_comment(comment_id=comment.pk, scorer=own_scores, now=at)
        comment.refresh_from_db()
        return comment

    return at
