"""A queue of any length: signals in words, filters, pages, and one act at a time."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from benchmarks import queues as benchmark
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from lxml import html

from dateline.discussion.models import Comment, ModerationSettings, RuleList, Signal
from dateline.discussion.pipeline import steps_of
from dateline.discussion.selectors import Filters, queue_page, queues
from dateline.discussion.selectors.cursors import cursor_of
from dateline.discussion.services import Button, act_on
from dateline.discussion.signal_words import PHASES, SENTENCES, marked_text, told
from dateline.pages.services import kill_story

QUEUE = "/admin/comments/"
DECIDE = "/admin/comments/decide/"


@pytest.fixture
def room(client, moderator):
    """The admin, with a moderator signed in."""
    client.force_login(moderator)
    return client


@pytest.fixture
def many(story, now):
    """Store comments that wait, a minute after one another."""

    def store(count, state="waiting"):
        return Comment.objects.bulk_create(
            Comment(
                story=story,
                author_name="Odd",
                text=f"Comment number {n}.",
                state=state,
                submitted_at=now + timedelta(minutes=n),
                form_hash=f"{state}-{n}",
            )
            for n in range(count)
        )

    return store


def test_every_signal_is_told_in_words_and_marked_in_the_text(room, commented):
    RuleList.objects.create(kind="suspect-words", entries="walrus")
    commented("The <b>walrus</b> was seen at the quay, said the harbour master.")

    page = room.get(QUEUE).content.decode()

    assert "Suspect word “walrus”" in page
    assert "&lt;b&gt;<mark>walrus</mark>&lt;/b&gt;" in page
    assert "The address is not verified" in page
    assert "0 approved, 0 refused" in page


def test_the_name_and_the_words_of_whom_a_comment_answers_keep_their_direction_to_themselves(
    room, many, commented
):
    (answered,) = many(1, state="shown")
    answered.author_name = "אודי <b>"
    answered.save()
    commented("The pilots may sleep now.", parent=answered)

    page = room.get(QUEUE).content.decode()

    quote = "In reply to <bdi>אודי &lt;b&gt;</bdi>: <bdi>Comment number 0.</bdi>"
    assert f'<blockquote class="answered">{quote}</blockquote>' in page


def test_every_phase_of_the_pipeline_has_a_name_among_moderators(site):
    names = {step.phase.name for step in steps_of(ModerationSettings.for_site(site))}

    assert names <= set(PHASES)


def test_scores_are_told_with_their_names_and_a_fault_with_its_kind():
    evidence = [{"what": "toxicity", "value": "0.93", "span": None}]
    high = Signal(phase="scores", outcome="hold", reason_code="scores-high", evidence=evidence)
    fault = [{"what": "fault", "value": "TimeoutError", "span": None}]
    failed = Signal(phase="scores", outcome="failed", reason_code="phase-failed", evidence=fault)

    assert told(high).sentence == "The scorer: toxicity 0.93"
    assert told(failed).sentence == "The scorer could not look: TimeoutError"
    assert all("%(value)s" in str(one) or "%" not in str(one) for one in SENTENCES.values())


def test_words_changed_after_the_phases_looked_are_not_marked(now):
    evidence = [
        {"what": "banned-word", "value": "x", "span": [0, 3]},
        {"what": "y", "value": "", "span": [2, 99]},
    ]
    signal = Signal(phase="words", outcome="hold", evidence=evidence, at=now)
    same = Comment(text="abc & d")
    edited = Comment(text="abc & d", edited_at=now + timedelta(minutes=1))

    assert marked_text(same, [signal]) == "<mark>abc</mark> &amp; d"
    assert marked_text(edited, [signal]) == "abc &amp; d"


def test_what_a_colleague_decided_meanwhile_is_not_decided_again(room, commented):
    comment = commented().comment
    Comment.objects.filter(pk=comment.pk).update(version=comment.version + 1)

    for version in (str(comment.version), "", "x"):
        room.post(DECIDE, {"approve": comment.pk, f"version-{comment.pk}": version})

    comment.refresh_from_db()
    assert comment.state == "waiting"
    assert (
        "decided about by a colleague, or changed by its author" in room.get(QUEUE).content.decode()
    )


def test_pages_follow_one_another_without_a_gap_or_a_comment_twice(many):
    many(35)
    Comment.objects.filter(form_hash__in=["waiting-29", "waiting-30"]).update(
        submitted_at=Comment.objects.get(form_hash="waiting-29").submitted_at
    )
    many(30, "received")

    for queue in ("pending", "all"):
        seen, cursor = [], ""
        while True:
            page = queue_page(Filters(queue=queue), cursor)
            seen += [comment.pk for comment in page.comments]
            cursor = page.cursor
            if not cursor:
                break
        assert len(seen) == len(set(seen)) == 65


def test_filters_find_by_story_phase_and_words(room, commented, many):
    held = commented("I would like to read more about the treaty.").comment
    many(2)

    def found(**fields):
        cards = room.get(QUEUE, fields).context["cards"]
        return {card.comment.text for card in cards}

    assert found(words="TREATY") == {held.text}
    assert found(phase="new-commenter") == {held.text}
    assert found(phase="links") == set()
    assert len(found(story=held.story_id)) == 3
    assert found(story=held.story_id + 1) == set()
    assert len(found(queue="nonsense", story="x", phase="y")) == 3


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("ÄRGER", "Nichts als Ärger mit der Fähre."),
        ("ärger", "NICHTS ALS ÄRGER MIT DER FÄHRE."),
        ("ПАРОМ", "Паром снова опоздал."),
        ("100%_ÜBER", "Zu 100%_über alle Maßen."),
    ],
)
def test_words_are_searched_whatever_their_case_in_any_alphabet(room, many, words, text):
    held, *_others = many(3)
    Comment.objects.filter(pk=held.pk).update(text=text)

    cards = room.get(QUEUE, {"words": words}).context["cards"]

    assert [card.comment.pk for card in cards] == [held.pk]


@pytest.fixture
def steps(room):
    """Ask for a page and return how many steps SQLite took for it, in hundreds: no clock."""

    def taken(query):
        hundreds = []
        room.get(QUEUE)
        connection.connection.set_progress_handler(lambda: hundreds.append(1), 100)
        try:
            assert room.get(f"{QUEUE}?{query}").status_code == 200
        finally:
            connection.connection.set_progress_handler(None, 0)
        return len(hundreds)

    return taken


@pytest.mark.skipif(connection.vendor != "sqlite", reason="counts the steps of SQLite")
def test_what_a_queue_costs_does_not_grow_with_it_whatever_it_is_filtered_by(
    steps, story, monkeypatch
):
    monkeypatch.setattr(queues, "LOOKED_AT_MOST", 100)
    monkeypatch.setattr(queues, "COUNTED_AT_MOST", 100)
    monkeypatch.setattr(benchmark, "OF_THE_BUSIEST_AUTHOR", 0)  # whose cards cost more
    filters = ("", "&phase=new-commenter", "&phase=akismet", "&words=pilots", "&words=zeppelin")
    asked = [f"queue={queue}{one}" for queue in ("pending", "unverified", "all") for one in filters]

    of_size = {}
    for waiting in (300, 3000):
        with transaction.atomic():
            benchmark.fill([story], benchmark.stored_authors(waiting), waiting)
            of_size[waiting] = {query: steps(query) for query in asked}
            transaction.set_rollback(True)

    grown = {
        query: (few, of_size[3000][query])
        for query, few in of_size[300].items()
        if of_size[3000][query] > 1.3 * few + 10
    }
    assert grown == {}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="asks PostgreSQL how it looks up")
def test_a_queue_is_opened_without_a_look_at_every_comment_there_is(room, commented):
    commented()
    with CaptureQueriesContext(connection) as asked:
        room.get(QUEUE)

    with connection.cursor() as cursor:
        for query in asked:
            if "dateline_discussion_comment" in query["sql"]:
                cursor.execute(f"EXPLAIN {query['sql']}")
                plan = "\n".join(row for (row,) in cursor.fetchall())
                # What is compared with each comment, not sought.
                assert "hashed SubPlan" not in plan, plan


@pytest.mark.parametrize("queue", ["pending", "all"])
def test_a_search_looks_through_so_many_and_the_next_page_through_the_rest(
    room, many, monkeypatch, queue
):
    monkeypatch.setattr(queues, "LOOKED_AT_MOST", 10)
    waiting = many(35)
    found = {waiting[2], waiting[3], waiting[34]}
    Comment.objects.filter(pk__in=[one.pk for one in found]).update(text="A walrus!")

    seen, counts, query = [], [], {"queue": queue, "words": "walrus"}
    while query:
        page = room.get(QUEUE, query)
        tree = html.document_fromstring(page.content)
        seen += [card.comment for card in page.context["cards"]]
        counts.append(page.context["count"])
        assert ("looked through the next" in page.content.decode()) == page.context["is_cut"]
        (following,) = tree.xpath("//a[@rel='next']/@href") or [""]
        query = {name: one for name, (one,) in parse_qs(following.lstrip("?")).items()}

    assert set(seen) == found
    assert len(seen) == 3
    expected = ["2", "0", "0", "1"]
    assert counts == (expected if queue == "pending" else expected[::-1])


def test_all_that_match_a_search_are_those_that_were_looked_through(room, many, monkeypatch):
    monkeypatch.setattr(queues, "LOOKED_AT_MOST", 10)
    waiting = many(35)

    asked = {"words": "Comment", "after": cursor_of(waiting[4], "submitted_at")}
    room.post(DECIDE, asked | {"approve_all": 1})

    shown = Comment.objects.filter(state="shown").order_by("submitted_at")
    assert list(shown) == waiting[5:15]


def test_enter_in_a_field_of_the_queue_decides_nothing_without_script(room, commented):
    commented()

    form = html.document_fromstring(room.get(QUEUE).content).find(".//form[@method='post']")

    # A browser presses the first button of a form, and none where that one is disabled.
    assert "disabled" in form.find(".//button").attrib


def test_a_moderator_comes_back_to_the_place_in_the_queue_they_were_at(room, many):
    comments = many(35)
    first_page = html.fromstring(room.get(QUEUE).content)
    (second,) = first_page.xpath("//a[@rel='next']/@href")
    after = parse_qs(second)["after"][0]
    seen = {f"version-{comment.pk}": 1 for comment in comments[30:]}
    ticked = [comments[30].pk, comments[32].pk]

    one = room.post(DECIDE, {"approve": comments[31].pk, "after": after} | seen)
    several = room.post(DECIDE, {"approve_selected": 1, "comment": ticked, "after": after} | seen)
    last = room.post(DECIDE, {"approve": comments[34].pk, "after": after} | seen)

    assert one["Location"].endswith(f"#card-{comments[32].pk}")
    assert parse_qs(urlsplit(one["Location"]).query)["after"] == [after]
    assert several["Location"].endswith(f"#card-{comments[33].pk}")
    assert "#" not in last["Location"]
    left = html.fromstring(room.get(f"{QUEUE}?after={after}").content)
    assert left.xpath("//article/@id") == [f"card-{comments[33].pk}"]
    room.post(DECIDE, {"approve": comments[33].pk, "after": after} | seen)
    assert "To the first page" in room.get(f"{QUEUE}?after={after}").content.decode()


def test_what_nobody_ticked_is_said(room, many):
    many(1)

    room.post(DECIDE, {"approve_selected": 1})

    assert "No comment was ticked" in room.get(QUEUE).content.decode()


def test_decisions_are_told_in_words_and_not_in_codes(room, commented, moderator, now):
    RuleList.objects.create(kind="banned-words", entries="blatherskite")
    refused = commented("What a blatherskite.", nonce="refused").comment
    held = commented("A word about the quay.", nonce="held").comment
    act_on(
        comments=[held],
        button=Button.REFUSE,
        by=moderator,
        now=now,
        reason_code="IRRELEVANT_CONTENT",
        facts="About another quay.",
    )

    page = room.get(f"{QUEUE}?queue=all").content.decode()

    assert refused.state == "refused"
    assert "a word that the house rules do not allow" in page
    assert "the address is not verified" in page
    assert "off the topic; About another quay." in page
    for code in ("banned-word", "BANNED_WORD", "not-verified", "IRRELEVANT_CONTENT"):
        assert f": {code}" not in page
        assert f"– {code}" not in page


def test_all_that_one_author_wrote_is_decided_about_together(room, commented, moderator, now):
    theirs = [commented(f"Number {n}.", nonce=f"n-{n}").comment for n in range(3)]
    other = commented("Somebody else.", nonce="o", email="other@example.org").comment
    pseudonym = theirs[0].author.pseudonym
    author = {"queue": "pending", "author": pseudonym}

    cards = html.fromstring(room.get(QUEUE, author).content)
    room.post(DECIDE, author | {"refuse_all": 1, "reason-selected": "SPAM"})

    assert len(cards.xpath("//article")) == 3
    assert {Comment.objects.get(pk=one.pk).state for one in theirs} == {"refused"}
    assert Comment.objects.get(pk=other.pk).state == "waiting"
    page = room.get(f"/admin/comments/authors/{pseudonym}/").content.decode()
    assert f"queue=pending&amp;author={pseudonym}" in page


def test_a_card_says_that_its_story_is_not_public(room, commented, story, moderator, now):
    commented()
    assert "its story is not public now" not in room.get(QUEUE).content.decode()

    kill_story(story=story, by=moderator, now=now, note="Withdrawn.")

    assert "its story is not public now" in room.get(QUEUE).content.decode()
