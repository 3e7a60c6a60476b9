"""The newsroom's Media Topics can be brought up to IPTC's current release."""

import json

import pytest
from django.core.management import CommandError, call_command

from dateline.intake.topics import media_topics

NEWER = {
    "dateReleased": "2026-07-02T00:00:00+00:00",
    "conceptSet": [
        {
            "qcode": "medtop:20000002",
            "prefLabel": {"en-GB": "arts and entertainment"},
        },
        {
            "qcode": "medtop:20009999",
            "prefLabel": {"en-GB": "harbour cranes"},
            "broader": ["http://cv.iptc.org/newscodes/mediatopic/20000002"],
        },
    ],
}


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def test_the_bundled_list_is_used_until_another_is_taken_over(tmp_path):
    before = media_topics()
    assert before.label("medtop:20009999") is None
    (tmp_path / "iptc.json").write_text(json.dumps(NEWER))

    call_command("refresh_media_topics", str(tmp_path / "iptc.json"), verbosity=0)

    assert media_topics().label("medtop:20009999") == "harbour cranes"
    assert "medtop:20009999" in media_topics().narrower("medtop:20000002")


@pytest.mark.parametrize("raw", ["nonsense", "[]", '{"conceptSet": []}', "{}"])
def test_what_is_no_list_of_topics_changes_nothing(tmp_path, raw):
    (tmp_path / "iptc.json").write_text(raw)

    with pytest.raises(CommandError, match="The list in use stays"):
        call_command("refresh_media_topics", str(tmp_path / "iptc.json"))

    assert media_topics().label("medtop:20009999") is None
