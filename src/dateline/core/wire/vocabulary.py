"""IPTC's codes as wires write them: qcodes, full addresses, and bare numbers."""

import re
from collections.abc import Iterable
from typing import Literal

from dateline.core.story import EdNote, PubStatus
from dateline.core.wire.errors import MalformedWire

SUBJECT = re.compile(
    r"(?:(?P<prefix>medtop|subj):|https?://cv\.iptc\.org/newscodes/(?P<scheme>mediatopic|subjectcode)/)"
    r"(?P<code>\d{8})/?\Z",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9._+-]*:[^\s:]\S*")
_BEFORE_LOCAL = re.compile(r".*[:/#]", re.DOTALL)
SCHEMES = {"mediatopic": "medtop", "subjectcode": "subj"}
NEWSCODES = "http://cv.iptc.org/newscodes/"
ADDRESSES = {
    "medtop": f"{NEWSCODES}mediatopic/",
    "subj": f"{NEWSCODES}subjectcode/",
    "sig": f"{NEWSCODES}signal/",
}

# "withdrawn" is Refinitiv's word, "cancelled" the British spelling: both take the story down.
PUBSTATUS = {
    "usable": PubStatus.USABLE,
    "withheld": PubStatus.WITHHELD,
    "canceled": PubStatus.CANCELED,
    "cancelled": PubStatus.CANCELED,
    "withdrawn": PubStatus.CANCELED,
}

# What an agency's own signal says when it wants a story down: Reuters' edStat:D, and the words.
DELETE_SIGNAL = re.compile(
    r"edstat:d"
    r"|(?:.*[:/#])?(?:mandatory)?(?:kill|withdraw|withdrawal|withdrawn|delete|retract|retraction|takedown"
    r"|cancel|canceled|cancelled)",
    re.IGNORECASE,
)


def is_delete_signal(code: str) -> bool:
    """Return whether a signal asks to take the story down."""
    return DELETE_SIGNAL.fullmatch(code.strip()) is not None


# An embargo that stands only in a note. Capitals or a set phrase: “oil embargo” is news.
EMBARGO_WORDS = re.compile(
    r"\bEMBARGO(?:ED)?\b|(?i:\bembargo(?:ed)? (?:un)?till?\b|\bembargoed (?:for|to)\b"
    r"|\b(?:strictly|is) embargoed"
    r"|\b(?:under|sous|bajo|sotto) embargo\b|\bembargo ?:|\bsperr?e?frist\b"
    r"|\bnot (?:for|to be) (?:publication|publish|release|broadcast|use)\w* (?:before|until|till)\b"
    r"|\bhold for release\b|\bnicht vor [^.]{1,40}(?:veröffentlich|publizier|verbreit|frei)"
    r"|\bne pas (?:publier|diffuser) avant|\bno publicar antes|\bnon pubblicare prima)"
)
EMBARGO_LIFTED = re.compile(
    r"(?i)\b(?:no|not|without) embargo"
    r"|embargo\w* (?:\w+ ){0,3}(?:lifted|expired|ended|over|aufgehoben)"
)


def embargo_in_words(notes: Iterable[EdNote]) -> Literal["indefinite"] | None:
    """Return "indefinite" where an agency writes an embargo only into its notes, or None.

    Words are no time to act on: the story is held until the desk has read them.
    """
    for note in notes:
        if EMBARGO_WORDS.search(note.text) and not EMBARGO_LIFTED.search(note.text):
            return "indefinite"
    return None


def local_part(code: str) -> str:
    """Return what a qcode or address ends with: "text" of "ninat:text" or of ".../ninat/text"."""
    return _BEFORE_LOCAL.sub("", code.strip().rstrip("/"))


def name_among(*written: str | None) -> str | None:
    """Return the first of these that a reader can take for a name: neither code nor address.

    Agencies write “nprov:NWA” or the address of a concept where others write who they are.
    """
    return next((words for words in written if words and not _CODE.fullmatch(words.strip())), None)


def full_address(qcode: str) -> str:
    """Return a code of IPTC's as the address of its concept, or the text unchanged."""
    prefix, _, code = qcode.partition(":")
    return f"{ADDRESSES[prefix]}{code}" if prefix in ADDRESSES else qcode


def subject_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the IPTC codes among `codes` as "medtop:20000705" or "subj:04000000", each once."""
    found = {}
    for code in codes:
        if match := SUBJECT.match(code.strip()):
            prefix = match["prefix"] or SCHEMES[match["scheme"].lower()]
            found[f"{prefix.lower()}:{match['code']}"] = True
    return tuple(found)


def bare_subject_code(number: str) -> str:
    """Return a bare eight-digit number as a qcode, or the text unchanged.

    Media Topics that have no counterpart among the older subject codes begin with 2.
    """
    if re.fullmatch(r"\d{8}", number):
        return f"{'medtop' if number.startswith('2') else 'subj'}:{number}"
    return number


def read_pubstatus(code: str | None, *, where: str) -> PubStatus:
    """Return the status that a qcode, address or word means; usable where there is none.

    Raises: MalformedWire for an unknown word, because taking it for usable could publish a kill.
    """
    if not (code or "").strip():
        return PubStatus.USABLE
    status = PUBSTATUS.get(local_part(code or "").lower())
    if status is None:
        raise MalformedWire(where=where, found=repr(code), expected="usable, withheld or canceled")
    return status


def read_urgency(text: str | None) -> int | None:
    """Return an urgency of 1 to 9, or None for anything else."""
    words = (text or "").strip()
    return int(words) if len(words) == 1 and words in "123456789" else None
