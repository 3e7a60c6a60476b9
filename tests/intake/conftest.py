"""A vault of each test's own, and a way to deliver into it."""

import pytest

from dateline.intake import services
from tests.gateways.web_server import WebServer


@pytest.fixture(autouse=True)
def vault_folder(settings, tmp_path):
    """Where the agencies' bytes lie in this test."""
    folder = tmp_path / "vault"
    wire = {**settings.STORAGES["wire"], "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "wire": wire}
    return folder


@pytest.fixture
def deliver(source, now):
    """Receives and reads some bytes, and returns the record."""

    def receive_and_read(raw, *, origin="quay.json", at=now, source=source):
        record = services.receive(source=source, raw=raw, origin=origin, now=at)
        return services.read_record(record_id=record.pk, now=at)

    return receive_and_read


@pytest.fixture
def web_server():
    """A web server on loopback."""
    with WebServer() as server:
        yield server
