"""NewsML 1 writes the revision into an item's id; its versions are one chain all the same."""

from dateline.core.story import Item, Paragraph
from dateline.intake.versions import chain_key


def newsml_1(uri: str) -> Item:
    return Item(format="newsml-1", headline="H", paragraphs=(Paragraph("Text."),), uri=uri)


def test_revisions_of_an_item_are_one_chain():
    first = newsml_1("urn:newsml:nwa.example:20261123:H7:1")
    kill = newsml_1("urn:newsml:nwa.example:20261123:H7:2A")

    assert chain_key(first) == chain_key(kill)


def test_an_id_that_ends_with_a_number_of_its_own_stays_whole():
    one, two = newsml_1("nwa:1"), newsml_1("nwa:2")

    assert chain_key(one) != chain_key(two)
