"""A page that is kept is answered as Django would, to whom and for as long as it may be."""

import gzip
from datetime import timedelta

import pytest
from django.apps import apps

from dateline.project.keeping import server, written
from dateline.project.keeping.connections import stamps
from tests.project.kept import HOST, Newsroom

pytestmark = pytest.mark.usefixtures("connection_of_the_test")


def test_a_second_reader_is_answered_without_django(newsroom, story):
    thread = f"/story/{story.public_id}/comments/"
    api = f"/api/stories/{story.public_id}/comments"

    kept = [
        newsroom.is_kept(path)
        for path in (
            story.get_absolute_url(),
            f"{story.get_absolute_url()}?utm_source=mail",
            *(thread, f"{thread}?sort=newest", f"{thread}atom.xml"),
            *(api, f"{api}?limit=10&sort=oldest", f"{api}/count?seen=2"),
        )
    ]

    assert kept == [True] * len(kept)


def test_the_kept_answer_is_django_s_own(newsroom, story):
    page = story.get_absolute_url()
    newsroom.get(page)

    kept, made = newsroom.get(page), newsroom.get(page, by_django=True)
    tag = made[1]["ETag"]
    known, known_by_django = (
        newsroom.get(page, HTTP_IF_NONE_MATCH=tag, by_django=by_django)
        for by_django in (False, True)
    )
    head = newsroom.get(page, method="HEAD")
    small = newsroom.get(page, HTTP_ACCEPT_ENCODING="br, gzip")
    refusing = newsroom.get(page, HTTP_ACCEPT_ENCODING="gzip;q=0")

    vary = {"Vary": "Accept-Encoding"}
    assert kept == (made[0], made[1] | vary, made[2])
    del known_by_django[1]["Content-Length"]  # it would be that of the page
    assert known == (known_by_django[0], known_by_django[1] | vary, b"")
    assert head == (kept[0], kept[1], b"")
    assert gzip.decompress(small[2]) == made[2]
    assert (small[1]["ETag"], small[1]["Content-Encoding"]) == (f"W/{tag}", "gzip")
    assert int(small[1]["Content-Length"]) == len(small[2])
    assert refusing == kept


def test_what_is_for_one_reader_or_asks_for_more_is_not_kept(newsroom, story):
    page = story.get_absolute_url()
    newsroom.get(page)

    kept = [
        newsroom.is_kept(path, **headers)
        for path, headers in (
            (page, {"HTTP_COOKIE": "a=b; sessionid=x"}),
            (page, {"HTTP_AUTHORIZATION": "Basic eDp5"}),
            (page, {"HTTP_HOST": f"{HOST}:81"}),
            (page, {"HTTP_HOST": f"{HOST}.example.org"}),
            (page, {"REQUEST_METHOD": "POST"}),
            (f"/story/{story.public_id}/comments/?nonsense=1", {}),
            (f"/story/{story.public_id}/comments/?sort=newest&sort=oldest", {}),
            (f"/story/{story.public_id}/comments/new/", {}),
            (f"/story/{story.public_id}/another-slug/", {}),
            ("/story/zzzzzzzz/nothing/", {}),
        )
    ]

    assert kept == [False] * len(kept)
    assert newsroom.is_kept(page, HTTP_COOKIE="theirs=x")


def test_what_a_reader_says_of_a_request_reaches_no_other_reader(newsroom, story):
    thread = f"/story/{story.public_id}/comments/"
    hostile = {
        "HTTP_X_FORWARDED_HOST": "hostile.example",
        "HTTP_X_FORWARDED_PROTO": "hostile",
        "HTTP_X_ORIGINAL_URL": "/hostile/",
        "HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE",
        "HTTP_ACCEPT_LANGUAGE": "ar",
        "HTTP_ACCEPT": "hostile/hostile",
        "HTTP_RANGE": "bytes=0-0",
        "HTTP_COOKIE": "django_language=ar; hostile=hostile",
        "HTTP_REFERER": "http://hostile.example/",
        "HTTP_USER_AGENT": "hostile",
        "HTTP_IF_MODIFIED_SINCE": "Fri, 31 Dec 9999 23:59:59 GMT",
    }
    pages = {
        story.get_absolute_url(): f"{story.get_absolute_url()}?hostile=%3Chostile%3E",
        **{path: path for path in (thread, f"{thread}atom.xml", f"{thread}?sort=newest")},
        f"/api/stories/{story.public_id}/comments": f"/api/stories/{story.public_id}/comments",
    }

    for path, asked in pages.items():
        newsroom.get(asked, **hostile)
        before = newsroom.asked_django
        kept = newsroom.get(path)
        is_kept = newsroom.asked_django == before
        made = newsroom.get(path, by_django=True)

        assert is_kept, path
        assert kept == (made[0], made[1] | {"Vary": "Accept-Encoding"}, made[2]), path
        assert b"hostile" not in kept[2], path


