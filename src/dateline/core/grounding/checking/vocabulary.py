"""Closed lists of English words that tell how a statement is meant.

Written here from grammar, not drawn from any text.
"""

DETERMINERS = frozenset("the a an this that these those some any every each no another".split())
POSSESSIVES = frozenset("his her its their our my your whose".split())
PRONOUNS = frozenset(
    "he she it they we i you him them me us himself herself itself themselves who".split()
)
PREPOSITIONS = frozenset(
    """
    of in on at by for with from to into onto over under about against between among through
    during before after since until till within without across along around behind below
    beneath beside beyond despite down inside near off out outside past per throughout toward
    towards up upon via as than like amid amongst regarding concerning including
    """.split()
)
CONJUNCTIONS = frozenset(
    "and or but nor yet so because if unless although though while whereas when where that".split()
)
CLAUSE_OPENERS = frozenset(
    """
    that because if unless although though while whereas when where which who whose after
    before since until as but whether and
    """.split()
)
BE = frozenset("be am is are was were been being 's 're 'm".split())
HAVE = frozenset("have has had having 've".split())
DO = frozenset("do does did doing".split())
PRESENT_AUXILIARIES = frozenset("is are am 's 're 'm has have do does 've".split())
FUTURE = frozenset("will shall would 'll 'd wo".split())
MODALS = frozenset("may might could can should must ought cannot ca".split())
AUXILIARIES = BE | HAVE | DO | FUTURE | MODALS
OTHER_FUNCTION = frozenset(
    """
    not n't 's there here also very too just even still already only more most much many such
    own same other all both either neither few several then now what how why where when again
    once ever never yet quite rather so however meanwhile one ones to which according whom
    soon alike together away apart instead therefore thus
    """.split()
)
FUNCTION = (
    DETERMINERS
    | POSSESSIVES
    | PRONOUNS
    | PREPOSITIONS
    | CONJUNCTIONS
    | AUXILIARIES
    | OTHER_FUNCTION
)

# Words that turn round what follows, and words that do so by their meaning.
NEGATORS = frozenset("not n't never no neither nor nobody none nothing without cannot".split())
NEGATIVE_BASES = frozenset(
    """
    deny refuse reject fail decline lack prevent stop avoid block bar oppose halt cease
    forbid prohibit ban absent unable impossible hardly barely except
    """.split()
)
# What follows such a verb did not happen: “failed to”, “refused to”, “was denied”.
NEGATIVE_BEFORE_INFINITIVE = frozenset("fail refuse decline unable forget hesitate".split())

# Words that leave open whether it is so.
DOUBTING = frozenset(
    """
    may might could possibly perhaps maybe probably likely unlikely apparently seemingly
    potentially presumably
    """.split()
)
ALLEGING = frozenset(
    """
    alleged allegedly reportedly reported suspected accused accuse suspect allege allegation
    allegations accusation accusations supposedly purported purportedly rumoured rumored
    charged
    """.split()
)
SEEMING = frozenset(
    """
    seem seems seemed appear appears appeared believe believes believed think thinks thought
    expect expects expected estimate estimates estimated suggest suggests suggested hope hopes
    hoped tend tends tended apt prone consider considered suspects theorize theorized speculate
    speculated speculation
    """.split()
)
# Words that put an act into the future or into a plan.
PLANNING = frozenset(
    """
    plan intend want hope aim seek propose promise pledge vow expect agree consider discuss
    prepare schedule set due ready like wish try attempt offer threaten need ask urge call
    demand decide mean order recommend request warn discussion proposal plans talk bid effort
    tend apt prone likely goal intention possibility prospect allow require invite encourage
    """.split()
)
CAUSES = frozenset(
    """
    because cause due owing thanks result therefore thus hence consequently stem lead prompt
    trigger spark provoke force oblige explain blame
    """.split()
)
PURPOSES = frozenset("so order aim purpose".split())
CONDITIONS = frozenset("if unless provided should whether once".split())
CONCESSIONS = frozenset("although though despite while whereas but however".split())
SEQUENCE = {
    "before": -1, "until": -1, "ahead": -1, "prior": -1, "eve": -1, "till": -1, "earlier": -1,
    "after": 1, "since": 1, "following": 1, "later": 1, "afterwards": 1, "follow": 1,
}  # fmt: skip
INCREASES = frozenset(
    "rise increase grow gain climb jump soar surge up expand raise higher more double".split()
)
DECREASES = frozenset(
    "fall decrease drop decline shrink down cut reduce lower plunge slump less halve".split()
)
EXTREMES = frozenset(
    """
    first last only biggest largest smallest highest lowest best worst most least youngest
    oldest sole main all every entire always never
    """.split()
)
NUMBER_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "dozen": 12, "half": 0.5, "twice": 2, "both": 2, "pair": 2, "couple": 2,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "quarter": 0.25,
}  # fmt: skip
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SCALES |= {"m": 1e6, "bn": 1e9, "k": 1e3}
VAGUE_SCALES = {
    "dozens": 12, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9,
}  # fmt: skip

# Verbs and nouns so light that another stands for them without a change of meaning.
LIGHT = frozenset(
    """
    come go get give take make hold see put set become let keep bring turn find show tell say
    speak include involve happen occur place order part way time thing number lot kind
    """.split()
)

# Verbs that only tell that something is said: another of them says the same.
SAYING = frozenset("say tell add state report cite quote write comment remark".split())
# “Coastline News reported, citing port officials”
PASSING_ON = frozenset(("citing", "quoting"))

# Countries and blocs under the names news gives them; the first is the key.
_ALIASES = """
    us america american americans u.s united-states washington
    uk britain british briton britons u.k united-kingdom
    un united-nations
    eu european-union
    france french paris
    germany german germans berlin
    spain spanish spaniard madrid
    netherlands dutch
    greece greek greeks athens
    turkey turkish ankara turks
    switzerland swiss
    sweden swedish swedes
    denmark danish danes
    finland finnish
    norway norwegian
    poland polish poles warsaw
    portugal portuguese
    ireland irish dublin
    wales welsh
    scotland scottish scots
    england english
    china chinese beijing
    japan japanese tokyo
    russia russian russians moscow kremlin
    ukraine ukrainian kyiv kiev
    iraq iraqi iraqis baghdad
    iran iranian iranians tehran
    israel israeli israelis
    syria syrian syrians damascus
    pakistan pakistani
    afghanistan afghan afghans kabul
    philippines philippine filipino filipinos manila
    peru peruvian
    thailand thai
    vietnam vietnamese hanoi
    lebanon lebanese
    yemen yemeni
    congo congolese
    canada canadian canadians ottawa
    mexico mexican mexicans
    norkorea pyongyang
    south-korea seoul
"""
ALIASES = {word: row.split()[0] for row in _ALIASES.strip().splitlines() for word in row.split()}
