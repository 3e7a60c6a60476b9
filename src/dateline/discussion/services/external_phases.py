"""Setting up a newsroom's own phases: what each is, and the secrets its calls are signed with."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from dateline.accounts import sealing
from dateline.discussion.models import ExternalPhase, OutsideState, SigningSecret

USE = "signing secret at rest"
# How long the secret before still counts, as a choice: Coral offers the same.
ROTATION_HOURS = (0, 1, 24, 72)


@transaction.atomic
def add_external_phase(*, phase: ExternalPhase, now: datetime) -> str:
    """Store a new phase and return its first secret, which is shown this once."""
    phase.save()
    return _new_secret(phase, now=now)


@transaction.atomic
def change_external_phase(*, phase: ExternalPhase) -> None:
    """Keep a phase as it was changed; what arrives from now on is sent to it as it is now."""
    phase.save()
    ExternalPhase.objects.filter(pk=phase.pk).update(version=F("version") + 1)
    _wake(phase)


def remove_external_phase(*, phase: ExternalPhase) -> None:
    """Forget a phase and its secrets; what it found stays with the comments."""
    _wake(phase)
    phase.delete()


@transaction.atomic
def rotate_secret(*, phase: ExternalPhase, hours: int, now: datetime) -> str:
    """Make a new secret and return it, to be shown this once.

    hours  for how long the secrets before still sign as well, so that the other end can change
    """
    SigningSecret.objects.filter(phase=phase).exclude(ends_at__lte=now).update(
        ends_at=now + timedelta(hours=hours)
    )
    SigningSecret.objects.filter(phase=phase, ends_at__lte=now).delete()
    _wake(phase)
    return _new_secret(phase, now=now)


def _new_secret(phase: ExternalPhase, *, now: datetime) -> str:
    secret = secrets.token_hex(32)
    sealed = sealing.seal(secret, use=USE)
    SigningSecret.objects.create(phase=phase, sealed=sealed, made_at=now)
    return secret


def _wake(phase: ExternalPhase) -> None:
    """Ask again at once what rested: the fault may have been just what was changed."""
    OutsideState.objects.filter(phase=phase.phase).delete()
