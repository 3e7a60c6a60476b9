"""Copy of the fictional Northern Wire Agency, for the tests of grounding."""

import json

import pytest

from dateline.core.grounding import understand
from dateline.core.story import Item, Paragraph

TREATY = (
    "PORT ANSEL, Nov. 23 (NWA) — Varland on Monday signed a fisheries treaty with Osmark, ending "
    "a dispute of eleven years over the waters off Marrow Head.",
    "The treaty was “a new chapter for the coast” and the result of “patient” talks, Prime "
    "Minister Ines Maldahl told reporters in Port Ansel.",
    "“We did not sell a single licence,” Maldahl said. “We shared them.”",
    "Opposition leader Tomas Reck called the treaty “a gift to Talleck”.",
    "About 340 boats may fish the waters from April, according to harbour officials, Coastline "
    "News reported.",
    "The Ansel Courier newspaper welcomed the treaty on its front page. The daily said it had "
    "“quietly ended the longest quarrel of the north”.",
    "“The coast has waited for this,” fisherman Arne Vik said.",
    "“It was a long wait.",
    "“And it was cold,” he said.",
)


def story(*paragraphs: str, headline: str = "Varland signs fisheries treaty") -> Item:
    """Return an item with these paragraphs."""
    return Item(
        format="test",
        headline=headline,
        paragraphs=tuple(Paragraph(text) for text in paragraphs),
        language="en",
    )


@pytest.fixture(scope="module")
def treaty():
    """The treaty story, understood."""
    return understand(story(*TREATY))


@pytest.fixture(scope="module")
def specimen(shared):
    """The specimen's copy, understood."""
    copy = json.loads((shared / "specimen" / "copy.json").read_text())
    return understand(story(*copy["body"], headline=copy["headline"]))
