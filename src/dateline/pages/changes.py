"""What changed between the texts of a story, sentence by sentence, as readers are shown it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.pages import difference
from dateline.pages.difference import Change, Row, Told
from dateline.pages.models import StoryVersion


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """One sentence that changed, or a run of sentences that did not.

    same_count  how many sentences in a row stayed; 0 for a change
    """

    told: Told
    pieces: Row = ()
    same_count: int = 0


@dataclass(frozen=True, slots=True)
class VersionChange:
    """What one version changed. Of a text that is withheld, only the new words are told."""

    version: StoryVersion
    headline: Row | None
    sentences: tuple[SentenceChange, ...]
    is_old_withheld: bool


def changes_between(versions: Sequence[tuple[StoryVersion, bool]]) -> list[VersionChange]:
    """Return each change, the newest first.

    versions  the oldest first, each with whether its words may be repeated to readers
    """
    pairs = pairwise(versions)
    return [_change(old, new, may_repeat) for (old, may_repeat), (new, _) in pairs][::-1]


def _change(old: StoryVersion, new: StoryVersion, may_repeat: bool) -> VersionChange:
    headline = None
    if old.headline != new.headline:
        headline = _told(difference.compare_words(old.headline, new.headline), may_repeat)
    found: list[SentenceChange] = []
    for row in difference.compare(old.sentences, new.sentences):
        told = difference.what_became_of(row)
        if told is Told.SAME and found and found[-1].told is Told.SAME:
            found[-1] = SentenceChange(Told.SAME, same_count=found[-1].same_count + 1)
        elif told is Told.SAME:
            found.append(SentenceChange(Told.SAME, same_count=1))
        else:
            found.append(SentenceChange(told, _told(row, may_repeat)))
    return VersionChange(new, headline, tuple(found), is_old_withheld=not may_repeat)


def _told(row: Row, may_repeat: bool) -> Row:
    return row if may_repeat else tuple(p for p in row if p.change is not Change.REMOVED)
