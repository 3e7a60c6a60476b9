"""Text of the older wires, which are seven or eight bits wide and declare no character set."""

import re

from dateline.core.wire.charset import MARKS, Decoded, decode, without_controls
from dateline.core.wire.delivery import Delivery
from dateline.core.wire.errors import UnknownCharset

# What a wrong character set leaves inside words: a quotation mark or dagger between two letters,
# or a capital behind a small letter. An apostrophe may stand there (“Ostby’s”).
_UNLIKELY = re.compile(r"[^\W\d_][^\w\s!-~’‘…\xad–—][^\W\d_]|[a-zß-öø-ÿ][À-ÖØ-ÞŠŒŽŸ]|[\x80-\x9f]")
BEYOND_ASCII_MOST_SHARE = 0.25
# The control characters of a frame, which no detector of character sets expects.
_FRAME_BYTES = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})
_LIKELY = ("cp1252", "cp850", "mac_roman")
# ISO 646 in its German form (DIN 66003) has umlauts where ASCII has brackets and braces.
_GERMAN_646 = str.maketrans("[\\]{|}~", "ÄÖÜäöüß")
_GERMAN_WORDS = re.compile(r"\b[A-Za-zÄÖÜ]*[a-z]?[{|}~][a-z]+\b")
_GERMAN_WORDS_LEAST = 3


def decode_eight_bit(delivery: Delivery) -> Decoded:
    """Return the text, control characters and all, and the character set with how it was found.

    As for every delivery, a byte order mark, valid UTF-8 and the source's setting come first. The
    formats themselves mean ISO 8859-1; Windows' and DOS' sets are taken where the words they give
    are likelier. The general guess is only made where none of them fits, and the formats' own set
    is the last.
    """
    if delivery.charset or _is_marked(delivery.raw) or _is_utf8(delivery.raw):
        try:
            return decode(delivery.raw, charset=delivery.charset)
        except UnknownCharset:
            pass  # the setting or mark is wrong: what the bytes look like decides
    for name in _LIKELY:
        try:
            text = delivery.raw.decode(name)
        except UnicodeDecodeError:
            continue
        if _is_western(text):
            return Decoded(text, f"{name} (found)")
    try:
        how = decode(delivery.raw.translate(None, _FRAME_BYTES)).how
    except UnknownCharset:
        return Decoded(delivery.raw.decode("iso8859-1"), "iso8859-1 (the format's own)")
    return Decoded(delivery.raw.decode(how.split()[0], errors="replace"), how)


def _is_western(text: str) -> bool:
    """Return whether a text looks like words in a western language: mostly ASCII, none broken."""
    beyond_ascii = len(text) - sum(map(str.isascii, text))
    return beyond_ascii <= BEYOND_ASCII_MOST_SHARE * len(text) and _UNLIKELY.search(text) is None


def _is_marked(raw: bytes) -> bool:
    return any(raw.startswith(mark) for mark, _ in MARKS)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def with_umlauts(decoded: Decoded) -> Decoded:
    """Return seven-bit text in the German form of ISO 646 with its umlauts, others unchanged.

    Source: ISO 646-DE (DIN 66003), which IPTC 7901 allows as a national form.
    """
    text = decoded.text
    if not text.isascii() or len(_GERMAN_WORDS.findall(text)) < _GERMAN_WORDS_LEAST:
        return decoded
    return Decoded(text.translate(_GERMAN_646), "iso646-de (found)")


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, whatever ends them, without control characters."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return without_controls(unified).split("\n")
