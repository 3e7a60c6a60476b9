"""A kill in a format without ids names its story by slug, and finds it in any order."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from dateline.core import wire
from dateline.core.story import Item, Paragraph, PubStatus
from dateline.intake.models import Notice
from dateline.pages.models import Story

FIRST = Item(
    format="anpa1312",
    headline="Ferry to Marrow Head stops for the winter",
    paragraphs=(Paragraph("The ferry to Marrow Head stops for the winter on Sunday."),),
    slugline="BC-EU--Varland-Ferry,120",
    provider="NWA",
)
LEAD = Item(
    format="anpa1312",
    headline="Ferry to Marrow Head sails on",
    paragraphs=(Paragraph("The ferry to Marrow Head sails on, the ministry said."),),
    slugline="BC-EU--Varland-Ferry,1st Ld-Writethru,150",
    take_key="1st Ld-Writethru",
    provider="NWA",
)
KILL = Item(
    format="anpa1312",
    headline="Story killed",
    paragraphs=(Paragraph("Kill the story slugged Varland-Ferry."),),
    slugline="BC-EU--Varland-Ferry,Kill",
    pubstatus=PubStatus.CANCELED,
    provider="NWA",
)


@pytest.fixture
def send_item(send, monkeypatch, now):
    """Delivers an item of a format that the readers of this test give."""

    def deliver(item):
        monkeypatch.setattr(wire, "read_items", lambda raw, **_settings: [item])
        return send(origin=f"{item.headline}.anpa")

    return deliver


def test_the_story_is_killed_whichever_take_stands(send_item, now):
    for item in (FIRST, LEAD, KILL):
        send_item(item)

    story = Story.objects.get()
    assert story.is_killed
    assert "Kill the story" not in story.text


@pytest.mark.parametrize("order", list(permutations((FIRST, LEAD, KILL))), ids=range(6))
def test_nothing_of_it_is_public_in_whatever_order_it_comes(send_item, now, order):
    hours = {FIRST.headline: 0, LEAD.headline: 1, KILL.headline: 2}
    for item in order:
        made_at = now - timedelta(hours=3 - hours[item.headline])
        send_item(replace(item, versioncreated=made_at))

    assert not Story.objects.public(now).exists()


def test_a_kill_that_finds_no_story_is_told_to_the_desk(send_item):
    send_item(KILL)

    assert "no story of ours" in Notice.objects.get().text
