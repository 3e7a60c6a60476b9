"""Candidate lines of a language model: asked for, checked like any line, and offered to the desk.

They are asked for after the derived lines stand, and change nothing about those. None is shown
before a person has accepted it, and none can be accepted that does not pass the check.
"""

from django.db import transaction

from dateline.core import grounding
from dateline.core.grounding.prompting import (
    MOST_TOKENS_OF_LINES,
    Candidate,
    RefusedLine,
    parse_candidates,
    writer_prompt,
)
from dateline.core.story import Origin, Verdict
from dateline.gateways.endpoint import Endpoint
from dateline.pages import model_selectors
from dateline.pages.clock import Clock
from dateline.pages.models import EndpointAnswer, Story, StoryLine
from dateline.pages.services.asking import MOST_ATTEMPTS, Purpose, Question, ask, new_nonce
from dateline.pages.services.proving import evidence_fields

State = StoryLine.State


def drop_old_offers(*, story: Story) -> None:
    """Forget the candidates of an earlier text that nobody has decided about."""
    model_selectors.offered_lines(story).exclude(text_hash=story.text_hash).delete()


def offer_lines(
    *, story: Story, understanding: grounding.Understanding, endpoint: Endpoint, clock: Clock
) -> None:
    """Ask for lines of a story's text, and keep what comes as candidates or as held.

    Asked once; and once more, either with the reasons why lines did not pass, or after a fault.

    Raises: NotNow.
    """
    attempt = model_selectors.next_attempt(story, Purpose.WRITE, story.text_hash, now=clock())
    refused: list[RefusedLine] = []
    while attempt <= MOST_ATTEMPTS:
        asked = ask(
            Question(
                story=story,
                purpose=Purpose.WRITE,
                subject_hash=story.text_hash,
                attempt=attempt,
                prompt=writer_prompt(understanding, nonce=new_nonce(), refused=refused),
                most_tokens=MOST_TOKENS_OF_LINES,
            ),
            endpoint=endpoint,
            parse=parse_candidates,
            clock=clock,
        )
        if asked is None or asked[1] is None:
            return
        refused = _keep(asked[0], asked[1], understanding)
        if not refused:
            return
        attempt += 1


@transaction.atomic
def _keep(
    answer: EndpointAnswer,
    candidates: tuple[Candidate, ...],
    understanding: grounding.Understanding,
) -> list[RefusedLine]:
    """Keep an answer's lines and return those that did not pass; of a text now past, none.

    What passes waits for a person. What does not is held, in place of what was held before it.
    """
    story = Story.objects.select_for_update().get(pk=answer.story_id)
    if story.text_hash != answer.text_hash or story.is_killed:
        return []
    model_selectors.offered_lines(story).filter(state=State.HELD).delete()
    known = set(story.lines.values_list("kind", "text"))
    refused = []
    for candidate in candidates:
        result = grounding.check(
            understanding, candidate.text, kind=candidate.kind, speaker=candidate.speaker
        )
        if result.verdict is Verdict.UNSUPPORTED:
            refused.append(RefusedLine(candidate, result.reasons))
        if (candidate.kind.value, candidate.text) not in known:
            known.add((candidate.kind.value, candidate.text))
            _line(story, answer, candidate, result, understanding).save()
    return refused


def _line(
    story: Story,
    answer: EndpointAnswer,
    candidate: Candidate,
    result: grounding.CheckResult,
    understanding: grounding.Understanding,
) -> StoryLine:
    passes = result.verdict is Verdict.SUPPORTED
    return StoryLine(
        story=story,
        kind=candidate.kind,
        position=story.lines.filter(kind=candidate.kind).count(),
        text=candidate.text,
        speaker=candidate.speaker or "",
        origin=Origin.MODEL,
        state=State.CANDIDATE if passes else State.HELD,
        support_score=result.support,
        derivation=list(result.derivation),
        reasons=grounding.reasons_as_json(result.reasons),
        text_hash=story.text_hash,
        answer=answer,
        drawn_at=answer.answered_at or answer.asked_at,
        **evidence_fields(understanding, result.evidence),
    )
