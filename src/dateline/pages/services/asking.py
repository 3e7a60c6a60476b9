"""Asking the language model: within the day's budget, never too many at once, and kept whole.

A request is written down before it is sent, with the tokens it may cost at most; the answer settles
them. Whoever asks locks one row first, so that neither budget nor number can be overrun by workers
that ask at the same moment. No transaction is open while the model thinks.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import F

from dateline.core.grounding.prompting import BadAnswer, Prompt
from dateline.gateways.endpoint import Answer, Endpoint, HttpEndpoint, ModelRefused
from dateline.gateways.fetch_errors import BadScheme, BadStatus, FetchError, RefusedAddress
from dateline.intake.services import give_notice, note_failure, settle_failures
from dateline.intake.services.certificates import trusted
from dateline.pages.clock import Clock
from dateline.pages.models import EndpointAnswer, EndpointDay, EndpointState, Story

Parsed = TypeVar("Parsed")
Purpose = EndpointAnswer.Purpose

# Asked for at most so often about one thing: once, and once more.
MOST_ATTEMPTS = 2
# A model on a machine of the newsroom's own answers few at a time, and each waits in a thread.
ASKS_AT_ONCE = 2
# Who has not answered so long after the time-out was asked by a worker that died.
GIVEN_UP_AFTER = timedelta(minutes=2)
FAULTS_TO_REST = 3
FIRST_REST = timedelta(minutes=1)
LONGEST_REST = timedelta(hours=1)
LONGEST_RETRY_AFTER = timedelta(days=1)
# Of these the server cannot have charged anything.
FREE_OF_CHARGE = (BadStatus, RefusedAddress, BadScheme)
ABOUT = "the language model"


class NotNow(Exception):
    """No request was made: the endpoint rests, enough are under way, or the budget is spent."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask. most_tokens: how long the answer may be."""

    story: Story
    purpose: EndpointAnswer.Purpose
    subject_hash: str
    attempt: int
    prompt: Prompt
    most_tokens: int


def configured_endpoint() -> Endpoint | None:
    """Return the endpoint the newsroom has set, or None: then nothing is asked."""
    if not settings.MODEL_URL:
        return None
    return HttpEndpoint(
        url=settings.MODEL_URL,
        model=settings.MODEL_NAME,
        key=settings.MODEL_KEY,
        timeout_seconds=settings.MODEL_TIMEOUT_SECONDS,
        user_agent=f"Dateline (+{settings.BASE_URL})",
        allowed_hosts=settings.FETCH_ALLOWED_HOSTS,
        tls=trusted,
    )


def new_nonce() -> str:
    """Return what nobody who wrote the copy can know."""
    return secrets.token_hex(16)


def ask(
    question: Question, *, endpoint: Endpoint, parse: Callable[[str], Parsed], clock: Clock
) -> tuple[EndpointAnswer, Parsed | None] | None:
    """Ask once and return what is kept of it, with the parsed answer if it is one.

    None if somebody else has asked the same already.

    Raises: NotNow before anything is sent.
    """
    row = _begin(question, model=endpoint.model, now=clock())
    if row is None:
        return None
    try:
        answer = endpoint.ask(question.prompt, most_tokens=question.most_tokens)
    except FetchError as error:
        _settle(row, outcome=error.code, answer=None, error=error, now=clock())
        return row, None
    try:
        parsed = parse(answer.text)
    except BadAnswer as error:
        _settle(row, outcome=error.code, answer=answer, error=error, now=clock())
        return row, None
    _settle(row, outcome=EndpointAnswer.ANSWERED, answer=answer, error=None, now=clock())
    return row, parsed


def _begin(question: Question, *, model: str, now: datetime) -> EndpointAnswer | None:
    tokens = question.prompt.most_tokens + question.most_tokens
    cost = cost_micros(question.prompt.most_tokens, question.most_tokens)
    with transaction.atomic():
        EndpointState.objects.get_or_create(pk=1)
        state = EndpointState.objects.select_for_update().get(pk=1)
        asked = EndpointAnswer.objects.filter(
            story=question.story,
            purpose=question.purpose,
            subject_hash=question.subject_hash,
            attempt=question.attempt,
        )
        if asked.exists():
            return None
        if state.rests_until and now < state.rests_until:
            raise NotNow(f"The endpoint rests until {state.rests_until}.")
        if _under_way(now) >= ASKS_AT_ONCE:
            raise NotNow(f"{ASKS_AT_ONCE} requests are under way.")
        if _reserve(tokens=tokens, cost=cost, now=now):
            return EndpointAnswer.objects.create(
                story=question.story,
                purpose=question.purpose,
                text_hash=question.story.text_hash,
                subject_hash=question.subject_hash,
                attempt=question.attempt,
                prompt_version=question.prompt.version,
                model=model,
                tokens_reserved=tokens,
                cost_micros=cost,
                asked_at=now,
            )
    _tell_budget_is_spent(now)
    raise NotNow("The day's budget is spent.")


