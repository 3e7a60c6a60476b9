"""A story is written at the desk, edited, scheduled and published."""

from datetime import timedelta

import pytest

from dateline.core.story import Mark, Paragraph, ParagraphKind
from dateline.pages.models import SectionPage, Story, Topic
from tests.desk.conftest import rich_text

ADD = "/admin/snippets/dateline_pages/story/add/"
LISTING = "/admin/snippets/dateline_pages/story/"
WRITTEN = {
    "headline": "Lund Bay opens a school for pilots",
    "subheadline": "",
    "credit_line": "The Ansel Gazette",
    "byline": "Tove Lindqvist",
    "dateline_text": "",
    "language": "en",
    "topics": "",
    **rich_text(
        paragraphs="<p>Lund Bay opened a school for pilots on Monday, the harbour office said.</p>"
        '<p>It has <b>twelve</b> places and <a href="https://school.example/">a list</a>.</p>'
    ),
}


def test_a_story_written_from_nothing_and_published_is_on_its_section(desk, client, site):
    world = SectionPage.objects.get(slug="world")

    desk.post(ADD, WRITTEN | {"section": world.pk, "action-publish": "1"})

    story = Story.objects.get()
    assert story.slug == "lund-bay-opens-a-school-for-pilots"
    assert story.events.get().act == "published"
    client.logout()
    assert story.headline in client.get("/world/").content.decode()
    page = client.get(story.get_absolute_url()).content.decode()
    assert "the harbour office said" in page
    assert '<a href="https://school.example/"' in page


def test_a_draft_is_on_no_page(desk, client, site):
    desk.post(ADD, WRITTEN | {"section": ""})

    story = Story.objects.get()
    assert not story.live
    assert client.get(story.get_absolute_url()).status_code == 404


def test_a_draft_may_be_without_a_text_but_nothing_is_published_without_one(desk, site):
    empty = WRITTEN | rich_text(paragraphs="")

    refused = desk.post(ADD, empty | {"action-publish": "1"})
    assert refused.status_code == 200
    assert not Story.objects.exists()

    desk.post(ADD, empty)
    assert Story.objects.get().text == ""


def test_editing_the_text_changes_its_sentences_with_it_and_keeps_links(edit, story):
    story.set_body(
        [
            Paragraph("The quay has a plan.", marks=(Mark(4, 8, "em"), Mark(15, 19, "strong"))),
            Paragraph("See the list.", marks=(Mark(8, 12, "a", "https://list.example/"),)),
            Paragraph("Fees", ParagraphKind.HEADING),
            Paragraph("Ships", ParagraphKind.LIST_ITEM),
            Paragraph("Boats", ParagraphKind.LIST_ITEM),
            Paragraph("We waited for years.", ParagraphKind.QUOTE),
        ]
    )
    story.save()
    before = story.body

    edit(story, headline="A plan for the quay")

    assert story.headline == "A plan for the quay"
    assert story.body == before
    assert [span.of(story.text) for span in story.sentence_spans] == [
        "The quay has a plan.",
        "See the list.",
        "Ships",
        "Boats",
        "We waited for years.",
    ]


def test_tables_survive_an_edit_of_the_text_around_them(edit, story):
    table = Paragraph("Port\tShips\nLund Bay\t12", ParagraphKind.TABLE)
    story.set_body([Paragraph("The ships were counted."), table])
    story.save()

    edit(story, **rich_text(paragraphs="<p>They were counted.</p><p>Port Ships Lund Bay 12</p>"))

    assert story.body == (Paragraph("They were counted."), table)


def test_lines_are_drawn_from_the_text_that_is_published_not_from_a_draft(edit, story):
    public = story.text
    words = rich_text(paragraphs="<p>The harbour of Lund Bay closed on Monday.</p>")

    edit(story, action="action-edit", **words)
    assert story.text == public
    assert story.lines.shown().exists()

    edit(story, **words)
    assert story.text == "The harbour of Lund Bay closed on Monday."
    assert all("Lund Bay" in line.text for line in story.lines.shown())


