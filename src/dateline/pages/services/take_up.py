"""Doing what an arrived item asks for: a new story, a newer version, a hold, a kill."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from wagtail.signal_handlers import disable_reference_index_auto_update

from dateline.accounts.models import User
from dateline.core.story import Item, item_from_plain
from dateline.intake.embargoes import Embargo
from dateline.intake.families import TakeKind
from dateline.intake.models import WireItem
from dateline.intake.placing import TOLD_A_STORY
from dateline.intake.selectors import embargo_of, family_of
from dateline.intake.services import give_notice
from dateline.media.models import NewsImage
from dateline.pages import search
from dateline.pages.models import Correction, Story, StoryEvent
from dateline.pages.services.drawing import draw_from_wire
from dateline.pages.services.filling import fill_story, set_embargo
from dateline.pages.services.following import follow_copy
from dateline.pages.services.pictures import illustrate_from_wire, note_pictures_killed
from dateline.pages.services.publishing import (
    correct_story,
    go_live,
    kill_story,
    log_event,
    pause_story,
    publish_story,
)
from dateline.pages.services.versions import keep_version

Act = StoryEvent.Act
Outcome = WireItem.Outcome

# An item that nobody took up for this long was left behind by a worker that died.
LEFT_BEHIND_AFTER = timedelta(seconds=30)
CORRECTION_SIGNALS = {"sig:correction"}
NEVER_TOO_LATE = {Outcome.KILL, Outcome.EMBARGO, Outcome.ADDITION}


class NothingPending(Exception):
    """A choice between two versions was made, but no newer version waits."""

    def __init__(self, story: Story) -> None:
        super().__init__(f"No newer version of “{story.headline}” waits for a choice.")


@transaction.atomic
def take_up(*, wire_item_id: int, now: datetime, draws_lines: bool = True) -> Story | None:
    """Do what an item's outcome asks for and return its story. A second time changes nothing.

    draws_lines  whether the lines are drawn as well; if not, the story is public without any, and
                 `draw_waiting`, or the sweep, draws them
    """
    row = (
        WireItem.objects.select_for_update(of=("self",))
        .select_related("record__source", "chain")
        .get(pk=wire_item_id)
    )
    if row.taken_up_at is not None:
        return story_of(row)
    if _waits_for_its_minute(row, now):
        return story_of(row)
    act = None if _is_overtaken(row) else _ACTS.get(Outcome(row.outcome))
    with disable_reference_index_auto_update():  # nobody asks Wagtail what an agency's story uses
        story = act(row, now) if act else None
        if story and story.lines_wait and draws_lines:
            draw_from_wire(story=story, now=now)
    row.taken_up_at = now
    row.save(update_fields=["taken_up_at"])
    return story


def _waits_for_its_minute(row: WireItem, now: datetime) -> bool:
    """Return whether an embargoed take is left to the sweep, until its embargo ends."""
    is_new = row.chain is None or (row.outcome != Outcome.UPDATE and row.chain.head_id is None)
    until = None if is_new else _embargo_ends(story_of(row), row, now)
    if not isinstance(until, datetime):
        return False
    row.next_attempt_at = until
    row.save(update_fields=["next_attempt_at"])
    return True


def _is_overtaken(row: WireItem) -> bool:
    """Return whether a later version was taken up before this one, as a kill is, which never waits.

    Doing now what this one asked for would bring back what the later one replaced or took down.
    A kill or an embargo is never too late.
    """
    if row.chain is None or row.outcome in NEVER_TOO_LATE:
        return False
    own = Q(chain=row.chain, outcome__in=_ACTS.keys() - NEVER_TOO_LATE | {Outcome.KILL})
    takes = Q(chain__in=family_of(row.chain).values("pk"), outcome__in=TOLD_A_STORY)
    later = WireItem.objects.filter(own | takes, pk__gt=row.pk)
    return later.filter(taken_up_at__isnull=False).exists()


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


def story_of(row: WireItem) -> Story | None:
    """Return the story that an item's family tells, or None while there is none."""
    chain = row.chain
    return Story.objects.filter(chain_id=chain.head_id or chain.pk).first() if chain else None


