"""Closed lists of English words that several parts of grounding share.

Written here from grammar, not drawn from any text.
"""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTH_ABBREVIATIONS = frozenset(
    """
    jan feb mar apr jun jul aug sep sept oct nov dec
    """.split()
)
WEEKDAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip

# Abbreviations that a name or number follows: a sentence does not end after them.
TITLES = frozenset(
    """
    mr mrs ms mx dr prof gen sen rep gov lt col sgt maj capt cmdr adm cpl pvt rev hon pres
    supt det st fr br sr msgr mme mlle messrs atty insp brig amb sec pfc spc
    """.split()
)
NUMBERED = frozenset(
    """
    no nos p pp vol fig art sec ch para ver
    """.split()
)
MIDDLE = frozenset(
    """
    vs v e.g i.e cf al ca approx dept est ft lb oz mt
    """.split()
)
# Abbreviations that may end a sentence: what follows decides.
ENDING = frozenset(
    """
    u.s u.k u.n e.u u.s.a d.c a.m p.m inc corp co ltd llc plc bros jr sr etc ph.d m.d b.a
    m.a esq l.a n.y b.c a.d gmbh bhd pty ave blvd rd hwy
    """.split()
)

# Words that open a sentence far more often than they follow an abbreviation within one.
OPENERS = frozenset(
    """
    the a an he she it they we i you this that these those there in on at but and however
    his her its their our my as if when while after before since what who how why where yet
    so for with from by both many some most all other others one two no not also according
    meanwhile earlier later now although though because despite during under another asked
    such
    """.split()
)

PRONOUNS = frozenset(
    """
    he she it they we i you
    """.split()
)
POSSESSIVES = frozenset(
    """
    his her its their our my your
    """.split()
)
MODALS = frozenset("will would can could may might shall should must".split())
PREPOSITIONS = frozenset(
    """
    of in on at by for with from to into onto over under about against between among through
    during before after since until within without across along around behind below beyond
    despite inside near off out outside past per throughout toward towards up upon via as than
    like amid
    """.split()
)
DEMONSTRATIVES = frozenset(
    """
    this that these those such
    """.split()
)

# Verbs that report speech, in the forms news uses.
SAYING_VERBS = frozenset(
    """
    say says said saying tell tells told telling add adds added adding announce announced
    announces argue argued argues arguing ask asked asks assert asserted asserts believe
    believed believes call called calling calls caution cautioned cautions cite cited claim
    claimed claiming claims comment commented complain complained concede conceded concedes
    conclude concluded confirm confirmed confirms continue continued continues contend
    contended contends declare declared declares demand demanded deny denied denies describe
    described describes describing dub dubbed emphasise emphasised emphasize emphasized
    estimate estimated estimates exclaimed expect expected expects explain explained
    explains explaining hail hailed hint hinted insist insisted insists joke joked label
    labelled labeled maintain maintained maintains mention mentioned note noted notes noting
    observe observed pledge pledged pointed praise praised predict predicted predicts
    promise promised proclaimed quip quipped quoted read reads reaffirmed recall recalled
    remark remarked repeat repeated replied reply report reported reports respond responded
    retorted reveal revealed shouted speculated state stated states stating stress stressed
    stresses suggest suggested suggests swore testified think thinks thought touted tweeted
    tweet tweets underlined underscored urge urged urges vowed vow vows warn warned warning
    warns wonder wondered write writes wrote posted slammed blasted branded lamented
    acknowledged acknowledges admitted agreed advised alleged alleges answered cried boasted
    stipulated rejected dismissed criticised criticized denounced condemned
    """.split()
)

# Words that turn a statement round, or condition or soften it: no step may drop them.
NEGATIONS = frozenset(
    """
    not no never none nobody nothing neither nor cannot without hardly barely deny denies
    denied denying fail fails failed refuse refuses refused unless except despite instead
    rather
    """.split()
)
CONDITIONS = frozenset(
    """
    if unless provided until whether should would could otherwise
    """.split()
)
HEDGES = frozenset(
    """
    may might could would possibly probably perhaps likely unlikely alleged allegedly
    reportedly apparently about around nearly almost approximately some at least most
    roughly estimated suspected claimed appears appear appeared seems seem seemed believed
    thought only
    """.split()
)
