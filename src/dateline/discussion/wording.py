"""What a reader typed, made safe to keep and to stand beside other words."""

import re
import unicodedata

# Characters that turn the direction of everything behind them round, or cannot be seen at all.
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_INVISIBLE = "\u00ad\u200b\u2060\ufeff\u180e"
_FORBIDDEN = re.compile(f"[{_BIDI}{_INVISIBLE}\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# Letters to Unicode, and an empty place to the eye: the fillers of Hangul, an empty Braille cell.
_BLANK = "\u115f\u1160\u3164\uffa0\u2800"
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_MANY_LINES = re.compile(r"\n{3,}")


def clean_text(text: str) -> str:
    """Return a comment in NFC, without control and direction characters, on sensible lines."""
    # Composed last: what was taken out may have stood between a letter and its marks.
    text = unicodedata.normalize("NFC", _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text)))
    return _MANY_LINES.sub("\n\n", text).strip()


def clean_name(name: str) -> str:
    """Return a name on one line, without control and direction characters."""
    return " ".join(clean_text(name).split())


def can_be_seen(text: str) -> bool:
    """Return whether anything of a text can be seen: joiners, fillers and bare marks cannot."""
    return any(one not in _BLANK and unicodedata.category(one)[0] not in "CMZ" for one in text)


def initial(name: str) -> str:
    """Return the first letter of a name with the marks that belong to it, in any script."""
    letters = ""
    for character in name.strip():
        if letters and not unicodedata.category(character).startswith("M"):
            break
        letters += character
    return letters.upper()
