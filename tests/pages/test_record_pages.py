"""The pages on which the newsroom answers for itself, and what a story's page says of its lines."""

import json
import re
from pathlib import Path

import pytest
from lxml import html as lxml_html

from dateline.core.story import LineKind, Paragraph
from dateline.pages import clock
from dateline.pages.measured import MEASURED
from dateline.pages.models import StoryLine
from dateline.pages.services import (
    accept_line,
    accept_proved_lines,
    add_line,
    change_line,
    correct_story,
    draw_lines,
    keep_version,
    kill_story,
    refuse_line,
    withhold_old_wording,
)
from tests.conftest import HARBOUR_COPY

SHIPS = HARBOUR_COPY[2]


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch, now):
    """Pages are asked for at the test's `now`."""
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def read(client, story):
    """Returns a page as a reader gets it: the story's own, what changed in it, or another."""

    def get(path=""):
        address = path if path.startswith("/") else story.get_absolute_url() + path
        answer = client.get(address)
        assert answer.status_code == 200, address
        return lxml_html.fromstring(answer.content)

    return get


@pytest.fixture
def corrected(story, editor, now):
    """The story after its 40 ships became four, with the notice of that."""
    if not story.lines.filter(text=SHIPS).exists():
        add_line(story=story, kind=LineKind.KEY_POINT, text=SHIPS, by=editor, now=now)
    keep_version(story=story, now=now)
    story.set_body(Paragraph(text.replace("40 ships", "four ships")) for text in HARBOUR_COPY)
    story.updated_at = now
    story.save()
    keep_version(story=story, now=now)
    draw_lines(story=story, now=now)
    return correct_story(
        story=story,
        by=editor,
        now=now,
        notice="Four ships are expected.",
        old_wording="40 ships",
        new_wording="four ships",
    )


def text_of(elements):
    return " ".join(" ".join(" ".join(e.itertext()).split()) for e in elements)


def test_what_changed_is_told_sentence_by_sentence(read, corrected):
    page = read("changes/")

    assert [text_of([e]) for e in page.xpath("//*[@class='told']")] == ["Changed"]
    assert text_of(page.xpath("//li/p/del")) == "[removed: 40 ]"
    assert text_of(page.xpath("//li/p/ins")) == "[added: four ]"
    assert "2 sentences unchanged" in text_of([page])
    assert page.xpath("//meta[@name='robots'][contains(@content,'noindex')]")


def test_the_story_leads_to_what_changed_and_a_story_that_never_did_does_not(
    read, client, story, corrected
):
    assert read().xpath("//p[@class='byline']//a[contains(@href,'/changes/')]")
    story.versions.all().delete()
    assert not read().xpath("//a[contains(@href,'/changes/')]")
    assert client.get(story.get_absolute_url() + "changes/").status_code == 404


def test_a_withdrawn_line_is_listed_with_what_stands_in_its_place(read, corrected):
    for page in (read(), read("/corrections/")):
        assert "Four ships are expected." in text_of([page])
        old = [
            words for words in map(text_of, [[e] for e in page.xpath("//del")]) if len(words) > 9
        ]
        assert SHIPS in old
        assert SHIPS.replace("40 ships", "four ships") in text_of(page.xpath("//ins"))


def test_withheld_wording_is_repeated_nowhere(client, story, corrected, editor, now):
    withhold_old_wording(correction=corrected, by=editor, now=now, reason="It harms somebody.")

    address = story.get_absolute_url()
    api = f"/api/stories/{story.public_id}"
    for path in (address, address + "changes/", "/corrections/", "/feeds/feed.json", api):
        words = client.get(path).content.decode()
        assert "40 ships" not in words, path
    assert "withheld" in client.get("/corrections/").content.decode()


def test_a_line_refused_because_it_was_wrong_is_listed_without_a_notice(read, story, editor, now):
    line = story.lines.shown().filter(kind="key_point")[0]
    refuse_line(line=line, by=editor, now=now, was_wrong=True)

    assert line.text in text_of(read("/corrections/").xpath("//del"))
    assert line.text in text_of(read().xpath("//section[@id='versions']//del"))


def test_what_was_killed_is_on_no_page_of_the_record(client, story, corrected, editor, now):
    kill_story(story=story, by=editor, now=now, note="Agency kill.")

    assert "ships" not in client.get("/corrections/").content.decode()
    assert client.get(story.get_absolute_url() + "changes/").status_code == 410


