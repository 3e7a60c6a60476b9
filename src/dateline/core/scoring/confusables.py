"""Signs that look like Latin letters, and signs that are not seen at all.

A short hand-made selection from the idea of Unicode's confusables: letters of other scripts whose
usual shape is that of a Latin letter, small capitals, and letters with strokes. Styled letters
(mathematical, full-width, circled) need no entry, because NFKC already folds them.
Source: Unicode Technical Standard 39, "Unicode Security Mechanisms".
"""

import unicodedata
from functools import lru_cache

_PAIRS = {
    "a": "аɑαᴀåæªа́λΛ∀",
    "b": "ƄьʙЬБбв6βƀ",
    "c": "сϲᴄ¢ϹⅽСćç©",
    "d": "ԁᴅđðⅾժ",
    "e": "еєҽɘᴇ℮ЕΕɛεəё€ξ",
    "f": "ƒғꜰҒ",
    "g": "ɡɢԍցǥ",
    "h": "һʜհнНΗħЋћ",
    "i": "іɩιıɪΙІӏ¡ǐїí",
    "j": "јʝϳЈյ",
    "k": "кᴋκКΚҝ",
    "l": "ʟⅼłℓاӀ|",
    "m": "мᴍМΜⅿ",
    "n": "ɴոηńñпИиη",
    "o": "оοᴏօоОΟ০०ӨөøσØ○◯",
    "p": "рρᴘРΡþ",
    "q": "ԛզ",
    "r": "гʀɾяᴦЯ®",
    "s": "ѕꜱʂЅ§ꓢ",
    "t": "тᴛτТΤŧ†",
    "u": "υᴜսцʊµ",
    "v": "ѵᴠνⅴ∨√",
    "w": "ԝᴡωшШщ",
    "x": "хχХΧⅹ×",
    "y": "уүყγУҮ¥ʏў",
    "z": "ᴢʐƶΖ",
}
LOOKALIKES: dict[str, str] = {
    sign: letter
    for letter, signs in _PAIRS.items()
    for sign in signs
    if not sign.isascii() and unicodedata.category(sign) != "Mn"
}
# Squared letters, which spell words in emoji. (Pairs of regional indicators are flags.)
LOOKALIKES.update({chr(0x1F170 + n): chr(ord("a") + n) for n in range(26)})
LOOKALIKES.update({chr(0x1F130 + n): chr(ord("a") + n) for n in range(26)})

_JOINED_SCRIPTS = (0x0900, 0x0DFF)  # Indic scripts, whose vowel signs are part of the word
_SKIN_TONES = (0x1F3FB, 0x1F3FF)


@lru_cache(maxsize=8192)
def folded_sign(sign: str) -> str:
    """Return what one code point stands for: lower-case, NFKC, without accents; "" if unseen.

    Lookalikes of other scripts are left alone, because whether they are meant as Latin depends on
    the word they stand in (see `LOOKALIKES`).
    """
    if unicodedata.category(sign) in ("Cf", "Cc", "Mn", "Me"):
        return sign if _JOINED_SCRIPTS[0] <= ord(sign) <= _JOINED_SCRIPTS[1] else ""
    if sign in LOOKALIKES:
        return sign
    if _SKIN_TONES[0] <= ord(sign) <= _SKIN_TONES[1]:
        return ""
    whole = unicodedata.normalize("NFKD", sign).lower()
    return "".join(
        part
        for part in whole
        if unicodedata.category(part) != "Mn"
        or _JOINED_SCRIPTS[0] <= ord(part) <= _JOINED_SCRIPTS[1]
    )
