"""The second reader: a language model that may doubt a line, and can release none."""

from django.db import transaction

from dateline.core import grounding
from dateline.core.grounding.prompting import Reading, combined, parse_reading, reader_prompt
from dateline.core.story import LineKind, ReasonCode, Verdict, text_hash
from dateline.gateways.endpoint import Endpoint
from dateline.pages import model_selectors
from dateline.pages.clock import Clock
from dateline.pages.models import EndpointAnswer, Story, StoryLine
from dateline.pages.services.asking import MOST_ATTEMPTS, Purpose, Question, ask, new_nonce

MOST_TOKENS_OF_READING = 200


def read_lines(
    *,
    story: Story,
    understanding: grounding.Understanding,
    origins: list[str],
    endpoint: Endpoint,
    clock: Clock,
) -> None:
    """Have the second reader say of each line by these origins whether the copy carries it.

    Raises: NotNow.
    """
    for line in model_selectors.lines_to_read(origins, now=clock()).filter(story=story):
        subject = _subject_hash(line)
        known = model_selectors.reading_of(story, subject)
        if known is not None:
            _note(line, known, subject)
            continue
        attempt = model_selectors.next_attempt(story, Purpose.READ, subject, now=clock())
        if attempt <= MOST_ATTEMPTS:
            row = _ask(line, subject, attempt, understanding, endpoint=endpoint, clock=clock)
            if row is not None:
                _note(line, row, subject)


def _subject_hash(line: StoryLine) -> str:
    """Return the hash of what a reading is about: these words, under this text."""
    return text_hash("\n".join((line.text_hash, line.kind, line.speaker, line.text)))


def _ask(
    line: StoryLine,
    subject: str,
    attempt: int,
    understanding: grounding.Understanding,
    *,
    endpoint: Endpoint,
    clock: Clock,
) -> EndpointAnswer | None:
    prompt = reader_prompt(
        understanding,
        line=line.text,
        kind=LineKind(line.kind),
        speaker=line.speaker or None,
        nonce=new_nonce(),
    )
    sentences = len(understanding.sentences)
    asked = ask(
        Question(
            story=line.story,
            purpose=Purpose.READ,
            subject_hash=subject,
            attempt=attempt,
            prompt=prompt,
            most_tokens=MOST_TOKENS_OF_READING,
        ),
        endpoint=endpoint,
        parse=lambda answer: parse_reading(answer, sentences=sentences),
        clock=clock,
    )
    if asked is None:
        return None
    row, reading = asked
    if reading is not None:
        row.verdict, row.code = reading.verdict, reading.code or ""
        row.sentences = list(reading.sentences)
        row.save(update_fields=["verdict", "code", "sentences"])
    return row


@transaction.atomic
def _note(line: StoryLine, row: EndpointAnswer, subject: str) -> None:
    """Put a reading beside its line, and hold the line if the reader doubts what the rules carry.

    Words that have changed meanwhile were not read; what a person decided since stands.
    """
    current = StoryLine.objects.select_for_update(of=("self",)).filter(pk=line.pk).first()
    if current is None or _subject_hash(current) != subject:
        return
    current.reading = row
    since = row.answered_at or row.asked_at
    if row.verdict and not current.decisions.filter(at__gt=since).exists():
        reading = Reading(
            Verdict(row.verdict), ReasonCode(row.code) if row.code else None, tuple(row.sentences)
        )
        is_carried = current.state in StoryLine.CARRIED
        by_rules = Verdict.SUPPORTED if is_carried else Verdict.UNSUPPORTED
        verdict = combined(by_rules, reading)
        current.is_held_by_reader = is_carried and verdict is Verdict.UNSUPPORTED
    current.save(update_fields=["reading", "is_held_by_reader"])
