"""A day of the fictional agency's wire, in order, twice, and shuffled: nothing leaks, ever."""

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from dateline.intake import services
from dateline.intake.models import WireChain
from dateline.pages import clock
from dateline.pages.models import Story
from tests.feeds.test_surfaces import SURFACES, WIRE

MORNING = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
PRIVATE = "Desk: ring the ministry on 555 0142 before use"
HUGE = "1542761538"

# What each story's words are known by, wherever they turn up.
TREATY, STORM, CANNERY, GOAL = "harbour treaty", "Storm Agnete", "cannery", "goalkeeper"
# Where every public story of the day stands.
WIRE_OUT = ("ninjs.json", "newsml-g2.xml", "nitf.xml")
EVERYWHERE = set(SURFACES) - {"/search/?q=harbour"} | {"/search/?q=NWA"}


def item(uri, version, headline, text, **more):
    """Return the bytes of one version of one item."""
    value = {
        "standard": {"name": "ninjs", "version": "1.4"},
        "uri": f"tag:nwa.example,2026:{uri}",
        "version": version,
        "type": "text",
        "pubstatus": "usable",
        "versioncreated": f"2026-11-23T05:{int(version) % 60:02}:00Z",
        "headline": headline,
        "body_text": text,
        "ednote": PRIVATE,
        **more,
    }
    return json.dumps({k: v for k, v in value.items() if v is not None}).encode()


TREATY_1 = item(
    "treaty", "3", "Varland signs harbour treaty",
    "PORT ANSEL, Nov. 23 (NWA) - Varland signed a harbour treaty on Monday.\n"
    "About 14,000 tonnes of grain will pass each month, the transport ministry said.",
)  # fmt: skip
TREATY_OLD = item(
    "treaty", "2", "Varland to sign harbour treaty",
    "PORT ANSEL, Nov. 23 (NWA) - Varland will sign a harbour treaty on Monday.",
)  # fmt: skip
TREATY_2 = item(
    "treaty", HUGE, "Varland signs harbour treaty",
    "PORT ANSEL, Nov. 23 (NWA) - Varland signed a harbour treaty on Monday.\n"
    "About 12,000 tonnes of grain will pass each month, the transport ministry said.",
    signals=["sig:correction"],
)  # fmt: skip
STORM_1 = item(
    "storm", "1", "Storm Agnete closes ports of Varland",
    "KESTERHOLM, Nov. 23 (NWA) - Storm Agnete will close all ports on Monday night.",
    embargoed="2026-11-23T12:00:00Z",
)  # fmt: skip
STORM_2 = item(
    "storm", "2", "Storm Agnete closes ports of Varland",
    "KESTERHOLM, Nov. 23 (NWA) - Storm Agnete will close all ports on Monday night, the weather "
    "office said.",
    embargoed="2026-11-23T12:00:00Z",
)  # fmt: skip
CANNERY_1 = item("cannery", "1", "FLASH: cannery to close", "The cannery will close, police said.")
CANNERY_2 = item(
    "cannery", "4", "Marrow Head cannery to close",
    "MARROW HEAD, Nov. 23 (NWA) - The cannery of Marrow Head will close in June, its owner said.",
)  # fmt: skip
GOAL_1 = item(
    "goal", "1", "Oldest goalkeeper wins cup",
    "LUND BAY, Nov. 23 (NWA) - A goalkeeper of 41 won the Varland Cup on Monday.",
)  # fmt: skip
GOAL_2 = item(
    "goal", "2", "Oldest goalkeeper wins cup at last",
    "LUND BAY, Nov. 23 (NWA) - A goalkeeper of 42 won the Varland Cup on Monday.",
)  # fmt: skip
GOAL_KILL = item("goal", "3", None, None, pubstatus="canceled")
GOAL_AFTER = item(
    "goal", "4", "Oldest goalkeeper wins cup, again",
    "LUND BAY, Nov. 23 (NWA) - A goalkeeper of 43 won the Varland Cup on Monday.",
)  # fmt: skip

DAY = (
    TREATY_1, STORM_1, TREATY_1, TREATY_2, CANNERY_1, GOAL_1, CANNERY_2, STORM_2, TREATY_OLD,
    GOAL_2, GOAL_KILL, GOAL_1, CANNERY_1, GOAL_AFTER, TREATY_1, GOAL_KILL,
)  # fmt: skip


