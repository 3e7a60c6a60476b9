"""The sessions of colleagues, and of readers who signed in."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS


class SessionStore(db.SessionStore):
    """Sessions in the database; a cookie that can be none's is looked up nowhere.

    PostgreSQL cannot look for some of them, such as one with a NUL, and that would be a fault.
    """

    def _validate_session_key(self, key: Any) -> bool:
        might_be: bool = super()._validate_session_key(key)  # type: ignore[misc]
        return might_be and set(VALID_KEY_CHARS).issuperset(key)
