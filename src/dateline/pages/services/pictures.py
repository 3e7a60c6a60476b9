"""What puts a picture beside a story, changes it there, or takes it down."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max, Min

from dateline.accounts.models import User
from dateline.intake import selectors as intake
from dateline.intake.models import WirePicture
from dateline.intake.selectors import PictureBeside
from dateline.media import services as media
from dateline.media.models import NewsImage
from dateline.pages.models import Story, StoryEvent, StoryPicture
from dateline.pages.services.publishing import log_event

Act = StoryEvent.Act


@transaction.atomic
def illustrate_from_wire(*, story: Story) -> None:
    """Put the pictures beside a story that the wire names for the version it was taken from.

    What a person has changed or taken off stays as that person left it.
    """
    if story.chain is None or story.wire_item is None:
        return
    named = intake.pictures_beside(story.chain, story.wire_item)
    present = list(story.pictures.select_for_update())
    by_key = {row.wire_key: row for row in present if row.wire_key}
    by_picture = {row.picture_id: row for row in present}
    for position, beside in enumerate(named):
        row = by_key.get(beside.key) or by_picture.get(beside.picture.pk)
        if row is None:
            row = StoryPicture(story=story, wire_key=beside.key)
        _take_from_wire(row, beside, position, taken=by_picture)
        by_picture[row.picture_id] = row
    keys = {beside.key for beside in named}
    for row in present:
        if row.wire_key and row.wire_key not in keys and not row.edited_at and not row.removed_at:
            row.delete()


def _take_from_wire(
    row: StoryPicture, beside: PictureBeside, position: int, *, taken: dict[int, StoryPicture]
) -> None:
    """Give a row what the wire says, as far as no person has decided otherwise."""
    other = taken.get(beside.picture.pk)
    if row.picture_id != beside.picture.pk and other is None:
        row.picture = beside.picture
    if row.picture_id is None:  # the same bytes under another name stand there already
        return
    if not row.edited_at:
        row.caption, row.alt_text = beside.caption, beside.alt_text[:1000]
        row.position = position
    row.save()


@transaction.atomic
def take_up_picture(*, wire_picture_id: int, now: datetime) -> None:
    """Put a picture that was kept beside the stories it belongs to. A second time changes nothing.

    Others that wait under the same name are taken up with it.
    """
    row = WirePicture.objects.select_for_update(of=("self",)).get(pk=wire_picture_id)
    if row.taken_up_at is not None:
        return
    for story in Story.objects.filter(chain__in=intake.chains_named_by(row)):
        illustrate_from_wire(story=story)
    same = WirePicture.objects.filter(
        source=row.source_id, key=row.key, state=WirePicture.State.KEPT
    )
    same.update(taken_up_at=now)


def note_pictures_killed(
    *, pictures: list[NewsImage], by: User | None, now: datetime, reason: str
) -> None:
    """Write the kill of pictures into the decision logs of the stories they stood beside."""
    for story in Story.objects.filter(pictures__picture__in=pictures).distinct():
        log_event(story, Act.PICTURE_KILLED, by=by, now=now, reason=reason)


@transaction.atomic
def add_picture(
    *, story: Story, picture: NewsImage, by: User | None, now: datetime, is_lead: bool = False
) -> StoryPicture:
    """Put a picture beside a story by a person's choice, first or last, also one taken off."""
    ends = story.pictures.aggregate(first=Min("position"), last=Max("position"))
    position = (ends["first"] or 0) - 1 if is_lead else (ends["last"] or 0) + 1
    row, is_new = StoryPicture.objects.get_or_create(
        story=story,
        picture=picture,
        defaults={"caption": picture.caption, "alt_text": picture.alt_text},
    )
    row.position, row.removed_at, row.edited_at = position, None, now
    row.added_by = by
    row.save()
    act = Act.PICTURE_ADDED if is_new or not is_lead else Act.PICTURE_CHANGED
    log_event(story, act, by=by, now=now, reason=str(picture))
    return row


@transaction.atomic
def change_picture(
    *, row: StoryPicture, caption: str, alt_text: str, by: User, now: datetime
) -> None:
    """Give a picture other words beside its story."""
    row.caption, row.alt_text, row.edited_at = caption, alt_text, now
    row.save(update_fields=["caption", "alt_text", "edited_at"])
    log_event(row.story, Act.PICTURE_CHANGED, by=by, now=now, reason=str(row.picture))


@transaction.atomic
def lead_with_picture(*, row: StoryPicture, by: User, now: datetime) -> None:
    """Make a picture the first of its story."""
    first = row.story.pictures.aggregate(first=Min("position"))["first"] or 0
    row.position, row.edited_at = first - 1, now
    row.save(update_fields=["position", "edited_at"])
    log_event(row.story, Act.PICTURE_CHANGED, by=by, now=now, reason=str(row.picture))


@transaction.atomic
def remove_picture(*, row: StoryPicture, by: User, now: datetime, reason: str = "") -> None:
    """Take a picture off one story. It stays where else it is used, and the wire leaves it off."""
    row.removed_at = now
    row.save(update_fields=["removed_at"])
    log_event(row.story, Act.PICTURE_REMOVED, by=by, now=now, reason=reason or str(row.picture))


@transaction.atomic
def kill_picture(*, picture: NewsImage, by: User, now: datetime, note: str) -> None:
    """Take a picture down for good, off every story: its addresses answer 410."""
    media.kill_picture(picture=picture, now=now, note=note)
    note_pictures_killed(pictures=[picture], by=by, now=now, reason=note)


def release_picture(
    *, picture: NewsImage, by: User, now: datetime, reason: str, max_pixels: int
) -> None:
    """Undo a kill of a picture by a named person's decision: it stands beside its stories again."""
    media.release_picture(picture=picture, max_pixels=max_pixels)
    for story in Story.objects.filter(pictures__picture=picture).distinct():
        log_event(story, Act.PICTURE_RELEASED, by=by, now=now, reason=reason)
