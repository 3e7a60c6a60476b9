"""A queue that tests can hold back, and deliveries into it."""

import pytest
from huey.contrib.djhuey import HUEY

from dateline.intake import services


@pytest.fixture
def idle_queue():
    """The queue takes tasks and nobody works them off."""
    HUEY.immediate = False
    yield HUEY
    HUEY.flush()
    HUEY.immediate = True


@pytest.fixture
def deliver(site, source, now, django_capture_on_commit_callbacks):
    """Receives some bytes, with everything that follows once they are stored."""

    def receive_all(raw, *, origin="quay.json", at=now):
        with django_capture_on_commit_callbacks(execute=True):
            return services.receive(source=source, raw=raw, origin=origin, now=at)

    return receive_all
