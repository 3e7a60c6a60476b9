"""A day's deliveries of one item end alike, in whatever order and however often they come."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dateline.core.story import Item, Paragraph, PubStatus
from dateline.intake.embargoes import Statement, standing_embargo
from dateline.intake.models import WireItem
from dateline.intake.placing import Earlier, place
from dateline.intake.versions import is_empty, version_of

Outcome = WireItem.Outcome
NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class Desk:
    """What is left of a chain after some deliveries: the text that stands, and may it be read."""

    def __post_init__(self):
        self.earlier, self.statements = [], []
        self.is_killed = self.is_withheld = False
        self.text = None

    def send(self, item):
        placed = place(
            item, policy="publish", earlier=self.earlier, is_killed=self.is_killed
        ).outcome
        version = version_of(item)
        self.earlier.append(Earlier(version=version, outcome=placed, is_empty=is_empty(item)))
        self.statements.append(Statement(version, item.embargoed))
        if placed is Outcome.KILL:
            self.is_killed = True
        elif placed is Outcome.WITHHOLD:
            self.is_withheld = True
        elif placed in (Outcome.PUBLISH, Outcome.UPDATE):
            self.text, self.is_withheld = item.text, False

    @property
    def state(self):
        """What a reader may see: nothing of what was killed or is withheld."""
        if self.is_killed or self.is_withheld:
            return None
        return self.text, standing_embargo(self.statements)


def version(number, status, embargo, has_body):
    return Item(
        format="newsml-g2",
        uri="nwa:quay",
        version=str(number),
        headline=f"Quay, version {number}" if has_body else None,
        paragraphs=(Paragraph(f"Text {number}."),) if has_body else (),
        pubstatus=status,
        embargoed=embargo,
        versioncreated=NINE + timedelta(seconds=number % 86_400),
    )


NUMBERS = st.lists(
    st.integers(min_value=1, max_value=2_000_000_000), min_size=1, max_size=6, unique=True
)
EMBARGOES = st.sampled_from([None, None, "indefinite", NINE, NINE + timedelta(hours=5)])
STATUSES = st.sampled_from(
    [PubStatus.USABLE, PubStatus.USABLE, PubStatus.USABLE, PubStatus.WITHHELD]
)


@given(data=st.data(), numbers=NUMBERS, has_kill=st.booleans())
def test_any_order_and_repetition_ends_in_the_same_state(data, numbers, has_kill):
    day = [
        version(number, data.draw(STATUSES), data.draw(EMBARGOES), True)
        for number in sorted(numbers)
    ]
    if has_kill:
        day.append(version(max(numbers) + 7, PubStatus.CANCELED, None, data.draw(st.booleans())))
    shuffled = data.draw(st.permutations(day))
    repeats = data.draw(st.lists(st.sampled_from(day), max_size=4))
    in_order, in_any_order = Desk(), Desk()

    for item in day:
        in_order.send(item)
    for item in [*shuffled, *repeats, *shuffled]:
        in_any_order.send(item)

    assert in_any_order.state == in_order.state
    assert in_order.state is None or in_order.state[0] == f"Text {max(numbers)}."


@given(data=st.data(), numbers=NUMBERS)
def test_a_withheld_last_version_is_withheld_in_any_order(data, numbers):
    day = [version(number, PubStatus.USABLE, None, True) for number in sorted(numbers)]
    day.append(replace(version(max(numbers) + 1, PubStatus.WITHHELD, None, True)))
    desk = Desk()

    for item in data.draw(st.permutations(day)):
        desk.send(item)

    assert desk.state is None
