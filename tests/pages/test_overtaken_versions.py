"""Versions of a story are taken up by several workers, and kills before all else."""

import json

import pytest

from dateline.intake import services
from dateline.intake.models import WireItem
from dateline.pages.models import Story
from dateline.pages.services import take_up

COPY = {
    "uri": "nwa:overtaken",
    "type": "text",
    "pubstatus": "usable",
    "headline": "Ferry to Marrow Head stops for the winter",
    "body_html": "<p>The ferry to Marrow Head stops for the winter on Sunday.</p>",
}


@pytest.fixture
def place(site, source, now, tmp_path, settings):
    """Has a version of the ferry story read and placed, but not taken up."""
    wire = {**settings.STORAGES["wire"], "OPTIONS": {"location": str(tmp_path / "vault")}}
    settings.STORAGES = {**settings.STORAGES, "wire": wire}

    def receive_and_read(version, **changes):
        time = f"2026-11-23T0{version}:00:00Z"
        item = COPY | {"version": str(version), "versioncreated": time} | changes
        record = services.receive(
            source=source, raw=json.dumps(item).encode(), origin=f"{version}.json", now=now
        )
        services.read_record(record_id=record.pk, now=now)
        return WireItem.objects.get(record=record)

    return receive_and_read


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_a_story_taken_down_before_it_was_taken_up_never_becomes_public(place, now, status):
    first, last = place(1), place(2, pubstatus=status)

    take_up(wire_item_id=last.pk, now=now)
    take_up(wire_item_id=first.pk, now=now)

    assert not Story.objects.public(now).exists()


def test_an_older_version_taken_up_late_does_not_replace_the_newer(place, now):
    first, second = place(1), place(2, headline="Ferry to Marrow Head sails on")

    take_up(wire_item_id=second.pk, now=now)
    take_up(wire_item_id=first.pk, now=now)

    assert Story.objects.get().headline == "Ferry to Marrow Head sails on"


def test_a_kill_is_never_too_late(place, now):
    first, kill, late = place(1), place(2, pubstatus="canceled"), place(3)

    for item in (first, late, kill):
        take_up(wire_item_id=item.pk, now=now)

    assert Story.objects.get().is_killed
