"""Whether a source's silence is unlike it, told from its own past.

A source that sends all day and sleeps at night is not quiet at four in the morning. So silence is
not measured in minutes but in deliveries that would have come meanwhile: each hour of the week has
its own rate, learnt from the past, and a silence counts as the sum of the rates over its hours.
Measured so, the pauses of one source are alike by day and by night, and the longest of the usual
ones (the 98th percentile, so that a single outage teaches nothing) tells what it is capable of.
A silence that is half as long again, and at least two deliveries long, is strange.

Source: the time-rescaling theorem; Brown, Barbieri, Ventura, Kass, Frank, Neural Computation 14
(2002), 325-346.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

HOURS_OF_WEEK = 168
HOUR = timedelta(hours=1)
# What comes within a minute of each other is one act of sending.
TOGETHER = timedelta(minutes=1)
# With less than this, nothing is said.
FEWEST_PAUSES = 6
SHORTEST_PAST = timedelta(days=7)
USUAL = 0.98
STRANGE_FACTOR = 1.5
FEWEST_MISSED = 2.0
# However busy a source is, a cup of coffee is no alarm.
SHORTEST_SILENCE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a source sends. rates: deliveries an hour, by hour of the week from Monday 0:00."""

    rates: tuple[float, ...]
    limit: float
    zone: tzinfo

    def missed(self, begin: datetime, end: datetime) -> float:
        """Return how many deliveries usually come between two moments."""
        return _missed(self.rates, begin, end, self.zone)

    def is_strange(self, last: datetime, now: datetime) -> bool:
        """Return whether silence from `last` to `now` is unlike this source."""
        return now - last >= SHORTEST_SILENCE and self.missed(last, now) > self.limit


def learn(moments: Sequence[datetime], *, zone: tzinfo) -> Rhythm | None:
    """Return a source's rhythm from the moments of its deliveries, oldest first.

    None where the past is too short to know: fewer than seven sendings, or less than a week.

    zone  the newsroom's: working hours follow its clock, summer time included
    """
    sendings = _sendings(moments)
    if len(sendings) <= FEWEST_PAUSES or sendings[-1] - sendings[0] < SHORTEST_PAST:
        return None
    weeks = (sendings[-1] - sendings[0]) / timedelta(weeks=1)
    counts = [0.0] * HOURS_OF_WEEK
    for moment in sendings[1:]:
        counts[_hour_of_week(moment, zone)] += 1
    # A week or two of past says little about one hour of it; its neighbours help.
    rates = tuple(
        (counts[hour - 1] + 2 * counts[hour] + counts[(hour + 1) % HOURS_OF_WEEK]) / 4 / weeks
        for hour in range(HOURS_OF_WEEK)
    )
    pauses = sorted(_missed(rates, begin, end, zone) for begin, end in itertools.pairwise(sendings))
    usual = pauses[min(len(pauses) - 1, int(USUAL * len(pauses)))]
    return Rhythm(rates, max(FEWEST_MISSED, STRANGE_FACTOR * usual), zone)


def _sendings(moments: Sequence[datetime]) -> list[datetime]:
    found: list[datetime] = []
    for moment in moments:
        if not found or moment - found[-1] >= TOGETHER:
            found.append(moment)
    return found


def _missed(rates: Sequence[float], begin: datetime, end: datetime, zone: tzinfo) -> float:
    whole_weeks, _ = divmod(end - begin, timedelta(weeks=1))
    total = whole_weeks * sum(rates)
    moment = begin + whole_weeks * timedelta(weeks=1)
    while moment < end:
        past_hour = timedelta(
            minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond
        )
        next_hour = min(end, moment - past_hour + HOUR)
        total += rates[_hour_of_week(moment, zone)] * ((next_hour - moment) / HOUR)
        moment = next_hour
    return total


def _hour_of_week(moment: datetime, zone: tzinfo) -> int:
    local = moment.astimezone(zone)
    return local.weekday() * 24 + local.hour
