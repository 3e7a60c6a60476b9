"""The XML of single services: Ritzau's and press releases'."""

import datetime as dt

import pytest

from dateline.core.story import PubStatus
from dateline.core.wire import read_items
from tests.core.wire.samples import SAMPLES, kinds_and_texts, one, refusal, sample


def test_ritzaus_flags_say_what_an_item_does_to_its_older_version():
    correction, kill = read_items((SAMPLES / "ritzau-flags.xml").read_bytes())

    assert (correction.uri, correction.signals) == ("nwa-0001", ("sig:correction",))
    assert correction.pubstatus is PubStatus.USABLE
    assert (kill.uri, kill.pubstatus, kill.paragraphs) == ("nwa-0002", PubStatus.CANCELED, ())


def test_ritzaus_times_are_copenhagens():
    item = read_items((SAMPLES / "ritzau-flags.xml").read_bytes())[0]

    assert item.versioncreated == dt.datetime(2026, 7, 30, 15, 32, 18, 397000, tzinfo=dt.UTC)


def test_ritzaus_codes_picture_and_notes_are_read():
    item = read_items((SAMPLES / "ritzau-flags.xml").read_bytes())[0]

    assert item.subjects == ("subj:04000000", "subj:11001000")
    assert (item.byline, item.creditline, item.slugline) == ("Halvard Senn", "/nwa/", "NU/HAVN")
    assert [(m.href, m.caption) for m in item.media] == [("https://nwa.example/kaj.jpg", "Kajen")]
    assert [(note.text, note.public) for note in item.ednotes] == [("Ring til vagten.", False)]
    assert "555" not in item.text


@pytest.mark.parametrize(
    ("embargo", "expected"),
    [
        ("<Embargo>2026-07-30T18:00:00</Embargo>", dt.datetime(2026, 7, 30, 16, tzinfo=dt.UTC)),
        ("<EmbargoDato/>", None),
        ("<TilRedaktionen>EMBARGO til kl. 18</TilRedaktionen>", "indefinite"),
    ],
)
def test_an_embargo_is_read_under_any_name(embargo, expected):
    assert one(f"<RBNews><NewsID>1</NewsID>{embargo}</RBNews>").embargoed == expected


def test_a_press_release_keeps_its_contacts_private_and_its_embargo():
    item = sample("press-release.xml")

    assert kinds_and_texts(item) == [("p", "– Kaien er trygg."), ("p", "Om havnen: 300 meter kai.")]
    assert item.paragraphs[0].marks[0].kind == "em"
    assert item.embargoed == dt.datetime(2026, 11, 24, 6)  # noqa: DTZ001
    assert [(note.text, note.public) for note in item.ednotes] == [("Runa Vik, 555 0101", False)]
    assert (item.headline, item.abstract) == ("Havnen åpner", "Havnen åpner mandag.")
    assert (item.provider, item.keywords) == ("Kesterholm havn", ("havn", "skip"))
    assert item.media[0].caption == "Kaien"


@pytest.mark.parametrize(
    "raw",
    [
        "<RBNews><NewsID>1</NewsID><EmbargoDato>i morgen</EmbargoDato></RBNews>",
        "<release><embargo>i morgen</embargo></release>",
    ],
)
def test_an_embargo_that_is_no_time_is_refused(raw):
    assert refusal(raw).code == "wire-malformed"
