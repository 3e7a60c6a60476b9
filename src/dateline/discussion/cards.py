"""What a moderator sees of a comment: a card with everything to decide by, never an address."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from dateline.discussion import selectors, signal_words
from dateline.discussion.models import Comment, Report
from dateline.pages.models import Story, StoryLine
from dateline.pages.selectors import standing_on_page


@dataclass(frozen=True, slots=True)
class Card:
    """A comment as it lies before a moderator.

    text         escaped, with what the phases found marked
    approved, refused  how many of the author's verified comments were
    standing     what stands about the author, in words
    recent       other comments of the same author, the newest first
    reports      those that are open
    reporters    how many readers they come from
    decisions    what was decided about it, the oldest first
    is_public    whether readers may read its story now
    story_lines  the key points on the story's page
    holder       who has claimed it now, if that is somebody else
    """

    comment: Comment
    text: SafeString
    signals: tuple[signal_words.Told, ...]
    approved: int
    refused: int
    standing: tuple[str, ...]
    recent: tuple[Comment, ...]
    reports: tuple[Report, ...]
    reporters: int
    decisions: tuple[signal_words.Decided, ...]
    is_public: bool
    story_lines: tuple[str, ...]
    holder: str
    is_mine: bool


def cards_of(comments: Sequence[Comment], *, viewer_id: int, now: datetime) -> list[Card]:
    """Return the cards of a page of a queue, in three queries however many they are."""
    authors = {comment.author_id for comment in comments if comment.author_id}
    history = selectors.history_of(authors)
    recent = selectors.recent_of(authors)
    lines = _key_points({comment.story for comment in comments})
    cards = []
    for comment in comments:
        signals = signal_words.latest(comment.signals.all())
        is_claimed = comment.claimed_until is not None and comment.claimed_until > now
        holder = comment.claimed_by if is_claimed else None
        is_mine = holder is not None and holder.pk == viewer_id
        others = [one for one in recent.get(comment.author_id or 0, []) if one.pk != comment.pk]
        reports = tuple(one for one in comment.reports.all() if not one.answered_at)
        approved, refused = history.get(comment.author_id or 0, (0, 0))
        cards.append(
            Card(
                comment=comment,
                text=signal_words.marked_text(comment, signals),
                signals=tuple(signal_words.told(signal) for signal in signals),
                approved=approved,
                refused=refused,
                standing=_standing(comment, now),
                recent=tuple(others[: selectors.RECENT_OF_AN_AUTHOR - 1]),
                reports=reports,
                reporters=len({report.address_hash for report in reports}),
                decisions=tuple(map(signal_words.decided, comment.decisions.all())),
                is_public=comment.story.is_public(now),
                story_lines=tuple(lines[comment.story_id]),
                holder="" if holder is None or is_mine else holder.get_username(),
                is_mine=is_mine,
            )
        )
    return cards


def _standing(comment: Comment, now: datetime) -> tuple[str, ...]:
    author = comment.author
    return tuple(signal_words.standing_in_words(author, now=now)) if author else ()


def _key_points(stories: Iterable[Story]) -> dict[int, list[str]]:
    found = StoryLine.objects.shown().filter(
        story__in=[story.pk for story in stories], kind=StoryLine.Kind.KEY_POINT
    )
    of_story: dict[int, list[StoryLine]] = defaultdict(list)
    for line in found.order_by("position", "pk"):
        of_story[line.story_id].append(line)
    points: dict[int, list[str]] = defaultdict(list)
    for story_id, lines in of_story.items():
        points[story_id] = [line.text for line in standing_on_page(lines)]
    return points
