"""Counting readers without keeping anything about them.

A hit is a story and a salted hash. Hits gather in the process and are written about once a second,
so that no page view writes to the database by itself.
Source: docs/decisions/0008-counting-readers.md
"""

import atexit
import hashlib
import logging
import os
import re
import secrets
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections

from dateline.pages import clock
from dateline.pages.services.counting import Hit, record_readers

logger = logging.getLogger(__name__)

FLUSH_EVERY_SECONDS = 1.0
# More than this in one second is an attack or a fault; what is over is not counted.
MOST_HITS_GATHERED = 20_000
_PROGRAMS = re.compile(
    r"bot|crawl|spider|slurp|headless|preview|fetch|monitor|curl|wget|python|scrapy|facebookexternalhit",
    re.IGNORECASE,
)


def is_program(user_agent: str) -> bool:
    """Return whether a request says itself that it is no reader."""
    return not user_agent or _PROGRAMS.search(user_agent) is not None


def reader_hash(*, story_id: int, address: str, user_agent: str, now: datetime) -> str:
    """Return what tells readers of one story apart today: 32 hex digits, worthless tomorrow."""
    words = f"{story_id}\x1f{address}\x1f{user_agent}".encode()
    return hashlib.blake2b(words, key=_salt(now), digest_size=16).hexdigest()


def _salt(now: datetime) -> bytes:
    """Return the day's salt, made at the first use; every process reads the same file."""
    path = _salt_path(now)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        own = path.with_suffix(f".{os.getpid()}")
        own.touch(mode=0o600)
        own.write_bytes(secrets.token_bytes(32))
        try:
            os.link(own, path)
        except FileExistsError:
            pass  # another process was first: its salt is the day's
        finally:
            own.unlink()
    return path.read_bytes()


def _salt_path(now: datetime) -> Path:
    return Path(settings.RUN_DIR) / f"salt-{now:%Y-%m-%d}"


def forget_old_salts(now: datetime) -> int:
    """Destroy every salt but today's and return how many; their hashes tell nothing now."""
    old = [path for path in Path(settings.RUN_DIR).glob("salt-*") if path != _salt_path(now)]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


@dataclass
class _Buffer:
    """The hits of one process that are not written yet, and the thread that writes them."""

    hits: list[Hit]
    lock: threading.Lock
    thread: threading.Thread | None = None
    process_id: int = 0


_buffer = _Buffer(hits=[], lock=threading.Lock())


def gather(hit: Hit) -> None:
    """Keep a hit until the next flush; the thread starts with the first one, after any fork."""
    with _buffer.lock:
        if _buffer.process_id != os.getpid():
            _buffer.hits, _buffer.process_id = [], os.getpid()
            _buffer.thread = threading.Thread(target=_keep_flushing, daemon=True)
            _buffer.thread.start()
            atexit.register(flush)
        if len(_buffer.hits) < MOST_HITS_GATHERED:
            _buffer.hits.append(hit)


def flush() -> None:
    """Write what was gathered; on a fault keep it for the next time."""
    with _buffer.lock:
        hits, _buffer.hits = _buffer.hits, []
    if not hits:
        return
    try:
        record_readers(hits=hits, now=clock.now())
    except Exception:
        logger.exception("%d readers could not be counted; trying again", len(hits))
        with _buffer.lock:
            _buffer.hits = (hits + _buffer.hits)[:MOST_HITS_GATHERED]


def _keep_flushing() -> None:
    pause = threading.Event()
    while not pause.wait(FLUSH_EVERY_SECONDS):
        flush()
        close_old_connections()
