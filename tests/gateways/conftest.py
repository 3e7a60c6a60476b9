"""What the tests of the gateways may ask for."""

import logging

import pytest

from tests.gateways.offers import make_offer
from tests.gateways.servers.certificate import write_certificate
from tests.gateways.servers.mail import MailServer
from tests.gateways.web_server import WebServer

logging.getLogger("pyftpdlib").setLevel(logging.CRITICAL)


@pytest.fixture
def web_server():
    """A web server on loopback."""
    with WebServer() as server:
        yield server


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate for the tests' servers, with its key."""
    return write_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="session")
def mail_server(certificate):
    """A mail server on loopback."""
    server = MailServer(certificate)
    yield server
    server.close()


@pytest.fixture
def offer_of(tmp_path, certificate, request):
    """Makes a place of a kind, with its server running until the test ends."""
    offers = []

    def make(kind, **options):
        folder = tmp_path / "out"
        folder.mkdir(exist_ok=True)
        mail_server = request.getfixturevalue("mail_server") if kind == "imaps" else None
        offers.append(make_offer(kind, folder, certificate, mail_server, **options))
        return offers[-1]

    yield make
    for offer in offers:
        offer.close()
