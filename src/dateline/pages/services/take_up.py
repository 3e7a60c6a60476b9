"""Doing what an arrived item asks for: a new story, a newer version, a hold, a kill."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from wagtail.signal_handlers import disable_reference_index_auto_update

from dateline.accounts.models import User
from dateline.core.story import Item, item_from_plain
from dateline.intake.batches import all_or_each, batches
from dateline.intake.embargoes import Embargo
from dateline.intake.families import TakeKind
from dateline.intake.models import WireChain, WireItem
from dateline.intake.placing import TOLD_A_STORY
from dateline.intake.selectors import embargo_of
from dateline.intake.services import begin_taking_up, give_notice, note_taking_up_failed
from dateline.media.models import NewsImage
from dateline.pages import search
from dateline.pages.models import Correction, Story, StoryEvent
from dateline.pages.services.drawing import draw_from_wire
from dateline.pages.services.filling import fill_story, set_embargo
from dateline.pages.services.following import follow_copy
from dateline.pages.services.new_stories import MAKES_A_STORY, make_stories
from dateline.pages.services.pictures import illustrate_from_wire, note_pictures_killed
from dateline.pages.services.publishing import (
    correct_story,
    kill_story,
    log_event,
    pause_story,
    publish_story,
)
from dateline.pages.services.versions import keep_version

logger = logging.getLogger(__name__)

Act = StoryEvent.Act
Outcome = WireItem.Outcome

# An item that nobody took up for this long was left behind by a worker that died.
LEFT_BEHIND_AFTER = timedelta(seconds=30)
CORRECTION_SIGNALS = {"sig:correction"}
NEVER_TOO_LATE = {Outcome.KILL, Outcome.EMBARGO, Outcome.ADDITION}
OVERTAKES_VERSIONS = MAKES_A_STORY | {Outcome.KILL}


class NothingPending(Exception):
    """A choice between two versions was made, but no newer version waits."""

    def __init__(self, story: Story) -> None:
        super().__init__(f"No newer version of “{story.headline}” waits for a choice.")


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What came of taking up many items: their stories, and why some failed."""

    stories: list[Story]
    faults: list[Exception]


def take_up(*, wire_item_id: int, now: datetime, draws_lines: bool = True) -> Story | None:
    """Do what an item's outcome asks for and return its story. A second time changes nothing.

    draws_lines  whether the lines are drawn as well; if not, the story is public without any, and
                 `draw_waiting`, or the sweep, draws them
    """
    _take_up_together([wire_item_id], now=now, draws_lines=draws_lines)
    row = WireItem.objects.select_related("chain").defer("item").get(pk=wire_item_id)
    return Story.objects.filter(chain=row.chain.root_id).first() if row.chain else None


def take_up_all(
    *, wire_item_ids: Iterable[int], now: datetime, draws_lines: bool = True
) -> TakenUp:
    """Do what `take_up` says for many items, in batches, and count the attempt at each.

    What fails holds up no other: it is tried again later, or left to a person.
    """
    taken_up = TakenUp([], [])

    def act(rows: Sequence[WireItem]) -> None:
        ids = [row.pk for row in rows]
        taken_up.stories.extend(_take_up_together(ids, now=now, draws_lines=draws_lines))

    def on_fault(row: WireItem, fault: Exception) -> None:
        logger.error("Taking up item %s failed", row.pk, exc_info=fault)
        note_taking_up_failed(wire_item_id=row.pk, fault=fault, now=now)
        taken_up.faults.append(fault)

    for ids in batches(wire_item_ids):
        begun = begin_taking_up(wire_item_ids=ids, now=now)
        for batch in batches(begun, keys_of=_family_key):
            all_or_each(act, batch, on_fault=on_fault)
    return taken_up


def _family_key(row: WireItem) -> Iterator[int]:
    if row.chain:
        yield row.chain.root_id


@transaction.atomic
def _take_up_together(ids: Sequence[int], *, now: datetime, draws_lines: bool) -> list[Story]:
    """Take up some items, no two of one family, and return their stories."""
    rows = list(
        WireItem.objects.select_for_update(of=("self",))
        .select_related("record__source", "chain__head")
        .filter(pk__in=ids, taken_up_at=None)
        .order_by("pk")
    )
    overtaken = _overtaken(rows)
    told = _stories_of(rows)
    done, new, stories = [], [], []
    with disable_reference_index_auto_update():  # nobody asks Wagtail what an agency's story uses
        for row in rows:
            outcome = Outcome(row.outcome)
            story = told.get(row.chain.root_id) if row.chain else None
            if _waits_for_its_minute(row, story, now):
                continue
            done.append(row.pk)
            if row.pk in overtaken:
                continue
            if outcome in MAKES_A_STORY and story is None:
                new.append(row)
            elif outcome in MAKES_A_STORY and story is not None:
                stories.append(_CHANGES[outcome](row, story, now))
            elif outcome in _SIDE_ACTS and (story := _SIDE_ACTS[outcome](row, story, now)):
                stories.append(story)
        stories += make_stories(new, now=now) if new else []
        for story in stories if draws_lines else ():
            if story.lines_wait:
                draw_from_wire(story=story, now=now)
    WireItem.objects.filter(pk__in=done).update(taken_up_at=now)
    return stories


