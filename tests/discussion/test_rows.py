"""Comments as JSON and as a feed: what the page shows, and nothing that it does not."""

from datetime import timedelta

import feedparser
import pytest
from lxml import etree

from dateline.api.schemas import AnswersOut, CommentsOut, CountOut
from dateline.discussion.models import Comment, Discussion
from dateline.discussion.services import approve_comment, withdraw_comment
from dateline.pages.models import Story
from dateline.pages.services import kill_story, pause_story
from tests.discussion.conftest import EMAIL, TEXT

HOSTILE = "<script>alert(1)</script> & “fees” \ufffe\x7f"


def paths_of(story):
    comments = f"/api/stories/{story.public_id}/comments"
    return comments, f"{comments}/count", f"/story/{story.public_id}/comments/atom.xml"


@pytest.fixture
def shown(commented, editor, now):
    """Store a comment and approve it."""

    def store(text=TEXT, **more):
        comment = commented(text, nonce=text, **more).comment
        approve_comment(comment=comment, by=editor, now=now)
        return comment

    return store


@pytest.fixture
def ask(client, story):
    """Ask for the comments as JSON."""

    def get(more="", **query):
        return client.get(f"/api/stories/{story.public_id}/comments{more}", query)

    return get


@pytest.fixture
def fill(story, now):
    """Store shown threads of so many answers each, without the phases."""

    def store(*answers):
        for number, count in enumerate(answers):
            begin = one(number, is_listed=True, shown_replies=count, replies_made=count)
            for place in range(1, count + 1):
                one(number, root=begin, parent=begin, reply_number=place)
        Discussion.objects.create(story=story, shown_count=len(answers) + sum(answers))

    def one(minute, **place):
        made = Comment.objects.count()
        return Comment.objects.create(
            story=story,
            author_name=f"Reader {made}",
            text=f"Word {made}",
            state=Comment.State.SHOWN,
            submitted_at=now + timedelta(minutes=minute),
            form_hash=str(made),
            **place,
        )

    return store


def test_a_comment_is_given_as_readers_see_it(ask, shown):
    comment = shown()

    answer = ask()

    CommentsOut.model_validate(answer.json())
    (given,) = answer.json()["comments"]
    assert given["text"] == comment.text
    assert given["author"] == "Signe Tarn"
    assert given["url"].endswith(f"/comments/{comment.pk}/")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies


def test_no_surface_holds_an_address_or_a_hash(client, story, shown):
    comment = shown()

    for path in paths_of(story):
        body = client.get(path).content.decode()
        assert EMAIL not in body
        assert "signe.tarn" not in body
        for secret in (comment.form_hash, comment.address_hash, comment.text_hash):
            assert secret not in body


def test_of_a_comment_that_is_gone_only_its_place_is_given(client, ask, story, shown, now):
    begin = shown()
    shown("Two on the night shift would help.", parent=begin, name="Ole Berg")
    withdraw_comment(comment=begin, now=now)

    gone, answer = ask().json()["comments"]

    assert (gone["state"], gone["text"], gone["author"]) == ("withdrawn", None, None)
    assert answer["parent"] == begin.pk
    feed = client.get(paths_of(story)[2]).content.decode()
    assert begin.text not in feed
    assert "night shift" in feed


def test_a_comment_that_waits_is_given_nowhere(client, story, commented):
    comment = commented().comment

    for path in paths_of(story):
        assert comment.text not in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("state", "status"), [("killed", 410), ("paused", 503), ("embargoed", 404)]
)
def test_a_story_that_is_not_public_gives_no_comment(
    client, story, shown, editor, now, at, state, status
):
    comment = shown()
    at(now)
    if state == "killed":
        kill_story(story=story, by=editor, now=now, note="Withdrawn.")
    elif state == "paused":
        pause_story(story=story, by=editor, now=now, reason="Checked.")
    else:
        Story.objects.filter(pk=story.pk).update(is_embargoed_indefinitely=True)

    for path in paths_of(story):
        answer = client.get(path)
        assert answer.status_code == status, path
        assert comment.text not in answer.content.decode()


def test_pages_are_whole_threads_and_miss_none(ask, fill):
    fill(2, 0, 3, 1, 0)

    seen, cursor = [], ""
    while cursor is not None:
        page = ask(limit=4, cursor=cursor).json()
        assert len(page["comments"]) <= 4
        assert not any(one["answers_left_out"] for one in page["comments"])
        seen += [one["text"] for one in page["comments"]]
        cursor = page["next"]

    assert seen == [f"Word {number}" for number in range(11)]


def test_a_thread_longer_than_a_page_is_cut_and_goes_on_by_itself(ask, fill):
    fill(5, 1)
    begin, *first = ask(limit=3).json()["comments"]
    rest, after = [], first[-1]["id"] - begin["id"]

    while after:
        page = ask(f"/{begin['id']}/answers", after=after, limit=2).json()
        AnswersOut.model_validate(page)
        rest += page["comments"]
        after = page["next"]

    assert begin["answers_left_out"] == 3
    assert [one["text"] for one in first + rest] == [f"Word {number}" for number in range(1, 6)]


@pytest.mark.parametrize(
    ("sort", "texts"),
    [
        ("newest", ["Word 4", "Word 2", "Word 3", "Word 0", "Word 1"]),
        ("replies", ["Word 0", "Word 1", "Word 2", "Word 3", "Word 4"]),
    ],
)
def test_threads_can_be_asked_for_in_another_order(ask, fill, sort, texts):
    fill(1, 1, 0)

    assert [one["text"] for one in ask(sort=sort).json()["comments"]] == texts


def test_the_number_of_queries_does_not_grow(ask, fill, django_assert_num_queries):
    fill(*[3] * 30)

    with django_assert_num_queries(3):
        assert len(ask().json()["comments"]) == 120


def test_the_count_tells_what_is_new_and_is_answered_304_while_nothing_is(client, story, fill):
    fill(1, 0)
    path = paths_of(story)[1]

    answer = client.get(path, {"seen": 1})

    CountOut.model_validate(answer.json())
    assert answer.json() == {"count": 3, "new": 2, "words": "2 new comments"}
    again = client.get(path, {"seen": 1}, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_a_feed_reader_gets_the_newest_first_with_what_each_answers(client, story, fill):
    fill(1, 0)

    feed = feedparser.parse(client.get(paths_of(story)[2]).content)

    assert not feed.bozo
    assert [entry.author for entry in feed.entries] == ["Reader 2", "Reader 1", "Reader 0"]
    assert feed.entries[1].link.startswith("http://testserver/story/")
    tree = etree.fromstring(client.get(paths_of(story)[2]).content)
    refs = [one.get("ref") for one in tree.iter("{*}in-reply-to")]
    assert refs[1] == feed.entries[2].id
    assert refs[2] == f"http://testserver/story/{story.public_id}/"


def test_what_a_reader_wrote_is_no_markup_and_breaks_no_feed(client, ask, story, fill):
    fill(0)
    Comment.objects.update(text=HOSTILE, author_name="<b>Signe\uffff")

    (entry,) = feedparser.parse(client.get(paths_of(story)[2]).content, sanitize_html=False).entries

    assert entry.content[0].value.startswith("<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;")
    assert ask().json()["comments"][0]["text"] == HOSTILE


def test_the_story_page_names_the_feed_of_its_comments(client, story):
    page = client.get(story.get_absolute_url()).content.decode()

    assert f'href="{paths_of(story)[2]}"' in page
