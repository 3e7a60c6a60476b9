"""A wire that delivers to the pages: what comes is read, placed and taken up at once."""

import json
from datetime import timedelta

import pytest

from dateline.intake import services
from dateline.intake.models import WireItem
from dateline.pages.services import take_up_waiting

FERRY = {
    "uri": "nwa:ferry",
    "version": "1",
    "type": "text",
    "pubstatus": "usable",
    "headline": "Ferry to Marrow Head stops for the winter",
    "versioncreated": "2026-11-23T09:00:00Z",
    "body_html": "<p>The ferry to Marrow Head stops for the winter on Sunday.</p>",
}


@pytest.fixture
def vault_folder(settings, tmp_path):
    """Where the agencies' bytes lie in this test."""
    wire = {**settings.STORAGES["wire"], "OPTIONS": {"location": str(tmp_path / "vault")}}
    settings.STORAGES = {**settings.STORAGES, "wire": wire}


@pytest.fixture
def send(site, source, now, vault_folder):
    """Delivers the ferry's item with some changes, and returns how it was placed."""

    def deliver(*, at=now, origin="ferry.json", to=source, **changes):
        item = {name: value for name, value in (FERRY | changes).items() if value is not None}
        record = services.receive(source=to, raw=json.dumps(item).encode(), origin=origin, now=at)
        services.read_record(record_id=record.pk, now=at)
        take_up_waiting(now=at, older_than=timedelta(0))
        return WireItem.objects.filter(record=record).last()

    return deliver
