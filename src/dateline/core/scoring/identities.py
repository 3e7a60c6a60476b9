"""Words that name a group of people without judging it: own list, plus regular ways to make more.

They are masked before anything is scored, so that swapping one group for another cannot change a
score. Slurs are not here: they say something about the writer.
"""

from functools import lru_cache

_RELIGION = """
    christian christians christianity catholic catholics catholicism protestant protestants
    orthodox evangelical evangelicals mormon mormons baptist baptists methodist methodists
    lutheran lutherans quaker quakers amish jehovah muslim muslims moslem moslems islam islamic
    islamist islamists shia shiite shiites sunni sunnis sufi sufis ahmadi ahmadis alawite alawites
    jew jews jewish judaism hebrew hebrews zionist zionists hasidic israelite israelites hindu
    hindus hinduism sikh sikhs sikhism buddhist buddhists buddhism jain jains jainism parsi parsis
    taoist taoists shinto pagan pagans wiccan wiccans atheist atheists atheism agnostic agnostics
    scientologist scientologists rastafarian rastafarians bahai yazidi yazidis druze coptic copts
    brahmin brahmins dalit dalits adivasi adivasis kshatriya rajput rajputs yadav yadavs jat jats
"""
_ORIGIN = """
    black blacks white whites brown browns african africans afro afroamerican asian asians arab
    arabs arabic arabian arabians latino latinos latina latinas latinx hispanic hispanics chicano
    chicanos caucasian caucasians european europeans aboriginal aboriginals aborigine aborigines
    indigenous native natives inuit inuits maori maoris roma romani romanies gypsy gypsies
    traveller travellers sinti sami kurd kurds kurdish tamil tamils tamilian bengali bengalis
    punjabi punjabis gujarati gujaratis marathi marathis telugu telugus malayali malayalis kannada
    kashmiri kashmiris rohingya rohingyas uyghur uyghurs uighur uighurs tibetan tibetans hutu hutus
    tutsi tutsis zulu zulus yoruba igbo hausa somali somalis berber berbers bedouin bedouins pashtun
    pashtuns persian persians biracial multiracial mixed creole slav slavs slavic celt celts celtic
    cherokee navajo sioux apache foreigner foreigners immigrant immigrants immigration migrant
    migrants refugee refugees alien aliens undocumented expat expats minority minorities colored
    coloured poc bipoc bame
"""
_NATION = """
    american americans british briton britons english englishman englishmen englishwoman scottish
    scot scots scotsman scotsmen welsh welshman irish irishman irishmen french frenchman frenchmen
    german germans italian italians spanish spaniard spaniards portuguese dutch dutchman belgian
    belgians swiss austrian austrians swedish swede swedes norwegian norwegians danish dane danes
    finnish finn finns icelandic icelander polish pole poles czech czechs slovak slovaks slovene
    slovenian hungarian hungarians romanian romanians bulgarian bulgarians serb serbs serbian
    serbians croat croats croatian croatians bosnian bosnians bosniak albanian albanians kosovar
    kosovars macedonian macedonians greek greeks turk turks turkish cypriot cypriots russian
    russians ukrainian ukrainians belarusian lithuanian lithuanians latvian latvians estonian
    estonians georgian georgians armenian armenians azeri azeris azerbaijani kazakh kazakhs uzbek
    uzbeks tajik turkmen kyrgyz mongol mongols mongolian mongolians chinese japanese korean koreans
    vietnamese thai thais cambodian cambodians khmer laotian burmese malay malays malaysian
    malaysians indonesian indonesians filipino filipinos filipina filipinas singaporean taiwanese
    indian indians pakistani pakistanis bangladeshi bangladeshis nepali nepalis nepalese lankan
    lankans sinhalese afghan afghans afghani iranian iranians iraqi iraqis syrian syrians lebanese
    jordanian jordanians palestinian palestinians israeli israelis saudi saudis yemeni yemenis
    emirati omani kuwaiti qatari egyptian egyptians libyan libyans tunisian tunisians algerian
    algerians moroccan moroccans sudanese ethiopian ethiopians eritrean eritreans kenyan kenyans
    ugandan ugandans tanzanian nigerian nigerians ghanaian ghanaians senegalese congolese rwandan
    rwandans zimbabwean zimbabweans zambian angolan mozambican namibian cameroonian ivorian
    mexican mexicans guatemalan guatemalans honduran hondurans salvadoran salvadorans nicaraguan
    nicaraguans rican ricans cuban cubans haitian haitians dominican dominicans jamaican jamaicans
    panamanian colombian colombians venezuelan venezuelans ecuadorian peruvian peruvians bolivian
    chilean chileans argentinian argentine argentines brazilian brazilians paraguayan uruguayan
    canadian canadians australian australians aussie aussies kiwi kiwis samoan samoans tongan
    tongans fijian fijians hawaiian hawaiians
"""
_GENDER = """
    woman women female females girl girls lady ladies wife wives mother mothers mom moms mum mums
    daughter daughters sister sisters man men male males guy guys boy boys husband husbands father
    fathers dad dads son sons brother brothers feminist feminists feminism gay gays homosexual
    homosexuals homosexuality lesbian lesbians bisexual bisexuals bi pansexual asexual asexuals
    queer queers trans transgender transgenders transgendered transsexual transsexuals transwoman
    transwomen transman transmen nonbinary enby genderqueer genderfluid intersex cisgender cis
    straight heterosexual heterosexuals lgbt lgbtq lgbtqia lgbtqi lgbtqs crossdresser
    crossdressers drag
"""
_BODY_AND_AGE = """
    disabled disability disabilities handicapped paralyzed paralysed wheelchair blind deaf mute
    autistic autism autist autists aspergers adhd dyslexic epileptic bipolar schizophrenic
    schizophrenics depressed amputee amputees dwarf dwarfs dwarves elderly old young teenager
    teenagers teen teens boomer boomers millennial millennials pensioner pensioners senior seniors
    fat obese skinny ginger gingers redhead redheads blonde blondes bald tall short poor homeless
    veteran veterans vegan vegans vegetarian vegetarians conservative conservatives liberal
    liberals republican republicans democrat democrats socialist socialists communist communists
"""
IDENTITIES = frozenset(" ".join((_RELIGION, _ORIGIN, _NATION, _GENDER, _BODY_AND_AGE)).split())
# Everyday words that name a group only beside a word such as "people": masked only there.
_ONLY_BESIDE_PEOPLE = frozenset(
    """
    black white brown mixed native alien aliens straight old young fat skinny tall short poor bald
    blind mute short polish drag trans bi pole poles orthodox arabic guy guys man men boy boys son
    sons brother brothers father fathers dad dads mother mothers mom moms mum mums sister sisters
    daughter daughters wife wives husband husbands lady ladies minority minorities senior seniors
    conservative conservatives liberal liberals republican republicans democrat democrats
    socialist socialists communist communists traveller travellers kiwi kiwis colored coloured
    depressed immigration disability disabilities english american british french
    """.split()
)
PEOPLE_WORDS = frozenset(
    """
    people person folk folks community communities kid kids child children guy guys man men woman
    women girl girls boy boys lives life culture race religion country countries
    """.split()
)
# Endings by which a language makes names of peoples and creeds: an unknown word with one of these
# is taken for a group no list has.
_GROUP_ENDINGS = (
    "ians", "ian", "eans", "ese", "ish", "ites", "ite", "istan", "istani", "istanis", "landers",
    "lander", "ists", "ist", "folk", "kin",
)  # fmt: skip