def _under_way(now: datetime) -> int:
    oldest = now - timedelta(seconds=settings.MODEL_TIMEOUT_SECONDS) - GIVEN_UP_AFTER
    asking = EndpointAnswer.objects.filter(outcome=EndpointAnswer.ASKING, asked_at__gt=oldest)
    return asking.count()


def _reserve(*, tokens: int, cost: int, now: datetime) -> bool:
    """Take what a request may cost out of the day's budget, and return whether there was enough."""
    EndpointDay.objects.get_or_create(day=now.date())
    day = EndpointDay.objects.filter(
        day=now.date(), tokens__lte=settings.MODEL_TOKENS_A_DAY - tokens
    )
    if settings.MODEL_COST_A_DAY is not None:
        most = int(settings.MODEL_COST_A_DAY * 1_000_000)
        day = day.filter(cost_micros__lte=most - cost)
    return bool(day.update(tokens=F("tokens") + tokens, cost_micros=F("cost_micros") + cost))


def cost_micros(tokens_in: int, tokens_out: int) -> int:
    """Return what tokens cost, in millionths of the contract's currency, rounded up."""
    price_in, price_out = settings.MODEL_PRICES  # of a million tokens: so micros of one
    cost = tokens_in * price_in + tokens_out * price_out
    return int(cost.to_integral_value(rounding="ROUND_CEILING"))


def _tell_budget_is_spent(now: datetime) -> None:
    first = EndpointDay.objects.filter(day=now.date(), is_notice_given=False)
    if first.update(is_notice_given=True):
        words = "The language model’s budget of the day is spent: no more is asked until tomorrow"
        give_notice(
            text=f"{words} (UTC). The lines cut from the copy stand as they are.",
            wire_item=None,
            now=now,
        )


@transaction.atomic
def _settle(
    row: EndpointAnswer,
    *,
    outcome: str,
    answer: Answer | None,
    error: Exception | None,
    now: datetime,
) -> None:
    """Write down what came of a request, what it cost, and how the endpoint is doing."""
    state = EndpointState.objects.select_for_update().get(pk=1)
    reserved_tokens, reserved_cost = row.tokens_reserved, row.cost_micros
    tokens = 0 if isinstance(error, FREE_OF_CHARGE) else reserved_tokens
    row.cost_micros = 0 if isinstance(error, FREE_OF_CHARGE) else reserved_cost
    row.outcome, row.answered_at = outcome, now
    if answer is not None:
        row.raw, row.answered_by, row.answer_id = answer.text, answer.model, answer.answer_id
        row.tokens_in, row.tokens_out = answer.tokens_in, answer.tokens_out
        if answer.tokens_in is not None and answer.tokens_out is not None:
            tokens = answer.tokens_in + answer.tokens_out
            row.cost_micros = cost_micros(answer.tokens_in, answer.tokens_out)
    row.save()
    EndpointDay.objects.filter(day=row.asked_at.date()).update(
        tokens=F("tokens") + (tokens - reserved_tokens),
        cost_micros=F("cost_micros") + (row.cost_micros - reserved_cost),
    )
    if isinstance(error, ModelRefused):
        return  # about one story: the endpoint itself is well
    if error is None:
        _note_well(state, now=now)
    else:
        _note_fault(state, error, now=now)


def _note_well(state: EndpointState, *, now: datetime) -> None:
    if state.faults:
        state.faults, state.rests_until = 0, None
        state.save()
        settle_failures(about=[ABOUT], now=now)


def _note_fault(state: EndpointState, error: Exception, *, now: datetime) -> None:
    """Let the endpoint rest after some faults in a row, or as long as the server asks for."""
    state.faults += 1
    rest = timedelta(0)
    if state.faults >= FAULTS_TO_REST:
        rest = min(FIRST_REST * 2 ** min(state.faults - FAULTS_TO_REST, 16), LONGEST_REST)
        note_failure(task="ask a language model", about=ABOUT, error=str(error), now=now)
    if isinstance(error, BadStatus) and error.retry_after_seconds:
        asked_for = timedelta(seconds=min(error.retry_after_seconds, 10**8))
        rest = max(rest, min(asked_for, LONGEST_RETRY_AFTER))
    state.rests_until = now + rest if rest else None
    state.save()
