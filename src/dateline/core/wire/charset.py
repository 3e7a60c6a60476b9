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
# Who names the first writes the second, which holds all of it and more: Windows' curly quotes and
# dashes in the empty rows of ISO 8859-1, characters added since. Source: WHATWG Encoding.
WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
SHIFTING = re.compile(r"iso2022|hz")
SHIFTS = re.compile(rb"\x1b[$(]|~\{")
# Letters of western European languages and the marks of their newspapers; what is missing, such as
# "³" or "¹", is what other sets' letters become when they are read as this one.
WESTERN = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿŒœŠšŽžŸ"
    "‘’“”‚„‹›«»–—…•·°º§©®™€£¡¿½ª\xa0"
)
# No wire sends them, and short texts are taken for them.
EBCDIC = ("cp037", "cp273", "cp424", "cp500", "cp875", "cp1026", "cp1140")
WESTERN_MOST_SHARE = 0.25
MENDED_MOST_SHARE = 0.02  # of the characters beyond ASCII, how many may be broken in UTF-8
LINE_BREAKING = re.compile("[\x0b\x0c\x85]")
_ESCAPED = re.compile("[\udc80-\udcff]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# The same as bytes, to say of most texts at once that they hold none of them: those below U+0080
# are single bytes; the others' UTF-8 begins with one of the leads, which other characters share.
_CONTROL_BYTES = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})
_CONTROL_LEADS = (b"\xc2", b"\xed", b"\xef\xbf")


class Decoded(NamedTuple):
    """Text, and the character set with how it was found, such as "cp1252 (source setting)"."""

    text: str
    how: str


def decode(raw: bytes, *, charset: str | None = None, declared: str | None = None) -> Decoded:
    """Return the text of `raw`.

    charset   the source's setting
    declared  what carried the bytes says of them, such as a mail's Content-Type; it stands above
              what an XML document says of itself, as RFC 7303 has it

    Tried in turn: a byte order mark; valid UTF-8; what is declared; the source's setting; UTF-8
    with a few bytes that are not; Windows' western set, where that makes nothing but words; and
    charset-normalizer's guess. Valid UTF-8 stands before the
    declaration because a wrong declaration is common and text that is UTF-8 by accident is not.
    Only seven-bit sets that shift, such as ISO-2022-JP, look like UTF-8 and are not.

    Raises: UnknownCharset when all of them fail.
    """
    for mark, name in MARKS:
        if raw.startswith(mark) and (text := _decoded(raw, name)) is not None:
            return Decoded(text, f"{name.removesuffix('-sig')} (byte order mark)")
    for start, name in UNMARKED_UTF16:
        if raw.startswith(start) and (text := _decoded(raw, name)) is not None:
            return Decoded(text, f"{name} (found)")
    # Two bytes are looked for before the pattern, which is slow on what holds neither.
    may_shift = (b"\x1b" in raw or b"~{" in raw) and SHIFTS.search(raw) is not None
    if not may_shift and (text := _decoded(raw, "utf-8")) is not None:
        return Decoded(text, "utf-8 (valid)")
    inside = DECLARATION.match(raw)
    names = [
        (name, how)
        for named, how in (
            (declared, "declared"),
            (inside[1].decode("ascii") if inside else None, "declared"),
            (charset, "source setting"),
        )
        for name in _charsets_meant(named)
        # Who can be read as far as the declaration writes no sixteen bits.
        if not (inside and name.startswith(("utf-16", "utf-32")))
    ]
    shifting = [one for one in names if may_shift and SHIFTING.match(one[0])]
    for name, how in (*shifting, ("utf-8", "valid"), *names):
        if (text := _decoded(raw, name)) is not None:
            return Decoded(text, f"{name} ({how})")
    if (text := _mended_utf8(raw)) is not None:
        return Decoded(text, "utf-8 (mended)")
    if (text := _western(raw)) is not None:
        return Decoded(text, "cp1252 (guessed)")
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
    if CHARSETS.match(name) is None:
        return ()
    return (WIDER[name], name) if name in WIDER else (name,)


def _decoded(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except UnicodeDecodeError:
        return None


def _mended_utf8(raw: bytes) -> str | None:
    """Return text that is UTF-8 but for a few bytes, those read as Windows writes them, or None.

    A text cut inside a character and a quotation mark pasted in are such; a guess would break all
    the others for them.
    """
    text = raw.decode("utf-8", errors="surrogateescape")
    broken = len(_ESCAPED.findall(text))
    if broken > MENDED_MOST_SHARE * (len(text) - sum(map(str.isascii, text))):
        return None
    return _ESCAPED.sub(
        lambda match: bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace"), text
    )


def _western(raw: bytes) -> str | None:
    """Return text in which everything beyond ASCII is a western letter or mark, or None.

    A detector sees one “ü” in a page of English and calls the page Chinese.
    """
    text = _decoded(raw, "cp1252")
    if text is None:
        return None
    beyond = [character for character in text if character > "\x7f"]
    is_sparse = len(beyond) <= WESTERN_MOST_SHARE * len(text)
    return text if is_sparse and set(beyond) <= WESTERN else None


def _guess(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes  # slow to import, and rarely needed

    best = from_bytes(raw[:GUESS_SAMPLE_BYTES], cp_exclusion=list(EBCDIC)).best()
    return best.encoding if best else None
