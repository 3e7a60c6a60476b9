"""A story of the demo's agency, and what readers may say to it and to another one."""

from pathlib import Path

import dateline.project
from dateline.core import wire
from dateline.core.scoring import Topic

_WIRE = Path(dateline.project.__file__).parent / "demo" / "wire"
(STORY,) = wire.read_items((_WIRE / "01-harbour-treaty.newsml.xml").read_bytes())
TREATY = Topic(STORY.text, headline=STORY.headline)

ABOUT_THE_TREATY = (
    "Reck can complain about crowns all day, but anyone who has waited for a pilot off Lund Bay "
    "knows why the lorries from Osmark matter. Ask the crane drivers whether they would rather "
    "have another editorial about patience."
)
ABOUT_EELS = (
    "My grandmother smoked eels behind the barn every autumn, using alder chips and patience. "
    "Nobody bothers anymore; supermarkets sell pale rubbery fillets wrapped in plastic, and "
    "children believe breakfast grows inside refrigerators."
)
