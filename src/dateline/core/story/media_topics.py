"""IPTC's Media Topics: what a story is about, in words of ten languages, and what is broader.

The list that comes with Dateline is IPTC's release of 2019-04-06, by IPTC under CC BY 4.0, with the
older subject codes mapped to it. A newer one is made short by `compact_media_topics` and read by
`media_topics_from_compact`.
Source: cv.iptc.org/newscodes/mediatopic, iptc.org/standards/subject-codes.
"""

import datetime as dt
import gzip
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

BUNDLED = "media_topics.json.gz"
TOPIC, SUBJECT = "medtop:", "subj:"
DEFAULT_LANGUAGE = "en-GB"
# Where a language has several forms in the list: the one meant by the bare name.
MEANT_BY = {"en": "en-GB", "pt": "pt-PT", "zh": "zh-Hans"}
# Chinese in the other script is not what the list has.
OTHER_SCRIPT = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
# IPTC's file names Danish and Swedish after their countries.
COUNTRY_FOR_LANGUAGE = {"dk": "da", "se": "sv"}
CODE_DIGITS = 8


@dataclass(frozen=True, slots=True)
class MediaTopic:
    """One Media Topic.

    labels    its name by language tag, such as "en-GB"
    broader   the qcodes it stands under, none for the seventeen at the top
    retired   since when it is not to be used any more, or None
    subjects  the older subject codes that mean the same, eight digits each; `close` nearly the same
    """

    qcode: str
    labels: dict[str, str]
    broader: tuple[str, ...] = ()
    retired: dt.date | None = None
    subjects: tuple[str, ...] = ()
    close: tuple[str, ...] = ()


