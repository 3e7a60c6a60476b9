"""Text of the older wires, which are seven or eight bits wide and declare no character set."""

import re

from dateline.core.wire.charset import Decoded, decode, without_controls
from dateline.core.wire.delivery import Delivery
from dateline.core.wire.errors import UnknownCharset

# What a wrong character set leaves inside words: a quotation mark or dagger between two letters,
# or a capital behind a small letter. An apostrophe may stand there (“Ostby’s”).
_UNLIKELY = re.compile(r"[^\W\d_][^\w\s!-~’‘…\xad–—][^\W\d_]|[a-zß-öø-ÿ][À-ÖØ-ÞŠŒŽŸ]|[\x80-\x9f]")
_LIKELY = ("cp1252", "cp850", "mac_roman")
# ISO 646 in its German form (DIN 66003) has umlauts where ASCII has brackets and braces.
_GERMAN_646 = str.maketrans("[\\]{|}~", "ÄÖÜäöüß")
_GERMAN_WORDS = re.compile(r"\b[A-Za-zÄÖÜ]*[a-z]?[{|}~][a-z]+\b")
_GERMAN_WORDS_LEAST = 3


def decode_eight_bit(delivery: Delivery) -> Decoded:
    """Return the text, control characters and all, and the character set with how it was found.

    As for every delivery, a byte order mark, valid UTF-8 and the source's setting come first. The
    formats themselves mean ISO 8859-1; Windows' and DOS' sets are taken where the words they give
    are likelier. The general guess is only made when none of them fits.

    Raises: UnknownCharset when nothing does.
    """
    if delivery.charset is not None or _is_utf8(delivery.raw):
        return decode(delivery.raw, charset=delivery.charset)
    for name in _LIKELY:
        try:
            text = delivery.raw.decode(name)
        except UnicodeDecodeError:
            continue
        if _UNLIKELY.search(text) is None:
            return Decoded(text, f"{name} (found)")
    try:
        return decode(delivery.raw)
    except UnknownCharset:
        return Decoded(delivery.raw.decode("iso8859-1"), "iso8859-1 (the format's own)")


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
