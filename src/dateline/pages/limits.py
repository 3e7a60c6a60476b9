"""How often one address may do something, counted in the cache."""

from contextlib import suppress
from dataclasses import dataclass

from django.core.cache import cache


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` times in `seconds`, counted in fixed windows."""

    name: str
    most: int
    seconds: int


def is_spent(limit: Limit, who: str, *, now_seconds: float) -> bool:
    """Return whether `who` did something as often as the limit allows; nothing is counted."""
    done: int = cache.get(_key(limit, who, now_seconds), 0)
    return done >= limit.most


def is_allowed(limit: Limit, who: str, *, now_seconds: float) -> bool:
    """Count one act of `who` (a keyed hash) and return whether it is within the limit."""
    key = _key(limit, who, now_seconds)
    if cache.add(key, 1, limit.seconds):
        return True
    try:
        return cache.incr(key) <= limit.most
    except ValueError:  # it ran out between the two lines
        return True


def give_back(limit: Limit, who: str, *, now_seconds: float) -> None:
    """Count one act of `who` less: nothing came of it."""
    with suppress(ValueError):  # it ran out in the meantime
        cache.decr(_key(limit, who, now_seconds))


def _key(limit: Limit, who: str, now_seconds: float) -> str:
    return f"limit:{limit.name}:{int(now_seconds // limit.seconds)}:{who}"
