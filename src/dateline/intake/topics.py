"""The Media Topics the newsroom works with: refreshed ones where there are, else those bundled."""

import gzip
import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from dateline.core.story.media_topics import (
    MediaTopics,
    bundled_media_topics,
    media_topics_from_compact,
)

REFRESHED = "media_topics.json.gz"


def media_topics() -> MediaTopics:
    """Return the list that rules and tags go by; a refreshed one is taken up without a restart."""
    path = refreshed_file()
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return bundled_media_topics()


def refreshed_file() -> Path:
    """Return where a refreshed list lies: in the data folder."""
    return Path(settings.DATA_DIR) / REFRESHED


@lru_cache(maxsize=1)
def _read(path: Path, _modified_ns: int) -> MediaTopics:
    return media_topics_from_compact(json.loads(gzip.decompress(path.read_bytes())))