def _new(row: WireItem, now: datetime, *, publishes: bool = False) -> Story:
    """Make the story; one that exists already (a second delivery racing) is updated instead."""
    if existing := story_of(row):
        return _update(row, now) or existing
    assert row.chain is not None  # noqa: S101 -- what makes a story was placed in a chain
    item = item_from_plain(row.item)
    story = Story(chain_id=row.chain.head_id or row.chain_id, live=False)
    fill_story(story, row, item, now=now)
    if row.chain.is_killed:
        story.killed_at, story.kill_note = now, "The agency killed an earlier version."
    elif publishes:
        go_live(story, now=now)
    story.save()
    illustrate_from_wire(story=story)
    log_event(story, Act.RECEIVED, by=None, now=now, reason=row.reason)
    if story.is_killed:
        words = "came after the agency had killed it. It stays down until a person revives it."
        give_notice(text=f"“{story.headline}” {words}", wire_item=row, now=now)
    return story


def _publish(row: WireItem, now: datetime) -> Story:
    if existing := story_of(row):
        story = _update(row, now) or existing
        if not story.live and not story.is_killed:
            publish_story(story=story, by=None, now=now, reason=row.reason)
        return story
    story = _new(row, now, publishes=True)
    if story.live:
        search.index(story)
        log_event(story, Act.PUBLISHED, by=None, now=now, reason=row.reason)
    return story


def _hold(row: WireItem, now: datetime) -> Story:
    story = story_of(row)
    if story and (story.live or _waits_for_a_person(story, row)):
        return _have_it_chosen(story, row, now=now)
    return _new(row, now)


def _update(row: WireItem, now: datetime) -> Story | None:
    story = story_of(row)
    if story is None:  # its first version was held back or refused: this one stands for it
        return _publish(row, now) if _may_publish(row) else _hold(row, now)
    if _waits_for_a_person(story, row) or _embargo_ends(story, row, now) == "indefinite":
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


def _may_publish(row: WireItem) -> bool:
    source = row.record.source
    return source.policy == source.Policy.PUBLISH


def _is_told_by(story: Story, row: WireItem) -> bool:
    """Return whether a story's text comes from this item's chain, and not from another take."""
    return story.wire_item is None or story.wire_item.chain_id == row.chain_id


def _embargo_ends(story: Story | None, row: WireItem, now: datetime) -> Embargo | None:
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


def _withhold(row: WireItem, now: datetime) -> Story:
    story = story_of(row)
    if story is None:
        return _new(row, now)
    if _is_told_by(story, row):
        pause_story(story=story, by=None, now=now, reason=row.reason)
    else:
        log_event(story, Act.TAKE_KEPT, by=None, now=now, reason=row.reason)
    return story


def _kill(row: WireItem, now: datetime) -> Story | None:
    """Take a story down, and note what became of a picture: intake has taken that down already."""
    killed = NewsImage.objects.filter(
        namings__source=row.record.source_id, namings__key=row.chain.guid if row.chain else ""
    )
    note_pictures_killed(pictures=list(killed.distinct()), by=None, now=now, reason=row.reason)
    story = story_of(row)
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


def _embargo(row: WireItem, now: datetime) -> Story | None:
    story = story_of(row)
    if story and row.chain and _is_told_by(story, row):
        set_embargo(story, embargo_of(row.chain))
        story.save(update_fields=["is_embargoed_indefinitely", "embargoed_until"])
        log_event(story, Act.EMBARGOED, by=None, now=now, reason=row.reason)
    return story


def _keep_addition(row: WireItem, now: datetime) -> Story | None:
    if story := story_of(row):
        log_event(story, Act.TAKE_KEPT, by=None, now=now, reason=row.reason)
        words = f"An addition came to “{story.headline}”. Join the texts by hand."
        give_notice(text=words, wire_item=row, now=now)
    return story


_ACTS: dict[WireItem.Outcome, Callable[[WireItem, datetime], Story | None]] = {
    Outcome.PUBLISH: _publish,
    Outcome.HOLD: _hold,
    Outcome.UPDATE: _update,
    Outcome.WITHHOLD: _withhold,
    Outcome.KILL: _kill,
    Outcome.EMBARGO: _embargo,
    Outcome.ADDITION: _keep_addition,
}
