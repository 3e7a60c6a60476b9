"""A worker killed while others are asked about a comment: it is neither lost nor decided twice."""

import json
import signal

import pytest

from tests.gateways.servers import chat
from tests.gateways.servers.outside import OutsideServer

SET_UP_AND_WORK = """
from django.core.management import call_command
from django.utils import timezone
from dateline.discussion.models import ExternalPhase, ModerationSettings
from dateline.discussion.services import add_external_phase
from dateline.discussion.models import Comment
from dateline.pages.models import SectionPage, Story
from dateline.pages.services import found_newsroom, publish_story
from dateline.core.story import Paragraph
found_newsroom(name="The Ansel Gazette", sections=dict(world="World"), base_url="http://testserver")
now = timezone.now()
world = SectionPage.objects.get(slug="world")
story = Story(headline="Quay open", slug="quay", live=False, section=world)
story.set_body([Paragraph(text="The quay opened.")])
publish_story(story=story, by=None, now=now)
for slug in ("first", "second"):
    phase = ExternalPhase(slug=slug, url={url!r} + slug, is_on=True, timeout_ms=10_000)
    add_external_phase(phase=phase, now=now)
Comment.objects.create(
    story=story, author_name="Signe", text="Sleep well.", submitted_at=now, form_hash="1"
)
call_command("run_huey")
"""
DECISIONS = "SELECT act, facts FROM dateline_discussion_decision"


@pytest.fixture
def server():
    """A program outside the house."""
    with OutsideServer() as running:
        yield running


def test_a_worker_killed_while_it_waits_for_an_answer(newsroom, server):
    silence = chat.says_nothing(server)

    def answers_first_alone(request, body):
        is_first = request.path == "/first"
        (chat.sends(b'{"status": "PREMOD"}') if is_first else silence)(request, body)

    server.reply = answers_first_alone
    newsroom.environment["DATELINE_FETCH_ALLOWED_HOSTS"] = "127.0.0.1"
    worker = newsroom.manage("shell", "-c", SET_UP_AND_WORK.format(url=f"{server.url}/"))
    newsroom.wait_until("SELECT 1 FROM dateline_discussion_signal WHERE phase = 'external-first'")

    worker.send_signal(signal.SIGKILL)
    worker.wait()

    assert newsroom.ask("SELECT state FROM dateline_discussion_comment") == [("received",)]
    assert newsroom.ask(DECISIONS) == []

    newsroom.ask("UPDATE dateline_discussion_enquiry SET until = datetime(until, '-1 hour')")
    server.reply = chat.sends(b"", status=204)
    newsroom.manage("run_huey")
    newsroom.wait_until(DECISIONS)

    paths = [path for path, _, _ in server.asked]
    assert paths.count("/first") == 1
    assert paths[-1] == "/second"
    assert {json.loads(body)["comment"]["body"] for _, _, body in server.asked} == {"Sleep well."}
    ((act, facts),) = newsroom.ask(DECISIONS)
    assert act == "held"
    assert "external-first: outside-held" in facts
    assert newsroom.ask("SELECT count(*) FROM dateline_discussion_enquiry") == [(0,)]