def test_pages_take_no_more_memory_than_they_may_and_queries_push_out_no_story(story):
    newsroom = Newsroom(most_bytes=2**19)
    page = story.get_absolute_url()
    newsroom.get(page)

    for number in range(200):
        newsroom.get(f"/api/stories/{story.public_id}/comments/count?seen={number}")

    shelves = newsroom.keeper._plain, newsroom.keeper._asked
    assert sum(shelf._bytes for shelf in shelves) <= 2**19
    before = newsroom.asked_django
    newsroom.get(page)
    assert newsroom.asked_django == before


def test_a_page_ends_with_what_it_shows_for_a_time_only(newsroom, story, now):
    page = story.get_absolute_url()
    newsroom.seconds = now.timestamp()
    story.expire_at = now + timedelta(seconds=4)
    story.save()
    assert newsroom.is_kept(page)

    newsroom.seconds += 3.9
    newsroom.get(page)
    asked_before_the_end = newsroom.asked_django
    newsroom.seconds += 0.2
    newsroom.get(page)

    assert (asked_before_the_end, newsroom.asked_django) == (1, 2)


def test_no_page_is_older_than_the_longest(newsroom, story):
    page = story.get_absolute_url()
    newsroom.get(page)

    newsroom.seconds += server.STANDS_SECONDS
    newsroom.get(page)

    assert newsroom.asked_django == 2


def test_a_process_that_died_at_its_commit_leaves_no_page_and_stops_keeping_for_seconds_only(
    newsroom, story, monkeypatch
):
    page = story.get_absolute_url()
    newsroom.get(page)
    stamps().begin([server.place_of(story.pk)])

    kept_at_once = newsroom.is_kept(page)
    later = server.time.monotonic() + 6
    monkeypatch.setattr(server.time, "monotonic", lambda: later)
    newsroom.get(page)

    assert not kept_at_once
    assert newsroom.is_kept(page)


def test_another_file_of_marks_is_noticed_within_a_second(newsroom, story):
    page = story.get_absolute_url()
    newsroom.get(page)
    stamps()._path.unlink()

    newsroom.seconds += server.LOOKS_FOR_FILE_EVERY_SECONDS
    newsroom.get(page)

    assert newsroom.asked_django == 2


def test_every_table_named_as_unseen_is_there(db):
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    tables |= {"dateline_story_search", "wagtailsearch_indexentry_fts"}

    columns = {
        (table, column)
        for table, named in written.UNSEEN_COLUMNS.items()
        for column in (*named, written.STORY_COLUMNS.get(table, "id"))
    } | set(written.STORY_COLUMNS.items())

    assert tables >= written.UNSEEN_TABLES
    assert columns <= {
        (model._meta.db_table, field.column)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
    }


@pytest.mark.parametrize(
    ("sql", "values", "stories"),
    [
        ('SELECT 1 FROM "dateline_pages_story"', (), frozenset()),
        ('UPDATE "dateline_pages_topic" SET "label" = %s', ("x",), None),
        ("WITH x AS (SELECT 1) DELETE FROM dateline_pages_story", (), None),
        ('UPDATE "dateline_pages_story" SET "slug" = %s', ("x",), None),
        (
            'UPDATE "dateline_pages_story" SET "slug" = %s WHERE "dateline_pages_story"."id" = %s',
            ("x", 7),
            frozenset({7}),
        ),
        (
            'UPDATE "dateline_pages_story" SET "slug" = %s WHERE ("dateline_pages_story"."id" = %s'
            ' OR "dateline_pages_story"."slug" = %s)',
            ("x", 7, "y"),
            None,
        ),
        (
            'INSERT INTO "dateline_pages_correction" ("notice", "story_id") VALUES (%s, %s), '
            "(%s, %s)",
            ("a", 7, "b", 8),
            frozenset({7, 8}),
        ),
        (
            'INSERT INTO "dateline_pages_correction" ("notice", "story_id") SELECT * FROM '
            "UNNEST((%s)::text[], (%s)::bigint[]) RETURNING 1",
            (["a", "b"], [7, 8]),
            frozenset({7, 8}),
        ),
        (
            'INSERT INTO "dateline_pages_correction" ("notice", "story_id") VALUES (NOW(), %s)',
            (7,),
            None,
        ),
        (
            'UPDATE "dateline_pages_correction" SET "notice" = %s, "story_id" = %s WHERE '
            '"dateline_pages_correction"."id" = %s',
            ("a", 7, 1),
            None,
        ),
        ('DELETE FROM "django_session" WHERE "session_key" = %s', ("x",), frozenset()),
        ("CREATE TABLE another (id int)", (), None),
    ],
)
def test_a_statement_that_is_not_understood_changes_every_page(sql, values, stories):
    assert written.stories_written(sql, values) == stories
