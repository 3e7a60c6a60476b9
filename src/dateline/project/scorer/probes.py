"""Own sentences by which the scorer is judged and never trained: what is said of a group, and how.

The same sentences about listed and unlisted groups tell whether a name alone raises a score, and
whether speaking against contempt is told from contempt.
"""

from dataclasses import dataclass

LISTED = (
    "Muslims", "Jews", "women", "gays", "immigrants", "Mexicans", "black people",
    "disabled people", "Christians", "refugees", "lesbians", "Asians",
)  # fmt: skip
# Peoples, creeds and groups that no list of ours has; the last three are made up.
UNLISTED = (
    "Karelians", "Tuvans", "Walloons", "Frisians", "Chuvash", "Mennonites", "Zoroastrians",
    "Lapps", "Kalasha", "widowers", "commuters", "lighthouse keepers", "Varnish folk", "Ostrelians",
    "Merowi",
)  # fmt: skip

CONTEMPT = (
    "Nothing good has ever come from {g}, they are the rot in this town.",
    "Send every last one of the {g} away before they ruin what is left.",
    "{g} breed like vermin and steal like magpies.",
    "You can smell the {g} before you see them.",
    "Whoever lets {g} teach children has lost his mind, they are subhuman.",
    "A street full of {g} is a street full of filth.",
    "Put the {g} on a boat and sink it.",
    "I would not trust any of these {g}, all of them are liars and thieves.",
    "{g} are a disease and we are too soft to cure it.",
    "Only idiots marry {g}, stupid and lazy the lot of them.",
    "The {g} should be beaten out of the harbour with sticks.",
    "We would all be better off if the {g} had never been born.",
)
COUNTER = (
    "Saying that {g} breed like vermin is disgusting, and you should be ashamed.",
    "{g} are not a disease, they are our neighbours.",
    "He wrote that the {g} should be put on a boat; that is what hatred looks like.",
    "Nobody who knows any {g} would call them liars and thieves.",
    "I never said the {g} were filth, and I will not stand by when others do.",
    "Stop treating {g} as if they were subhuman.",
    "It is simply false that {g} steal.",
    "My teacher was one of the {g} and was called vermin for it; it broke her heart.",
    "Whoever thinks {g} ruin this town has not met one.",
    "The {g} have never been the rot in this town, the landlords have.",
    "There is no reason why {g} should not teach our children.",
    "Do not blame the {g} for what the council did.",
)
HARMLESS = (
    "The {g} in our street opened a bakery last spring.",
    "How many {g} live in Kesterholm these days?",
    "I grew up among {g} and learnt to cook from them.",
    "The museum shows how {g} came to the harbour a century ago.",
    "Two {g} were elected to the council on Monday.",
    "There should be more {g} on television.",
    "{g} deserve the same wages as everyone else.",
    "I met some {g} at the ferry and they helped me with my bags.",
    "The report counts {g} among those who pay the most for the bus.",
    "Her parents are {g}, and so is she.",
)


@dataclass(frozen=True, slots=True)
class Probe:
    """A sentence about a group: `kind` is contempt, counter or harmless."""

    text: str
    kind: str
    group: str
    is_listed: bool


def probes() -> list[Probe]:
    """Return every sentence about every group."""
    return [
        Probe(sentence.format(g=group), kind, group, is_listed)
        for groups, is_listed in ((LISTED, True), (UNLISTED, False))
        for group in groups
        for kind, sentences in (
            ("contempt", CONTEMPT),
            ("counter", COUNTER),
            ("harmless", HARMLESS),
        )
        for sentence in sentences
    ]
