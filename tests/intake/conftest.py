"""A vault of each test's own, and a way to deliver into it."""

import pytest

from dateline.intake import services
from tests.gateways.conftest import certificate, mail_server, offer_of
from tests.gateways.servers.certificate import HOST
from tests.gateways.web_server import WebServer

__all__ = ["certificate", "mail_server", "offer_of"]


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


@pytest.fixture
def pulled(source, settings, monkeypatch, offer_of, certificate):
    """Makes a place with its server running, which the source is fetched from."""
    settings.TRUSTED_CERTIFICATES = str(certificate)
    monkeypatch.setattr("dateline.intake.services.fetching.SETTLE_SECONDS", 0.01)

    def make(kind):
        offer = offer_of(kind)
        settings.FETCH_ALLOWED_HOSTS = ["127.0.0.1"]
        settings.WATCH_FOLDERS = [str(offer.folder.parent)]
        source.url = offer.address.replace(HOST, "127.0.0.1")
        services.set_secret(source=source, secret=offer.secret)
        source.save()
        return offer

    return make
