"""Polling over TLS: a server is asked only once an authority that is believed vouches for it."""

import datetime as dt
import ipaddress

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from dateline.intake import services
from tests.gateways.web_server import WebServer
from tests.intake.deliveries import ninjs

TODAY = dt.datetime.now(dt.UTC)


def make(name, *, signed_by=None, host=None):
    """Return a certificate with its key: of an authority, or of a host that one vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    own_name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    issuer, signing_key = (signed_by[0].subject, signed_by[1]) if signed_by else (own_name, key)
    builder = (
        x509.CertificateBuilder()
        .subject_name(own_name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(TODAY - dt.timedelta(days=1))
        .not_valid_after(TODAY + dt.timedelta(days=7))
        .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
    )
    if host:
        names = [x509.IPAddress(ipaddress.ip_address(host))]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(signing_key, hashes.SHA256()), key


def pem(certificate, key=None):
    raw = certificate.public_bytes(serialization.Encoding.PEM)
    if key is None:
        return raw
    return raw + key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


@pytest.fixture
def authority():
    return make("NWA Root")


@pytest.fixture
def agency(authority, source, settings, tmp_path):
    """A feed over TLS on this machine, whose certificate the agency's own authority signed."""
    settings.FETCH_ALLOWED_HOSTS = ["127.0.0.1"]
    file = tmp_path / "server.pem"
    file.write_bytes(pem(*make("feeds", signed_by=authority, host="127.0.0.1")))
    with WebServer(file) as server:
        server.answers_with("/feed", ninjs())
        source.url = server.url("/feed")
        source.save()
        yield server


@pytest.fixture
def trust(settings, tmp_path):
    """Writes certificates into the file that the setting names."""

    def write(raw, name="authorities.pem"):
        path = tmp_path / name
        path.write_bytes(raw)
        settings.TRUSTED_CERTIFICATES = str(path)

    return write


def test_a_server_whose_authority_is_trusted_by_setting_is_polled(
    agency, authority, trust, source, now
):
    trust(pem(authority[0]))

    (record,) = services.fetch_source(source=source, now=now)

    assert record.origin == source.url
    assert source.fetch_error == ""


def test_a_server_of_an_unknown_authority_is_refused_and_never_asked(agency, source, now):
    assert services.fetch_source(source=source, now=now) == []

    assert source.fetch_error.startswith("fetch-failed: ")
    assert "certificate" in source.fetch_error
    assert agency.asked == []


def test_another_authority_than_the_trusted_one_is_refused(agency, trust, source, now):
    trust(pem(make("Somebody Else")[0]))

    assert services.fetch_source(source=source, now=now) == []
    assert "certificate" in source.fetch_error


def test_a_certificate_for_another_host_is_refused(
    authority, trust, source, settings, tmp_path, now
):
    settings.FETCH_ALLOWED_HOSTS = ["127.0.0.1"]
    trust(pem(authority[0]))
    file = tmp_path / "server.pem"
    file.write_bytes(pem(*make("feeds", signed_by=authority, host="127.0.0.2")))
    with WebServer(file) as server:
        source.url = server.url("/feed")

        assert services.fetch_source(source=source, now=now) == []
    assert "certificate" in source.fetch_error


def test_a_file_of_authorities_that_is_none_is_named(agency, trust, source, now):
    trust(b"no certificate", name="broken.pem")

    assert services.fetch_source(source=source, now=now) == []
    assert "broken.pem" in source.fetch_error
