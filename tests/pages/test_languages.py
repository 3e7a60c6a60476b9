"""Readers' pages and mails speak the newsroom's language; the desk does not."""

import re

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from wagtail.models import Site

from dateline.core.story import Item
from dateline.pages.languages import catalogue_for
from dateline.pages.models import NewsSettings
from dateline.pages.services.filling import language_of

LEAVE_A_COMMENT = {
    "ar": "اكتب تعليقًا",
    "de": "Kommentar schreiben",
    "es": "Dejar un comentario",
    "fr": "Laisser un commentaire",
    "hi": "टिप्पणी लिखें",
    "ko": "댓글 쓰기",
}


@pytest.fixture
def speaking(site):
    """Set the newsroom's language."""

    def speak(language):
        newsroom = NewsSettings.for_site(Site.objects.get(is_default_site=True))
        newsroom.language = language
        newsroom.save()

    return speak


def page_of(client, path):
    return client.get(path).content.decode()


@pytest.mark.parametrize("language", LEAVE_A_COMMENT)
def test_a_story_page_speaks_the_language_set_at_the_desk(client, story, speaking, language):
    speaking(language)

    page = page_of(client, story.get_absolute_url())

    assert LEAVE_A_COMMENT[language] in page
    assert f'<html lang="{language}"' in page
    assert "Leave a comment" not in page
    assert "Key points" not in page


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), ("ur-PK", "rtl"), ("de-AT", "ltr"), ("en", "ltr")]
)
def test_a_page_runs_in_the_direction_of_its_language(client, story, speaking, language, direction):
    speaking(language)

    assert f'<html lang="{language}" dir="{direction}">' in page_of(client, "/corrections/")


@pytest.mark.parametrize(
    ("language", "catalogue"),
    [("de-AT", "de"), ("hi-Latn", "hi"), ("pl", "en"), ("", "en"), ("no such thing", "en")],
)
def test_a_language_without_a_catalogue_is_spoken_in_english(language, catalogue):
    assert catalogue_for(language) == catalogue


def test_every_catalogue_is_offered_to_newsrooms():
    assert {code for code, _ in settings.LANGUAGES} == {"en", *LEAVE_A_COMMENT}


def test_a_date_is_written_as_the_language_writes_it(client, story, speaking):
    for language, words in (("ko", "2026년 11월 23일"), ("es", "23 de Noviembre de 2026")):
        speaking(language)
        assert words.lower() in page_of(client, story.get_absolute_url()).lower()


def test_a_page_that_does_not_exist_says_so_in_the_newsrooms_language(client, story, speaking):
    speaking("de")

    assert "Hier ist nichts" in page_of(client, "/no/such.page")
    assert "Hier ist nichts" in page_of(client, "/story/0000000000/x/")


def test_errors_of_a_form_are_told_in_the_newsrooms_language(client, story, speaking):
    speaking("fr")

    answer = client.post(
        f"/story/{story.public_id}/comments/", {}, headers={"origin": "http://testserver"}
    )

    assert "Le formulaire était trop ancien ou incomplet." in answer.content.decode()


def test_the_script_is_given_its_words_by_the_page(client, story, speaking):
    speaking("de")

    said = re.findall(r'data-said="([^"]+)"', page_of(client, story.get_absolute_url()))

    assert said
    assert all("im Artikel" in words for words in said)


def test_the_desk_does_not_change_its_language(client, story, editor, speaking):
    speaking("de")
    client.get(story.get_absolute_url())
    client.force_login(editor)

    assert 'lang="en"' in page_of(client, "/admin/")


def test_a_feed_speaks_the_newsrooms_language(client, story, speaking):
    speaking("de")

    feed = page_of(client, f"/story/{story.public_id}/comments/atom.xml")

    assert "<title>Leserkommentare: " in feed


def test_the_calm_page_of_a_busy_database_says_in_which_language_it_speaks(client, story, speaking):
    speaking("ar")

    def refuse(execute, sql, *args):
        # What the page is asked in is known by then.
        if "pages_story" in sql:
            raise OperationalError("database is locked")
        return execute(sql, *args)

    with connection.execute_wrapper(refuse):
        answer = client.get(f"/story/{story.public_id}/comments/")

    assert answer.status_code == 503
    assert '<html lang="ar" dir="rtl">' in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("de", "de"),
        ("hi-Latn", "hi-Latn"),
        ("pt_BR", "pt-BR"),
        (None, "en"),
        ("", "en"),
        ("x" * 30, "en"),
        ("\x01", "en"),
        ("de\n", "de"),
        ('en" onload="x', "en"),
    ],
)
def test_a_storys_language_is_a_tag_whatever_its_wire_says(given, kept):
    item = Item(format="json", headline="Quay opens", paragraphs=(), language=given)

    assert language_of(item) == kept
