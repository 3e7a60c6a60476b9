"""Sources behind real servers: what comes becomes deliveries, once, and trouble is told."""

from datetime import timedelta

import pytest

from dateline.intake import selectors, services
from dateline.intake.models import SourceMark, WireRecord
from tests.gateways.servers.sftp import SftpServer

WAYS = ["file", "sftp", "ftp", "ftps", "imaps"]
MESSAGE = b"Subject: one\r\n\r\nThe quay opened.\r\n"


@pytest.mark.parametrize("kind", WAYS)
def test_what_lies_at_an_address_is_received_once(pulled, source, now, kind):
    offer = pulled(kind)
    offer.put("1.xml", MESSAGE)
    offer.put("2.xml", MESSAGE * 2)

    first = services.fetch_source(source=source, now=now)
    second = services.fetch_source(source=source, now=now + timedelta(minutes=5))

    assert source.fetch_error == ""
    assert [record.size_bytes for record in first] == [len(MESSAGE), len(MESSAGE) * 2]
    assert all(record.origin.startswith(source.url[:15]) for record in first)
    assert second == []


@pytest.mark.parametrize("kind", WAYS)
def test_after_a_crash_before_the_marks_were_kept_everything_is_a_repeat(pulled, source, now, kind):
    offer = pulled(kind)
    offer.put("1.xml", MESSAGE)
    services.fetch_source(source=source, now=now)
    SourceMark.objects.all().delete()

    services.fetch_source(source=source, now=now)

    assert WireRecord.objects.get().times_received == 2


def test_what_is_too_large_is_told_at_the_desk_once_and_the_rest_comes(
    pulled, source, settings, now
):
    settings.WIRE_MAX_BYTES = 1000
    offer = pulled("sftp")
    offer.put("1.xml", b"x" * 1001)
    offer.put("2.xml", MESSAGE)

    services.fetch_source(source=source, now=now)
    failure = selectors.unsettled_failures().get()
    services.settle_failures(about=[failure.about], now=now)
    services.fetch_source(source=source, now=now)

    assert failure.about.startswith("source nwa: sftp://")
    assert "1001 bytes" in failure.error
    assert not selectors.unsettled_failures().exists()
    assert WireRecord.objects.get().size_bytes == len(MESSAGE)


def test_a_key_seen_at_the_first_visit_is_kept_and_another_one_refused_and_told_at_once(
    pulled, source, now, tmp_path
):
    offer = pulled("sftp")
    services.fetch_source(source=source, now=now)
    first_key = source.host_key
    offer.close()
    offer.server = SftpServer(offer.folder, port=offer.server.port)

    services.fetch_source(source=source, now=now)
    refused = source.fetch_error_code
    told = selectors.unsettled_failures().get()
    services.accept_host_key(source=source, offered=source.host_key_offered)
    services.fetch_source(source=source, now=now)

    assert first_key.startswith("127.0.0.1:")
    assert refused == "fetch-host-key-changed"
    assert told.about == "source nwa"
    assert source.fetch_error == ""
    assert source.host_key != first_key


def test_a_wrong_password_is_told_at_once_and_tried_less_often(pulled, source, now):
    pulled("sftp")
    services.set_secret(source=source, secret="wrong-lantern")

    services.fetch_source(source=source, now=now)

    assert source.fetch_error_code == "fetch-bad-login"
    assert source.next_fetch_at == now + timedelta(minutes=15)
    assert "wrong-lantern" not in source.fetch_error + selectors.unsettled_failures().get().error


def test_a_new_secret_is_tried_at_once(pulled, source, now):
    offer = pulled("sftp")
    services.set_secret(source=source, secret="wrong-lantern")
    services.fetch_source(source=source, now=now)

    services.set_secret(source=source, secret=offer.secret)

    assert selectors.sources_due(now).get() == source


def test_a_file_that_went_away_is_forgotten(pulled, source, now):
    offer = pulled("file")
    offer.put("1.xml", MESSAGE)
    services.fetch_source(source=source, now=now)
    offer.remove("1.xml")

    services.fetch_source(source=source, now=now)

    assert not SourceMark.objects.exists()


def test_a_folder_of_this_machine_is_looked_at_each_minute(pulled, source, now):
    pulled("file")

    services.fetch_source(source=source, now=now)

    assert source.next_fetch_at == now + timedelta(minutes=1)


def test_a_full_folder_is_taken_in_portions_that_follow_each_other(
    pulled, source, now, monkeypatch
):
    monkeypatch.setattr("dateline.intake.services.fetching.MOST_AT_ONCE", 2)
    offer = pulled("file")
    for number in range(3):
        offer.put(f"{number}.xml", MESSAGE)

    first = services.fetch_source(source=source, now=now)
    due = source.next_fetch_at
    second = services.fetch_source(source=source, now=now)

    assert (len(first), due) == (2, now)
    assert len(second) == 1