_PERSON_EMOJI = (
    *range(0x1F466, 0x1F47A), *range(0x1F481, 0x1F484), *range(0x1F9D1, 0x1F9DE), 0x1F64E,
    0x1F930, 0x1F931, 0x1F935, 0x1F46B, 0x1F46C, 0x1F46D, 0x1F9D5, 0x1F9D4, 0x1F385, 0x1F936,
)  # fmt: skip
_SIGN_EMOJI = (0x1F308, 0x2721, 0x262A, 0x271D, 0x1F54C, 0x1F54D, 0x1F54B, 0x2626, 0x1F549, 0x26A2,
               0x26A3, 0x26A7, 0x267F, 0x2640, 0x2642, 0x1F52F, 0x1F6D5)  # fmt: skip
IDENTITY_EMOJI = frozenset(map(chr, (*_PERSON_EMOJI, *_SIGN_EMOJI)))
FLAG_LETTERS = (0x1F1E6, 0x1F1FF)


def is_identity(word: str) -> bool:
    """Return whether a folded word names a group wherever it stands."""
    return word in _ALWAYS


def is_identity_beside_people(word: str) -> bool:
    """Return whether a folded word names a group when a word such as "people" follows."""
    return word in _ONLY_BESIDE_PEOPLE


@lru_cache(maxsize=4096)
def looks_like_a_group(word: str) -> bool:
    """Return whether a word that no list has ends as names of peoples and creeds do."""
    return len(word) >= 6 and word.endswith(_GROUP_ENDINGS)


_ALWAYS = IDENTITIES - _ONLY_BESIDE_PEOPLE
