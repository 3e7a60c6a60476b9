"""Reading deliveries again that could not be read: one, or all that lie in quarantine."""

import logging
from datetime import datetime

from django.db import transaction

from dateline.accounts.models import User
from dateline.intake import selectors
from dateline.intake.models import WireItem, WireRecord
from dateline.intake.services import attempts
from dateline.intake.services.failures import settle_failures
from dateline.intake.signals import records_wait

logger = logging.getLogger(__name__)


def read_again(*, record: WireRecord, by: User, now: datetime) -> None:
    """Have a delivery read anew after a fix: refused items get another chance, placed ones stay."""
    with transaction.atomic():
        _put_back([record.pk], now=now)
        transaction.on_commit(_announce)
    logger.info("%s is read again, asked for by user %s", attempts.about(record), by.pk)


def read_all_again(*, by: User, now: datetime) -> int:
    """Have all of the quarantine read anew after a fix; return how many deliveries that is."""
    with transaction.atomic():
        ids = list(selectors.quarantine().values_list("pk", flat=True))
        _put_back(ids, now=now)
        if ids:
            transaction.on_commit(_announce)
    logger.info("%d deliveries are read again, asked for by user %s", len(ids), by.pk)
    return len(ids)


def _put_back(ids: list[int], *, now: datetime) -> None:
    """Bring deliveries back to where they were when they had just come in."""
    rows = WireRecord.objects.select_for_update().filter(pk__in=ids)
    for given_up in rows.filter(state=WireRecord.State.FAILED):
        settle_failures(about=[attempts.about(given_up)], now=now)
    WireItem.objects.filter(record__in=ids, outcome=WireItem.Outcome.REFUSED).delete()
    rows.update(
        state=WireRecord.State.RECEIVED,
        attempts=0,
        next_attempt_at=now,  # due at once: the sweep need not wait for it to stand still
        read_again_at=now,
        error_code="",
        error_where="",
        error_found="",
        error_expected="",
    )


def _announce() -> None:
    records_wait.send_robust(sender=WireRecord)
