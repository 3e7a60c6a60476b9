"""Which language a comment is in, told by its script and its commonest words.

Small and closed on purpose: the question is only whether we have heads for it. A comment in Latin
letters without any telling word counts as English, because that is where heads exist and where
short outbursts ("lol", "f u") would otherwise go unscored.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from dateline.core.scoring.confusables import LOOKALIKES

UNKNOWN = "und"
_FALLBACK = "en"
_EDGES = "\"'“”‘’«»()[]{}.,;:?!…*_~`-–—/\\#¿¡"
_MOST_TOKENS = 200
# Another language must have this many telling words, and clearly more than English has.
_FEWEST_TELLING = 2
_CLEARLY_MORE = 1.5

# Commonest function words of languages in Latin script, written from grammar.
_TELLING = {
    "en": """
        the a an and or but of to in is are was were be been it its this that these those you your
        i my me we our they them their he she his her him not dont do does did have has had will
        would can could should with for from on at by as if so what who how why when where which
        all no just about up out than then there here into over more some any because im youre
        get go like know think people good one u ur fuck shit
        """,
    "de": """
        der die das und ist nicht ich du er sie es wir ihr ein eine einen einem einer eines mit auf
        für von zu im dem den des auch sich wie wenn dass daß aber oder nur noch so bei nach aus um
        an am als war sind hat haben wird werden kann muss mal doch ja nein wer was wo warum schon
        mehr immer alle diese dieser dieses mein meine dein deine euch uns ihm ihn kein keine bin
        bist seid vom zum zur über unter gegen ohne durch hier da mir dir mich dich halt eben sehr
        """,
    "fr": """
        le la les un une des et est pas je tu il elle nous vous ils elles que qui dans pour sur avec
        ce cette ces son sa ses mon ma mes ton ta tes au aux du de en ne plus mais ou où donc car
        être avoir fait comme tout tous très bien si sont été était c'est j'ai n'est d'un d'une
        qu'il qu'on leur leurs même aussi quand faut peut sans vraiment toujours
        """,
    "es": """
        el la los las un una unos unas y es no que de en por para con se su sus lo le les al del
        como más pero o si ya muy este esta estos eso esto yo tú él ella nosotros ustedes son está
        están ser fue hay todo todos mi mis tu tus me te nos porque cuando donde quien sin sobre
        también así qué cómo eres soy tiene hacer
        """,
    "pt": """
        o a os as um uma uns e é não que de em por para com se seu sua seus no na nos nas do da dos
        das ao mais mas ou já muito este esta isso isto eu tu ele ela nós você vocês são está estão
        ser foi há tudo todos meu minha me te porque quando onde quem sem sobre também assim pra
        """,
    "it": """
        il lo la i gli le un uno una e è non che di in per con su si suo sua al del della dei delle
        nel nella come più ma o se già molto questo questa io tu lui lei noi voi loro sono sei ha
        hanno essere era tutto tutti mio mia mi ti ci perché quando dove chi senza anche così
        """,
    "nl": """
        de het een en is niet ik je jij hij zij ze wij we jullie van in op te met voor aan dat die
        dit deze er maar of als ook nog wel naar om bij uit zijn heeft hebben wordt worden kan moet
        geen wat wie hoe waar waarom dan door over onder tegen zonder mijn jouw haar hun veel
        """,
    "sv": """
        och att det är inte jag du han hon vi ni de en ett som på för med av till om men eller så
        har var den kan ska från vad hur när där här mycket bara också alla min din sin sig
        """,
    "da": """
        og at det er ikke jeg du han hun vi de en et som på for med af til om men eller så har var
        den kan skal fra hvad hvor når her der meget bare også alle min din sig mig dig jer
        """,
    "pl": """
        i w nie na się z do to że jest jak ale o co po tak za od ja ty on ona my wy oni czy dla ten
        ta te przez tylko już był była są być może go mu jego jej ich mnie ciebie
        """,
    "tr": """
        bir ve bu da de için ile çok ne var yok ben sen o biz siz onlar ama gibi daha kadar değil
        mi mı olan olarak her şey neden nasıl kim hiç
        """,
    "id": """
        yang dan di ini itu tidak ada dengan untuk dari ke saya kamu dia kita mereka akan sudah
        bisa juga atau karena pada adalah apa siapa kenapa bagaimana lagi aja nggak gak kalau
        """,
    "ro": """
        și si nu este sunt pe la cu de în din că ce care un o ei el ea noi voi mai dar sau pentru
        tot foarte acest asta eu tu fi fost au are
        """,
    "fi": """
        ja on ei se että en olen sinä hän me te he mutta tai kun niin kuin ole oli ovat tämä mitä
        kuka missä miksi vain myös joka kaikki minä
        """,
    "cs": """
        a je se na že v to není jsem jsi ale nebo jako co kdo kde proč jen také být byl byla jsou
        já ty on ona my vy oni pro od do za po tak už když
        """,
    "tl": """
        ang ng mga sa na ay hindi ako ikaw siya kami tayo kayo sila ito iyon at o pero kung para
        lang din rin naman ba po may wala
        """,
    "hi-Latn": """
        hai hain nahi nahin nhi kya kyu kyun kyon tum tumhe tumhara tera teri tere mera meri mere
        mujhe hum hamara aap aapka unka uska iska koi kuch kuchh sab bhi toh ke ka ki ko se mein
        main par aur ya lekin magar ho hota hoti hote raha rahi rahe tha thi gaya gayi karo karna
        karne karta karte kar diya liya wala wale wali yeh ye woh wo jo jab tab ab abhi bhai yaar
        log logo accha acha bahut bohot sirf bas apna apne apni jaise kaise kahan kab kaun desh
        """,
}
_SCRIPTS = (
    (0x0900, 0x097F, "hi"), (0x0980, 0x09FF, "bn"), (0x0A00, 0x0A7F, "pa"), (0x0A80, 0x0AFF, "gu"),
    (0x0B00, 0x0B7F, "or"), (0x0B80, 0x0BFF, "ta"), (0x0C00, 0x0C7F, "te"), (0x0C80, 0x0CFF, "kn"),
    (0x0D00, 0x0D7F, "ml"), (0x0D80, 0x0DFF, "si"), (0x0370, 0x03FF, "el"), (0x0400, 0x052F, "ru"),
    (0x0530, 0x058F, "hy"), (0x0590, 0x05FF, "he"), (0x0600, 0x06FF, "ar"), (0x0E00, 0x0E7F, "th"),
    (0x10A0, 0x10FF, "ka"), (0x1100, 0x11FF, "ko"), (0x3040, 0x30FF, "ja"), (0x3400, 0x9FFF, "zh"),
    (0xAC00, 0xD7AF, "ko"),
)  # fmt: skip
_FIRST_OTHER_SCRIPT = 0x0370


@dataclass(frozen=True, slots=True)
class Language:
    """A language as a BCP 47 tag; `sure` is whether the comment told, or we fell back."""

    tag: str
    sure: bool


@cache
def _languages_of_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for tag, words in _TELLING.items():
        for word in words.split():
            found[word] = (*found.get(word, ()), tag)
    return found


def detect(text: str) -> Language:
    """Return the language of a comment; looks at no more than its first 200 words."""
    tokens = text.split(None, _MOST_TOKENS)[:_MOST_TOKENS]
    hits: dict[str, int] = {}
    scripts: dict[str, int] = {}
    latin = 0
    for token in tokens:
        found = _told_by(token)
        if found is None:
            continue
        script, tags = found
        if script is not None:
            scripts[script] = scripts.get(script, 0) + 1
            continue
        latin += 1
        for tag in tags:
            hits[tag] = hits.get(tag, 0) + 1
    if scripts:
        tag = max(scripts, key=lambda s: (scripts[s], s))
        if scripts[tag] > latin or (scripts[tag] * 3 > latin and not hits.get("en")):
            return Language(tag, sure=True)
    if not hits:
        return Language(_FALLBACK if latin else UNKNOWN, sure=False)
    english = hits.pop("en", 0)
    if hits:
        tag = max(hits, key=lambda t: (hits[t], t == "de", t))
        enough = hits[tag] >= _FEWEST_TELLING or (hits[tag] == 1 and not english and latin <= 4)
        if enough and hits[tag] > english * _CLEARLY_MORE:
            return Language(tag, sure=True)
    return Language("en", sure=english > 0)


@lru_cache(maxsize=1 << 15)
def _told_by(token: str) -> tuple[str | None, tuple[str, ...]] | None:
    """Return a token's script, or the languages it tells of; None if it is all signs."""
    word = token.lower().strip(_EDGES)
    if not word:
        return None
    script = None if word.isascii() else _script(word)
    return script, () if script else _languages_of_words().get(word, ())


def _script(word: str) -> str | None:
    """Return the language a word's script stands for, or None for Latin and for disguises."""
    if any(sign.isascii() and sign.isalpha() for sign in word):
        return None
    if all(sign in LOOKALIKES or sign.isascii() for sign in word):
        return None
    for sign in word:
        code = ord(sign)
        if code >= _FIRST_OTHER_SCRIPT:
            for first, last, tag in _SCRIPTS:
                if first <= code <= last:
                    return tag
    return None
