"""What the tests of the gateways may ask for."""

import pytest

from tests.gateways.web_server import WebServer


@pytest.fixture
def web_server():
    """A web server on loopback."""
    with WebServer() as server:
        yield server
