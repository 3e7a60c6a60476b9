"""The words that report: verbs by what they tell of their subject, nouns, and phrases.

Closed lists written here from grammar, not drawn from any text. The classes matter more than the
single word: a verb of saying nearly always gives a claim to its subject, one of acting seldom.
"""

from dataclasses import dataclass
from enum import StrEnum


class Manner(StrEnum):
    """What a reporting word tells of its subject: that it says, thinks, wants, shows, asks."""

    SAY = "say"
    TALK = "talk"
    THINK = "think"
    WANT = "want"
    SHOW = "show"
    JUDGE = "judge"
    ASK = "ask"
    ACT = "act"


class Form(StrEnum):
    """The form a verb stands in."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    PARTICIPLE = "ing"


@dataclass(frozen=True, slots=True)
class Reporting:
    """A reporting verb in one of its forms."""

    lemma: str
    manner: Manner
    form: Form


_VERBS = {
    Manner.SAY: """
    say tell add announce argue assert caution claim comment complain concede conclude confirm
    contend declare deny disclose emphasise emphasize exclaim explain hint imply insist intimate
    lament maintain mention note notify observe opine preach proclaim protest quip read reaffirm
    reassure recall reiterate remark report retort speculate state stipulate stress suggest
    summarise summarize testify underline underscore utter vouch warn write acknowledge admit
    affirm allege assure bellow boast brag chant chide clarify confess confide contradict decry
    deem foretell gripe posit predict prophesy theorise theorize urge deadpan dub enthuse
    interject
    """,
    Manner.TALK: """
    describe detail inform joke lecture outline pronounce recount relate relay remind repeat reply
    respond reveal rule shout signal swear tout trumpet tweet vent volunteer vow whisper yell
    advise answer attest attribute avow brief broadcast call charge cite counter cry define
    elaborate estimate forecast gloat grumble guarantee highlight indicate invoke jest liken label
    mock moan mumble murmur muse mutter point post pledge project promise quote rail ramble rant
    reason rebut refute refer rejoin remonstrate scoff scream sing snap sneer speak spout surmise
    talk tease term threaten thunder wail warble weigh wonder crow echo expound postulate
    publicise publicize quibble recite sum tip unveil chat chronicle
    """,
    Manner.THINK: """
    believe think know feel consider suspect assume presume suppose imagine expect hope fear worry
    doubt realise realize recognise recognize remember forget understand see view regard perceive
    anticipate envision envisage foresee figure guess learn judge reckon conceive discover dream
    gather hold determine decide agree disagree accept misjudge perceive ponder puzzle reflect
    rejoice regret resent despair mull contemplate marvel interpret fathom trust deduce infer
    hypothesise hypothesize concur
    """,
    Manner.WANT: """
    want wish desire plan intend aim seek prefer favor favour like love hate dislike need vie
    aspire pursue propose refuse decline offer prepare push press lobby campaign pray long
    volunteer threaten opt resolve commit
    """,
    Manner.SHOW: """
    show find demonstrate illustrate prove indicate reveal suggest portray depict document expose
    paint present highlight list chart record identify confirm establish attest
    """,
    Manner.JUDGE: """
    endorse support oppose back attack blast slam criticise criticize condemn denounce praise
    applaud hail laud blame accuse defend reject dismiss deride ridicule mock bash assail lambast
    lambaste excoriate rebuke scold fault knock disavow renounce repudiate champion celebrate
    embrace welcome approve disapprove admire appreciate respect thank congratulate compliment
    commend extol honor honour admonish berate castigate censure chastise disparage denigrate
    belittle insult trash pan rip skewer savage scorn question challenge dispute contest
    characterise characterize compare contrast equate portray cast brand bemoan bewail decry
    deplore apologise apologize discredit downplay minimise minimize play tout promote advocate
    espouse plug justify rationalise rationalize uphold protest object resist counter vilify
    demonise demonize taunt lash hammer target criticize slight pillory shame vet underestimate
    """,
    Manner.ASK: """
    ask demand request urge plead beg beseech appeal inquire enquire query question order command
    instruct direct encourage invite call recommend counsel exhort implore petition prod pressure
    persuade convince dare
    """,
    Manner.ACT: """
    address discuss debate raise mention reference cover explore examine focus cite link
    credit name nominate appoint vote sign agree negotiate start begin continue open release issue
    publish deliver launch allow permit rule order lay make give bring turn draw rate rank
    acknowledge allude speak evoke introduce pitch sell spell tackle touch unveil
    """,
}
_IRREGULAR = {
    "say": ("says", "said"), "tell": ("tells", "told"), "think": ("thinks", "thought"),
    "know": ("knows", "knew", "known"), "feel": ("feels", "felt"), "see": ("sees", "saw", "seen"),
    "hold": ("holds", "held"), "find": ("finds", "found"), "show": ("shows", "showed", "shown"),
    "write": ("writes", "wrote", "written"), "swear": ("swears", "swore", "sworn"),
    "speak": ("speaks", "spoke", "spoken"), "sing": ("sings", "sang", "sung"),
    "read": ("reads", "read"), "understand": ("understands", "understood"),
    "foresee": ("foresees", "foresaw", "foreseen"), "forget": ("forgets", "forgot", "forgotten"),
    "foretell": ("foretells", "foretold"), "seek": ("seeks", "sought"),
    "uphold": ("upholds", "upheld"), "begin": ("begins", "began", "begun"),
    "give": ("gives", "gave", "given"), "bring": ("brings", "brought"), "lay": ("lays", "laid"),
    "draw": ("draws", "drew", "drawn"), "make": ("makes", "made"), "sell": ("sells", "sold"),
    "spell": ("spells", "spelled", "spelt"), "cast": ("casts", "cast"), "beg": ("begs", "begged"),
    "forecast": ("forecasts", "forecast"), "broadcast": ("broadcasts", "broadcast"),
    "learn": ("learns", "learned", "learnt"), "dream": ("dreams", "dreamed", "dreamt"),
    "cry": ("cries", "cried"), "sum": ("sums", "summed"), "vet": ("vets", "vetted"),
    "rebut": ("rebuts", "rebutted"), "refer": ("refers", "referred"),
    "infer": ("infers", "inferred"),
    "concur": ("concurs", "concurred"), "plan": ("plans", "planned"),
    "prefer": ("prefers", "preferred"),
    "commit": ("commits", "committed"), "plug": ("plugs", "plugged"), "pan": ("pans", "panned"),
    "rip": ("rips", "ripped"), "slam": ("slams", "slammed"), "permit": ("permits", "permitted"),
    "chat": ("chats", "chatted"), "brag": ("brags", "bragged"), "snap": ("snaps", "snapped"),
    "quip": ("quips", "quipped"), "label": ("labels", "labeled", "labelled"),
    "signal": ("signals", "signaled", "signalled"), "admit": ("admits", "admitted"),
    "opt": ("opts", "opted"), "tip": ("tips", "tipped"), "dub": ("dubs", "dubbed"),
    "equate": ("equates", "equated"), "extol": ("extols", "extolled"),
    "refute": ("refutes", "refuted"),
    "lie": ("lies", "lied"), "counsel": ("counsels", "counseled", "counselled"),
    "prod": ("prods", "prodded"),
}  # fmt: skip
# The nouns beside them: “his plan to …”.
REPORTING_NOUNS = frozenset(
    """
    accusation admission allegation announcement answer appeal argument assertion assessment
    assurance attack belief call charge claim comment complaint conclusion concern conviction
    criticism decision declaration demand denial desire description doubt effort endorsement
    estimate expectation explanation fear feeling finding forecast frustration guess hope idea
    insistence intention message mention notion objection offer opinion opposition order plan
    pledge praise prediction promise proposal protest question remark request response revelation
    rhetoric stance statement suggestion support suspicion testimony theory threat understanding
    view vow warning willingness wish
    """.split()
)


# Forms that are nouns or adjectives at least as often as verbs.
OFTEN_NO_VERB = frozenset(
    """
    state states note notes report reports claim claims plan plans support supports question
    questions attack attacks hope hopes fear fears love like call calls vote votes sign signs
    remark remarks address addresses issue issues release releases order orders demand demands
    request requests estimate estimates challenge challenges praise doubt doubts need needs press
    list lists project projects document documents record records label labels target targets
    rule rules cover covers pitch comment comments answer answers post posts point points charge
    charges brief briefs object objects pan pans guess mention mentions promise promises pledge
    pledges protest protests display show shows find view views direct present level open name
    names rate rates rank ranks term terms talk talks tip tips number ruling meaning reporting
    polling voting warning feeling finding hearing making seeing counter favor favour link links
    draw credit credits limited proposed expected planned estimated alleged combined related
    suspected supposed united continued launch welcome
    """.split()
)


def _forms_of(lemma: str) -> list[tuple[str, Form]]:
    if lemma in _IRREGULAR:
        third, *pasts = _IRREGULAR[lemma]
    elif lemma.endswith("y") and lemma[-2] not in "aeo":
        third, pasts = f"{lemma[:-1]}ies", [f"{lemma[:-1]}ied"]
    else:
        third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
        pasts = [lemma + ("d" if lemma.endswith("e") else "ed")]
    doubled = next(
        (p for p in pasts if p.endswith("ed") and p[:-3] == lemma and p[-3] == p[-4]), None
    )
    if doubled:
        participles = [doubled[:-2] + "ing"]
    elif lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")):
        participles = [lemma[:-1] + "ing"]
    else:
        participles = [lemma + "ing"]
    return [
        (lemma, Form.BASE),
        (third, Form.THIRD),
        *((past, Form.PAST) for past in pasts),
        *((one, Form.PARTICIPLE) for one in participles),
    ]


def _table() -> dict[str, Reporting]:
    table: dict[str, Reporting] = {}
    for manner, words in _VERBS.items():
        for lemma in words.split():
            for form, kind in _forms_of(lemma):
                # The class named first holds; a past that looks like the base is a past.
                if form not in table or (
                    table[form].lemma == lemma
                    and table[form].manner is manner
                    and kind is Form.PAST
                ):
                    table[form] = Reporting(lemma, manner, kind)
    return table


REPORTING_VERBS = _table()
