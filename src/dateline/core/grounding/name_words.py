"""Words that show what a name is of: offices before people, nouns in organisations' names."""

import re

OFFICES = (
    "President|Minister|Premier|Secretary|Chairman|Chairwoman|Senator|Governor|Mayor|King|Queen"
    "|Prince|Princess|Judge|Justice|General|Chancellor|Ambassador|Captain|Commissioner|Director"
    "|Professor|Spokesman|Spokeswoman|Leader|Pope|Bishop|Colonel|Major|Lieutenant|Sergeant|Admiral"
    "|Inspector|Sheriff|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Rev|Prof|Sir|Mr|Mrs|Ms|Dr"
)
ORGANISATION = re.compile(
    r"(?:^|\s)(?:Ministry|Agency|Council|Committee|Party|Union|University|College|Court|Bank|Company"
    r"|Corp|Corporation|Inc|Ltd|Authority|Association|Institute|Times|Post|Courier|Gazette|News|Herald"
    r"|Parliament|Senate|Congress|Assembly|Office|Commission|Federation|Museum|Church|Club|Police"
    r"|Navy|Army|Force|Forces|Guard|Group|Department|Organi[sz]ation|Foundation|League|Front|Fund"
    r"|Service|Board|Bureau|Society|Nations|Airlines|Airways|Railways|Lines?|Holdings|Industries"
    r"|Movement|Alliance|Brotherhood|School|Hospital|Centre|Center)\b"
)
