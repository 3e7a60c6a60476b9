"""An editor sees a story's pictures and why readers do or do not, and decides about each."""

import pytest

from dateline.intake.models import WirePicture
from dateline.media.models import NewsImage
from dateline.media.services import PictureFacts, keep_picture
from dateline.pages.models import StoryPicture
from tests.desk.conftest import TREATY
from tests.pictures import picture_bytes

FACTS = PictureFacts(
    caption="The quay at noon.", credit_line="Runa Vik/NWA", usage_terms="Not for resale."
)


def small_picture(seed=1, facts=FACTS):
    raw = picture_bytes(seed, size=(160, 120))
    return keep_picture(raw=raw, where=f"{seed}.jpg", facts=facts, max_pixels=100_000)


@pytest.fixture
def beside(wire_story):
    """A picture beside a story from the wire, without alternative text."""
    return StoryPicture.objects.create(
        story=wire_story, picture=small_picture(), caption=FACTS.caption
    )


@pytest.fixture
def screen(desk, wire_story):
    """Returns the story's screen at the desk, as text."""
    return lambda: desk.get(f"/admin/desk/stories/{wire_story.pk}/").content.decode()


def test_the_screen_shows_words_rights_and_what_is_missing(screen, beside):
    page = screen()

    for words in ("The quay at noon.", "Runa Vik/NWA", "Not for resale.", "shown with the story"):
        assert words in page, words
    assert "It has no alternative text" in page


def test_a_missing_alternative_text_is_found_in_the_list_of_stories(desk, beside):
    listing = "/admin/snippets/dateline_pages/story/?state=alt-text"
    assert "a picture has no alternative text" in desk.get(listing).content.decode()

    desk.post(
        f"/admin/desk/pictures/{beside.pk}/change/",
        {f"picture-{beside.pk}-caption": "At noon.", f"picture-{beside.pk}-alt_text": "A quay."},
    )

    beside.refresh_from_db()
    assert (beside.caption, beside.alt_text) == ("At noon.", "A quay.")
    assert TREATY["headline"] not in desk.get(listing).content.decode()


def test_a_picture_is_chosen_made_the_first_and_taken_off_again(desk, beside, wire_story):
    other = small_picture(2)
    desk.post(f"/admin/desk/stories/{wire_story.pk}/pictures/add/", {"picture-picture": other.pk})
    added = wire_story.pictures.get(picture=other)
    assert list(wire_story.pictures.all()) == [beside, added]

    desk.post(f"/admin/desk/pictures/{added.pk}/lead/")
    assert list(wire_story.pictures.all()) == [added, beside]

    desk.post(f"/admin/desk/pictures/{added.pk}/remove/")
    page = desk.get(wire_story.get_absolute_url()).content.decode()
    assert f"/picture/{other.pk}/" not in page
    acts = set(wire_story.events.values_list("act", flat=True))
    assert {"picture-added", "picture-changed", "picture-removed"} <= acts


def test_choosing_nothing_adds_nothing(desk, wire_story):
    answer = desk.post(f"/admin/desk/stories/{wire_story.pk}/pictures/add/", follow=True)

    assert "Nothing was added" in answer.content.decode()
    assert not wire_story.pictures.exists()


def test_a_picture_is_killed_with_a_reason_and_released_with_another(
    desk, screen, beside, wire_story
):
    address = f"/admin/desk/pictures/{beside.pk}/kill/"
    assert "Kill the picture" in desk.get(address).content.decode()
    assert desk.post(address, {"reason": ""}).status_code == 422
    assert not NewsImage.objects.get().is_killed

    desk.post(address, {"reason": "A wrong face."})
    assert NewsImage.objects.get().kill_note == "A wrong face."
    assert "killed: A wrong face." in screen()
    assert wire_story.events.get(act="picture-killed").reason == "A wrong face."

    desk.post(f"/admin/desk/pictures/{beside.pk}/release/", {"reason": "Mistaken."})
    assert not NewsImage.objects.get().is_killed
    assert "shown with the story" in screen()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_withheld": True}, "withheld by the agency"),
        ({"is_embargoed_indefinitely": True}, "embargoed"),
        ({"sizes": []}, "its sizes are being made"),
    ],
)
def test_the_desk_says_why_readers_do_not_see_a_picture(screen, beside, changes, words):
    NewsImage.objects.update(**changes)

    assert words in screen()


def test_a_picture_that_could_not_be_taken_in_is_told_with_the_reason(screen, wire_story):
    WirePicture.objects.create(
        item=wire_story.wire_item,
        position=0,
        source=wire_story.wire_item.record.source,
        key="tag:nwa.example,2026:ships",
        named={},
        state=WirePicture.State.REFUSED,
        error="https://nwa.example/x.jpg: found 404; expected 200 OK.",
        named_at=wire_story.wire_item.placed_at,
    )

    page = screen()

    assert "tag:nwa.example,2026:ships" in page
    assert "found 404; expected 200 OK." in page


def test_an_uploaded_picture_has_its_sizes_made_in_the_background(
    desk, db, django_capture_on_commit_callbacks
):
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile("quay.jpg", picture_bytes(size=(160, 120)), "image/jpeg")
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(
            "/admin/images/add/",
            {"title": "Quay", "file": upload, "alt_text": "A quay.", "collection": "1", "tags": ""},
        )

    assert answer.status_code == 302, answer.content.decode()[:3000]
    picture = NewsImage.objects.get()
    assert [size["width"] for size in picture.sizes] == [160]
    assert picture.alt_text == "A quay."
