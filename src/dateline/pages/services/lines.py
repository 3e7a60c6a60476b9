"""Drawing a story's lines: those that stand are proved again, and those missing are written."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from dateline.core import grounding
from dateline.core.grounding import Withheld
from dateline.core.story import Line, LineKind, Origin
from dateline.pages.models import Story, StoryLine
from dateline.pages.services.following import MOST_OF_A_KIND, STANDING, follow_copy
from dateline.pages.services.offering import drop_old_offers
from dateline.pages.services.proving import evidence_fields
from dateline.pages.services.withdrawing import note_replacements

State = StoryLine.State


@transaction.atomic
def draw_lines(
    *, story: Story, now: datetime, understanding: grounding.Understanding | None = None
) -> None:
    """Prove the story's lines against its text as it is now, and write those that are missing.

    A line whose words are no longer carried goes stale and is hidden; what a person refused is not
    proposed again. What was drawn and does not pass the check is held for an editor to see.

    understanding  of exactly this text, where whoever asks has it already
    """
    understanding = understanding or grounding.understand(story.as_item())
    rows: list[StoryLine] = []
    if story.lines.exists():  # of what the wire brings, nearly all stories have none yet
        drop_old_offers(story=story)
        follow_copy(story=story, now=now, understanding=understanding)
        rows = list(story.lines.prefetch_related("decisions"))
    brief = grounding.brief(understanding, tags=())
    quote = (brief.pull_quote,) if brief.pull_quote else ()
    StoryLine.objects.bulk_create(
        [
            *_missing(story, understanding, LineKind.SUMMARY, brief.summary, rows, now=now),
            *_missing(story, understanding, LineKind.KEY_POINT, brief.key_points, rows, now=now),
            *_missing(story, understanding, LineKind.PULL_QUOTE, quote, rows, now=now),
            *_held(story, understanding, brief.withheld, rows, now=now),
        ]
    )
    if any(row.state == State.WITHDRAWN for row in rows):
        note_replacements(story=story)
    story.lines_wait = False
    Story.objects.filter(pk=story.pk).update(lines_wait=False)


def _missing(
    story: Story,
    understanding: grounding.Understanding,
    kind: LineKind,
    drawn: tuple[Line, ...],
    rows: list[StoryLine],
    *,
    now: datetime,
) -> list[StoryLine]:
    """Return the lines of a kind that are still to write, and drop those drawn before them.

    A line that nobody decided about makes way for what is drawn from the text as it is now.
    """
    places = {line.text: place for place, line in enumerate(drawn)}
    standing = 0
    known = set()
    for row in rows:
        if row.kind != kind:
            continue
        is_by_rule = row.state == State.PROVED and row.origin == Origin.EXTRACTED
        is_decided = row.is_held_by_reader or row.decisions.all()
        if is_by_rule and row.text not in places and not is_decided:
            row.delete()
            continue
        if is_by_rule and row.text in places and row.position != places[row.text]:
            row.position = places[row.text]
            row.save(update_fields=["position"])
        known.add(row.text)
        standing += row.state in STANDING
    fresh = [line for line in drawn if line.text not in known]
    return [
        StoryLine(
            story=story,
            kind=kind,
            position=places[line.text],
            text=line.text,
            speaker=line.speaker or "",
            origin=line.origin,
            state=State.PROVED,
            support_score=line.support,
            derivation=list(line.derivation),
            text_hash=story.text_hash,
            drawn_at=now,
            **evidence_fields(understanding, line.evidence),
        )
        for line in fresh[: max(0, MOST_OF_A_KIND[kind] - standing)]
    ]


def _held(
    story: Story,
    understanding: grounding.Understanding,
    withheld: Iterable[Withheld],
    rows: list[StoryLine],
    *,
    now: datetime,
) -> list[StoryLine]:
    """Return the refused lines that are still to write, and drop those drawn before them.

    One that is drawn again from the same text stays as it is, with what was said of it.
    """
    drawn = {(one.kind.value, one.text): one for one in withheld}
    known = set()
    for row in rows:
        if row.pk is None:
            continue  # dropped already
        is_ours = row.state == State.HELD and row.origin == Origin.EXTRACTED
        if is_ours and not (row.text_hash == story.text_hash and (row.kind, row.text) in drawn):
            row.delete()
            continue
        known.add((row.kind, row.text))
    return [
        StoryLine(
            story=story,
            kind=one.kind,
            position=place,
            text=one.text,
            speaker=one.speaker or "",
            origin=Origin.EXTRACTED,
            state=State.HELD,
            support_score=one.support,
            derivation=list(one.derivation),
            reasons=grounding.reasons_as_json(one.reasons),
            text_hash=story.text_hash,
            drawn_at=now,
            **evidence_fields(understanding, one.evidence),
        )
        for place, (key, one) in enumerate(drawn.items())
        if key not in known
    ]
