"""A queue that tests can hold back, and deliveries into it."""

import shutil
from pathlib import Path

import pytest
from huey.contrib.djhuey import HUEY

from dateline.intake import services
from tests.worker.newsroom import Newsroom


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


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """The folder of a migrated newsroom, for copying: migrating takes long."""
    scratch = Newsroom(tmp_path_factory.mktemp("newsroom"))
    assert scratch.manage("migrate", "-v0").wait() == 0, scratch.logs()
    return scratch.folder


@pytest.fixture
def newsroom(migrated, tmp_path):
    """A newsroom without stories; its processes are ended with the test."""
    scratch = Newsroom(Path(shutil.copytree(migrated, tmp_path / "newsroom")))
    yield scratch
    for worker in scratch.workers:
        worker.kill()
        worker.wait()
