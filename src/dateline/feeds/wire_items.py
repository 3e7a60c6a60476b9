"""A public story, or the kill of one, as the item another newsroom receives."""

from dataclasses import replace

from dateline.core.story import Dateline, EdNote, Item, PubStatus, item_from_plain
from dateline.pages.models import Correction, Story, StoryEvent

Act = StoryEvent.Act
# The acts that change what a receiver should show. Each of them is a version.
CHANGES = (Act.PUBLISHED, Act.UPDATED, Act.CORRECTED, Act.RELEASED, Act.KILLED)
SIGNALS = {Act.UPDATED: "sig:update", Act.CORRECTED: "sig:correction"}


def story_as_item(story: Story, *, guid: str, provider: str) -> Item:
    """Return a public story as it leaves, or the kill of a killed one.

    The version counts the changes in the story's decision log, so it grows with each and is not
    consecutive. A correction's notice goes along as a public note. Rights, subjects, places and
    urgency are the agency's; its notes and names for the story stay here.

    guid      the story's id, the same in every version
    provider  the newsroom's name
    """
    acts = list(story.events.filter(act__in=CHANGES).values_list("act", flat=True))
    identity = Item(
        format="story",
        headline=None,
        paragraphs=(),
        uri=guid,
        version=str(len(acts)),
        language=story.language,
        provider=provider,
        versioncreated=story.updated_at or story.published_at,
        firstcreated=story.published_at,
    )
    if story.is_killed:
        return replace(
            identity,
            pubstatus=PubStatus.CANCELED,
            versioncreated=story.killed_at,
            firstcreated=None,
        )
    row = story.wire_item
    came_as = item_from_plain(row.item) if row and row.item else identity
    topics = list(story.topics.all())
    corrections = story.shown_corrections[:1] if story.updated_at else []
    return replace(
        identity,
        headline=story.headline,
        paragraphs=story.body,
        subheadline=story.subheadline or None,
        byline=story.byline or None,
        creditline=story.credit_line or None,
        dateline=_dateline(story),
        urgency=came_as.urgency,
        signals=_signals(acts, corrections),
        subjects=tuple(dict.fromkeys([*came_as.subjects, *(t.qcode for t in topics if t.qcode)])),
        keywords=tuple(topic.label for topic in topics if not topic.qcode),
        places=came_as.places,
        expires=story.expire_at,
        ednotes=tuple(EdNote(one.notice, public=True) for one in corrections),
        usageterms=story.usage_terms or None,
        copyrightholder=came_as.copyrightholder,
        copyrightnotice=came_as.copyrightnotice,
    )


def _dateline(story: Story) -> Dateline | None:
    if not story.dateline_text:
        return None
    return Dateline(story.dateline_text, story.dateline_place or None, story.dateline_date)


def _signals(acts: list[str], corrections: list[Correction]) -> tuple[str, ...]:
    """Return what the newest change was. A clarification or a note corrects nothing."""
    told = [act for act in acts if act in (Act.PUBLISHED, *SIGNALS)]
    signal = SIGNALS.get(Act(told[-1])) if told else None
    kinds = {one.kind for one in corrections}
    if signal == "sig:correction" and Correction.Kind.CORRECTION not in kinds:
        signal = "sig:update"
    return (signal,) if signal else ()
