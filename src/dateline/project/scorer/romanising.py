"""Hindi in Latin letters as people type it, for training copies of comments in Devanagari."""

_CONSONANTS = dict(
    zip(
        "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह",
        "k kh g gh n ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l v sh sh s h".split(),
        strict=True,
    )
)
_VOWELS = dict(zip("अआइईउऊऋएऐओऔऑ", "a aa i i u u ri e ai o au o".split(), strict=True))
_SIGNS = dict(zip("ािीुूृेैोौॉ", "a i i u u ri e ai o au o".split(), strict=True))
_MARKS = {"ं": "n", "ँ": "n", "ः": "h", "़": "", "।": "."}
_VIRAMA = "्"


def romanised(text: str) -> str:
    """Return a text with its Devanagari in plain Latin letters, the silent last a left out."""
    return " ".join(_word(word) for word in text.split(" "))


def _word(word: str) -> str:
    parts: list[str] = []
    silent = False
    for sign in word:
        if sign in _CONSONANTS:
            parts.append(_CONSONANTS[sign] + "a")
            silent = True
        elif sign in _SIGNS or sign == _VIRAMA:
            if silent:
                parts[-1] = parts[-1][:-1]
            parts.append(_SIGNS.get(sign, ""))
            silent = False
        else:
            parts.append(_VOWELS.get(sign, _MARKS.get(sign, sign)))
            silent = silent and sign == "़"
    if silent and len(parts) > 1:
        parts[-1] = parts[-1][:-1]
    return "".join(parts)
