"""A folder taken in at once gives the stories that its files give one by one."""

import json

import pytest
from django.db import transaction

from dateline.intake.models import WireItem
from dateline.pages.models import Story
from dateline.pages.search import find
from dateline.pages.services import new_stories
from dateline.project.commands.ingesting import take_in
from tests.pages.conftest import FERRY
from tests.pages.test_families_of_takes import FIRST, FLASH, LEAD, SECOND_LEAD

DAY = (
    FERRY,
    FLASH,
    FIRST,
    {"uri": "nwa:quay", "headline": "Quay opens", "slugline": "Varland-Quay"},
    LEAD,
    {"version": "2", "headline": "Ferry stops after all"},
    {"uri": "nwa:storm", "embargoed": "2026-11-24T09:00:00Z", "headline": "Storm ahead"},
    {"uri": "nwa:quay", "version": "2", "pubstatus": "canceled", "slugline": "Varland-Quay"},
    {"uri": "nwa:fees", "pubstatus": "withheld", "headline": "Fees named"},
    SECOND_LEAD,
    {"version": "2", "headline": "Ferry stops after all"},
    {"uri": "nwa:quay", "version": "3", "headline": "Quay opens again"},
    {"uri": "nwa:fees", "version": "2", "headline": "Fees named"},
)


@pytest.fixture
def folder(site, source, vault_folder, tmp_path):
    """The files of a day, by name."""
    for number, changes in enumerate(DAY):
        path = tmp_path / "in" / f"{number:02}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(FERRY | changes))
    return sorted((tmp_path / "in").iterdir())


def newsroom():
    """Return all that became of the deliveries."""
    stories = Story.objects.order_by("chain__guid")
    items = WireItem.objects.order_by("record__origin")
    return (
        list(
            stories.values_list(
                "chain__guid", "headline", "text", "live", "killed_at", "paused_at", "section__slug"
            )
        ),
        list(items.values_list("record__origin", "outcome", "taken_up_at")),
    )


def test_it_does_not_matter_whether_files_come_together_or_one_by_one(folder, source, now):
    with transaction.atomic():
        for path in folder:
            take_in([path], source=source, now=now)
        one_by_one = newsroom()
        transaction.set_rollback(True)

    take_in(folder, source=source, now=now)

    assert newsroom() == one_by_one
    assert len(one_by_one[0]) == 5


def test_a_batch_of_new_stories_is_found_by_search_and_asks_little_of_the_database(
    site, source, now, vault_folder, tmp_path, django_assert_max_num_queries
):
    paths = []
    for number in range(40):
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(FERRY | {"uri": f"nwa:{number}"}))
        paths.append(path)

    with django_assert_max_num_queries(140):
        take_in(paths, source=source, now=now)

    assert Story.objects.public(now).count() == 40
    assert len(find("ferry", limit=50)) == 40


def test_a_fault_in_taking_up_one_story_leaves_the_others_public(folder, source, now, monkeypatch):
    sound = new_stories.fill_story

    def fails_for_the_storm(story, row, item, **options):
        if item.headline == "Storm ahead":
            raise RuntimeError("a fault of our own")
        return sound(story, row, item, **options)

    monkeypatch.setattr(new_stories, "fill_story", fails_for_the_storm)

    _, taken_up = take_in(folder, source=source, now=now)

    assert [str(fault) for fault in taken_up.faults] == ["a fault of our own"]
    (left,) = WireItem.objects.filter(taken_up_at=None)
    assert (left.headline, left.attempts) == ("Storm ahead", 1)
    assert Story.objects.count() == 4
