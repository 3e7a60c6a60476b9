"""Dateline's own lines are cut from the copy, and each can be proved again."""

import json
from dataclasses import replace

import pytest

from dateline.core.grounding import brief, brief_as_json, check, ground_as_json, understand
from dateline.core.story import Verdict
from dateline.core.story.media_topics import bundled_media_topics
from tests.core.grounding.conftest import story

LONG = (
    "PORT ANSEL, Nov. 23 (NWA) — Varland will reopen the harbour of Kesterholm to foreign ships on "
    "Monday, the transport ministry said.",
    "He had promised it in spring.",
    "“The quay is safe and every crane was tested twice,” Transport Minister Runa Ostby said.",
    "About 40 ships are expected in the first week, according to the harbour authority.",
    "The harbour authority expects about 40 ships in the first week.",
    "Kesterholm closed its harbour in October 2024 when a storm broke 300 metres of the wall.",
    "However, fishing crews want lower fees.",
    "Will the cranes hold?",
    "Osmark sends most of its timber through Kesterholm, a trade of 90 million crowns a year.",
)


@pytest.fixture(scope="module")
def lines():
    return brief(story(*LONG, headline="Kesterholm harbour reopens to foreign ships"))


def test_no_line_leans_on_the_sentence_before_it(lines):
    openings = [line.text.split()[0] for line in (*lines.summary, *lines.key_points)]

    assert not set(openings) & {"He", "However,", "Will", "It", "They"}


def test_the_summary_opens_with_the_lead_without_its_dateline(lines):
    assert lines.summary[0].text == (
        "Varland will reopen the harbour of Kesterholm to foreign ships on Monday, the transport "
        "ministry said."
    )
    assert 2 <= len(lines.summary) <= 4


def test_key_points_repeat_neither_each_other_nor_the_copys_repeats(lines):
    texts = [line.text for line in lines.key_points]

    assert 1 <= len(texts) <= 3
    assert sum("40 ships" in text for text in texts) <= 1


def test_the_pull_quote_is_a_whole_quote_with_its_named_speaker(lines):
    assert lines.pull_quote.text == "The quay is safe and every crane was tested twice"
    assert lines.pull_quote.speaker == "Runa Ostby"


def test_a_flash_of_one_sentence_gets_nothing_rather_than_nonsense_and_is_told_why():
    flash = brief(story("Kesterholm harbour closed after a storm, the port said."))

    assert (flash.summary, flash.key_points, flash.pull_quote) == ((), (), None)
    assert flash.notes == ("Dateline draws lines from copy of 4 sentences or more; this has 1.",)


@pytest.mark.parametrize(
    "path", ["eval/lines/stories.jsonl", "eval/grounding/cnndm_sample/half.jsonl"]
)
def test_every_line_drawn_from_real_copy_passes_its_own_check(shared, path):
    rows = [json.loads(text) for text in (shared / path).read_text().splitlines()[:60]]
    drawn = 0
    for row in rows:
        body = row.get("paragraphs") or [row.get("article") or row.get("text") or ""]
        seen = understand(story(*body, headline=""))
        found = brief(seen)
        quote = [found.pull_quote] if found.pull_quote else []
        for line in (*found.summary, *found.key_points, *quote):
            result = check(
                seen,
                line.text,
                kind=line.kind,
                speaker=line.speaker,
                derivation=line.derivation,
            )
            assert result.verdict is Verdict.SUPPORTED, line.text
            drawn += 1
    assert drawn > 40


def test_what_the_command_line_prints_is_json(lines, treaty):
    grounded = json.loads(json.dumps(ground_as_json(treaty)))
    printed = json.loads(json.dumps(brief_as_json(lines)))

    assert grounded["text"] == treaty.text
    assert printed["pull_quote"]["speaker"] == "Runa Ostby"


def test_a_key_point_has_at_most_twenty_words(shared):
    path = shared / "eval/grounding/cnndm_sample/half.jsonl"
    for text in path.read_text().splitlines()[:30]:
        for line in brief(story(json.loads(text)["article"], headline="")).key_points:
            assert len(line.text.split()) <= 20


def test_the_specimen_gets_three_key_points_of_the_copys_own_acts(specimen):
    found = brief(specimen)

    assert len(found.key_points) == 3
    assert found.key_points[0].derivation[1] == "drop-dateline"
    assert found.key_points[0].derivation[2].startswith("drop-participle ")
    assert len(found.summary) == 3


def test_the_storys_own_code_is_a_tag_by_its_label():
    item = replace(story(*LONG), subjects=("medtop:20000057",))

    tags = {tag.qcode: tag.label for tag in brief(item).tags}

    assert tags["medtop:20000057"] == bundled_media_topics().label("medtop:20000057").capitalize()


def test_copy_in_another_language_gets_no_line_and_is_told_why():
    found = brief(replace(story(*LONG), language="de"))

    assert (found.summary, found.key_points, found.pull_quote) == ((), (), None)
    assert found.tags
    assert "“de”" in found.notes[0]
    assert brief_as_json(found)["notes"] == list(found.notes)


def test_a_tag_tells_where_it_is_from():
    assert all(tag.derivation for tag in brief(story(*LONG)).tags)