def _stories_of(rows: Iterable[WireItem]) -> dict[int | None, Story]:
    """Return the stories that the families of some items tell, by the id of the family's head."""
    roots = [row.chain.root_id for row in rows if row.chain]
    stories = Story.objects.filter(chain__in=roots).select_related("wire_item")
    return {story.chain_id: story for story in stories.defer("wire_item__item")}


def _waits_for_its_minute(row: WireItem, story: Story | None, now: datetime) -> bool:
    """Return whether an embargoed take is left to the sweep, until its embargo ends."""
    is_new = row.chain is None or (row.outcome != Outcome.UPDATE and row.chain.head_id is None)
    until = None if is_new else _embargo_ends(row, story, now)
    if not isinstance(until, datetime):
        return False
    row.next_attempt_at = until
    row.save(update_fields=["next_attempt_at"])
    return True


def _overtaken(rows: Sequence[WireItem]) -> set[int]:
    """Return the ids of items of which a later version was taken up, as a kill is, which is first.

    Doing now what such a one asked for would bring back what the later one replaced or took down.
    A kill or an embargo is never too late. The families are locked: of one story's items one is
    taken up after the other.
    """
    roots = {row.chain.root_id for row in rows if row.chain}
    family = WireChain.objects.select_for_update().filter(Q(pk__in=roots) | Q(head__in=roots))
    root_of: dict[int | None, int] = {chain.pk: chain.root_id for chain in family.order_by("pk")}
    later: dict[int, list[WireItem]] = defaultdict(list)
    if rows:
        found = WireItem.objects.filter(
            chain__in=root_of, pk__gt=rows[0].pk, taken_up_at__isnull=False
        )
        for row in found.only("chain_id", "outcome"):
            later[root_of[row.chain_id]].append(row)
    return {
        row.pk
        for row in rows
        if row.chain
        and row.outcome not in NEVER_TOO_LATE
        and any(_overtakes(other, row) for other in later[row.chain.root_id])
    }


def _overtakes(later: WireItem, row: WireItem) -> bool:
    """Return whether an item of the same family, taken up before, makes this one too late."""
    is_version = later.chain_id == row.chain_id and later.outcome in OVERTAKES_VERSIONS
    return later.pk > row.pk and (is_version or later.outcome in TOLD_A_STORY)


def take_up_waiting(*, now: datetime, older_than: timedelta = LEFT_BEHIND_AFTER) -> int:
    """Take up, oldest first, what was placed and left behind; return how many."""
    waiting = WireItem.objects.filter(taken_up_at=None, placed_at__lte=now - older_than)
    ids = list(waiting.order_by("pk").values_list("pk", flat=True))
    for wire_item_id in ids:
        take_up(wire_item_id=wire_item_id, now=now)
    return len(ids)


@transaction.atomic
def take_pending_version(*, story: Story, by: User, now: datetime) -> None:
    """Replace a hand-edited text by the agency's newer version, by a person's choice.

    Raises:
        NothingPending: no version waits.
    """
    row = story.pending_item
    if row is None:
        raise NothingPending(story)
    story.edited_by_hand_at = None
    # The editor opens with the latest revision: from here on it is the agency's text again.
    story.latest_revision = story.live_revision = None
    story.has_unpublished_changes = False
    take_version(story, row, now=now, by=by)
    draw_from_wire(story=story, now=now)


@transaction.atomic
def keep_own_version(*, story: Story, by: User, now: datetime, reason: str = "") -> None:
    """Refuse the agency's newer version, by a person's choice.

    Raises:
        NothingPending: no version waits.
    """
    if story.pending_item is None:
        raise NothingPending(story)
    story.pending_item = None
    story.save(update_fields=["pending_item"])
    log_event(story, Act.VERSION_REFUSED, by=by, now=now, reason=reason)


def _publish(row: WireItem, story: Story, now: datetime) -> Story:
    _update(row, story, now)
    if not story.live and not story.is_killed:
        publish_story(story=story, by=None, now=now, reason=row.reason)
    return story


def _hold(row: WireItem, story: Story, now: datetime) -> Story:
    return _have_it_chosen(story, row, now=now) if story.live else _update(row, story, now)


def _update(row: WireItem, story: Story, now: datetime) -> Story:
    if _waits_for_a_person(story, row) or _embargo_ends(row, story, now) == "indefinite":
        return _have_it_chosen(story, row, now=now)
    take_version(story, row, now=now, by=None)
    return story


def _waits_for_a_person(story: Story, row: WireItem) -> bool:
    """Return whether nothing may be taken into a story by itself.

    A revision is a person's work, also one that was not published yet. What was killed stays down.
    """
    is_edited = bool(story.edited_by_hand_at or story.latest_revision_id)
    return is_edited or story.is_killed or bool(row.chain and row.chain.is_killed)


