"""Database connections that say what they change to whoever keeps pages."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from dateline.project.keeping.stamps import EVERY_PAGE, Stamps, is_settled, place_of
from dateline.project.keeping.written import stories_written

STAMPS_FILE = "page-stamps"


@cache
def stamps() -> Stamps:
    """Return the stamps of this newsroom on this machine."""
    return Stamps(settings.DATA_DIR / STAMPS_FILE)


class TellsWhatChanges(BaseDatabaseWrapper):
    """Stamps the pages that a transaction changes, before its commit and after it.

    Before, so that a process that dies at the commit leaves no page that looks fresh.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places: set[int] = set()
        self.execute_wrappers.append(self._note)

    def _note(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        places = _places_of(sql, params)
        if not places:
            return execute(sql, params, many, context)
        if self.in_atomic_block or not self.get_autocommit():
            self._places |= places
            return execute(sql, params, many, context)
        begun = stamps().begin(places)
        try:
            return execute(sql, params, many, context)
        finally:
            stamps().end(begun)

    def unchanged_since(self) -> int | None:
        """Return a word that stands until something is changed that every page shows.

        None where nothing may be kept: while a change is on its way, within a transaction, which
        may see what others do not, and where other machines may change what is shown.
        """
        if not settings.PAGE_CACHE_BYTES or self.in_atomic_block:
            return None
        stamps().settle(EVERY_PAGE)
        word = stamps().words[EVERY_PAGE]
        return word if is_settled(word) else None

    def commit(self) -> None:
        """Commit, and have pages made anew that show what was changed."""
        if not self._places:
            super().commit()
            return
        begun = stamps().begin(self._places)
        try:
            super().commit()
        finally:
            # Also after a fault: a connection that was lost does not tell whether it committed.
            stamps().end(begun)
            self._places.clear()

    def rollback(self) -> None:
        """Roll back: nothing was changed."""
        self._places.clear()
        super().rollback()


def _places_of(sql: str, params: Any) -> set[int]:
    stories = stories_written(sql, params)
    return {EVERY_PAGE} if stories is None else {place_of(story) for story in stories}
