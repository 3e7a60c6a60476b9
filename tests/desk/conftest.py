"""An editor signed in to the desk, and wires that deliver to it."""

import json

import pytest

from dateline.intake import services
from dateline.pages.models import Story
from dateline.pages.services import take_up_waiting

TREATY = {
    "uri": "nwa:desk-treaty",
    "version": "1",
    "type": "text",
    "pubstatus": "usable",
    "headline": "Varland and its neighbour sign a harbour treaty",
    "versioncreated": "2026-11-23T09:00:00Z",
    "body_html": "<p>PORT ANSEL, Nov. 23 (NWA) - Varland signed a treaty on the harbours of the "
    "north on Monday, the transport ministry said.</p>"
    "<p>The treaty will take force in March, according to the ministry.</p>"
    "<p>About 40 harbours are named in it, from Lund Bay to Marrow Head.</p>"
    "<p>Fishing crews of both countries have asked for such a treaty since 2019.</p>"
    "<p>“This is the best news for the north in ten years,” Transport Minister Runa Ostby told "
    "reporters in Port Ansel.</p>",
}


@pytest.fixture
def desk(client, editor):
    """A browser in which the editor is signed in to the admin."""
    client.force_login(editor)
    return client


@pytest.fixture(autouse=True)
def vault_folder(settings, tmp_path):
    """Where the agencies' bytes lie in this test."""
    wire = {**settings.STORAGES["wire"], "OPTIONS": {"location": str(tmp_path / "vault")}}
    settings.STORAGES = {**settings.STORAGES, "wire": wire}


@pytest.fixture(autouse=True)
def desk_clock(monkeypatch, now):
    """The desk's clock stands at noon."""
    monkeypatch.setattr("dateline.pages.clock.now", lambda: now)


@pytest.fixture
def deliver(site, source, now):
    """Delivers bytes, or a ninjs item made of the treaty story and some changes."""

    def receive_read_and_take_up(raw=None, *, origin="treaty.json", to=source, **changes):
        raw = raw or json.dumps(TREATY | changes).encode()
        record = services.receive(source=to, raw=raw, origin=origin, now=now)
        services.read_record(record_id=record.pk, now=now)
        take_up_waiting(now=now, older_than=now - now)
        record.refresh_from_db()
        return record

    return receive_read_and_take_up


@pytest.fixture
def wire_story(deliver):
    """A public story as the wire brought it; no person has touched it."""
    record = deliver()
    return Story.objects.get(chain=record.items.get().chain)


@pytest.fixture
def edit(desk):
    """Saves a story in the editor, with some fields changed, and reads it again."""

    def save(story, *, action="action-publish", **changes):
        address = f"/admin/snippets/dateline_pages/story/edit/{story.pk}/"
        form = desk.get(address).context["form"]
        values = {
            bound.html_name: bound.value() for bound in form if bound.value() not in (None, [])
        } | rich_text(paragraphs=form["paragraphs"].value())
        response = desk.post(address, values | changes | {action: "1"})
        story.refresh_from_db()
        return response

    return save


def rich_text(**fields):
    """Return form values in which HTML is written as the browser's editor sends it."""
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    from dateline.desk.story_form import BODY_FEATURES

    converter = ContentstateConverter(BODY_FEATURES)
    return {name: converter.from_database_format(html) for name, html in fields.items()}
