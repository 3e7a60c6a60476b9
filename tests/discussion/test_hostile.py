"""Hostile submissions break nothing, run nothing, and reach nothing of another person.

`script/hostile` throws many more.
"""

import pytest

from tests.discussion.hostile_checks import listening
from tests.discussion.hostile_run import Attack, published

# Two thousand in all: each newsroom has to withstand its share within a test's time.
SEEDS = (20261128, 2, 3, 4)
SUBMISSIONS = 500
MAILS = 20


@pytest.mark.timeout(400)
@pytest.mark.parametrize("seed", SEEDS)
def test_hostile_submissions_break_nothing_and_reach_nobody(site, moderator, at, now, seed):
    with listening() as heard:
        attack = Attack(published("harbour"), published("ferries"), moderator, now)

        for _ in attack.throw(SUBMISSIONS, seed=seed):
            pass

        attack.look()
        assert attack.accepted > SUBMISSIONS / 3
        assert attack.check_mails(MAILS) > MAILS / 2
        attack.check_log(heard)