def _have_it_chosen(story: Story, row: WireItem, *, now: datetime) -> Story:
    story.pending_item = row
    story.save(update_fields=["pending_item"])
    log_event(story, Act.CHOICE_WAITS, by=None, now=now, reason=row.reason)
    return story


def _is_told_by(story: Story, row: WireItem) -> bool:
    """Return whether a story's text comes from this item's chain, and not from another take."""
    return story.wire_item is None or story.wire_item.chain_id == row.chain_id


def _embargo_ends(row: WireItem, story: Story | None, now: datetime) -> Embargo | None:
    """Return until when a take must wait because a public story would carry its embargoed words.

    The embargo of an item covers its own versions, not the earlier take that is public already.
    """
    if story is None or row.chain is None or row.outcome not in TOLD_A_STORY:
        return None
    if _is_told_by(story, row) or not story.is_public(now):
        return None
    embargo = embargo_of(row.chain)
    return None if isinstance(embargo, datetime) and embargo <= now else embargo


def take_version(story: Story, row: WireItem, *, now: datetime, by: User | None) -> None:
    """Give a story the text of a version and tell what was corrected.

    Its lines are proved again or hidden with it; those that are missing are still to draw.
    """
    item = item_from_plain(row.item)
    keep_version(story=story, now=now)
    fill_story(story, row, item, now=now)
    story.pending_item = None
    story.paused_at = None
    if story.first_published_at:
        story.updated_at = now
    story.save()
    keep_version(story=story, now=now)
    follow_copy(story=story, now=now)
    illustrate_from_wire(story=story)
    if story.live and not story.replaced_by_id:
        search.index(story)
    log_event(story, Act.UPDATED, by=by, now=now, reason=row.reason)
    if story.is_embargoed_indefinitely and item.embargoed is None:
        words = "names no embargo any more; the one until further notice stays. A person decides."
        give_notice(text=f"A newer version of “{story.headline}” {words}", wire_item=row, now=now)
    if CORRECTION_SIGNALS & set(item.signals) or row.take_kind == TakeKind.CORRECTION:
        correct_story(
            story=story, by=by, now=now, kind=Correction.Kind.CORRECTION, notice=_notice(item)
        )


def _notice(item: Item) -> str:
    """Return the agency's public words about its correction, or that it is one."""
    public = [note.text for note in item.ednotes if note.public]
    return " ".join(public) or "The agency has corrected this story."


def _withhold(row: WireItem, story: Story, now: datetime) -> Story:
    if _is_told_by(story, row):
        pause_story(story=story, by=None, now=now, reason=row.reason)
    else:
        log_event(story, Act.TAKE_KEPT, by=None, now=now, reason=row.reason)
    return story


def _kill(row: WireItem, story: Story | None, now: datetime) -> Story | None:
    """Take a story down, and note what became of a picture: intake has taken that down already."""
    killed = NewsImage.objects.filter(
        namings__source=row.record.source_id, namings__key=row.chain.guid if row.chain else ""
    )
    note_pictures_killed(pictures=list(killed.distinct()), by=None, now=now, reason=row.reason)
    if story is None:
        if row.item_type == "text":
            words = "A kill came, and no story of ours is told by what it names"
            give_notice(text=f"{words}: “{row.headline}”.", wire_item=row, now=now)
        return None
    if _is_told_by(story, row) or row.take_kind == TakeKind.KILL:
        kill_story(story=story, by=None, now=now, note=row.reason)
        return story
    # What was killed may stand in the later take as well: nobody reads it until a person has.
    why = "The agency killed an earlier take of this story. A person checks what stands."
    if story.is_public(now):
        pause_story(story=story, by=None, now=now, reason=why)
    give_notice(text=f"“{story.headline}”: {why}", wire_item=row, now=now)
    return story


def _embargo(row: WireItem, story: Story | None, now: datetime) -> Story | None:
    if story and row.chain and _is_told_by(story, row):
        set_embargo(story, embargo_of(row.chain))
        story.save(update_fields=["is_embargoed_indefinitely", "embargoed_until"])
        log_event(story, Act.EMBARGOED, by=None, now=now, reason=row.reason)
    return story


def _keep_addition(row: WireItem, story: Story | None, now: datetime) -> Story | None:
    if story:
        log_event(story, Act.TAKE_KEPT, by=None, now=now, reason=row.reason)
        words = f"An addition came to “{story.headline}”. Join the texts by hand."
        give_notice(text=words, wire_item=row, now=now)
    return story


# What an item that would make a story does to the one there is.
_CHANGES: dict[Outcome, Callable[[WireItem, Story, datetime], Story]] = {
    Outcome.PUBLISH: _publish,
    Outcome.HOLD: _hold,
    Outcome.UPDATE: _update,
    Outcome.WITHHOLD: _withhold,
}
_SIDE_ACTS: dict[Outcome, Callable[[WireItem, Story | None, datetime], Story | None]] = {
    Outcome.KILL: _kill,
    Outcome.EMBARGO: _embargo,
    Outcome.ADDITION: _keep_addition,
}
