"""A public story that takes comments, and a guest who writes one."""

import re
from datetime import timedelta

import pytest

from dateline.discussion import tickets
from dateline.discussion.services import submit_comment
from dateline.discussion.tickets import Ticket
from dateline.pages import clock

EMAIL = "signe.tarn@example.org"
TEXT = "The pilots of Lund Bay deserve a roster that lets them sleep."


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
    """Store a comment as a guest would, and return it with its private token."""

    def store(text=TEXT, *, name="Signe Tarn", parent=None, nonce="nonce-1"):
        return submit_comment(
            story=story,
            ticket=Ticket(story.pk, parent.pk if parent else None, nonce),
            author_name=name,
            email=EMAIL,
            text=text,
            client_address="192.0.2.7",
            now=now,
        )

    return store


@pytest.fixture
def send(client, story, at, now):
    """Get the form, wait as a person does, and send it."""

    def post(*, wait=timedelta(seconds=20), ticket=None, origin="http://testserver", **fields):
        if ticket is None:
            page = client.get(f"/story/{story.public_id}/comments/new/").content.decode()
            ticket = re.search(r'name="ticket" value="([^"]+)"', page)[1]
        at(now + wait)
        data = {"name": "Signe Tarn", "email": EMAIL, "text": TEXT, "ticket": ticket} | fields
        headers = {"origin": origin} if origin else {}
        return client.post(f"/story/{story.public_id}/comments/", data, headers=headers)

    post.ticket_for = lambda story: tickets.issue(story_id=story.pk, parent_id=None, now=now)
    return post
