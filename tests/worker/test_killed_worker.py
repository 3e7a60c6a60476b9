"""A newsroom killed at any point loses nothing and does nothing twice."""

import json
import signal

import pytest

from tests.intake.deliveries import QUAY, newsml

PICTURES = [(f"urn:nwa:picture:{n}", 1, f"The quay, {n}", "", "picture") for n in range(400)]
DELIVERY = newsml(
    ("urn:nwa:first", 1, "Quay open", "The quay opened.", "text"),
    *PICTURES,
    ("urn:nwa:last", 1, "Crane falls", "A crane fell.", "text"),
)
DELIVER = """
import sys
from pathlib import Path
from django.utils import timezone
from dateline.intake.models import Source
from dateline.intake.services import receive
source = Source.objects.create(slug="nwa", name="Northern Wire Agency", policy="publish")
receive(source=source, raw=Path({path!r}), origin="delivery.xml", now=timezone.now())
"""


def test_a_worker_killed_while_it_reads_loses_nothing_and_makes_no_story_twice(newsroom, tmp_path):
    delivery = tmp_path / "delivery.xml"
    delivery.write_bytes(DELIVERY)
    worker = newsroom.manage("run_huey")
    sent = newsroom.manage("shell", "-c", DELIVER.format(path=str(delivery)))
    assert sent.wait() == 0, newsroom.log()
    newsroom.wait_until("SELECT 1 FROM dateline_intake_wireitem")

    worker.send_signal(signal.SIGKILL)
    worker.wait()

    (placed,) = newsroom.ask("SELECT count(*) FROM dateline_intake_wireitem")[0]
    assert 0 < placed < len(PICTURES) + 2, "the worker was killed too late to prove anything"
    assert newsroom.ask("SELECT state, attempts FROM dateline_intake_wirerecord") == [
        ("received", 1)
    ]

    newsroom.let_an_hour_pass()
    newsroom.manage("run_huey")
    newsroom.wait_until("SELECT 1 FROM dateline_intake_wirerecord WHERE state = 'read'")
    newsroom.wait_until(
        "SELECT 1 WHERE NOT EXISTS"
        " (SELECT 1 FROM dateline_intake_wireitem WHERE taken_up_at IS NULL)"
    )

    stories = newsroom.ask("SELECT headline FROM dateline_pages_story WHERE live")
    assert sorted(stories) == [("Crane falls",), ("Quay open",)]
    assert newsroom.ask("SELECT count(*) FROM dateline_intake_wireitem") == [(len(PICTURES) + 2,)]


READING = "dateline.intake.services.reading"
TAKING_UP = "dateline.pages.services.take_up"
NEW_STORIES = "dateline.pages.services.new_stories"
DRAWING = "dateline.pages.services.drawing"
STEPS = (
    ("before", "dateline.intake.vault:keep"),
    ("after", "dateline.intake.vault:keep"),
    ("after", "dateline.intake.services.receiving:store_delivery"),
    ("before", f"{READING}:_read"),
    ("after", f"{READING}:_read"),
    ("after", f"{READING}:_place_all"),
    ("after", f"{READING}:_finish"),
    ("before", "dateline.pages.tasks:take_up_all"),
    ("after", f"{TAKING_UP}:begin_taking_up"),
    ("before", f"{NEW_STORIES}:go_live"),
    ("after", f"{TAKING_UP}:make_stories"),
    ("before", f"{DRAWING}:draw_lines"),
    ("after", f"{DRAWING}:draw_lines"),
    ("after", "dateline.pages.tasks:take_up_all"),
)


@pytest.mark.parametrize(("when", "step"), STEPS, ids=lambda part: part.split(".")[-1])
def test_a_newsroom_killed_at_any_step_publishes_the_story_once(newsroom, tmp_path, when, step):
    delivery = tmp_path / "quay.json"
    delivery.write_text(json.dumps(QUAY))
    dying = newsroom.start("-m", "tests.worker.dying", str(delivery), when, step)
    assert dying.wait(timeout=30) == -signal.SIGKILL, newsroom.log()

    newsroom.let_an_hour_pass()
    newsroom.start("-m", "tests.worker.dying", str(delivery))  # the agency sends it once more
    newsroom.wait_until("SELECT 1 FROM dateline_intake_wirerecord WHERE state = 'read'")
    newsroom.wait_until("SELECT 1 FROM dateline_intake_wireitem WHERE taken_up_at IS NOT NULL")
    newsroom.wait_until("SELECT 1 FROM dateline_pages_story WHERE NOT lines_wait")

    assert newsroom.ask("SELECT headline, live FROM dateline_pages_story") == [
        (QUAY["headline"], 1)
    ]
    assert newsroom.ask("SELECT count(*) FROM dateline_intake_wirerecord") == [(1,)]
    assert newsroom.ask("SELECT count(*) FROM dateline_intake_wireitem") == [(1,)]
    assert newsroom.ask("SELECT act FROM dateline_pages_storyevent ORDER BY id") == [
        ("received",),
        ("published",),
    ]
    assert newsroom.ask(
        "SELECT headline FROM dateline_story_search WHERE dateline_story_search MATCH 'harbour'"
    ) == [(QUAY["headline"],)]