def test_a_drafts_tags_are_not_public_before_it_is(edit, story):
    Topic.objects.create(slug="lund-bay", label="Lund Bay")

    edit(story, action="action-edit", topics="Lund Bay")
    assert not Story.objects.get(pk=story.pk).topics.exists()

    edit(story, topics="Lund Bay")
    assert Story.objects.get(pk=story.pk).topics.get().slug == "lund-bay"


def test_a_tag_that_does_not_exist_is_refused_by_name(edit, story):
    response = edit(story, topics="Lund Bey")

    assert "There is no tag “Lund Bey”" in response.content.decode()


def test_a_link_to_the_newsrooms_own_page_becomes_a_whole_address(edit, story, settings):
    world = SectionPage.objects.get(slug="world")

    edit(
        story,
        **rich_text(paragraphs=f'<p>See <a linktype="page" id="{world.pk}">World</a>.</p>'),
    )

    assert story.body[0].marks == (Mark(4, 9, "a", f"{settings.BASE_URL}/world/"),)


def test_scheduling_a_change_to_a_wire_story_leaves_it_public_as_it_is(edit, wire_story, now):
    later = (now + timedelta(days=400)).strftime("%Y-%m-%d %H:%M")

    edit(wire_story, headline="Another headline", go_live_at=later)

    assert wire_story.is_public(now)
    assert wire_story.headline == "Varland and its neighbour sign a harbour treaty"


def test_a_scheduled_story_says_in_the_listing_when_it_goes_out(desk, site):
    desk.post(ADD, WRITTEN | {"go_live_at": "2031-05-01 07:30", "action-publish": "1"})

    assert "scheduled for 1 May 2031, 07:30" in desk.get(LISTING).content.decode()
    assert not Story.objects.get().live


def test_the_preview_is_the_page_a_reader_will_see(desk, story):
    address = f"/admin/snippets/dateline_pages/story/preview/{story.pk}/"
    form = desk.get(f"/admin/snippets/dateline_pages/story/edit/{story.pk}/").context["form"]
    words = rich_text(paragraphs="<p>Quite another text.</p>")
    sent = desk.post(address, WRITTEN | words | {"headline": form["headline"].value()})

    page = desk.get(address).content.decode()

    assert sent.json() == {"is_valid": True, "is_available": True}
    assert "Quite another text." in page
    assert "40 ships" not in page
    assert "/seen/" not in page  # looking at a preview is not reading


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("q=harbour", True),
        ("q=crane", True),
        ("q=volcano", False),
        ("state=public", True),
        ("state=killed", False),
        ("state=newer-version", False),
        ("state=lines", False),
        ("credit_line=NWA", True),
    ],
)
def test_the_listing_finds_stories_by_words_state_and_credit(desk, story, query, is_found):
    listing = desk.get(f"{LISTING}?{query}").content.decode()

    assert (story.headline in listing) is is_found


def test_the_listing_never_asks_wagtails_search(desk, story, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("Wagtail's search takes a minute on SQLite")

    monkeypatch.setattr("wagtail.admin.views.generic.base.get_search_backend", refuse)

    assert desk.get(f"{LISTING}?q=harbour").status_code == 200


def test_nobody_can_delete_a_story(desk, story):
    bulk = "/admin/bulk/dateline_pages/story/delete/"

    desk.post(f"/admin/snippets/dateline_pages/story/delete/{story.pk}/")
    desk.post(f"{bulk}?id={story.pk}")

    assert Story.objects.filter(pk=story.pk).exists()


def test_a_longer_listing_asks_the_database_no_more_often(
    desk, story, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    desk.get(LISTING)
    with CaptureQueriesContext(connection) as with_one:
        desk.get(LISTING)
    for number in range(5):
        Story.objects.create(headline=f"Story {number}", slug=f"story-{number}", live=False)

    with django_assert_max_num_queries(len(with_one)):
        desk.get(LISTING)
