"""A story's pictures as the desk shows them: what is seen of each, and what may be done with it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as translate

from dateline.desk.forms import ChangePictureForm
from dateline.pages.models import StoryPicture
from dateline.pages.pictures import ShownPicture, desk_address, shown


@dataclass(frozen=True, slots=True)
class PictureCard:
    """One picture of a story. `seen` is None where no size of it was made, or all were deleted."""

    row: StoryPicture
    seen: ShownPicture | None
    state: str
    is_shown: bool
    form: ChangePictureForm

    @property
    def has_no_alt_text(self) -> bool:
        """Whether a reader who does not see it is told nothing."""
        return not self.row.alt_text and not self.row.removed_at and not self.row.picture.is_killed


def card_of(row: StoryPicture, now: datetime) -> PictureCard:
    """Return the card of one picture."""
    return PictureCard(
        row=row,
        seen=shown(row, address=desk_address) if row.picture.sizes else None,
        state=state_in_words(row, now),
        is_shown=row.removed_at is None and row.picture.is_usable(now),
        form=ChangePictureForm(row=row),
    )


def state_in_words(row: StoryPicture, now: datetime) -> str:
    """Return why readers see a picture or not."""
    picture = row.picture
    if picture.is_killed:
        return translate("killed: %s") % picture.kill_note
    if row.removed_at:
        return translate("taken off this story")
    if picture.is_withheld:
        return translate("withheld by the agency")
    if picture.is_expired(now) and picture.expires_at:
        moment = date_format(localtime(picture.expires_at), "j N Y, H:i")
        return translate("may not be used since %s") % moment
    if picture.is_embargoed(now):
        return translate("embargoed")
    if not picture.sizes:
        return translate("its sizes are being made")
    return translate("shown with the story")
