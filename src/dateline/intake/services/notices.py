"""What the desk is told, and that somebody has seen to it."""

from datetime import datetime

from dateline.accounts.models import User
from dateline.intake.models import Notice, WireItem


def give_notice(*, text: str, wire_item: WireItem | None, now: datetime) -> Notice:
    """Tell the desk something, on its first page, until a person has seen to it."""
    return Notice.objects.create(text=text, wire_item=wire_item, given_at=now)


def settle_notice(*, notice: Notice, by: User, now: datetime) -> None:
    """Take a notice off the desk; who settled it first stays named."""
    Notice.objects.filter(pk=notice.pk, settled_at=None).update(settled_at=now, settled_by=by)
