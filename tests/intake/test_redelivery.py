"""An item without an id that comes again makes no second one, under whatever name it comes."""

import pytest

from dateline.core.story import Item, Paragraph
from dateline.intake.families import Take, TakeKind
from dateline.intake.models import Source, WireChain, WireItem
from dateline.intake.services.chains import Arrival, chains_for
from dateline.intake.versions import fingerprint

PLAIN = b"""Ferry stops

MARROW HEAD, Nov. 23 (NWA) - The ferry stops for the winter on Sunday, its crew said.

Nobody has asked the islanders.
"""


def feed(*titles):
    """Return an RSS feed whose entries have neither id nor link."""
    items = "".join(
        f"<item><title>{title}</title><description>{title}, the crew said.</description></item>"
        for title in titles
    )
    return f'<rss version="2.0"><channel><title>NWA</title>{items}</channel></rss>'.encode()


def outcomes(record):
    return [row.outcome for row in record.items.order_by("position")]


def test_plain_text_under_another_file_name_is_a_repeat(deliver):
    deliver(PLAIN, origin="a.txt")

    again = deliver(PLAIN.replace(b"\n\nNobody", b"\r\n\r\nNobody"), origin="inbox/b.txt")

    assert outcomes(again) == [WireItem.Outcome.REPEAT]
    assert WireChain.objects.count() == 1


def test_entries_of_a_feed_without_ids_are_repeats_in_any_order(deliver):
    deliver(feed("Ferry stops", "Quay opens"), origin="feed.xml")

    again = deliver(feed("Storm ahead", "Quay opens", "Ferry stops"), origin="mirror.xml")

    assert outcomes(again) == ["publish", "repeat", "repeat"]


def numbered(**changes):
    values = {"sequence": "062", "service": "eca", "slugline": "Varland-Ferry"}
    text = (Paragraph("The ferry stops on Sunday."),)
    return Item(format="iptc7901", headline="Ferry stops", paragraphs=text, **values | changes)


@pytest.fixture
def chain_of(source, now, deliver):
    """Places an item in its chain as the intake does, and keeps its words there."""
    record = deliver(PLAIN)

    def place(item, to=source):
        from django.db import transaction

        take = Take(kind=TakeKind.STORY, number=0, made_at=now)
        with transaction.atomic():
            (chain,) = chains_for([Arrival(source=to, item=item, take=take)])
            WireItem.objects.create(
                record=record,
                position=1 + record.items.count(),
                chain=chain,
                fingerprint=fingerprint(item),
                outcome="publish",
                placed_at=now,
            )
        return chain

    return place


def test_the_same_words_under_another_number_are_the_same_item(chain_of):
    first = chain_of(numbered())

    assert chain_of(numbered(sequence="077")) == first
    assert chain_of(numbered(sequence="078", service="ecb", slugline=None)) == first


def test_the_same_words_under_an_id_or_from_another_source_are_not(chain_of, db):
    first = chain_of(numbered())
    other = Source.objects.create(slug="cln", name="Coastline News")

    assert chain_of(numbered(uri="nwa:1")) != first
    assert chain_of(numbered(), to=other) != first
