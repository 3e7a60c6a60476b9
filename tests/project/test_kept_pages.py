"""A page that is kept is never shown after what it shows has changed."""

import gzip
import io
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection

from dateline.discussion import services as discussion
from dateline.discussion.models import Comment, Discussion
from dateline.intake.models import Source
from dateline.media.models import NewsImage
from dateline.media.services import PictureFacts, keep_picture, make_sizes
from dateline.pages import clock, services
from dateline.pages.models import NewsSettings, SectionPage, StoryLine, StoryViews, Topic
from dateline.project.keeping import server, written
from dateline.project.keeping.connections import stamps
from tests.pictures import picture_bytes

HOST = "testserver"


class Newsroom:
    """The web server's application, with a count of what reached Django."""

    def __init__(self, *, most_bytes=2**20, hosts=(HOST,)):
        self.seconds = 1_000_000.0
        self.django = WSGIHandler()
        self.asked_django = 0
        self.keeper = server.PageKeeper(
            self._count,
            stamps(),
            most_bytes=most_bytes,
            hosts=hosts,
            cookies=("sessionid", "csrftoken"),
            is_proxied=False,
            clock=lambda: self.seconds,
        )

    def _count(self, environ, start_response):
        self.asked_django += 1
        return self.django(environ, start_response)

    def get(self, path, *, method="GET", by_django=False, **headers):
        """Return status, headers and body, as the server would send them."""
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": HOST,
            "SERVER_PORT": "80",
            "HTTP_HOST": HOST,
            "REMOTE_ADDR": "192.0.2.9",
            "wsgi.input": io.BytesIO(),
            "wsgi.url_scheme": "http",
        } | headers
        given = []
        application = self.django if by_django else self.keeper
        answer = application(environ, lambda status, headers: given.extend((status, headers)))
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return given[0], dict(given[1]), body

    def is_kept(self, path, **headers):
        """Ask twice and return whether the second answer came without Django."""
        self.get(path, **headers)
        before = self.asked_django
        self.get(path, **headers)
        return self.asked_django == before


@pytest.fixture(autouse=True)
def connection_of_the_test():
    """As with Django's own client, a request leaves the test its connection."""
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture
def newsroom(monkeypatch, now):
    """The application, with the newsroom's clock at the test's `now`."""
    monkeypatch.setattr(clock, "now", lambda: now)
    return Newsroom()


@pytest.fixture
def committed(transactional_db, request):
    """A story in a database that commits."""
    return request.getfixturevalue("story")


def _comment(story, number, *, is_shown=True, parent=None):
    return discussion.import_comment(
        story=story,
        parent=parent,
        author_name=f"Signe Tarn {number}",
        email=f"signe{number}@example.org",
        text=f"The pilots of Lund Bay deserve {number} thanks.",
        is_shown=is_shown,
        submitted_at=story.published_at,
        external_id=str(number),
    )


def _picture(now):
    picture = keep_picture(
        raw=picture_bytes(3),
        where="test",
        facts=PictureFacts(caption="The quay", credit_line="NWA"),
        max_pixels=10**7,
    )
    make_sizes(picture=picture, max_pixels=10**7)
    return picture


