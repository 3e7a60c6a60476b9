"""What a story is about has a name in ten languages, a place in the tree, and an older code."""

import datetime as dt
import json

import pytest

from dateline.core.story.media_topics import (
    bundled_media_topics,
    compact_media_topics,
    media_topics_from_compact,
)

TOPICS = bundled_media_topics()
LANGUAGES = {"ar", "da", "de", "en-GB", "es", "fr", "pt-BR", "pt-PT", "sv", "zh-Hans"}


def concept(code: str, **rest: object) -> dict[str, object]:
    qcode = f"medtop:{code}"
    return {"qcode": qcode, "prefLabel": {"en-GB": f"topic {code}", "dk": "emne"}} | rest


def test_the_bundled_release_is_dated_and_whole():
    assert TOPICS.released == dt.date(2019, 4, 6)
    assert len(TOPICS.topics) == 1286
    assert sum(TOPICS.is_retired(qcode) for qcode in TOPICS.topics) == 153
    assert sum(not topic.broader for topic in TOPICS.topics.values()) == 17
    assert {tag for topic in TOPICS.topics.values() for tag in topic.labels} == LANGUAGES


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("de", "Kultur, Kunst, Unterhaltung und Medien"),
        ("de-AT", "Kultur, Kunst, Unterhaltung und Medien"),
        ("da", "kunst, kultur, underholdning og medier"),
        ("sv-FI", "Konst, kultur och nöje"),
        ("pt-BR", "artes, cultura, entretenimento e mídia"),
        ("pt", "artes, cultura, entretenimento e média"),
        ("zh-CN", "艺术、文化、娱乐和媒体"),
        ("zh-TW", "arts, culture, entertainment and media"),
        ("en-US", "arts, culture, entertainment and media"),
        ("is", "arts, culture, entertainment and media"),
        ("", "arts, culture, entertainment and media"),
    ],
)
def test_a_topic_is_named_in_the_readers_language_or_in_english(language, label):
    assert TOPICS.label("medtop:01000000", language) == label


def test_what_is_not_on_the_list_has_no_name_and_no_place():
    assert TOPICS.label("medtop:99999999", "en") is None
    assert TOPICS.broader("medtop:99999999") == ()
    assert TOPICS.narrower("medtop:99999999") == ()
    assert not TOPICS.is_retired("medtop:99999999")


def test_broader_and_narrower_are_two_views_of_one_tree():
    for qcode in TOPICS.topics:
        for above in TOPICS.broader(qcode):
            assert qcode in TOPICS.narrower(above)

    assert TOPICS.broader("medtop:20000105") == ("medtop:20000082", "medtop:02000000")


def test_every_subject_code_leads_to_a_topic():
    assert all(TOPICS.from_subject_code(code) in TOPICS.topics for code in TOPICS.subject_labels)
    assert TOPICS.label("subj:04000000") == "economy, business and finance"


@pytest.mark.parametrize(
    ("code", "qcode"),
    [
        ("04005004", "medtop:20001243"),  # one of its two topics is retired
        ("subj:16009000", "medtop:20000062"),
        ("16000000", "medtop:16000000"),
        ("04999999", "medtop:04000000"),
        ("99000000", None),
        ("4000000", None),
        ("subj:abcdefgh", None),
    ],
)
def test_an_older_code_becomes_the_topic_in_use(code, qcode):
    assert TOPICS.from_subject_code(code) == qcode


def test_a_newer_release_is_read_from_iptcs_own_file():
    address = "http://cv.iptc.org/newscodes/"
    iptc = {
        "dateReleased": "2026-07-02T12:00:00+00:00",
        "conceptSet": [
            concept("01000000"),
            concept("20000002", broader=[f"{address}mediatopic/01000000"],
                    exactMatch=[f"{address}subjectcode/01026000", "https://data.example/Q1"]),
            concept("20000003", broader=["medtop:20000002"], retired="2026-01-01T00:00:00+00:00"),
        ],
    }  # fmt: skip

    compact = compact_media_topics(iptc, subject_labels={"01026000": "mass media"})
    topics = media_topics_from_compact(json.loads(json.dumps(compact)))

    assert topics.released == dt.date(2026, 7, 2)
    assert topics.label("medtop:20000002", "da") == "emne"
    assert topics.broader("medtop:20000003") == ("medtop:20000002", "medtop:01000000")
    assert topics.narrower("medtop:01000000") == ("medtop:20000002", "medtop:20000003")
    assert topics.from_subject_code("01026000") == "medtop:20000002"
    assert topics.is_retired("medtop:20000003")


def test_topics_that_stand_under_each_other_end():
    iptc = {
        "dateReleased": "2026-07-02T12:00:00+00:00",
        "conceptSet": [
            concept("20000001", broader=["medtop:20000002"]),
            concept("20000002", broader=["medtop:20000001"]),
        ],
    }

    topics = media_topics_from_compact(compact_media_topics(iptc, subject_labels={}))

    assert topics.broader("medtop:20000001") == ("medtop:20000002",)


@pytest.mark.parametrize(
    "file",
    [{}, {"conceptSet": []}, {"conceptSet": [{}]}, {"conceptSet": ["x"]},
     {"conceptSet": [concept("01000000")]}, {"conceptSet": [concept("1")], "dateReleased": "soon"}],
)  # fmt: skip
def test_a_file_that_is_not_iptcs_is_refused(file):
    with pytest.raises(ValueError, match=r"IPTC|isoformat"):
        compact_media_topics(file, subject_labels={})
