"""Nations by all they are called: the country, its people, its capital and its seat of power."""

_ROWS = """
afghanistan afghan afghans kabul taliban
argentina argentine argentinian buenos-aires
armenia armenian armenians yerevan
australia australian australians canberra
austria austrian austrians vienna
azerbaijan azerbaijani baku
belarus belarusian belarusians minsk
belgium belgian belgians
brazil brazilian brazilians brasilia
britain british briton britons uk london downing-street united-kingdom
canada canadian canadians ottawa
chile chilean chileans
china chinese beijing
colombia colombian colombians bogota
cuba cuban cubans havana
denmark danish danes dane copenhagen
egypt egyptian egyptians cairo
ethiopia ethiopian ethiopians addis-ababa
finland finnish finns helsinki
france french paris elysee
georgia georgian georgians tbilisi
germany german germans berlin
greece greek greeks athens
hungary hungarian hungarians budapest
india indian indians new-delhi delhi
indonesia indonesian indonesians jakarta
iran iranian iranians tehran
iraq iraqi iraqis baghdad
ireland irish dublin
israel israeli israelis jerusalem
italy italian italians rome
japan japanese tokyo
jordan jordanian jordanians amman
kenya kenyan kenyans nairobi
lebanon lebanese beirut
mexico mexican mexicans
netherlands dutch the-hague
nigeria nigerian nigerians abuja
north-korea north-korean north-koreans pyongyang dprk north
norway norwegian norwegians oslo
pakistan pakistani pakistanis islamabad
palestine palestinian palestinians ramallah
philippines philippine filipino filipinos manila
poland polish poles warsaw
portugal portuguese lisbon
qatar qatari doha
romania romanian romanians bucharest
russia russian russians moscow kremlin
saudi-arabia saudi saudis riyadh
serbia serbian serbs belgrade
south-africa south-african pretoria
south-korea south-korean south-koreans seoul
spain spanish spaniards madrid
sudan sudanese khartoum
sweden swedish swedes stockholm
switzerland swiss bern
syria syrian syrians damascus
taiwan taiwanese taipei
thailand thai thais bangkok
turkey turkish turks ankara
ukraine ukrainian ukrainians kyiv kiev
united-states american americans america washington u.s us white-house pentagon
venezuela venezuelan venezuelans caracas
vietnam vietnamese hanoi
yemen yemeni yemenis sanaa
"""
NATIONS = {
    word.replace("-", " "): row.split()[0]
    for row in _ROWS.strip().splitlines()
    for word in row.split()
}
COUNTRIES = frozenset(row.split()[0].replace("-", " ") for row in _ROWS.strip().splitlines())