@dataclass
class Day:
    """The newsroom over one day: its clock, its wire, and everything a reader could open."""

    client: object
    source: object
    captured: object
    moment: datetime = MORNING
    sent: int = 0

    def arrives(self, raw):
        """Have a delivery come in, with everything that follows from it."""
        self.sent += 1
        self.moment += timedelta(minutes=1)
        with self.captured(execute=True):
            services.receive(
                source=self.source, raw=raw, origin=f"{self.sent}.json", now=self.moment
            )

    def look(self):
        """Open everything any public address says, whatever its status."""
        addresses = [*SURFACES, "/search/?q=NWA", "/search/?q=goalkeeper"]
        for story in Story.objects.all():
            addresses += [
                story.get_absolute_url(),
                f"/api/stories/{story.public_id}",
                f"/story/{story.public_id}/comments/new/",
                *(f"/story/{story.public_id}/{name}" for name in WIRE_OUT),
                *(f"/story/{story.public_id}/{name}" for name in WIRE),
            ]
        return Look(
            {at: self.client.get(at, follow=True).content.decode().lower() for at in addresses}
        )


@dataclass
class Look:
    """What every public address said at one moment."""

    texts: dict

    def where(self, words):
        """Return the addresses that say some words, be it as a slug."""
        return {at for at, text in self.texts.items() if words.lower() in text.replace("-", " ")}


@pytest.fixture
def day(client, site, source, monkeypatch, django_capture_on_commit_callbacks):
    found = Day(client, source, django_capture_on_commit_callbacks)
    monkeypatch.setattr(clock, "now", lambda: found.moment)
    monkeypatch.setattr("django.utils.timezone.now", lambda: found.moment)
    return found


def assert_nothing_leaks(day, *, is_killed):
    seen = day.look()
    assert seen.where("555 0142") == set()
    if day.moment < NOON:
        assert seen.where(STORM) == set()
    if is_killed:
        assert seen.where(GOAL) == {"/search/?q=goalkeeper"}  # the reader's own word, given back


def assert_all_stands_as_it_should(day):
    public = {s.chain.guid.rpartition(":")[2]: s for s in Story.objects.public(day.moment)}
    assert sorted(public) == ["cannery", "storm", "treaty"]
    assert Story.objects.count() <= WireChain.objects.count() == 4
    assert "12,000" in public["treaty"].text
    assert "weather office" in public["storm"].text
    assert public["cannery"].headline == "Marrow Head cannery to close"
    seen = day.look()
    assert seen.where("14,000") == seen.where("police said") == set()
    for words in (TREATY, STORM, CANNERY):
        assert seen.where(words) >= EVERYWHERE


def replay(day, deliveries):
    """Have the deliveries come in one by one, and look at everything after each."""
    for number, raw in enumerate(deliveries):
        day.arrives(raw)
        assert_nothing_leaks(day, is_killed=GOAL_KILL in deliveries[: number + 1])


def test_a_day_in_the_order_it_happened(day):
    replay(day, DAY)

    day.moment = NOON - timedelta(seconds=1)
    assert day.look().where(STORM) == set()
    day.moment = NOON
    assert day.look().where(STORM) >= EVERYWHERE
    day.moment = EVENING
    assert_nothing_leaks(day, is_killed=True)
    assert_all_stands_as_it_should(day)


def test_the_same_day_sent_a_second_time_changes_nothing(day):
    for raw in DAY:
        day.arrives(raw)
    day.moment = EVENING
    first = list(Story.objects.order_by("pk").values("headline", "text", "live", "killed_at"))

    for raw in DAY:
        day.arrives(raw)

    assert_nothing_leaks(day, is_killed=True)
    assert_all_stands_as_it_should(day)
    again = list(Story.objects.order_by("pk").values("headline", "text", "live", "killed_at"))
    assert again == first


@pytest.mark.parametrize("seed", range(5))
def test_the_same_day_in_any_order_ends_the_same(day, seed):
    shuffled = list(DAY)
    random.Random(seed).shuffle(shuffled)

    replay(day, shuffled)

    day.moment = EVENING
    assert_nothing_leaks(day, is_killed=True)
    assert_all_stands_as_it_should(day)
