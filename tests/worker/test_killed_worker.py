"""A worker killed in the middle of a delivery loses nothing and does nothing twice."""

import signal

from tests.intake.deliveries import newsml

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
    worker = newsroom.start_worker()
    sent = newsroom.manage("shell", "-c", DELIVER.format(path=str(delivery)))
    assert sent.wait() == 0, newsroom.logs()
    newsroom.wait_until("SELECT 1 FROM dateline_intake_wireitem")

    worker.send_signal(signal.SIGKILL)
    worker.wait()

    (placed,) = newsroom.ask("SELECT count(*) FROM dateline_intake_wireitem")[0]
    assert 0 < placed < len(PICTURES) + 2, "the worker was killed too late to prove anything"
    assert newsroom.ask("SELECT state, attempts FROM dateline_intake_wirerecord") == [
        ("received", 1)
    ]

    newsroom.let_an_hour_pass()
    newsroom.start_worker()
    newsroom.wait_until("SELECT 1 FROM dateline_intake_wirerecord WHERE state = 'read'")
    newsroom.wait_until(
        "SELECT 1 WHERE NOT EXISTS"
        " (SELECT 1 FROM dateline_intake_wireitem WHERE taken_up_at IS NULL)"
    )

    stories = newsroom.ask("SELECT headline FROM dateline_pages_story WHERE live")
    assert sorted(stories) == [("Crane falls",), ("Quay open",)]
    assert newsroom.ask("SELECT count(*) FROM dateline_intake_wireitem") == [(len(PICTURES) + 2,)]