def _changes(story, editor, now):
    """Yield every kind of thing a story's page or its comments show: its name, and its change."""
    section = story.section
    waiting = _comment(story, 1, is_shown=False)
    first, second = _comment(story, 2), _comment(story, 3)
    line = story.lines.filter(kind=StoryLine.Kind.KEY_POINT).first()
    picture = _picture(now)
    row = services.add_picture(story=story, picture=picture, by=editor, now=now)
    topic = Topic.objects.create(slug="harbours", label="Harbours")
    acts = {"by": editor, "now": now}

    def fresh(one):
        one.refresh_from_db()
        return one

    yield "lines are approved", lambda: services.accept_proved_lines(story=story, **acts)
    yield "a colleague is renamed", lambda: type(editor).objects.update(public_name="Ida Holm")
    yield (
        "a line is changed",
        lambda: services.change_line(
            line=fresh(line), text="Crews said they would wait.", override_reason="Short.", **acts
        ),
    )
    yield "a line is refused", lambda: services.refuse_line(line=fresh(line), **acts)
    yield "a correction", lambda: services.correct_story(story=story, notice="It was 40.", **acts)
    yield (
        "words of a picture",
        lambda: services.change_picture(row=row, caption="Another quay", alt_text="A quay", **acts),
    )
    yield "rights of a picture", lambda: NewsImage.objects.update(copyright_notice="© NWA 2026")
    yield "a killed picture", lambda: services.kill_picture(picture=picture, note="Wrong", **acts)
    yield "a tag", lambda: story.topics.through.objects.create(story=story, topic=topic)
    yield "a renamed tag", lambda: Topic.objects.update(label="Ports")
    yield "settings", lambda: NewsSettings.objects.update(tagline="From the quay.")
    yield "the name of the site", lambda: _renamed(NewsSettings.objects.get().site)
    yield "a section", lambda: _retitled(section)
    yield "its menu", lambda: SectionPage.objects.filter(slug="politics").delete()
    yield "approval", lambda: discussion.approve_comment(comment=fresh(waiting), **acts)
    yield "a pick", lambda: discussion.pick_comment(comment=fresh(first), **acts)
    yield "an answer", lambda: _comment(story, 4, parent=first)
    yield (
        "an edit",
        lambda: discussion.edit_comment(
            comment=fresh(second), text="Other words.", until=now + timedelta(hours=1), now=now
        ),
    )
    yield (
        "a removal",
        lambda: discussion.refuse_comment(
            comment=fresh(first), reason_code="IRRELEVANT_CONTENT", facts="", **acts
        ),
    )
    yield "a writer's name", lambda: Comment.objects.update(author_name="S. T.")
    yield "closing", lambda: Discussion.objects.update(mode=Discussion.Mode.CLOSED)
    yield "readers", lambda: StoryViews.objects.update_or_create(story=story, count=7)
    yield "its headline", lambda: _saved(fresh(story), headline="The harbour opens")
    yield "a pause", lambda: services.pause_story(story=fresh(story), reason="Doubt", **acts)
    yield "its release", lambda: services.release_story(story=fresh(story), reason="", **acts)
    yield "a kill", lambda: services.kill_story(story=fresh(story), note="Wrong", **acts)


def _saved(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def _renamed(site):
    _saved(site, site_name="The Kesterholm Post")


def _retitled(section):
    section.refresh_from_db()
    section.title = "The world"
    section.save_revision().publish()


def test_whatever_changes_is_seen_at_the_next_request(newsroom, committed, editor, now):
    story = committed
    NewsSettings.objects.update(is_view_count_shown=True)
    page, thread = story.get_absolute_url(), f"/story/{story.public_id}/comments/"
    for what, change in _changes(story, editor, now):
        newsroom.get(page)
        newsroom.get(thread)
        before = newsroom.get(page), newsroom.get(thread)

        change()

        after = newsroom.get(page), newsroom.get(thread)
        told = newsroom.get(page, by_django=True), newsroom.get(thread, by_django=True)
        assert [(one[0], one[2]) for one in after] == [(one[0], one[2]) for one in told], what
        assert after != before, f"{what} changed nothing, so this proves nothing"


def test_what_was_begun_before_a_commit_is_not_kept_and_other_stories_are(newsroom, committed, now):
    page, other = committed.get_absolute_url(), _other(committed, now).get_absolute_url()
    newsroom.get(other)
    newsroom.get(other)  # the very first page makes the newsroom's settings
    django = newsroom.django
    comment = _comment(committed, 1, is_shown=False)

    def approve_meanwhile(environ, start_response):
        answer = django(environ, start_response)
        discussion.approve_comment(comment=comment, by=None, now=now)
        return answer

    newsroom.django = approve_meanwhile
    newsroom.get(page)
    newsroom.django = django
    Source.objects.update(fetched_at=now, failed_fetches=1)

    assert comment.text.encode() in newsroom.get(page)[2]
    asked = newsroom.asked_django
    newsroom.get(other)
    assert newsroom.asked_django == asked


def test_in_the_moment_of_a_commit_nothing_is_answered_from_memory(newsroom, committed):
    page = committed.get_absolute_url()
    newsroom.get(page)
    asked = []

    def ask_while_it_is_written(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if sql.startswith("UPDATE"):
            before = newsroom.asked_django
            newsroom.get(page)
            newsroom.get(page)
            asked.append(newsroom.asked_django - before)
        return answer

    # Inside the connection's own wrapper: written, and not yet said to be.
    with connection.execute_wrapper(ask_while_it_is_written):
        type(committed).objects.filter(pk=committed.pk).update(headline="Changed")

    assert asked == [2]


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


def _other(story, now):
    other = type(story)(headline="The ferry stops", slug="ferry-stops", section=story.section)
    other.set_body(story.body)
    services.publish_story(story=other, by=None, now=now)
    return other


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