def test_corrections_are_read_page_by_page(client, story, editor, now):
    for number in range(21):
        correct_story(story=story, by=editor, now=now, notice=f"Notice {number}.")

    assert client.get("/corrections/").content.decode().count("<li><article>") == 20
    assert client.get("/corrections/?page=2").content.decode().count("<li><article>") == 1
    assert client.get("/corrections/?page=3").status_code == 404
    assert client.get("/corrections/?page=x").status_code == 404


def test_how_we_check_says_how_often_and_what_it_does_not_mean(read, story, editor, now):
    accept_proved_lines(story=story, by=editor, now=now)

    words = text_of([read("/how-we-check/")])

    assert "It does not mean that the copy is right." in words
    approved = story.lines.shown().count()
    assert re.search(rf"of them approved by an editor\s+{approved}", words)
    for measure in MEASURED:
        assert str(measure.means) in words


def test_no_measured_rate_is_better_than_the_build_demands():
    floors = json.loads(Path("tests/quality/floors.json").read_text())

    for measure in MEASURED:
        floor = floors[measure.floor] * 100
        is_most = measure.floor.endswith("_at_most")
        assert measure.per_hundred >= floor if is_most else measure.per_hundred <= floor


def test_a_box_of_fewer_than_two_lines_is_hidden_whole(read, client, story, editor, now):
    while story.lines.shown().filter(kind="key_point").count() > 1:
        line = story.lines.shown().filter(kind="key_point")[0]
        refuse_line(line=line, by=editor, now=now)
    last = story.lines.shown().get(kind="key_point")
    for line in story.lines.shown().filter(kind="summary")[1:]:
        refuse_line(line=line, by=editor, now=now)
    summary = story.lines.shown().get(kind="summary")

    page = read()

    assert not page.xpath("//section[contains(@class,'lines')]")
    assert not page.xpath("//meta[@name='description' or @property='og:description']")
    lines = client.get(f"/api/stories/{story.public_id}").json()["lines"]
    assert {line["kind"] for line in lines} <= {"pull_quote"}
    feed = client.get("/feeds/feed.json").json()["items"][0]
    assert feed.get("summary", "") not in (summary.text, last.text)


def test_the_mark_names_who_approved_only_when_all_of_its_lines_are(read, story, editor, now):
    first, *others = story.lines.shown().filter(kind="key_point")
    accept_line(line=first, by=editor, now=now)
    box = "//section[contains(@class,'key-points')]/p[@class='mark']"

    assert "Not reviewed by an editor." in text_of(read().xpath(box))
    for line in others:
        accept_line(line=line, by=editor, now=now)
    mark = text_of(read().xpath(box))
    assert "Machine-drafted, matched to the agency copy. Approved by Ida Brekke, " in mark


def test_a_line_a_person_wrote_carries_no_mark_of_the_machine(read, story, editor, now):
    lines = list(story.lines.shown().filter(kind="key_point"))
    box = "//section[contains(@class,'key-points')]/p[@class='mark']"
    change_line(line=lines[0], text=HARBOUR_COPY[3], by=editor, now=now)

    assert "Line" in text_of(read().xpath(box))  # the others are numbered
    for line, words in zip(lines[1:], (HARBOUR_COPY[2], HARBOUR_COPY[4]), strict=False):
        change_line(line=line, text=words, by=editor, now=now)
    assert not read().xpath(box)


def test_a_line_shown_against_the_check_says_so(read, story, editor, now):
    line = story.lines.shown().filter(kind="key_point")[0]
    change_line(line=line, text="Ships return.", by=editor, now=now, override_reason="They do.")

    words = text_of(read().xpath("//section[contains(@class,'key-points')]"))

    assert "Our check could not match this line to the copy. Ida Brekke decided" in words


def test_each_line_says_who_says_so_back_to_the_agency(read, story):
    line = next(one for one in story.lines.shown() if one.text == SHIPS)
    assert line.says == [{"chain": ["harbour authority"], "party": False}]

    sources = [text_of([e]) for e in read().xpath("//p[@class='source']")]

    assert any(words.startswith("Harbour authority , via NWA") for words in sources)


@pytest.mark.parametrize(
    ("parties", "is_said"), [([True], True), ([True, False], False), ([None], False)]
)
def test_what_only_parties_say_is_not_confirmed_by_us(read, story, parties, is_said):
    says = [{"chain": [f"source {n}"], "party": party} for n, party in enumerate(parties)]
    StoryLine.objects.filter(story=story).update(says=says)

    words = text_of(read().xpath("//p[@class='source']"))

    assert ("Not independently confirmed by us." in words) is is_said
