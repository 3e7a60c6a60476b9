"""Placing: what happens because of an item, given what came before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dateline.core.story import Dateline, Item, Paragraph, PubStatus
from dateline.intake.models import Source, WireItem
from dateline.intake.placing import Earlier, place
from dateline.intake.versions import chain_key, fingerprint, is_empty, version_of

Outcome = WireItem.Outcome
MADE_AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

ITEM = Item(
    format="ninjs-3",
    uri="tag:nwa.example,2026:quay",
    version="2",
    versioncreated=MADE_AT,
    headline="Kesterholm harbour reopens",
    paragraphs=(Paragraph("The harbour of Kesterholm reopened on Monday."),),
)
KILL = replace(ITEM, pubstatus=PubStatus.CANCELED, headline=None, paragraphs=(), version="3")
WITHHELD = replace(ITEM, pubstatus=PubStatus.WITHHELD, version="3")
EMPTY = replace(ITEM, headline=None, paragraphs=())


def reworded(item, **changes):
    return replace(item, paragraphs=(Paragraph("The harbour will stay closed."),), **changes)


class Chain:
    """Places item after item, as a source would send them."""

    def __init__(self, policy=Source.Policy.PUBLISH):
        self.policy = policy
        self.earlier = []
        self.is_killed = False

    def send(self, item):
        placement = place(item, policy=self.policy, earlier=self.earlier, is_killed=self.is_killed)
        self.earlier.append(
            Earlier(version=version_of(item), outcome=placement.outcome, is_empty=is_empty(item))
        )
        self.is_killed = self.is_killed or placement.outcome is Outcome.KILL
        return placement.outcome


@pytest.mark.parametrize(
    ("policy", "outcome"),
    [(Source.Policy.PUBLISH, Outcome.PUBLISH), (Source.Policy.HOLD, Outcome.HOLD)],
)
def test_the_source_decides_whether_a_new_item_is_published_or_held(policy, outcome):
    assert Chain(policy).send(ITEM) is outcome


def test_a_higher_number_is_a_newer_version_even_far_from_the_last():
    chain = Chain()
    chain.send(ITEM)

    assert chain.send(reworded(ITEM, version="1542761538")) is Outcome.UPDATE


def test_a_lower_number_changes_nothing_even_with_a_later_time():
    chain = Chain()
    chain.send(ITEM)
    late = reworded(ITEM, version="1", versioncreated=MADE_AT + timedelta(hours=1))

    assert chain.send(late) is Outcome.OLDER


def test_a_repeated_version_changes_nothing():
    chain = Chain()
    chain.send(ITEM)

    assert chain.send(ITEM) is Outcome.REPEAT


def test_a_version_that_came_before_the_latest_is_a_repeat_too():
    chain = Chain()
    chain.send(ITEM)
    chain.send(reworded(ITEM, version="5"))

    assert chain.send(ITEM) is Outcome.REPEAT


def test_a_time_renewed_without_a_change_is_a_repeat():
    chain = Chain()
    chain.send(ITEM)

    assert chain.send(replace(ITEM, versioncreated=MADE_AT + timedelta(hours=1))) is Outcome.REPEAT


@pytest.mark.parametrize(
    ("hours", "outcome"), [(1, Outcome.UPDATE), (-1, Outcome.OLDER), (0, Outcome.UPDATE)]
)
def test_without_numbers_the_time_decides_and_then_the_words(hours, outcome):
    chain = Chain()
    chain.send(replace(ITEM, version=None))
    changed = reworded(ITEM, version=None, versioncreated=MADE_AT + timedelta(hours=hours))

    assert chain.send(changed) is outcome


def test_a_time_without_a_zone_can_be_compared():
    chain = Chain()
    chain.send(replace(ITEM, version=None))
    naive = MADE_AT.replace(tzinfo=None) + timedelta(minutes=1)

    assert chain.send(reworded(ITEM, version=None, versioncreated=naive)) is Outcome.UPDATE


def test_without_number_and_time_an_agency_may_go_back_to_its_first_words():
    bare = replace(ITEM, version=None, versioncreated=None)
    chain = Chain()
    chain.send(bare)
    chain.send(reworded(bare))

    assert chain.send(bare) is Outcome.UPDATE
    assert chain.send(bare) is Outcome.REPEAT


def test_a_changed_embargo_is_a_newer_version():
    chain = Chain()
    chain.send(replace(ITEM, embargoed="indefinite"))

    assert chain.send(replace(ITEM, embargoed=None)) is Outcome.UPDATE


def test_a_kill_needs_no_body_and_no_newer_version():
    chain = Chain()
    chain.send(ITEM)

    assert chain.send(replace(KILL, version="1")) is Outcome.KILL


def test_a_killed_item_stays_down_whatever_comes_late():
    chain = Chain()
    assert chain.send(KILL) is Outcome.KILL

    assert chain.send(ITEM) is Outcome.OLDER
    assert chain.send(KILL) is Outcome.REPEAT


def test_a_version_after_a_kill_waits_for_a_person():
    chain = Chain()
    chain.send(ITEM)
    chain.send(KILL)

    assert chain.send(replace(ITEM, version="4")) is Outcome.HOLD
    assert chain.send(reworded(ITEM, version="5")) is Outcome.HOLD


def test_a_second_kill_after_a_revival_kills_again():
    chain = Chain()
    chain.send(ITEM)
    chain.send(KILL)
    chain.send(replace(ITEM, version="4"))

    assert chain.send(replace(KILL, version="5")) is Outcome.KILL


def test_a_withheld_story_is_published_when_the_agency_releases_it():
    chain = Chain()
    assert chain.send(WITHHELD) is Outcome.WITHHOLD

    assert chain.send(replace(ITEM, version="4")) is Outcome.PUBLISH


def test_a_released_story_still_waits_where_the_desk_decides():
    chain = Chain(Source.Policy.HOLD)
    chain.send(WITHHELD)

    assert chain.send(replace(ITEM, version="4")) is Outcome.UPDATE


def test_a_status_changed_under_the_same_version_counts():
    chain = Chain()
    chain.send(ITEM)

    assert chain.send(replace(WITHHELD, version="2")) is Outcome.WITHHOLD


@pytest.mark.parametrize("kind", ["picture", "composite", "video"])
def test_what_is_not_text_is_kept_and_makes_no_story(kind):
    chain = Chain()

    assert chain.send(replace(ITEM, type=kind)) is Outcome.NOT_A_STORY
    assert chain.send(replace(ITEM, type=kind)) is Outcome.REPEAT


def test_an_item_without_headline_and_text_waits_and_is_published_when_complete():
    chain = Chain()
    assert chain.send(EMPTY) is Outcome.HOLD

    assert chain.send(replace(ITEM, version="3")) is Outcome.PUBLISH


def test_an_empty_newer_version_never_wipes_a_story():
    chain = Chain()
    chain.send(ITEM)

    assert chain.send(replace(EMPTY, version="3")) is Outcome.REFUSED
    assert chain.send(reworded(ITEM, version="4")) is Outcome.UPDATE


def test_an_item_without_text_is_withheld_all_the_same():
    chain = Chain()
    chain.send(ITEM)
    bare = replace(WITHHELD, headline=None, paragraphs=())

    assert chain.send(bare) is Outcome.WITHHOLD


class TestChainKey:
    """What the versions of an item have in common."""

    def test_the_agencys_id_is_the_key(self):
        assert chain_key(ITEM) == "tag:nwa.example,2026:quay"

    def test_an_id_of_any_length_has_a_key_that_fits(self):
        first, second = "x" * 900 + "1", "x" * 900 + "2"

        keys = {chain_key(replace(ITEM, uri=first)), chain_key(replace(ITEM, uri=second))}

        assert len(keys) == 2
        assert max(map(len, keys)) <= 500

    def test_without_an_id_the_headline_and_the_dateline_find_the_story_again(self):
        filed = replace(ITEM, uri=None, dateline=Dateline("PORT ANSEL, Nov. 23 (NWA)"))
        again = reworded(filed, headline="KESTERHOLM  HARBOUR REOPENS")

        assert chain_key(again) == chain_key(filed)
        assert chain_key(replace(filed, dateline=None)) != chain_key(filed)

    def test_plain_text_is_known_by_its_words_whatever_its_headline(self):
        plain = replace(ITEM, uri=None, format="plain")

        assert chain_key(replace(plain, headline="Quay open")) == chain_key(plain)
        assert chain_key(reworded(plain)) != chain_key(plain)

    def test_a_format_that_numbers_what_it_sends_is_known_by_service_number_and_day(self):
        numbered = replace(ITEM, format="iptc7901", uri=None, sequence="062", service="eca")

        reworded_again = reworded(numbered, headline="Another headline")
        assert chain_key(reworded_again) == chain_key(numbered)
        for change in (
            {"sequence": "063"},
            {"service": "ecb"},
            {"versioncreated": MADE_AT + timedelta(days=1)},
        ):
            assert chain_key(replace(numbered, **change)) != chain_key(numbered)

    def test_a_lead_with_the_headline_of_the_first_take_is_an_item_of_its_own(self):
        first = replace(ITEM, format="anpa1312", uri=None, version=None, slugline="Varland-Harbour")

        assert chain_key(replace(first, take_key="1stLd")) != chain_key(first)


class TestRedelivery:
    """The same words are the same item, whatever else is different."""

    def test_case_spaces_and_punctuation_do_not_count(self):
        again = replace(
            ITEM,
            uri=None,
            version=None,
            headline="KESTERHOLM  harbour reopens!",
            paragraphs=(Paragraph("The harbour of Kesterholm, reopened on Monday"),),
        )

        assert fingerprint(again) == fingerprint(ITEM)
        assert fingerprint(reworded(ITEM)) != fingerprint(ITEM)

    def test_what_has_no_words_has_no_fingerprint(self):
        assert fingerprint(EMPTY) == ""
