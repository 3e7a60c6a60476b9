"""Receiving: the bytes are kept first, whatever they are."""

import hashlib
import io
import tracemalloc

import pytest

from dateline.intake import selectors, services
from dateline.intake.models import WireRecord

NOISE = bytes(range(256)) * 40


@pytest.mark.parametrize("as_what", ["bytes", "path", "stream"])
def test_a_delivery_is_kept_byte_for_byte_under_its_hash(
    source, now, tmp_path, vault_folder, as_what
):
    path = tmp_path / "noise.bin"
    path.write_bytes(NOISE)
    raw = {"bytes": NOISE, "path": path, "stream": io.BytesIO(NOISE)}[as_what]

    record = services.receive(source=source, raw=raw, origin="noise.bin", now=now)

    sha256 = hashlib.sha256(NOISE).hexdigest()
    assert (vault_folder / sha256[:2] / sha256).read_bytes() == NOISE
    assert (record.sha256, record.size_bytes) == (sha256, len(NOISE))
    assert record.state == WireRecord.State.RECEIVED
    assert path.read_bytes() == NOISE


def test_the_same_bytes_from_two_places_are_two_deliveries_and_one_file(source, now, vault_folder):
    first = services.receive(source=source, raw=NOISE, origin="a.bin", now=now)
    second = services.receive(source=source, raw=NOISE, origin="b.bin", now=now)

    assert first.pk != second.pk
    assert len([path for path in vault_folder.rglob("*") if path.is_file()]) == 1


def test_the_same_bytes_from_the_same_place_are_the_same_delivery(source, now):
    first = services.receive(source=source, raw=NOISE, origin="a.bin", now=now)
    second = services.receive(source=source, raw=NOISE, origin="a.bin", now=now)

    assert second.pk == first.pk
    assert second.times_received == 2


def test_bytes_that_come_back_after_others_are_a_new_delivery(source, now):
    first = services.receive(source=source, raw=b"one", origin="feed", now=now)
    services.receive(source=source, raw=b"two", origin="feed", now=now)

    third = services.receive(source=source, raw=b"one", origin="feed", now=now)

    assert third.pk != first.pk


def test_a_file_of_200_megabytes_is_kept_without_being_held_in_memory(
    source, now, tmp_path, vault_folder
):
    path = tmp_path / "huge.xml"
    with path.open("wb") as file:
        file.truncate(200_000_000)

    tracemalloc.start()
    record = services.receive(source=source, raw=path, origin="huge.xml", now=now)
    record = services.read_record(record_id=record.pk, now=now)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak_bytes < 20_000_000
    assert record.state == WireRecord.State.REFUSED
    assert record.error_code == "wire-too-large"
    assert record.error_found == "200000000 bytes"
    with selectors.raw_bytes(record) as file:
        assert file.size == 200_000_000


def test_a_delivery_is_read_in_the_background_once_it_is_stored(
    source, now, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        record = services.receive(source=source, raw=b"<broken", origin="a.xml", now=now)

    record.refresh_from_db()
    assert record.state == WireRecord.State.REFUSED


def test_a_draft_that_could_not_be_finished_leaves_nothing_behind(source, now, vault_folder):
    class BrokenStream(io.RawIOBase):
        def read(self, size=-1):
            raise OSError("the line went dead")

    with pytest.raises(OSError, match="the line went dead"):
        services.receive(source=source, raw=BrokenStream(), origin="a.xml", now=now)

    assert list(vault_folder.iterdir()) == []
    assert not WireRecord.objects.exists()
