"""The web server's application, at the test's own time."""

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from dateline.pages import clock
from tests.project.kept import Newsroom


@pytest.fixture
def connection_of_the_test():
    """As with Django's own client, a request leaves the test its connection."""
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture
def newsroom(monkeypatch, now, connection_of_the_test):
    """The application, with the newsroom's clock at the test's `now`."""
    monkeypatch.setattr(clock, "now", lambda: now)
    return Newsroom()
