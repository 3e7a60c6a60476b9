"""Deliveries that agencies send by HTTP: tokens, and the same answer to the same push."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO

from django.db import transaction

from dateline.accounts.models import User
from dateline.intake import selectors, vault
from dateline.intake.models import PushReceipt, PushToken, Source, WireRecord
from dateline.intake.services.receiving import record_kept

# So that whoever finds one knows what it opens.
TOKEN_PREFIX = "dateline-push-"  # noqa: S105
TOKEN_BYTES = 32
# How long a push that is sent again under its key gets the first answer.
RECEIPTS_ARE_KEPT = timedelta(days=7)
# The row is not written anew for each push of a busy wire.
USE_IS_NOTED_EACH = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of a push. is_new: it made a record, now or when its key was first used."""

    record: WireRecord
    is_new: bool


class BodyDiffers(Exception):
    """The same Idempotency-Key came with another body before; nothing was kept of this one."""


class CutShort(Exception):
    """Fewer bytes came than were announced; nothing was received."""


def make_push_token(*, source: Source, by: User | None, now: datetime) -> str:
    """Return a new token for sending to a source. It is shown this once: only its hash is kept."""
    token = TOKEN_PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    PushToken.objects.create(
        source=source, token_hash=selectors.token_hash(token), made_at=now, made_by=by
    )
    return token


def revoke_push_token(*, token: PushToken, now: datetime) -> None:
    """Refuse a token from now on."""
    if token.revoked_at is None:
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])


def push(
    *,
    token: PushToken,
    stream: BinaryIO,
    length_bytes: int,
    idempotency_key: str,
    now: datetime,
) -> Pushed:
    """Keep a delivery that an agency sent, and have it read in the background.

    stream           the body; it is never held in memory
    idempotency_key  the sender's name for this delivery, or empty: sent again under the same key,
                     it is answered as the first time and received no second time

    Raises:
        CutShort: the body ended early.
        BodyDiffers: the key was used for another body.
    """
    kept = vault.keep(stream)
    if kept.size_bytes != length_bytes:
        raise CutShort
    with transaction.atomic():
        # Two pushes under one key wait for each other here.
        source = Source.objects.select_for_update(no_key=True).get(pk=token.source_id)
        _note_use(token, now=now)
        key_hash = hashlib.sha256(idempotency_key.encode()).hexdigest()
        receipt = selectors.push_receipt(source, key_hash) if idempotency_key else None
        if receipt is not None:
            if receipt.sha256 != kept.sha256:
                raise BodyDiffers
            return Pushed(receipt.record, is_new=True)
        record, is_new = record_kept(
            source=source, kept=kept, origin=f"push to {source.slug}", now=now, announces=True
        )
        if idempotency_key:
            PushReceipt.objects.create(
                source=source,
                key_hash=key_hash,
                sha256=kept.sha256,
                record=record,
                received_at=now,
            )
    return Pushed(record, is_new)


def forget_old_receipts(*, now: datetime) -> None:
    """Forget the keys of pushes that nobody will send again."""
    PushReceipt.objects.filter(received_at__lt=now - RECEIPTS_ARE_KEPT).delete()


def _note_use(token: PushToken, *, now: datetime) -> None:
    if token.last_used_at is None or now - token.last_used_at >= USE_IS_NOTED_EACH:
        token.last_used_at = now
        token.save(update_fields=["last_used_at"])
