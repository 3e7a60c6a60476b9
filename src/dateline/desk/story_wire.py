"""What the desk shows of the wire beside a story: its takes, its notes, and copy that is alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from dateline.core import grounding
from dateline.core.story import EdNote, Item, item_from_plain
from dateline.intake import selectors as intake
from dateline.intake.models import NearDuplicate, WireChain, WireItem
from dateline.pages.models import Story

OTHERS_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """One chain of a family: its newest item, and whether the story is told by it."""

    chain: WireChain
    newest: WireItem
    stands: bool


@dataclass(frozen=True, slots=True)
class Alike:
    """Another story that may tell the same, and why the desk thinks so."""

    story: Story
    pair: NearDuplicate | None


@dataclass(frozen=True, slots=True)
class Repeat:
    """Two sentences of one story that say the same: perhaps an older take left in the body."""

    first: str
    second: str
    score: float


@dataclass(frozen=True, slots=True)
class StoryWire:
    """All that comes from the wire beside one story. For the desk alone: notes are private."""

    row: WireItem
    signals: Sequence[str]
    notes: Sequence[EdNote]
    family: Sequence[FamilyMember]
    alike: Sequence[Alike]


def wire_of(story: Story) -> StoryWire | None:
    """Return what came with a story and stands beside it; None for one written at the desk."""
    if story.chain is None or story.wire_item is None:
        return None
    item: Item = item_from_plain(story.wire_item.item)
    return StoryWire(
        row=story.wire_item,
        signals=item.signals,
        notes=item.ednotes,
        family=_family(story, story.chain),
        alike=_alike(story, story.chain),
    )


def _family(story: Story, chain: WireChain) -> list[FamilyMember]:
    members = []
    stands = story.wire_item.chain_id if story.wire_item else None
    for member in intake.family_of(chain):
        newest = member.versions.exclude(outcome__in=("repeat", "refused")).last()
        if newest:
            members.append(FamilyMember(member, newest, stands == member.pk))
    return sorted(members, key=lambda one: one.newest.placed_at)


def _alike(story: Story, chain: WireChain) -> list[Alike]:
    """Return the stories whose text is alike, and then those under the same slug."""
    family = intake.family_of(chain).values("pk")
    pairs = intake.near_duplicates().filter(Q(first__in=family) | Q(second__in=family))
    found: dict[int, Alike] = {}
    for pair in pairs.order_by("-score"):
        for side in (pair.first, pair.second):
            other = Story.objects.filter(chain=side.root).exclude(pk=story.pk).first()
            if other:
                found.setdefault(other.pk, Alike(other, pair))
    if chain.stem:
        same_slug = Story.objects.filter(chain__source=chain.source, chain__stem=chain.stem)
        for other in same_slug.exclude(pk=story.pk).order_by("-pk")[:OTHERS_AT_MOST]:
            found.setdefault(other.pk, Alike(other, None))
    return list(found.values())


def pairs_between(first: Story, second: Story) -> list[NearDuplicate]:
    """Return the near-duplicates between the families of two stories."""
    if first.chain is None or second.chain is None:
        return []
    ours = intake.family_of(first.chain).values("pk")
    theirs = intake.family_of(second.chain).values("pk")
    one_way = Q(first__in=ours, second__in=theirs)
    return list(intake.near_duplicates().filter(one_way | Q(first__in=theirs, second__in=ours)))


def repeats_in(story: Story) -> list[Repeat]:
    """Return the sentences of a story that are said twice, as grounding finds them."""
    seen = grounding.understand(story.as_item())
    sentences = [sentence.of(seen.text) for sentence in seen.sentences]
    return [
        Repeat(sentences[first], sentences[second], score)
        for first, second, score in grounding.ground_as_json(seen)["repeats"]
    ]