class MediaTopics:
    """A release of the Media Topics and the subject codes. Codes that it lacks are unknown to it.

    released  the day IPTC released it
    """

    def __init__(
        self, topics: Iterable[MediaTopic], *, released: dt.date, subject_labels: dict[str, str]
    ) -> None:
        self.released = released
        self.topics = {topic.qcode: topic for topic in topics}
        self.subject_labels = subject_labels

    def label(self, qcode: str, language: str = DEFAULT_LANGUAGE) -> str | None:
        """Return the name of a topic or subject code in a language, else in English; else None.

        language  a tag such as "de", "de-AT" or "pt-BR"
        """
        if qcode.startswith(SUBJECT):
            return self.subject_labels.get(qcode.removeprefix(SUBJECT))
        topic = self.topics.get(qcode)
        if topic is None:
            return None
        return next((topic.labels[tag] for tag in _tags(language) if tag in topic.labels), None)

    def is_retired(self, qcode: str) -> bool:
        """Return whether a topic is known and not to be used any more."""
        topic = self.topics.get(qcode)
        return topic is not None and topic.retired is not None

    def broader(self, qcode: str) -> tuple[str, ...]:
        """Return all topics a topic stands under, the nearest first."""
        return _closure(qcode, self._broader)

    def narrower(self, qcode: str) -> tuple[str, ...]:
        """Return all topics that stand under a topic, at any depth, retired ones too."""
        return _closure(qcode, lambda code: self._narrower.get(code, ()))

    def from_subject_code(self, code: str) -> str | None:
        """Return the topic for a subject code, or for the nearest broader one that has a topic.

        Topics still in use come before retired ones. None for a code whose first two digits are no
        subject.

        code  eight digits, with or without "subj:"
        """
        digits = code.removeprefix(SUBJECT)
        if len(digits) != CODE_DIGITS or not digits.isdecimal():
            return None
        for one in (digits, f"{digits[:5]}000", f"{digits[:2]}000000"):
            if qcode := self._topic_of_subject.get(one):
                return qcode
        top = f"{TOPIC}{digits[:2]}000000"  # the seventeen kept their numbers
        return top if top in self.topics else None

    def _broader(self, qcode: str) -> tuple[str, ...]:
        topic = self.topics.get(qcode)
        return topic.broader if topic else ()

    @cached_property
    def _narrower(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for topic in self.topics.values():
            for above in topic.broader:
                found.setdefault(above, []).append(topic.qcode)
        return found

    @cached_property
    def _topic_of_subject(self) -> dict[str, str]:
        found: dict[str, str] = {}
        in_use = [topic for topic in self.topics.values() if topic.retired is None]
        retired = [topic for topic in self.topics.values() if topic.retired is not None]
        for topics in (in_use, retired):
            for same in (True, False):
                for topic in topics:
                    for code in topic.subjects if same else topic.close:
                        found.setdefault(code, topic.qcode)
        return found


@cache
def bundled_media_topics() -> MediaTopics:
    """Return the list that comes with Dateline, read once."""
    packed = files(__package__).joinpath(BUNDLED).read_bytes()
    return media_topics_from_compact(json.loads(gzip.decompress(packed)))


def media_topics_from_compact(compact: dict[str, Any]) -> MediaTopics:
    """Return the list that `compact_media_topics` wrote."""
    topics = (
        MediaTopic(
            qcode=TOPIC + code,
            labels=row["labels"],
            broader=tuple(TOPIC + above for above in row.get("broader", ())),
            retired=dt.date.fromisoformat(row["retired"]) if "retired" in row else None,
            subjects=tuple(row.get("subjects", ())),
            close=tuple(row.get("close", ())),
        )
        for code, row in compact["topics"].items()
    )
    return MediaTopics(
        topics,
        released=dt.date.fromisoformat(compact["released"]),
        subject_labels=compact["subject_labels"],
    )


def compact_media_topics(iptc: dict[str, Any], *, subject_labels: dict[str, str]) -> dict[str, Any]:
    """Return IPTC's own JSON of the Media Topics as the short form that is kept.

    iptc            the file of cv.iptc.org/newscodes/mediatopic?lang=x-all&format=json
    subject_labels  English names of the subject codes, by their eight digits

    Raises: ValueError when it is no such file, or names no topic.
    """
    concepts = iptc.get("conceptSet")
    if not isinstance(concepts, list) or not concepts:
        raise ValueError("conceptSet is missing or empty; expected IPTC's JSON of Media Topics")
    try:
        topics = {str(c["qcode"]).removeprefix(TOPIC): _compact(c) for c in concepts}
        released = dt.datetime.fromisoformat(iptc["dateReleased"]).date()
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{error!r} in a concept; expected IPTC's JSON of Media Topics") from error
    return {
        "released": released.isoformat(),
        "topics": topics,
        "subject_labels": subject_labels,
    }


def _compact(concept: dict[str, Any]) -> dict[str, Any]:
    labels = {
        COUNTRY_FOR_LANGUAGE.get(tag, tag): " ".join(words.split())
        for tag, words in concept["prefLabel"].items()
    }
    row = {
        "labels": dict(sorted(labels.items())),
        "broader": [_code(address) for address in concept.get("broader") or ()],
        "retired": (concept.get("retired") or "")[:10],
        "subjects": _subject_codes(concept.get("exactMatch")),
        "close": _subject_codes(concept.get("closeMatch")),
    }
    return {name: value for name, value in row.items() if value}


def _subject_codes(addresses: list[str] | None) -> list[str]:
    return [_code(address) for address in addresses or () if "/subjectcode/" in address]


def _code(address: str) -> str:
    """Return the eight digits that an address or qcode ends with."""
    return address.rstrip("/")[-CODE_DIGITS:]


def _tags(language: str) -> list[str]:
    """Return the tags to look for, the closest first and English last."""
    if language.lower().startswith(OTHER_SCRIPT):
        return [DEFAULT_LANGUAGE]
    primary = language.partition("-")[0].lower()
    return [language, MEANT_BY.get(primary, primary), DEFAULT_LANGUAGE]


def _closure(qcode: str, step: Callable[[str], Sequence[str]]) -> tuple[str, ...]:
    found: dict[str, bool] = {}
    waiting = list(step(qcode))
    for code in waiting:
        if code not in found and code != qcode:
            found[code] = True
            waiting += step(code)
    return tuple(found)
