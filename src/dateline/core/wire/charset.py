"""Turn an agency's bytes into text, and remember how.

Control characters, which no news text needs and XML forbids, are taken out: NUL to U+001F except
tab and line ends, DEL, U+0080 to U+009F, lone surrogates, and U+FFFE and U+FFFF. Vertical tab, form
feed and next line become a line end, because words stand on both sides of them.
"""

import codecs
import re
from typing import NamedTuple

from dateline.core.wire.errors import UnknownCharset

GUESS_SAMPLE_BYTES = 64 * 1024

MARKS = (
    # The longer marks first: UTF-32's begins with UTF-16's.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# XML 1.0, appendix F: sixteen-bit text without a mark shows in how "<?" or "<x" is written.
UNMARKED_UTF16 = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))

DECLARATION = re.compile(
    rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']"""
)
# What Python can decode is more than character sets; "punycode" or "unicode_escape" are not.
CHARSETS = re.compile(
    r"(utf-(8|16|32)|ascii|iso8859|iso2022|cp\d|koi8|mac-|euc|gb|big5|shift_jis|hz|johab|tis)"
)
LINE_BREAKING = re.compile("[\x0b\x0c\x85]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# The same as bytes, to say of most texts at once that they hold none of them: those below U+0080
# are single bytes; the others' UTF-8 begins with one of the leads, which other characters share.
_CONTROL_BYTES = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})
_CONTROL_LEADS = (b"\xc2", b"\xed", b"\xef\xbf")


class Decoded(NamedTuple):
    """Text, and the character set with how it was found, such as "cp1252 (source setting)"."""

    text: str
    how: str


def decode(raw: bytes, *, charset: str | None = None) -> Decoded:
    """Return the text of `raw`.

    Tried in turn: a byte order mark; valid UTF-8; what the XML declares; `charset`, which is the
    source's setting; and charset-normalizer's guess. Valid UTF-8 stands before the declaration
    because a wrong declaration is common and text that is UTF-8 by accident is not.

    Raises: UnknownCharset when all of them fail.
    """
    for mark, name in MARKS:
        if raw.startswith(mark) and (text := _decoded(raw, name)) is not None:
            return Decoded(text, f"{name.removesuffix('-sig')} (byte order mark)")
    for start, name in UNMARKED_UTF16:
        if raw.startswith(start) and (text := _decoded(raw, name)) is not None:
            return Decoded(text, f"{name} (found)")
    if (text := _decoded(raw, "utf-8")) is not None:
        return Decoded(text, "utf-8 (valid)")
    declaration = DECLARATION.match(raw)
    declared = declaration[1].decode("ascii") if declaration else None
    for named, how in ((declared, "declared"), (charset, "source setting")):
        for name in _charsets_meant(named):
            if (text := _decoded(raw, name)) is not None:
                return Decoded(text, f"{name} ({how})")
    if guess := _guess(raw):
        return Decoded(raw.decode(guess, errors="replace"), f"{guess} (guessed)")
    raise UnknownCharset(
        where="the whole delivery",
        found=f"bytes that are not UTF-8, starting {raw[:24]!r}",
        expected="text in a known character set; set the source's, such as cp1252",
    )


def without_controls(text: str) -> str:
    """Return `text` without the control characters that the module's docstring lists."""
    encoded = text.encode("utf-8", "surrogatepass")
    if len(encoded.translate(None, _CONTROL_BYTES)) == len(encoded) and (
        not any(lead in encoded for lead in _CONTROL_LEADS)
        or (CONTROL.search(text) is None and LINE_BREAKING.search(text) is None)
    ):
        return text
    return CONTROL.sub("", LINE_BREAKING.sub("\n", text))


def _charsets_meant(named: str | None) -> tuple[str, ...]:
    """Return the codecs to try for a declared name, none when it is not a character set."""
    try:
        name = codecs.lookup(named).name if named else ""
    except LookupError:
        return ()
    if name in ("iso8859-1", "ascii"):
        # Who writes ISO 8859-1 and uses its empty rows means Windows' curly quotes and dashes.
        return ("cp1252", "iso8859-1")
    return (name,) if CHARSETS.match(name) else ()


def _decoded(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except UnicodeDecodeError:
        return None


def _guess(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes  # slow to import, and rarely needed

    best = from_bytes(raw[:GUESS_SAMPLE_BYTES]).best()
    return best.encoding if best else None
