"""Routing: which sections an item may go to."""

from dateline.core.story import Item
from dateline.intake.routing import section_slugs


def item(**values):
    return Item(format="ninjs-3", headline="Quay open", paragraphs=(), **values)


def test_a_keyword_that_names_a_section_stands_before_the_subjects():
    routed = item(keywords=("Harbours & ports", "Politics"), subjects=("subj:04000000",))

    assert section_slugs(routed) == ["harbours-ports", "politics", "business", "economy"]


def test_every_subject_code_leads_to_its_top_term():
    assert section_slugs(item(subjects=("subj:15054000",)))[0] == "sport"


def test_of_media_topics_only_the_top_terms_name_a_section():
    assert section_slugs(item(subjects=("medtop:20000705",))) == []
    assert section_slugs(item(subjects=("medtop:16000000",))) == ["conflict", "world"]


def test_a_section_is_named_once():
    assert section_slugs(item(keywords=("Sport", "sport"), subjects=("medtop:15000000",))) == [
        "sport",
        "sports",
    ]
