"""The desk sees every delivery, why it was refused, and its bytes without danger."""

import pytest

from dateline.intake.models import TaskFailure
from dateline.intake.services import note_failure

HTML = b"<html><script>alert(1)</script><p>Moved to another address.</p></html>"


def test_a_refused_delivery_says_where_what_was_found_and_what_was_expected(desk, deliver):
    record = deliver(HTML, origin="feed.html")

    listing = desk.get("/admin/desk/wire/").content.decode()
    page = desk.get(f"/admin/desk/wire/{record.pk}/").content.decode()

    for text in (listing, page):
        assert "could not be read" in text
        assert record.error_expected[:20] in text
    assert "feed.html" in listing


def test_an_items_outcome_leads_to_its_story_and_private_notes_stay_at_the_desk(
    desk, deliver, client
):
    record = deliver(ednote="Call the ministry before use, 555 0199.")
    story = record.items.get().chain.story

    page = desk.get(f"/admin/desk/wire/{record.pk}/").content.decode()

    assert "new: publish" in page
    assert f"/admin/desk/stories/{story.pk}/" in page
    assert "555 0199" in page
    assert "555 0199" not in client.get(story.get_absolute_url()).content.decode()


def test_the_bytes_are_shown_as_text_that_no_browser_runs(desk, deliver):
    record = deliver(HTML, origin="feed.html")

    answer = desk.get(f"/admin/desk/wire/{record.pk}/bytes/")

    assert b"".join(answer.streaming_content) == HTML
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]


def test_the_bytes_are_shown_in_the_character_set_they_were_read_with(desk, deliver):
    xml = (
        '<?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0"><channel><title>NWA</title>'
        "<item><title>Øresund</title><guid>o1</guid><description>Øresund freezes.</description>"
        "</item></channel></rss>"
    )
    record = deliver(xml.encode("iso-8859-1"), origin="feed.xml")

    answer = desk.get(f"/admin/desk/wire/{record.pk}/bytes/")

    assert answer["Content-Type"] in (
        "text/plain; charset=iso8859-1",
        "text/plain; charset=cp1252",
    )
    answer.close()


def test_the_bytes_can_be_downloaded(desk, deliver):
    record = deliver(HTML)

    answer = desk.get(f"/admin/desk/wire/{record.pk}/bytes/?download=1")

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    answer.close()


def test_bytes_that_are_not_kept_any_more_are_a_plain_404(desk, deliver, settings, tmp_path):
    record = deliver(HTML)
    wire = {**settings.STORAGES["wire"], "OPTIONS": {"location": str(tmp_path / "empty")}}
    settings.STORAGES = {**settings.STORAGES, "wire": wire}

    assert desk.get(f"/admin/desk/wire/{record.pk}/bytes/").status_code == 404


def test_a_delivery_is_read_again_on_demand(
    desk, deliver, django_capture_on_commit_callbacks, monkeypatch
):
    record = deliver(HTML)
    monkeypatch.setattr("dateline.intake.selectors.raw_bytes", _a_treaty)

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/admin/desk/wire/{record.pk}/read-again/")

    record.refresh_from_db()
    assert record.state == "read"


def _a_treaty(_record):
    import io
    import json

    from tests.desk.conftest import TREATY

    return io.BytesIO(json.dumps(TREATY).encode())


def test_a_failed_task_is_on_the_desk_until_someone_has_dealt_with_it(desk, now):
    failure = note_failure(task="fetch a source", about="source 3", error="timed out", now=now)
    assert "timed out" in desk.get("/admin/desk/failures/").content.decode()

    desk.post(f"/admin/desk/failures/{failure.pk}/settle/")

    assert TaskFailure.objects.get().settled_at == now
    assert "timed out" not in desk.get("/admin/desk/failures/").content.decode()


def test_the_first_page_counts_what_waits(desk, deliver, source, now):
    deliver(HTML)
    source.policy = source.Policy.HOLD
    source.save()
    deliver(uri="nwa:held-one")
    note_failure(task="fetch a source", about="source 3", error="timed out", now=now)

    waits = {str(wait.label): wait.count for wait in _waiting(desk)}

    assert waits["stories held for the desk"] == 1
    assert waits["deliveries that could not be read"] == 1
    assert waits["tasks that failed"] == 1
    assert waits["newer versions that wait for a choice"] == 0


@pytest.mark.usefixtures("site")
def test_the_first_page_says_that_background_work_is_silent(desk):
    assert "no sign of life" in desk.get("/admin/").content.decode()


def _waiting(desk):
    from django.contrib.auth import get_user

    from dateline.desk.panels import waiting_for

    return waiting_for(get_user(desk))
