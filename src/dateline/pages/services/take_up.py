"""Doing what an arrived item asks for: a new story, a newer version, a hold, a kill."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils.text import slugify

from dateline.accounts.models import User
from dateline.core import grounding
from dateline.core.story import Item, item_from_plain
from dateline.intake.models import WireItem
from dateline.media.models import NewsImage
from dateline.pages import search
from dateline.pages.models import Correction, SectionPage, Story, StoryEvent, Topic
from dateline.pages.services.lines import draw_lines
from dateline.pages.services.pictures import illustrate_from_wire, note_pictures_killed
from dateline.pages.services.publishing import (
    correct_story,
    kill_story,
    log_event,
    pause_story,
    publish_story,
)

Act = StoryEvent.Act
Outcome = WireItem.Outcome

# An item that nobody took up for this long was left behind by a worker that died.
LEFT_BEHIND_AFTER = timedelta(seconds=30)
CORRECTION_SIGNALS = {"sig:correction"}
# Formats in which an item's id is the address of its page.
FEEDS = ("rss", "atom", "json-feed")
LONGEST_ADDRESS_CHARS = 1000


class NothingPending(Exception):
    """A choice between two versions was made, but no newer version waits."""

    def __init__(self, story: Story) -> None:
        super().__init__(f"No newer version of “{story.headline}” waits for a choice.")


@transaction.atomic
def take_up(*, wire_item_id: int, now: datetime) -> Story | None:
    """Do what an item's outcome asks for and return its story. A second time changes nothing."""
    row = (
        WireItem.objects.select_for_update(of=("self",))
        .select_related("record__source")
        .get(pk=wire_item_id)
    )
    if row.taken_up_at is not None:
        return _story_of(row)
    act = None if _is_overtaken(row) else _ACTS.get(Outcome(row.outcome))
    story = act(row, now) if act else None
    row.taken_up_at = now
    row.save(update_fields=["taken_up_at"])
    return story


def _is_overtaken(row: WireItem) -> bool:
    """Return whether a later version was taken up before this one, as a kill is, which never waits.

    Doing now what this one asked for would bring back what the later one replaced or took down.
    A kill itself is never too late.
    """
    if row.chain_id is None or row.outcome == Outcome.KILL:
        return False
    later = WireItem.objects.filter(chain_id=row.chain_id, pk__gt=row.pk, outcome__in=_ACTS)
    return later.filter(taken_up_at__isnull=False).exists()


def take_up_waiting(*, now: datetime, older_than: timedelta = LEFT_BEHIND_AFTER) -> int:
    """Take up, oldest first, what was placed and left behind; return how many."""
    waiting = WireItem.objects.filter(taken_up_at=None, placed_at__lte=now - older_than)
    ids = list(waiting.order_by("pk").values_list("pk", flat=True))
    for wire_item_id in ids:
        take_up(wire_item_id=wire_item_id, now=now)
    return len(ids)


@transaction.atomic
def take_pending_version(*, story: Story, by: User, now: datetime) -> None:
    """Replace a hand-edited text by the agency's newer version, by a person's choice.

    Raises:
        NothingPending: no version waits.
    """
    row = story.pending_item
    if row is None:
        raise NothingPending(story)
    story.edited_by_hand_at = None
    # The editor opens with the latest revision: from here on it is the agency's text again.
    story.latest_revision = story.live_revision = None
    story.has_unpublished_changes = False
    _take_version(story, row, now=now, by=by)


@transaction.atomic
def keep_own_version(*, story: Story, by: User, now: datetime, reason: str = "") -> None:
    """Refuse the agency's newer version, by a person's choice.

    Raises:
        NothingPending: no version waits.
    """
    if story.pending_item is None:
        raise NothingPending(story)
    story.pending_item = None
    story.save(update_fields=["pending_item"])
    log_event(story, Act.VERSION_REFUSED, by=by, now=now, reason=reason)


def _story_of(row: WireItem) -> Story | None:
    return Story.objects.filter(chain_id=row.chain_id).first() if row.chain_id else None


def _new(row: WireItem, now: datetime) -> Story:
    """Make the story; one that exists already (a second delivery racing) is updated instead."""
    if existing := _story_of(row):
        return _update(row, now) or existing
    item = item_from_plain(row.item)
    story = Story(chain_id=row.chain_id, live=False)
    _fill(story, row, item, now=now)
    story.save()
    _set_topics(story, item)
    illustrate_from_wire(story=story)
    log_event(story, Act.RECEIVED, by=None, now=now, reason=row.reason)
    return story


def _publish(row: WireItem, now: datetime) -> Story:
    story = _new(row, now)
    if not story.live and not story.is_killed:
        publish_story(story=story, by=None, now=now, reason=row.reason)
    return story


def _hold(row: WireItem, now: datetime) -> Story:
    story = _new(row, now)
    draw_lines(story=story, now=now)  # so that the desk sees them beside their evidence
    return story


