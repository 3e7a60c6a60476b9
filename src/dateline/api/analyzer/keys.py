"""API keys: a JSON file of names and hashes, read again when it changes, with quotas.

`[{"name": "coral", "sha256": "…", "per_minute": 600, "is_revoked": false}, …]`
"""

import hashlib
import json
import os
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dateline.api.analyzer.counters import SharedCounters
from dateline.api.analyzer.errors import BadKey, NoKey, QuotaExceeded

SECONDS_OF_A_WINDOW = 60
MOST_KEYS = 1000
_COUNT_BITS = 32
_COUNT_MASK = (1 << _COUNT_BITS) - 1

Clock = Callable[[], float]


class BadKeysFile(Exception):
    """The keys file cannot be used; the message says where, what was found and what expected."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """One key, by the hash of what a client sends.

    per_minute  requests it may make in each minute of the clock; None for no limit
    """

    name: str
    sha256: str
    per_minute: int | None = None
    is_revoked: bool = False


def hash_of(secret: str) -> str:
    """Return the hash under which a key is kept. Keys are random, so a plain hash is enough."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


class Keys:
    """The keys of one file, and how often each was used in this minute."""

    def __init__(self, path: Path, *, counts: Path, clock: Clock) -> None:
        self._path, self._clock = path, clock
        self._counters = SharedCounters(counts, [str(number) for number in range(MOST_KEYS)])
        self._seen: tuple[int, int] | None = None
        self._keys: dict[str, tuple[int, ApiKey]] = {}
        self._refresh()

    def admit(self, secret: str | None) -> ApiKey:
        """Return the key of a request, counted against its quota.

        Raises: NoKey, BadKey, QuotaExceeded.
        """
        if not secret:
            raise NoKey(
                "Method doesn't allow unregistered callers (callers without established identity). "
                "Please use API Key or other form of API consumer identity to call this API."
            )
        self._refresh()
        number, key = self._keys.get(hash_of(secret.strip()), (0, None))
        if key is None or key.is_revoked:
            raise BadKey("API key not valid. Please pass a valid API key.")
        if key.per_minute is not None:
            self._count(number, key.per_minute)
        return key

    def _count(self, number: int, per_minute: int) -> None:
        minute = int(self._clock() // SECONDS_OF_A_WINDOW) & _COUNT_MASK

        def one_more(slot: int) -> int:
            used = slot & _COUNT_MASK if slot >> _COUNT_BITS == minute else 0
            return minute << _COUNT_BITS | min(used + 1, _COUNT_MASK)

        used = self._counters.change(str(number), one_more) & _COUNT_MASK
        if used > per_minute:
            raise QuotaExceeded(
                "Quota exceeded for quota metric 'Analysis requests (AnalyzeComment)' and limit "
                f"'Analysis requests per minute' of {per_minute}."
            )

    def _refresh(self) -> None:
        """Read the file again if it has changed, so that a revoked key ends at once."""
        status = os.stat(self._path)
        seen = (status.st_mtime_ns, status.st_size)
        if seen != self._seen:
            keys = read_keys(self._path)
            self._keys = {key.sha256: (number, key) for number, key in enumerate(keys)}
            self._seen = seen


def read_keys(path: Path) -> list[ApiKey]:
    """Return the keys in a file.

    Raises: BadKeysFile.
    """
    try:
        rows = json.loads(path.read_text())
    except FileNotFoundError:
        raise BadKeysFile(f"{path} is not there; `dateline scorer key NAME` makes it.") from None
    except ValueError as error:
        raise BadKeysFile(f"{path}: {error}; expected a JSON list of keys.") from None
    if not isinstance(rows, list) or len(rows) > MOST_KEYS:
        raise BadKeysFile(f"{path}: expected a JSON list of at most {MOST_KEYS} keys.")
    return [_key(path, number, row) for number, row in enumerate(rows)]


def _key(path: Path, number: int, row: Any) -> ApiKey:
    try:
        return ApiKey(**row)
    except TypeError:
        raise BadKeysFile(
            f"{path}: key {number} is {row!r:.80}; expected name, sha256, and perhaps per_minute "
            "and is_revoked."
        ) from None


def make_key(path: Path, *, name: str, per_minute: int | None) -> str:
    """Add a key to a file, made at need, and return the secret: it is kept nowhere.

    Raises: BadKeysFile; ValueError when the name is taken.
    """
    keys = read_keys(path) if path.exists() else []
    if any(key.name == name for key in keys):
        raise ValueError(f"a key named {name!r} exists; revoke it, and make one of another name")
    secret = secrets.token_urlsafe(24)
    _write(path, [*keys, ApiKey(name, hash_of(secret), per_minute)])
    return secret


def revoke_key(path: Path, *, name: str) -> None:
    """Mark a key as revoked; servers that run see it with the next request.

    Raises: BadKeysFile; ValueError when there is none of this name.
    """
    keys = read_keys(path)
    if all(key.name != name for key in keys):
        known = ", ".join(key.name for key in keys) or "none"
        raise ValueError(f"there is no key named {name!r}, only: {known}")
    _write(
        path,
        [
            ApiKey(key.name, key.sha256, key.per_minute, key.is_revoked or key.name == name)
            for key in keys
        ],
    )


def _write(path: Path, keys: list[ApiKey]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps([asdict(key) for key in keys], indent=1) + "\n")
    draft.replace(path)
