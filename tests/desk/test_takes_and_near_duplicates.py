"""The desk sees all takes of a story, and copy that is much alike, and decides what they are."""

import pytest

from dateline.intake.models import NearDuplicate, Source
from dateline.intake.services import compare_waiting
from dateline.pages.models import Story
from tests.desk.conftest import TREATY

FIRST = {"uri": "nwa:take-1", "slugline": "Varland-Treaty"}
LEAD = {
    "uri": "nwa:take-2",
    "slugline": "Varland-Treaty,1st Ld-Writethru",
    "versioncreated": "2026-11-23T10:00:00Z",
    "headline": "Varland signs, and its neighbour hesitates",
}


@pytest.fixture
def told(deliver):
    """A story that two takes tell."""
    deliver(**FIRST)
    deliver(origin="lead.json", **LEAD)
    return Story.objects.get()


def page_of(desk, story):
    return desk.get(f"/admin/desk/stories/{story.pk}/").content.decode()


def test_all_takes_are_shown_with_the_one_that_stands(desk, told):
    page = page_of(desk, told)

    assert "Takes of this story" in page
    assert TREATY["headline"] in page
    assert "lead 1" in page
    assert page.split().count("stands") == 1


def test_signals_and_private_notes_stand_beside_the_story_at_the_desk_alone(desk, deliver, client):
    deliver(ednote="EDS: ring Runa on 555 0199.", signal=[{"code": "sig:update"}])
    story = Story.objects.get()

    page = page_of(desk, story)

    assert "555 0199" in page
    client.logout()
    assert "555 0199" not in client.get(story.get_absolute_url()).content.decode()


def test_a_take_is_separated_with_a_reason(desk, told):
    lead = told.chain.others.get()

    desk.post(f"/admin/desk/takes/{lead.pk}/separate/", {"reason": "Another treaty."})

    told.refresh_from_db()
    own = Story.objects.exclude(pk=told.pk).get()
    assert told.headline == TREATY["headline"]
    assert own.headline == LEAD["headline"]
    assert "Another treaty." in page_of(desk, own)


def test_nothing_is_separated_without_a_reason_or_from_nothing(desk, told, deliver):
    lead = told.chain.others.get()
    desk.post(f"/admin/desk/takes/{lead.pk}/separate/", {})
    assert Story.objects.count() == 1

    alone = deliver(uri="nwa:alone").items.get().chain
    answer = desk.post(f"/admin/desk/takes/{alone.pk}/separate/", {"reason": "x"}, follow=True)
    assert "nothing to separate" in answer.content.decode()


@pytest.fixture
def pair(deliver, now):
    """The treaty's copy once more, from another wire and in a few other words."""
    other = Source.objects.create(slug="cln", name="Coastline News", policy="publish")
    deliver()
    changed = TREATY["body_html"].replace("in March", "next spring")
    deliver(
        origin="other.json", to=other, uri="cln:1", headline="Harbour treaty", body_html=changed
    )
    compare_waiting(now=now)
    return NearDuplicate.objects.get()


def test_copy_much_alike_is_found_across_wires_and_nothing_is_merged(pair, desk):
    assert 0.5 < pair.score < 1
    assert Story.objects.count() == 2
    assert "Harbour treaty" in desk.get("/admin/desk/pairs/").content.decode()
    story = Story.objects.get(chain__source__slug="nwa")
    assert "May tell the same" in page_of(desk, story)


def test_both_texts_stand_side_by_side_with_their_differences(pair, desk):
    ours, theirs = pair.first.story, pair.second.story

    page = desk.get(f"/admin/desk/stories/{ours.pk}/beside/{theirs.pk}/").content.decode()

    assert "<del>March,</del>" in page
    assert "<ins>spring,</ins>" in page