def _update(row: WireItem, now: datetime) -> Story | None:
    story = _story_of(row)
    if story is None:  # its first version was held back or refused: this one stands for it
        return _publish(row, now) if _may_publish(row) else _hold(row, now)
    # A revision is a person's work as well, also one that was not published yet.
    if story.edited_by_hand_at or story.latest_revision_id or story.is_killed:
        story.pending_item = row
        story.save(update_fields=["pending_item"])
        log_event(story, Act.CHOICE_WAITS, by=None, now=now, reason=row.reason)
    else:
        _take_version(story, row, now=now, by=None)
    return story


def _may_publish(row: WireItem) -> bool:
    source = row.record.source
    return source.policy == source.Policy.PUBLISH


def _take_version(story: Story, row: WireItem, *, now: datetime, by: User | None) -> None:
    item = item_from_plain(row.item)
    _fill(story, row, item, now=now)
    story.pending_item = None
    story.paused_at = None
    if story.first_published_at:
        story.updated_at = now
    story.save()
    _set_topics(story, item)
    illustrate_from_wire(story=story)
    draw_lines(story=story, now=now)
    if story.live:
        search.index(story)
    log_event(story, Act.UPDATED, by=by, now=now, reason=row.reason)
    if CORRECTION_SIGNALS & set(item.signals):
        correct_story(
            story=story, by=by, now=now, kind=Correction.Kind.CORRECTION, notice=_notice(item)
        )


def _notice(item: Item) -> str:
    """Return the agency's public words about its correction, or that it is one."""
    public = [note.text for note in item.ednotes if note.public]
    return " ".join(public) or "The agency has corrected this story."


def _withhold(row: WireItem, now: datetime) -> Story:
    if story := _story_of(row):
        pause_story(story=story, by=None, now=now, reason=row.reason)
        return story
    return _new(row, now)


def _kill(row: WireItem, now: datetime) -> Story | None:
    """Take a story down, and note what became of a picture: intake has taken that down already."""
    killed = NewsImage.objects.filter(
        namings__source=row.record.source_id, namings__key=row.chain.guid if row.chain else ""
    )
    note_pictures_killed(pictures=list(killed.distinct()), by=None, now=now, reason=row.reason)
    if story := _story_of(row):
        kill_story(story=story, by=None, now=now, note=row.reason)
        return story
    return None


_ACTS: dict[WireItem.Outcome, Callable[[WireItem, datetime], Story | None]] = {
    Outcome.PUBLISH: _publish,
    Outcome.HOLD: _hold,
    Outcome.UPDATE: _update,
    Outcome.WITHHOLD: _withhold,
    Outcome.KILL: _kill,
}


def _fill(story: Story, row: WireItem, item: Item, *, now: datetime) -> None:
    """Give a story what an item says. Private notes stay with the item."""
    source = row.record.source
    story.wire_item = row
    story.headline = (item.headline or _first_words(item))[:500]
    story.slug = (
        story.slug or slugify(story.headline, allow_unicode=True)[:80].strip("-") or "story"
    )
    story.subheadline = (item.subheadline or "")[:500]
    story.section = _section(row)
    story.credit_line = (item.creditline or source.credit_line or source.name)[:200]
    story.byline = (item.byline or "").strip().removeprefix("By ")[:300]
    story.language = (item.language or "en")[:20]
    story.usage_terms = item.usageterms or ""
    story.copyright_notice = (item.copyrightnotice or "")[:500]
    story.original_url = _original_url(item)
    if item.dateline:
        story.dateline_text = item.dateline.text[:200]
        story.dateline_place = (item.dateline.place or "")[:100]
        story.dateline_date = item.dateline.date
    story.set_body(item.paragraphs)
    story.is_embargoed_indefinitely = item.embargoed == "indefinite"
    story.embargoed_until = _aware(item.embargoed) if isinstance(item.embargoed, datetime) else None
    story.expire_at = _aware(item.expires) if item.expires else None
    story.published_at = story.published_at or _publication_time(story, item, now=now)


def _original_url(item: Item) -> str:
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


def _section(row: WireItem) -> SectionPage | None:
    wanted = [*row.section_slugs, row.record.source.default_section]
    found = {page.slug: page for page in SectionPage.objects.live().filter(slug__in=wanted)}
    return next((found[slug] for slug in wanted if slug in found), None)


def _set_topics(story: Story, item: Item) -> None:
    labels = {slugify(tag.label, allow_unicode=True): tag for tag in grounding.brief(item).tags}
    labels.pop("", None)
    known = {topic.slug: topic for topic in Topic.objects.filter(slug__in=labels)}
    for slug, tag in labels.items():
        if slug not in known:
            known[slug], _ = Topic.objects.get_or_create(
                slug=slug[:100], defaults={"label": tag.label[:200], "qcode": tag.qcode or ""}
            )
    story.topics.set(known.values())
    story.topics.commit()
