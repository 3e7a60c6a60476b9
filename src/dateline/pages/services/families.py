"""Two stories that tell the same, and takes that tell another: what a person decides about them."""

from datetime import datetime

from django.db import transaction

from dateline.accounts.models import User
from dateline.core.story import item_from_plain
from dateline.intake import services as intake
from dateline.intake.families import is_older
from dateline.intake.models import WireChain, WireItem
from dateline.intake.selectors import family_of, newest_of_chain, take_of_row
from dateline.pages import search
from dateline.pages.models import Story, StoryEvent
from dateline.pages.services.drawing import draw_from_wire
from dateline.pages.services.filling import fill_story
from dateline.pages.services.publishing import log_event
from dateline.pages.services.take_up import take_version

Act = StoryEvent.Act


class CannotReplace(Exception):
    """A story was to stand for another one and may not; the message says why."""


@transaction.atomic
def replace_story(*, story: Story, kept: Story, by: User, now: datetime, reason: str) -> None:
    """Let one story stand for another that tells the same: the other's page leads to it.

    Raises:
        CannotReplace: the one that shall stand is the same story, is killed, or is itself replaced.
    """
    if story.pk == kept.pk:
        raise CannotReplace("A story cannot stand for itself.")
    if kept.is_killed:
        raise CannotReplace(f"“{kept.headline}” was killed: it cannot stand for another story.")
    if kept.replaced_by_id:
        raise CannotReplace(f"“{kept.headline}” is itself replaced by another story.")
    story.replaced_by = kept
    story.save(update_fields=["replaced_by"])
    story.replaced.update(replaced_by=kept)  # what led here leads on
    search.remove(story)
    log_event(story, Act.REPLACED, by=by, now=now, reason=f"By “{kept.headline}”. {reason}")
    log_event(kept, Act.TAKE_KEPT, by=by, now=now, reason=f"“{story.headline}”. {reason}")


@transaction.atomic
def restore_story(*, story: Story, by: User, now: datetime, reason: str) -> None:
    """Let a replaced story stand for itself again."""
    story.replaced_by = None
    story.save(update_fields=["replaced_by"])
    if story.live:
        search.index(story)
    log_event(story, Act.SEPARATED, by=by, now=now, reason=reason)


@transaction.atomic
def separate_take(*, chain: WireChain, by: User, now: datetime, reason: str) -> Story:
    """Make a take of a family a story of its own, held for the desk; return that story.

    A story that was told by the take goes back to the newest of the takes that stay.

    Raises:
        TakeStandsAlone: it is no take among others; nothing is changed.
    """
    told = Story.objects.filter(chain_id=chain.head_id or chain.pk).first()
    new_head = intake.separate_chain(chain=chain)
    if told and new_head:
        told.chain = new_head
        told.save(update_fields=["chain"])
    if told and told.wire_item and told.wire_item.chain_id == chain.pk:
        _tell_by_what_stays(told, by=by, now=now)
    row = newest_of_chain(chain) or chain.versions.exclude(item={}).latest("pk")
    own = Story(chain=chain, live=False)
    item = item_from_plain(row.item)
    fill_story(own, row, item, now=now)
    if chain.is_killed:
        own.killed_at, own.kill_note = now, "The agency killed this take."
    own.save()
    draw_from_wire(story=own, now=now)
    log_event(own, Act.SEPARATED, by=by, now=now, reason=reason)
    if told:
        log_event(told, Act.SEPARATED, by=by, now=now, reason=f"“{own.headline}”. {reason}")
    return own


def _tell_by_what_stays(story: Story, *, by: User, now: datetime) -> None:
    """Give a story the newest of the takes that stay; one edited by hand waits for a choice."""
    assert story.chain is not None  # noqa: S101 -- it was told by a take
    newest: WireItem | None = None
    for chain in family_of(story.chain):
        row = None if chain.is_killed else newest_of_chain(chain)
        if row and (newest is None or not is_older(take_of_row(row), take_of_row(newest))):
            newest = row
    if newest is None:
        return
    if story.edited_by_hand_at or story.is_killed:
        story.pending_item = newest
        story.save(update_fields=["pending_item"])
    else:
        take_version(story, newest, now=now, by=by)
        draw_from_wire(story=story, now=now)
