"""What a story takes over from the item it is told by."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.text import slugify

from dateline.core import grounding
from dateline.core.grounding import Tag
from dateline.core.story import Item
from dateline.core.wire.vocabulary import name_among
from dateline.intake.embargoes import Embargo
from dateline.intake.models import WireItem
from dateline.intake.selectors import embargoes_of
from dateline.intake.zones import not_after
from dateline.pages.models import SectionPage, Story, Topic

# Formats in which an item's id is the address of its page.
FEEDS = ("rss", "atom", "json-feed")
LONGEST_ADDRESS_CHARS = 1000
# The form of a tag, whatever language it names. Source: BCP 47 (RFC 5646, section 2.1).
LANGUAGE_TAG = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
LONGEST_LANGUAGE_CHARS = 20


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stories take over that does not stand in their items themselves.

    sections   the newsroom's sections by slug
    embargoes  by the id of a chain, until when none of its versions may be public
    """

    sections: Mapping[str, SectionPage]
    embargoes: Mapping[int, Embargo | None]

    @classmethod
    def of(cls, rows: Iterable[WireItem]) -> "Surroundings":
        """Return what stories told by some items take over."""
        sections = {page.slug: page for page in SectionPage.objects.live()}
        return cls(sections, embargoes_of({row.chain for row in rows if row.chain}))


def fill_story(
    story: Story,
    row: WireItem,
    item: Item,
    *,
    now: datetime,
    surroundings: Surroundings | None = None,
) -> None:
    """Give a story what an item says. Private notes stay with the item.

    surroundings  where whoever fills several stories has asked for them already
    """
    source = row.record.source
    surroundings = surroundings or Surroundings.of([row])
    embargo = surroundings.embargoes[row.chain.pk] if row.chain else None
    story.wire_item = row
    story.headline = (item.headline or _first_words(item))[:500]
    story.slug = (
        story.slug or slugify(story.headline, allow_unicode=True)[:80].strip("-") or "story"
    )
    story.subheadline = (item.subheadline or "")[:500]
    wanted = [*row.section_slugs, source.default_section]
    sections = surroundings.sections
    story.section = next((sections[slug] for slug in wanted if slug in sections), None)
    credited = name_among(item.creditline, source.credit_line, source.name)
    story.credit_line = (credited or "")[:200]
    story.byline = (item.byline or "").strip().removeprefix("By ")[:300]
    story.language = language_of(item)
    story.usage_terms = item.usageterms or ""
    story.copyright_notice = (item.copyrightnotice or "")[:500]
    story.original_url = original_url(item)
    if item.dateline:
        story.dateline_text = item.dateline.text[:200]
        story.dateline_place = (item.dateline.place or "")[:100]
        story.dateline_date = item.dateline.date
    story.set_body(item.paragraphs)
    filed = grounding.filing_days(item)
    story.filed_from, story.filed_until = filed or (None, None)
    set_embargo(story, embargo)
    story.expire_at = not_after(item.expires) if item.expires else None
    if story.published_at is None or story.published_at > now:  # an embargo's end may move
        story.published_at = _publication_time(story, item, now=now)


def note_filed_by_hand(story: Story, *, now: datetime) -> None:
    """Take up in memory that a person gave a story its text, some time before `now`.

    Of a text that the agency did not date, nobody knows the day.
    """
    days = grounding.days_of(now)
    if story.filed is not None:
        story.filed_until = max(story.filed.last, days.last)
    elif story.chain_id is None:
        story.filed_from, story.filed_until = days


def set_embargo(story: Story, embargo: Embargo | None) -> None:
    """Give a story the embargo over all versions of its item. The caller saves."""
    story.is_embargoed_indefinitely = embargo == "indefinite"
    story.embargoed_until = embargo if isinstance(embargo, datetime) else None


def original_url(item: Item) -> str:
    """Return the agency's own page of an item; only feeds give one, as the item's id."""
    url = item.uri or ""
    is_page = item.format.startswith(FEEDS) and url.startswith(("http://", "https://"))
    return url if is_page and len(url) <= LONGEST_ADDRESS_CHARS else ""


def _first_words(item: Item) -> str:
    words = item.text.split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "") or "(no headline)"


def _publication_time(story: Story, item: Item, *, now: datetime) -> datetime:
    """Return the copy's own time; a moment still to come only if it is the embargo's end."""
    named = item.firstcreated or item.versioncreated
    own = min(_aware(named), now) if named else now
    return max(own, story.embargoed_until) if story.embargoed_until else own


def _aware(time: datetime) -> datetime:
    # A time without a zone cannot be compared; UTC is the newsroom's documented reading for order.
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def language_of(item: Item) -> str:
    """Return the language an item says it is in, “en” where that is no language's tag.

    It goes into the attributes of pages and the elements of feeds, where anything else is a fault.
    """
    given = (item.language or "").strip().replace("_", "-")
    is_tag = len(given) <= LONGEST_LANGUAGE_CHARS and LANGUAGE_TAG.fullmatch(given)
    return given if is_tag else "en"


def set_topics(story: Story, tags: Iterable[Tag], *, extra: Iterable[str]) -> None:
    """Give a story the tags its copy names, and those that a rule adds."""
    labels = {slugify(tag.label, allow_unicode=True): tag for tag in tags}
    labels |= {slugify(label, allow_unicode=True): Tag(label, None, ()) for label in extra}
    labels.pop("", None)
    known = {topic.slug: topic for topic in Topic.objects.filter(slug__in=labels)}
    for slug, tag in labels.items():
        if slug not in known:
            known[slug], _ = Topic.objects.get_or_create(
                slug=slug[:100], defaults={"label": tag.label[:200], "qcode": tag.qcode or ""}
            )
    story.topics.set(known.values())
    story.topics.commit()
