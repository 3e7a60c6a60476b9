"""Refreshing the Media Topics from IPTC's own file."""

import gzip
import json
import os
from pathlib import Path

from dateline.core.story.media_topics import (
    MediaTopics,
    bundled_media_topics,
    compact_media_topics,
    media_topics_from_compact,
)
from dateline.intake.services.fetching import fetch_document
from dateline.intake.topics import refreshed_file


class NoMediaTopics(Exception):
    """What was given is no list of Media Topics; the list in use stays."""


def refresh_media_topics(*, place: str) -> MediaTopics:
    """Take over IPTC's JSON of the Media Topics from a file or an address, and return the list.

    Raises:
        OSError: the file cannot be opened.
        FetchError: the address cannot be fetched.
        NoMediaTopics: it is no such list.
    """
    if place.startswith(("http://", "https://")):
        raw = fetch_document(place).body or b""
    else:
        raw = Path(place).read_bytes()
    try:
        compact = compact_media_topics(
            json.loads(raw), subject_labels=dict(bundled_media_topics().subject_labels)
        )
    except (ValueError, AttributeError) as error:
        raise NoMediaTopics(f"{place}: {error}. The list in use stays.") from error
    path = refreshed_file()
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(gzip.compress(json.dumps(compact).encode(), mtime=0))
    draft.replace(path)
    return media_topics_from_compact(compact)
