"""A queue that tests can hold back, and deliveries into it."""

import os
import shutil

import pytest
from huey.contrib.djhuey import HUEY

from dateline.intake import services
from tests.worker.newsroom import Newsroom


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """A folder with the database of a newsroom that has just been set up."""
    if folder := os.environ.get("DATELINE_TEST_MIGRATED"):
        return folder
    empty = Newsroom(tmp_path_factory.mktemp("migrated"))
    assert empty.manage("migrate", "-v0").wait() == 0, empty.log()
    return empty.folder


@pytest.fixture
def newsroom(tmp_path, migrated):
    """A migrated newsroom without stories; its processes are ended with the test."""
    folder = shutil.copytree(migrated, tmp_path / "newsroom")
    scratch = Newsroom(folder)
    yield scratch
    scratch.close()


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
