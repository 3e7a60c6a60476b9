"""Times as feeds and mail write them: RFC 3339 and RFC 5322, and what is written for these.

A named zone that means one offset everywhere is understood; one that means several, such as IST or
BST, is not, and the time stays naive.
"""

import datetime as dt
import re

from dateline.core.wire.times import read_time

OFFSETS = {
    "z": "+0000", "ut": "+0000", "utc": "+0000", "gmt": "+0000", "wet": "+0000", "west": "+0100",
    "cet": "+0100", "mez": "+0100", "cest": "+0200", "mesz": "+0200", "eet": "+0200",
    "eest": "+0300", "msk": "+0300", "hkt": "+0800", "sgt": "+0800", "jst": "+0900",
    "kst": "+0900", "aest": "+1000", "aedt": "+1100", "nzst": "+1200", "nzdt": "+1300",
    "est": "-0500", "edt": "-0400", "cdt": "-0500", "mst": "-0700", "mdt": "-0600",
    "pst": "-0800", "pdt": "-0700",
}  # fmt: skip
# RFC 5322 says -0000 where the time is UTC and the sender's own zone is not told.
_ZONE = re.compile(r"(?:(?<=\d) ?(?P<name>[A-Za-z]{1,4})|(?P<unsaid> -0000))\Z")
_ISO_SPACED = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[ T]+(?P<time>\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?) *"
    r"(?P<zone>[+-]\d\d:?\d\d)?\Z"
)
# “Monday, 3 Feb …” and “3. Februar …”: the day's name and the month's full length say nothing more.
_DAY_NAME = re.compile(r"\A[^\W\d]{2,12}\.?, *")
_MONTH = re.compile(r"(?<=\d)\.?[ -]*(?P<month>[^\W\d]{3,10})\.?(?=[ -]*\d)")
MONTHS = {
    "janv": "Jan", "januar": "Jan", "enero": "Jan", "ene": "Jan", "gen": "Jan",
    "fév": "Feb", "févr": "Feb", "februar": "Feb", "mär": "Mar", "märz": "Mar", "mrz": "Mar",
    "mars": "Mar", "mrt": "Mar", "avr": "Apr", "abr": "Apr", "mai": "May", "mei": "May",
    "mag": "May", "maj": "May", "juin": "Jun", "juni": "Jun", "giu": "Jun", "juil": "Jul",
    "juli": "Jul", "lug": "Jul", "août": "Aug", "ago": "Aug", "set": "Sep", "sept": "Sep",
    "okt": "Oct", "oktober": "Oct", "ott": "Oct", "out": "Oct", "dez": "Dec", "dezember": "Dec",
    "déc": "Dec", "dic": "Dec", "des": "Dec",
}  # fmt: skip
# WordPress writes a draft's time as “Mon, 30 Nov -0001 00:00:00 +0000”.
_NO_YEAR = re.compile(r" -\d{4} \d")
LONGEST_CHARS = 60  # nothing longer is a time


def read_feed_time(text: str | None) -> dt.datetime | None:
    """Return the time: aware UTC where a zone is told, naive where none is; None for no time."""
    words = " ".join((text or "").split())
    if not words or len(words) > LONGEST_CHARS or _NO_YEAR.search(words):
        return None
    if spaced := _ISO_SPACED.match(words.upper().removesuffix("Z").rstrip() + _utc(words)):
        day, time, zone = spaced["day"], spaced["time"].replace(",", "."), spaced["zone"] or ""
        return read_time(f"{day}T{time}{zone}")
    words = _ZONE.sub(_as_offset, _DAY_NAME.sub("", words))
    return read_time(_MONTH.sub(_in_english, words, count=1))


def _utc(words: str) -> str:
    return "+00:00" if re.search(r"\d ?Z\Z", words, re.IGNORECASE) else ""


def _as_offset(match: re.Match[str]) -> str:
    if match["unsaid"]:
        return " +0000"
    offset = OFFSETS.get(match["name"].lower())
    return f" {offset}" if offset else match[0]


def _in_english(match: re.Match[str]) -> str:
    written = match["month"]
    return f" {MONTHS.get(written.lower(), written[:3])} "
