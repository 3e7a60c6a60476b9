"""What a reader typed, made safe to keep and to stand beside other words."""

import re
import unicodedata

# Characters that turn the direction of everything behind them round, or cannot be seen at all.
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_INVISIBLE = "\u00ad\u200b\u2060\ufeff\u180e"
_FORBIDDEN = re.compile(f"[{_BIDI}{_INVISIBLE}\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_MANY_LINES = re.compile(r"\n{3,}")


def clean_text(text: str) -> str:
    """Return a comment in NFC, without control and direction characters, on sensible lines."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _MANY_LINES.sub("\n\n", _FORBIDDEN.sub("", text)).strip()


def clean_name(name: str) -> str:
    """Return a name on one line, without control and direction characters."""
    return " ".join(clean_text(name).split())


def initial(name: str) -> str:
    """Return the first letter of a name with the marks that belong to it, in any script."""
    letters = ""
    for character in name.strip():
        if letters and not unicodedata.category(character).startswith("M"):
            break
        letters += character
    return letters.upper()
