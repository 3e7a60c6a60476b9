"""Takes, leads and corrections tell one story, and readers see the newest of them alone."""

from datetime import timedelta
from itertools import permutations

import pytest

from dateline.intake.models import Notice, WireItem
from dateline.pages.models import Story
from dateline.pages.services import (
    CannotReplace,
    kill_story,
    replace_story,
    restore_story,
    separate_take,
    take_up_waiting,
)

FLASH = {"uri": "nwa:1", "slugline": "Varland-Ferry,NewsAlert", "headline": "Ferry stops"}
FIRST = {
    "uri": "nwa:2",
    "slugline": "Varland-Ferry",
    "versioncreated": "2026-11-23T09:20:00Z",
    "body_html": "<p>The ferry stops on Sunday, the crew said.</p>",
}
LEAD = {
    "uri": "nwa:3",
    "slugline": "Varland-Ferry,1st Ld-Writethru",
    "versioncreated": "2026-11-23T10:00:00Z",
    "headline": "Ferry to Marrow Head to sail until Sunday",
    "body_html": "<p>The ferry sails until Sunday, the ministry said.</p>",
}
SECOND_LEAD = LEAD | {
    "uri": "nwa:4",
    "slugline": "Varland-Ferry,2nd Ld-Writethru",
    "versioncreated": "2026-11-23T10:40:00Z",
    "headline": "Ferry to Marrow Head sails on",
}


def public(now):
    return list(Story.objects.public(now))


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_in_whatever_order_takes_come_one_story_has_the_newest_text(send, now, order):
    for number in order:
        send(**(FLASH, FIRST, LEAD, SECOND_LEAD)[number])
    for number in order:
        send(origin="again.json", **(FLASH, FIRST, LEAD, SECOND_LEAD)[number])

    (story,) = Story.objects.all()
    assert story.headline == "Ferry to Marrow Head sails on"
    assert public(now) == [story]


def test_a_lead_keeps_the_address_under_which_readers_know_the_story(send):
    send(**FIRST)
    address = Story.objects.get().get_absolute_url()

    send(**LEAD)

    story = Story.objects.get()
    assert story.get_absolute_url() == address
    assert story.updated_at is not None


def test_copy_without_a_marker_under_the_same_slug_is_another_story(send, now):
    send(**FIRST)
    send(uri="nwa:9", slugline="Varland-Ferry", headline="The ferry's captain retires")

    assert len(public(now)) == 2


def test_a_lead_of_another_source_is_another_story(send, now, source):
    from dateline.intake.models import Source

    other = Source.objects.create(slug="cln", name="Coastline News", policy="publish")
    send(**FIRST)
    send(to=other, **LEAD)

    assert len(public(now)) == 2


def test_a_correction_by_marker_is_shown_as_a_correction(send):
    send(**FIRST)
    send(**LEAD | {"slugline": "Varland-Ferry,Correction"})

    assert Story.objects.get().corrections.count() == 1


def test_an_addition_is_kept_beside_the_story_and_told_to_the_desk(send):
    send(**FIRST)
    placed = send(**LEAD | {"slugline": "Varland-Ferry,1st Add"})

    story = Story.objects.get()
    assert placed.outcome == WireItem.Outcome.ADDITION
    assert "the crew said" in story.text
    assert "Join the texts" in Notice.objects.get().text


def test_the_kill_of_the_take_that_stands_brings_no_earlier_one_back(send, now):
    send(**FIRST)
    send(**LEAD)
    send(**LEAD | {"version": "2", "pubstatus": "canceled", "headline": None, "body_html": None})

    assert Story.objects.get().is_killed
    assert public(now) == []

    placed = send(**SECOND_LEAD)
    story = Story.objects.get()
    assert story.is_killed
    assert story.pending_item == placed


def test_the_kill_of_an_earlier_take_pauses_the_story_until_a_person_has_looked(send, now):
    send(**FIRST)
    send(**LEAD)
    send(**FIRST | {"version": "2", "pubstatus": "canceled", "headline": None, "body_html": None})

    story = Story.objects.get()
    assert not story.is_killed
    assert story.paused_at == now
    assert "killed an earlier take" in Notice.objects.get().text


