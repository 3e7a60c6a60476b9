"""Hostile submissions break nothing, run nothing, and reach nothing of another person.

`script/hostile` throws many more.
"""

import pytest

from tests.discussion.hostile_run import Attack, listening, published

SUBMISSIONS = 500
SEED = 20261128
LOOK_EACH = 250


@pytest.mark.timeout(400)
def test_hostile_submissions_break_nothing_and_reach_nobody(site, moderator, at, now):
    with listening() as heard:
        attack = Attack(published("harbour"), published("ferries"), moderator, now)

        for number, _ in enumerate(attack.throw(SUBMISSIONS, seed=SEED), start=1):
            if number % LOOK_EACH == 0:
                attack.look()

        assert attack.accepted > SUBMISSIONS / 3
        assert attack.check_mails() > 50
        attack.check_log(heard)
