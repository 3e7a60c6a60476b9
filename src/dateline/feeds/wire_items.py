"""A public story, or the kill of one, as the item another newsroom receives."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from dateline.core.story import Dateline, EdNote, Item, Media, PubStatus, item_from_plain
from dateline.core.wire.vocabulary import name_among
from dateline.pages import pictures
from dateline.pages.models import Correction, Story, StoryEvent, StoryPicture

Act = StoryEvent.Act
PICTURE_CHANGES = (
    Act.PICTURE_ADDED,
    Act.PICTURE_CHANGED,
    Act.PICTURE_REMOVED,
    Act.PICTURE_KILLED,
    Act.PICTURE_RELEASED,
)
# The acts that change what a receiver should show. Each of them is a version.
CHANGES = (
    Act.PUBLISHED,
    Act.UPDATED,
    Act.CORRECTED,
    Act.RELEASED,
    Act.KILLED,
    *PICTURE_CHANGES,
)
SIGNALS = {Act.UPDATED: "sig:update", Act.CORRECTED: "sig:correction"}


def story_as_item(
    story: Story,
    *,
    guid: str,
    provider: str,
    shown: Sequence[StoryPicture],
    absolute: Callable[[str], str],
) -> Item:
    """Return a public story as it leaves, or the kill of a killed one.

    The version counts the changes in the story's decision log, so it grows with each and is not
    consecutive. A correction's notice goes along as a public note. Rights, subjects, places and
    urgency are the agency's; its notes and names for the story stay here.

    guid      the story's id, the same in every version
    provider  the newsroom's name
    shown     the pictures that may stand beside the story now
    absolute  makes an address of this newsroom from a path
    """
    changes = list(story.events.filter(act__in=CHANGES).values_list("act", "at"))
    acts = [act for act, _ in changes]
    identity = _identity(story, changes, guid=guid, provider=provider)
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
        copyrightholder=name_among(came_as.copyrightholder),
        copyrightnotice=came_as.copyrightnotice,
        media=tuple(_media(row, absolute) for row in shown),
    )


def _identity(
    story: Story, changes: Sequence[tuple[str, datetime]], *, guid: str, provider: str
) -> Item:
    """Return who the story is and in which version, and nothing that it says."""
    return Item(
        format="story",
        headline=None,
        paragraphs=(),
        uri=guid,
        version=str(len(changes)),
        language=story.language,
        provider=provider,
        versioncreated=_changed_at(story, changes),
        firstcreated=story.published_at,
    )


def _changed_at(story: Story, changes: Sequence[tuple[str, datetime]]) -> datetime | None:
    """Return when what a receiver should show last changed: the copy, or a picture beside it."""
    copy_at = story.updated_at or story.published_at
    pictures_at = [at for act, at in changes if act in PICTURE_CHANGES]
    return max([copy_at, *pictures_at]) if copy_at else None


def _media(row: StoryPicture, absolute: Callable[[str], str]) -> Media:
    """Return a picture as it leaves: its largest size here, and the rights the agency gave it."""
    picture = row.picture
    return Media(
        href=absolute(pictures.shown(row).largest.url),
        uri=absolute(f"/picture/{picture.pk}/"),
        caption=row.caption or None,
        credit=picture.credit_line or None,
        alt=row.alt_text or None,
        copyright_notice=picture.copyright_notice or None,
        usage_terms=picture.usage_terms or None,
        expires=picture.expires_at,
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
