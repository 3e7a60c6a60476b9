"""A page that is kept is never shown after what it shows has changed."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from dateline.discussion import services as discussion
from dateline.discussion.models import Comment, Discussion, ModerationSettings
from dateline.intake.models import Source
from dateline.media.models import NewsImage
from dateline.pages import services
from dateline.pages.models import NewsSettings, SectionPage, StoryLine, StoryViews, Topic
from dateline.pages.selectors import current_settings
from dateline.project.keeping.connections import stamps
from dateline.project.keeping.stamps import EVERY_PAGE, Stamps
from tests.pictures import kept_picture

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("tables_as_they_were"),
]


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


def _changes(story, editor, now):
    """Yield every kind of thing a story's page or its comments show: its name, and its change."""
    section = story.section
    waiting = _comment(story, 1, is_shown=False)
    first, second = _comment(story, 2), _comment(story, 3)
    line = story.lines.filter(kind=StoryLine.Kind.KEY_POINT).first()
    picture = kept_picture()
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


def _other(story, now):
    other = type(story)(headline="The ferry stops", slug="ferry-stops", section=story.section)
    other.set_body(story.body)
    services.publish_story(story=other, by=None, now=now)
    return other


def test_whatever_changes_is_seen_at_the_next_request(newsroom, story, editor, now):
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


def test_what_was_begun_before_a_commit_is_not_kept_and_other_stories_are(newsroom, story, now):
    page, other = story.get_absolute_url(), _other(story, now).get_absolute_url()
    newsroom.get(other)
    newsroom.get(other)  # the very first page makes the newsroom's settings
    django = newsroom.django
    comment = _comment(story, 1, is_shown=False)

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


def test_in_the_moment_of_a_commit_nothing_is_answered_from_memory(newsroom, story):
    page = story.get_absolute_url()
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
        type(story).objects.filter(pk=story.pk).update(headline="Changed")

    assert asked == [2]


def test_settings_are_asked_for_again_once_they_have_changed(
    site, rf, settings, django_assert_num_queries
):
    settings.PAGE_CACHE_BYTES = 2**20  # on PostgreSQL only where the newsroom says so

    def rules():
        request = rf.get("/")
        request._wagtail_site = site
        return ModerationSettings.for_request(request)

    ModerationSettings.for_site(site)
    before = rules()
    with django_assert_num_queries(0):
        kept = rules()
    ModerationSettings.objects.update(does_nudge=not before.does_nudge)
    after = rules()
    # Another process says so by the same file.
    elsewhere = Stamps(stamps()._path)
    elsewhere.end(elsewhere.begin([EVERY_PAGE]))
    with django_assert_num_queries(1):
        rules()

    assert kept is before
    assert after.does_nudge is not before.does_nudge


def test_a_transaction_sees_its_own_settings_and_keeps_them_from_the_others(site, rf):
    names = [NewsSettings.for_site(site).tagline]
    current_settings(rf.get("/", headers={"host": site.hostname}))

    with transaction.atomic():
        NewsSettings.objects.update(tagline="Uncommitted")
        names.append(current_settings(rf.get("/", headers={"host": site.hostname})).tagline)
        transaction.set_rollback(True)
    names.append(current_settings(rf.get("/", headers={"host": site.hostname})).tagline)

    assert names == [names[0], "Uncommitted", names[0]]
    assert names[0] != "Uncommitted"
