"""Places on the desk's pages that other rooms fill, without the desk knowing them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils.functional import Promise

from dateline.pages.models import Story

Person = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True, slots=True)
class Waits:
    """One kind of thing that waits, and where it is seen."""

    count: int
    label: Promise
    url: str


@dataclass(frozen=True, slots=True)
class Way:
    """A page of another room about one story."""

    label: Promise
    url: str


Ask = Callable[[Person], list[Waits]]
AskAbout = Callable[[Person, Story], list[Way]]

_asked: list[Ask] = []
_asked_about: list[AskAbout] = []


def add_waits(ask: Ask) -> None:
    """Show what `ask` returns for whoever looks among what waits."""
    if ask not in _asked:
        _asked.append(ask)


def waits_elsewhere(user: Person) -> list[Waits]:
    """Return what waits for someone in the other rooms."""
    return [wait for ask in _asked for wait in ask(user)]


def add_ways(ask: AskAbout) -> None:
    """Show what `ask` returns for whoever looks among the acts of a story."""
    if ask not in _asked_about:
        _asked_about.append(ask)


def ways_elsewhere(user: Person, story: Story) -> list[Way]:
    """Return where the other rooms have something about a story."""
    return [way for ask in _asked_about for way in ask(user, story)]
