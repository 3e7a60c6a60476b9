"""A place on the desk's first page that other rooms fill, without the desk knowing them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Waits:
    """One kind of thing that waits, and where it is seen."""

    count: int
    label: Promise
    url: str


Ask = Callable[[AbstractBaseUser | AnonymousUser], list[Waits]]

_asked: list[Ask] = []


def add_waits(ask: Ask) -> None:
    """Show what `ask` returns for whoever looks among what waits."""
    if ask not in _asked:
        _asked.append(ask)


def waits_elsewhere(user: AbstractBaseUser | AnonymousUser) -> list[Waits]:
    """Return what waits for someone in the other rooms."""
    return [wait for ask in _asked for wait in ask(user)]
