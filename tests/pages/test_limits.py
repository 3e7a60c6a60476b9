"""How often one reader did something is not forgotten because many others did it too."""

from dateline.pages.limits import Limit, is_allowed, is_spent

LIMIT = Limit("quay", most=2, seconds=300)


def test_a_limit_that_is_spent_stays_so_whoever_else_comes(now):
    at = now.timestamp()
    for _ in range(LIMIT.most):
        assert is_allowed(LIMIT, "signe", now_seconds=at)

    for number in range(5000):
        is_allowed(LIMIT, f"reader-{number}", now_seconds=at)

    assert is_spent(LIMIT, "signe", now_seconds=at)
    assert not is_allowed(LIMIT, "signe", now_seconds=at)
