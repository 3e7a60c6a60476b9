"""The figures add up, and a phase that cannot look is seen."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from lxml import html

from dateline.discussion.models import Comment, ReportReason, Signal
from dateline.discussion.selectors import figures
from dateline.discussion.services import (
    Button,
    act_on,
    approve_comment,
    refuse_comment,
    report_comment,
    restore_comment,
    undo_batch,
)
from tests.gateways.servers import chat


def with_scores(comment, outcome, now):
    Signal.objects.filter(comment=comment, phase="scores").delete()
    Signal.objects.create(
        comment=comment,
        comment_version=1,
        phase="scores",
        phase_version="1",
        outcome=outcome,
        at=now,
    )


@pytest.fixture
def three(commented):
    """Three comments that wait."""
    return [commented(f"Comment number {n}.", nonce=str(n)).comment for n in range(3)]


def test_days_without_a_comment_are_there_and_today_is_last(three, moderator, now):
    approve_comment(comment=three[0], by=moderator, now=now)
    refuse_comment(comment=three[1], by=moderator, now=now, reason_code="SPAM")

    days = figures.days(now=now)

    assert len(days) == 30
    today = days[-1]
    assert today.day == now.date()
    assert (today.received, today.shown, today.refused, today.waiting) == (3, 1, 1, 1)
    assert sum(day.received for day in days[:-1]) == 0


@pytest.mark.parametrize(
    ("zone", "moment", "today"),
    [
        # Past midnight there, and still yesterday by UTC.
        ("Asia/Kolkata", datetime(2026, 11, 22, 20, 0, tzinfo=UTC), date(2026, 11, 23)),
        # Evening there, and tomorrow already by UTC.
        ("America/New_York", datetime(2026, 11, 24, 2, 0, tzinfo=UTC), date(2026, 11, 23)),
        ("UTC", datetime(2026, 11, 23, 23, 59, tzinfo=UTC), date(2026, 11, 23)),
    ],
)
@pytest.mark.parametrize("readers_own", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_a_day_is_one_of_the_newsrooms_zone(
    three, moderator, settings, zone, moment, today, readers_own
):
    settings.TIME_ZONE = zone
    first = datetime.combine(today - timedelta(days=29), time.min, tzinfo=ZoneInfo(zone))
    moments = (moment, first, first - timedelta(seconds=1))
    for comment, at in zip(three, moments, strict=True):
        Comment.objects.filter(pk=comment.pk).update(submitted_at=at)
    approve_comment(comment=three[0], by=moderator, now=moment)

    # A colleague may have set a zone of their own at the desk.
    with timezone.override(readers_own):
        days, waits = figures.days(now=moment), figures.waits(now=moment)

    assert [day.day for day in days] == [today - timedelta(days=n) for n in range(29, -1, -1)]
    assert [day.received for day in days] == [1, *[0] * 28, 1]
    assert list(waits.by_day) == [today]


def test_the_median_wait_is_to_the_first_decision_of_a_person(three, moderator, now):
    for comment, minutes in zip(three, (10, 20, 60), strict=True):
        approve_comment(comment=comment, by=moderator, now=now + timedelta(minutes=minutes))

    waits = figures.waits(now=now + timedelta(hours=2))
    assert (waits.median, waits.nine_of_ten) == (timedelta(minutes=20), timedelta(minutes=60))
    assert waits.by_day == {now.date(): timedelta(minutes=20)}
    long_after = figures.waits(now=now + timedelta(days=40))
    assert (long_after.median, long_after.by_day) == (None, {})


def test_what_was_approved_and_then_removed_is_overturned(three, moderator, now):
    for comment in three:
        approve_comment(comment=comment, by=moderator, now=now)
    refuse_comment(comment=three[0], by=moderator, now=now, reason_code="ABUSIVE")

    assert figures.overturned(now=now) == (1, 4)


def test_what_is_restored_is_overturned(three, moderator, now):
    for comment in three:
        refuse_comment(comment=comment, by=moderator, now=now, reason_code="SPAM")
    restore_comment(comment=three[0], by=moderator, now=now)

    assert figures.overturned(now=now) == (1, 4)


def test_what_is_undone_is_overturned_once_and_turned_nothing_round(three, moderator, now):
    comment = three[0]
    approve_comment(comment=comment, by=moderator, now=now)

    for button in (Button.REFUSE, Button.KEEP):
        report_comment(
            comment=comment,
            reason=ReportReason.SPAM,
            words="",
            client_address="192.0.2.9",
            now=now,
        )
        pressed = act_on(
            comments=[comment], button=button, by=moderator, now=now, reason_code="SPAM"
        )
        undo_batch(batch=pressed.batch, by=moderator, now=now)
        comment.refresh_from_db()

    assert figures.overturned(now=now) == (2, 3)


def test_what_was_decided_before_the_days_that_are_counted_is_not_overturned_in_them(
    three, moderator, now
):
    approve_comment(comment=three[0], by=moderator, now=now - timedelta(days=31))
    refuse_comment(comment=three[0], by=moderator, now=now, reason_code="ABUSIVE")

    assert figures.overturned(now=now) == (0, 1)


@pytest.mark.parametrize("reason", ["MISINFORMATION", "IRRELEVANT_CONTENT", "OTHER"])
def test_a_refusal_for_what_the_scorer_does_not_look_for_is_none_it_missed(
    three, moderator, now, reason
):
    for comment in three:
        with_scores(comment, "pass", now)
    refuse_comment(comment=three[0], by=moderator, now=now, reason_code=reason)
    refuse_comment(comment=three[1], by=moderator, now=now, reason_code="HATE_SPEECH")
    refuse_comment(comment=three[2], by=moderator, now=now, reason_code="AD")

    agreement = figures.scorer_agreement()

    assert (agreement.missed, agreement.share) == (2, 0.0)


def test_agreement_counts_each_comment_once_by_its_newest_decision(three, moderator, now):
    for comment, outcome in zip(three, ("hold", "hold", "pass"), strict=True):
        with_scores(comment, outcome, now)
    act_on(comments=three[:1], button=Button.APPROVE, by=moderator, now=now)
    later = {"now": now + timedelta(minutes=1), "reason_code": "ABUSIVE"}
    for comment in Comment.objects.order_by("pk"):
        act_on(comments=[comment], button=Button.REFUSE, by=moderator, **later)

    agreement = figures.scorer_agreement()

    assert (agreement.caught, agreement.alarmed) == (2, 0)
    assert (agreement.missed, agreement.passed) == (1, 0)
    assert round(agreement.share, 2) == 0.67


def test_a_phase_that_cannot_look_stands_first(client, three, moderator, now, at):
    with_scores(three[0], "failed", now)

    worst = figures.phase_health(now=now)[0]
    client.force_login(moderator)
    page = client.get("/admin/comments/figures/").content.decode()

    assert (worst.phase, worst.looked, worst.failed) == ("scores", 3, 1)
    assert "<strong>1</strong>" in page
    assert "<svg" in page


def test_a_failing_outside_check_is_seen_with_its_last_fault_and_what_was_held(
    client, rules, add_phase, received, look, server, moderator, at, now
):
    add_phase()
    server.reply = chat.sends(b"", status=500)
    for n in range(4):
        look(received(f"Crane number {n} of the harbour stands idle."))

    worst = figures.phase_health(now=now)[0]
    client.force_login(moderator)
    page = client.get("/admin/comments/figures/").content.decode()

    assert (worst.phase, worst.failed, worst.held) == ("external-quay", 4, 4)
    assert (worst.last_fault, worst.last_fault_at) == ("resting", now)
    assert worst.rests_until == now + timedelta(minutes=1)
    assert "not asked until 12:01" in page
    assert "Crane number" not in page


def test_what_becomes_of_a_comment_when_something_outside_fails_is_seen_before_it_does(
    client, rules, add_phase, moderator
):
    add_phase(on_fault="pass")
    rules.on_scorer_fault = "pass"
    rules.save()
    client.force_login(moderator)

    page = html.fromstring(client.get("/admin/comments/figures/").content)

    fares = page.xpath("//div[@aria-labelledby='health']//tr[td]")
    rows = {row.xpath("string(th)"): row.xpath("string(td[4])") for row in fares}
    assert rows["Quay"] == rows["The scorer"] == "the comment goes on without it"