def test_a_withheld_lead_leaves_the_earlier_take_as_it_is(send, now):
    send(**FIRST)
    send(**LEAD | {"pubstatus": "withheld"})

    (story,) = public(now)
    assert "the crew said" in story.text

    send(**LEAD | {"version": "2"})
    assert "the ministry said" in Story.objects.get().text


def test_an_embargoed_lead_replaces_the_public_take_at_its_minute_and_not_before(send, now):
    until = now + timedelta(hours=1)
    send(**FIRST)
    send(**LEAD | {"embargoed": until.isoformat()})

    (story,) = public(now)
    assert "the crew said" in story.text

    take_up_waiting(now=until - timedelta(seconds=1), older_than=timedelta(0))
    assert "the crew said" in Story.objects.get().text
    take_up_waiting(now=until, older_than=timedelta(0))
    (story,) = public(until)
    assert "the ministry said" in story.text


def test_a_lead_embargoed_until_further_notice_waits_for_a_person(send, now):
    send(**FIRST)
    placed = send(**LEAD | {"embargoed": ""})

    (story,) = public(now)
    assert "the crew said" in story.text
    assert story.pending_item == placed


def test_a_take_separated_by_hand_is_a_held_story_and_the_other_goes_back(send, editor, now):
    first, lead = send(**FIRST), send(**LEAD)

    own = separate_take(chain=lead.chain, by=editor, now=now, reason="Another ferry.")

    told = Story.objects.get(chain=first.chain)
    assert "the crew said" in told.text
    assert "the ministry said" in own.text
    assert not own.live
    assert told.events.last().reason.endswith("Another ferry.")
    send(**LEAD | {"version": "2", "headline": "The other ferry sails on"})
    own.refresh_from_db()
    assert own.headline == "The other ferry sails on"


def test_the_take_a_story_was_made_from_can_be_separated_too(send, editor, now):
    first, lead = send(**FIRST), send(**LEAD)
    story = Story.objects.get()

    own = separate_take(chain=first.chain, by=editor, now=now, reason="Another ferry.")

    story.refresh_from_db()
    assert story.chain == lead.chain
    assert "the ministry said" in story.text
    assert own.chain == first.chain


@pytest.fixture
def two_stories(send):
    """Two public stories that tell the same."""
    return send(**FIRST).chain.story, send(uri="nwa:other", headline="No ferry").chain.story


def test_a_replaced_story_is_on_no_list_and_its_page_leads_to_the_other(
    client, two_stories, editor, now, monkeypatch
):
    monkeypatch.setattr("dateline.pages.clock.now", lambda: now)
    kept, gone = two_stories

    replace_story(story=gone, kept=kept, by=editor, now=now, reason="The same.")

    assert public(now) == [kept]
    answer = client.get(gone.get_absolute_url())
    assert answer["Location"] == kept.get_absolute_url()
    assert answer["Cache-Control"] == "no-cache"
    assert client.get(f"/api/stories/{gone.public_id}").json()["id"] == kept.public_id


def test_after_the_kill_of_the_story_that_stands_the_replaced_one_is_gone_too(
    client, two_stories, editor, now, monkeypatch
):
    monkeypatch.setattr("dateline.pages.clock.now", lambda: now)
    kept, gone = two_stories
    replace_story(story=gone, kept=kept, by=editor, now=now, reason="The same.")

    kill_story(story=kept, by=editor, now=now, note="Withdrawn.")

    assert public(now) == []
    assert client.get(gone.get_absolute_url()).status_code == 410


def test_a_replaced_story_can_stand_for_itself_again(two_stories, editor, now):
    kept, gone = two_stories
    replace_story(story=gone, kept=kept, by=editor, now=now, reason="The same.")

    restore_story(story=gone, by=editor, now=now, reason="Not the same.")

    assert set(public(now)) == {kept, gone}


def test_no_circle_of_stories_stands_for_itself(two_stories, editor, now):
    kept, gone = two_stories
    replace_story(story=gone, kept=kept, by=editor, now=now, reason="The same.")

    for story, other in ((kept, kept), (kept, gone)):
        with pytest.raises(CannotReplace):
            replace_story(story=story, kept=other, by=editor, now=now, reason="The same.")
