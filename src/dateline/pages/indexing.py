"""What a source's contract says to search engines about a story's page.

Source: Google advises against a canonical link between syndication partners unless the contract
asks for it, and for `noindex` (or its Googlebot-News form) on the partner's copy.
"""

from dataclasses import dataclass

from dateline.intake.models import Source
from dateline.pages.models import Story

Indexing = Source.Indexing

PREVIEWS = "max-image-preview:large"


@dataclass(frozen=True, slots=True)
class IndexingRule:
    """The words of the page's head: the canonical address, and what robots are told.

    googlebot_news  for the meta element of that name; empty for none
    """

    canonical: str
    robots: str = PREVIEWS
    googlebot_news: str = ""


def source_of(story: Story) -> Source | None:
    """Return the wire a story came from; None for one written at the desk."""
    return story.chain.source if story.chain else None


def rule_of(story: Story, *, own_url: str) -> IndexingRule:
    """Return the rule for a story's page at `own_url`.

    Where the agency's original is to be found instead and its address is not known, ours is not
    offered either: naming another page as the original would be false.
    """
    source = source_of(story)
    indexing = Indexing(source.indexing) if source else Indexing.SELF
    if indexing is Indexing.AGENCY_CANONICAL and story.original_url:
        return IndexingRule(canonical=story.original_url)
    if indexing in (Indexing.NOINDEX, Indexing.AGENCY_CANONICAL):
        return IndexingRule(own_url, robots=f"noindex, {PREVIEWS}", googlebot_news="noindex")
    if indexing is Indexing.NEWS_NOINDEX:
        return IndexingRule(own_url, googlebot_news="noindex")
    return IndexingRule(own_url)


def credit_url_of(story: Story) -> str:
    """Return where the credit below a story leads: the agency's original, or its own site."""
    source = source_of(story)
    return story.original_url or (source.home_url if source else "")
