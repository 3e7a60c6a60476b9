"""The names of the months in the languages news agencies write their datelines in."""

_NAMES = (
    # English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish, Russian
    "january januar januari janvier enero gennaio janeiro jänner января",
    "february februar februari février fevrier febrero febbraio fevereiro feber февраля",
    "march märz maerz mrz mars marzo março marco maart mrt marts марта",
    "april avril abril aprile апреля",
    "may mai mayo maggio maio mei maj мая",
    "june juni juin junio giugno junho июня",
    "july juli juillet julio luglio julho июля",
    "august août aout agosto augustus augusti августа",
    "september septembre septiembre settembre setembro сентября",
    "october oktober octobre octubre ottobre outubro октября",
    "november novembre noviembre novembro ноября",
    "december dezember décembre decembre diciembre dicembre dezembro декабря",
)
SHORTEST_CHARS = 3


def _with_short_forms() -> dict[str, int]:
    """Return every name and every short form that can mean one month only."""
    meant: dict[str, set[int]] = {}
    for number, names in enumerate(_NAMES, start=1):
        for name in names.split():
            for length in range(min(SHORTEST_CHARS, len(name)), len(name) + 1):
                meant.setdefault(name[:length], set()).add(number)
    return {name: min(numbers) for name, numbers in meant.items() if len(numbers) == 1}


MONTHS = _with_short_forms()


def month_number(name: str) -> int | None:
    """Return 1 to 12 for a month's name or short form such as “Nov.” or “Okt”, or None."""
    return MONTHS.get(name.rstrip(".").lower())
