"""Whether readers are shown what a story said before it was corrected."""

from datetime import datetime

from django.db import transaction

from dateline.accounts.models import User
from dateline.pages.models import Correction, StoryEvent
from dateline.pages.services.publishing import log_event


@transaction.atomic
def withhold_old_wording(*, correction: Correction, by: User, now: datetime, reason: str) -> None:
    """Repeat nothing of what a correction put right: not in its notice, its lines, the versions."""
    _set_withheld(correction, is_withheld=True)
    log_event(correction.story, StoryEvent.Act.WORDING_WITHHELD, by=by, now=now, reason=reason)


@transaction.atomic
def show_old_wording(*, correction: Correction, by: User, now: datetime, reason: str) -> None:
    """Let readers see again what a correction put right."""
    _set_withheld(correction, is_withheld=False)
    log_event(correction.story, StoryEvent.Act.WORDING_SHOWN, by=by, now=now, reason=reason)


def _set_withheld(correction: Correction, *, is_withheld: bool) -> None:
    correction.is_old_wording_withheld = is_withheld
    correction.save(update_fields=["is_old_wording_withheld"])
    correction.withdrawn_lines.update(is_text_withheld=is_withheld)
