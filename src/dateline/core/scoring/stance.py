"""What words do to whom they are said of: harm, shut out, despise, dehumanise, hate, praise.

Own lists, written from English at large. They carry over to what no training set says, because a
head learns what "harm said of a group" means, not which verb or which group it was.
"""

_HARM = """
    kill murder slaughter exterminate eradicate execute hang lynch shoot stab gas burn bomb nuke
    drown strangle choke beat punch kick whip hurt harm attack assault rape torture poison behead
    crush destroy eliminate annihilate cull sterilise sterilize castrate shoot wipe purge hunt smash
    bash torch skin gut butcher massacre cleanse die dead death
"""
_SHUT_OUT = """
    deport ban expel evict banish remove exclude segregate separate ostracise ostracize imprison
    jail lock cage silence boycott refuse deny forbid leave invade infest overrun outbreed replace
    belong unwelcome unwanted
"""
_DESPISE = """
    disgusting filthy dirty nasty gross vile evil wicked sick sickening repulsive revolting
    horrible terrible awful worthless useless pathetic inferior stupid dumb idiotic ignorant
    backward primitive uncivilised uncivilized barbaric savage violent dangerous untrustworthy
    dishonest greedy lazy cheap corrupt perverted immoral sinful unnatural abnormal ugly smelly
    stinking stink smell insane crazy deranged mentally ill retarded brainless weak cowardly
    criminal criminals terrorist terrorists rapist rapists murderer murderers thief thieves thug
    thugs liar liars crook crooks pervert perverts pedophile pedophiles paedophile paedophiles
    predator predators fraud frauds traitor traitors enemy enemies threat menace problem burden
    shame disgrace embarrassment joke failure mistake scum trash garbage rubbish filth dirt waste
    dregs lowlife lowlifes loser losers idiot idiots moron morons fool fools coward cowards
    hypocrite hypocrites degenerate degenerates abomination monster monsters devil devils demon
    demons worse worst hopeless incapable incompetent unworthy undeserving lesser
"""
_DEHUMANISE = """
    animal animals beast beasts pig pigs dog dogs rat rats rodent rodents monkey monkeys ape apes
    gorilla gorillas chimp chimps baboon baboons snake snakes cockroach cockroaches roach roaches
    insect insects bug bugs worm worms maggot maggots leech leeches parasite parasites vermin pest
    pests plague virus disease cancer infection infestation scourge subhuman subhumans creature
    creatures swine cattle sheep mongrel mongrels breed breeding inhuman nonhuman vegetable
"""
_HATE = """
    hate loathe detest despise abhor resent dislike fear distrust mistrust
"""
_PRAISE = """
    love like respect admire support accept welcome appreciate celebrate value cherish protect
    help thank enjoy adore honour honor trust befriend embrace proud great good wonderful amazing
    beautiful lovely kind brave smart intelligent talented awesome fantastic brilliant excellent
    equal equals equality friend friends friendly nice happy valued deserve rights human humans
    hero heroes inspiring inspiration strong important
"""
# Emoji say the same things; one sign each.
_EMOJI = (
    "🔪🔫💣💀☠⚰🗡⚔🪓🩸🔥💥👊🥊🤜🤛⚡🧨🏹⛓🪦🚬",
    "🚫⛔🚮🛑👋🚷✋🙅🚪",
    "🤮🤢💩🗑👎🖕🤡🙄😒😤😷🤧🤥👹👺👿😈🧟🦨🤦🥴",
    "🐒🐵🦍🐀🐁🐭🐷🐖🐽🐍🐕🐶🐺🪳🪰🐛🦟🐜🦗🕷🦠🐄🐮🐑🐐🐓🦧🐪🐫🐊🦎🦂🐸",
    "😠😡🤬💢😾",
    "❤😍🥰👍👏💖💗💓💕💜💛💚💙🧡🖤🤍🙏🎉🤝🤗😊😘💪✊🙌👑⭐🌟💯☺😀😁😄😃🫶💐",
)
_ALL_OF_THEM = "all every any these those most typical always such lot bunch kind type".split()
_OUGHT = "should must ought need deserve let lets gotta wish hope want".split()
_THEY = "they them their theyre these those he she him her his it its".split()

STANCES = ("harm", "shut out", "despise", "dehumanise", "hate", "praise")
_LISTS = (_HARM, _SHUT_OUT, _DESPISE, _DEHUMANISE, _HATE, _PRAISE)
_INFLECTED = (True, True, False, False, True, True)


def _forms(word: str) -> set[str]:
    """Return a verb with its regular endings."""
    stem = word.removesuffix("e")
    found = {word, word + "s", stem + "ed", stem + "ing"}
    if word[-1] in "nbtgp" and word[-2] in "aeiou" and word[-3:-2] not in "aeiou":
        found |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    if word[-1] in "hs":
        found.add(word + "es")
    if word[-1] == "y":
        found |= {word[:-1] + "ies", word[:-1] + "ied"}
    return found


def _numbered() -> dict[str, int]:
    found: dict[str, int] = {}
    for number, (words, inflected) in enumerate(zip(_LISTS, _INFLECTED, strict=True)):
        for word in words.split():
            for form in _forms(word) if inflected else {word}:
                found.setdefault(form, number)
    for number, signs in enumerate(_EMOJI):
        found.update(dict.fromkeys(signs, number))
    return found


STANCE_OF = _numbered()
ALL_OF_THEM = frozenset(_ALL_OF_THEM)
OUGHT = frozenset(_OUGHT)
THEY = frozenset(_THEY)