@pytest.mark.parametrize(
    ("choice", "decision", "left"),
    [
        ("first", "same", 1),
        ("second", "same", 1),
        ("same", "same", 2),
        ("different", "different", 2),
    ],
)
def test_what_a_person_decides_is_kept(pair, desk, now, choice, decision, left):
    ours, theirs = pair.first.story, pair.second.story

    desk.post(
        f"/admin/desk/stories/{ours.pk}/beside/{theirs.pk}/",
        {"choice": choice, "reason": "Read both."},
    )

    pair.refresh_from_db()
    assert (pair.decision, pair.reason) == (decision, "Read both.")
    assert pair.decided_by.username == "ida"
    assert Story.objects.public(now).count() == left
    if choice == "first":
        theirs.refresh_from_db()
        assert theirs.replaced_by == ours


def test_a_decision_stays_when_the_texts_are_compared_again(pair, desk, deliver, now):
    ours, theirs = pair.first.story, pair.second.story
    path = f"/admin/desk/stories/{ours.pk}/beside/{theirs.pk}/"
    desk.post(path, {"choice": "different", "reason": "Two treaties."})

    deliver(version="2", versioncreated="2026-11-23T11:00:00Z", headline="Treaty signed")
    compare_waiting(now=now)

    assert NearDuplicate.objects.get().decision == "different"


def test_a_replaced_story_says_so_and_can_stand_for_itself_again(pair, desk, now):
    ours, theirs = pair.first.story, pair.second.story
    path = f"/admin/desk/stories/{ours.pk}/beside/{theirs.pk}/"
    desk.post(path, {"choice": "first", "reason": "The same."})
    assert "Another story stands for this one" in page_of(desk, theirs)
    assert "replaced by another story" in page_of(desk, theirs)
    assert "Stories this one stands for" in page_of(desk, ours)
    listing = desk.get("/admin/snippets/dateline_pages/story/?state=replaced")
    assert "Harbour treaty" in listing.content.decode()

    desk.post(f"/admin/desk/stories/{theirs.pk}/restore/", {"reason": "Not the same."})

    assert Story.objects.public(now).count() == 2


def test_a_story_cannot_stand_for_itself(desk, wire_story):
    path = f"/admin/desk/stories/{wire_story.pk}/beside/{wire_story.pk}/"

    answer = desk.post(path, {"choice": "first", "reason": "x"}, follow=True)

    assert "cannot stand for itself" in answer.content.decode()


def test_a_decision_needs_a_reason(pair, desk):
    path = f"/admin/desk/stories/{pair.first.story.pk}/beside/{pair.second.story.pk}/"

    assert desk.post(path, {"choice": "first"}).status_code == 422


def test_unlike_copy_and_copy_of_one_family_make_no_pair(deliver, told, now):
    body = "<p>The lighthouse of Marrow Head is for sale, and nobody has asked for its price.</p>"
    deliver(uri="nwa:light", headline="Lighthouse for sale", body_html=body * 3)

    compare_waiting(now=now)

    assert not NearDuplicate.objects.exists()
    assert compare_waiting(now=now) == 0


def test_a_family_is_compared_by_the_take_that_stands_and_makes_one_pair(pair, deliver, desk, now):
    deliver(slugline="Varland-Treaty,1st Ld", uri="nwa:a", headline="Treaty one")
    deliver(
        slugline="Varland-Treaty,2nd Ld",
        uri="nwa:b",
        headline="Treaty two",
        versioncreated="2026-11-23T09:30:00Z",
    )
    compare_waiting(now=now)

    heads = {side for pair in NearDuplicate.objects.all() for side in (pair.first, pair.second)}
    assert len(heads) == 3
    assert not any(head.head_id for head in heads)


def test_the_first_page_counts_undecided_pairs(pair, desk):
    from django.contrib.auth import get_user

    from dateline.desk.panels import waiting_for

    counts = {str(wait.label): wait.count for wait in waiting_for(get_user(desk))}
    assert counts["near-duplicates to decide about"] == 1
