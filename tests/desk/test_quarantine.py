"""What could not be read lies on one screen and is read again after a fix, one or all."""

import json
import re

import pytest

from dateline.intake import selectors, tasks
from dateline.intake.models import WireItem, WireRecord
from dateline.intake.services import note_failure
from tests.desk.conftest import TREATY

BROKEN = b'{"uri": "nwa:broken", "headline": '
SOUND_AND_BROKEN = json.dumps([TREATY, {"nothing": "we know"}]).encode()


@pytest.fixture
def fix(monkeypatch):
    """From now on all bytes are read as the treaty: somebody has mended what was wrong."""

    def mend():
        monkeypatch.setattr("dateline.core.wire.read_items", _reads_as_a_treaty)

    return mend


def _reads_as_a_treaty(raw, **_settings):
    from dateline.core.wire.ninjs import read_ninjs

    known = TREATY | {"uri": f"nwa:{len(raw)}"}
    return [read_ninjs(known)] if raw != SOUND_AND_BROKEN else [read_ninjs(TREATY)] * 2


def test_all_that_could_not_be_read_is_on_one_screen_with_where_and_why(desk, deliver):
    whole = deliver(BROKEN, origin="broken.json")
    part = deliver(SOUND_AND_BROKEN, origin="half.json")
    deliver(uri="nwa:sound", origin="sound.json")

    page = desk.get("/admin/desk/quarantine/").content.decode()

    assert "broken.json" in page
    assert "half.json" in page
    assert "sound.json" not in page
    for row in (whole, part.items.get(outcome=WireItem.Outcome.REFUSED)):
        assert row.error_where in page
        assert row.error_expected.split(",")[0] in page
    assert f"/admin/desk/wire/{whole.pk}/bytes/?download=1" in page


def test_the_screen_is_empty_when_everything_could_be_read(desk, deliver):
    deliver()

    page = desk.get("/admin/desk/quarantine/")

    assert page.status_code == 200
    assert list(page.context["object_list"]) == []


def test_everything_is_read_again_at_once_and_the_screen_says_how_far_it_is(
    desk, deliver, fix, now, django_capture_on_commit_callbacks
):
    deliver(BROKEN, origin="first.json")
    deliver(BROKEN + b" ", origin="second.json")
    deliver(SOUND_AND_BROKEN, origin="half.json")
    fix()

    desk.post("/admin/desk/quarantine/read-again/")
    before = desk.get("/admin/desk/quarantine/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        tasks.sweep_records.call_local()
    after = desk.get("/admin/desk/quarantine/").content.decode()

    assert "0 of 3 done" in before
    assert "<progress" in before
    assert "3 of 3 done, 0 still cannot be read" in after
    assert "<progress" not in after
    assert not selectors.quarantine().exists()


def test_what_still_cannot_be_read_stays_with_its_reason(
    desk, deliver, django_capture_on_commit_callbacks
):
    record = deliver(BROKEN)

    desk.post("/admin/desk/quarantine/read-again/")
    with django_capture_on_commit_callbacks(execute=True):
        tasks.sweep_records.call_local()

    record.refresh_from_db()
    assert (record.state, record.error_code) == (WireRecord.State.REFUSED, "wire-malformed")
    assert "1 still cannot be read" in desk.get("/admin/desk/quarantine/").content.decode()


def test_reading_again_makes_no_second_story_of_what_was_placed(
    desk, deliver, fix, django_capture_on_commit_callbacks
):
    record = deliver(SOUND_AND_BROKEN)
    story = record.items.get(outcome=WireItem.Outcome.PUBLISH).chain.story
    fix()

    desk.post(f"/admin/desk/wire/{record.pk}/read-again/")
    with django_capture_on_commit_callbacks(execute=True):
        tasks.sweep_records.call_local()

    assert type(story).objects.get() == story


def test_each_row_has_a_button_that_works_in_a_browser(editor, deliver, now):
    from django.test import Client

    record = deliver(BROKEN)
    failure = note_failure(task="fetch a source", about="source 3", error="timed out", now=now)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)

    for screen, act in (
        ("/admin/desk/quarantine/", f"/admin/desk/wire/{record.pk}/read-again/"),
        ("/admin/desk/failures/", f"/admin/desk/failures/{failure.pk}/settle/"),
    ):
        page = browser.get(screen).content.decode()
        form = page[page.index(f'action="{act}"') :]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
        assert browser.post(act, {"csrfmiddlewaretoken": token}).status_code == 302
