"""Mail-merged comments are found together, and strangers are left alone."""

import random
from datetime import UTC, datetime, timedelta

from dateline.core.scoring import Sent, find_campaigns

OPENINGS = ("Dear editor,", "Hello,", "To whom it may concern,", "Good morning,")
PLEAS = ("I urge the council to stop", "I ask the council to stop", "We call on you to stop")
REASONS = ("our children play there", "families use that meadow daily", "it will ruin the meadow")
NAMES = ("Anna", "Ben", "Cleo", "Dov")
STRANGERS = [
    "The ferry was late again this morning, and nobody at the port could say why.",
    "I have lived in Port Ansel for forty years and never saw so many gulls as this week.",
    "Does anyone know whether the library opens on Sunday? The page does not tell.",
    "Good report. I would like to read more about what the fishermen think of the new quay.",
    "My grandfather built boats in Kesterholm, and he would have laughed at these prices.",
]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def merged_letters(count):
    chance = random.Random(7)
    return [
        Sent(
            id=f"letter-{n}",
            text=f"{chance.choice(OPENINGS)} {chance.choice(PLEAS)} the new harbour road through "
            f"the old meadow, because {chance.choice(REASONS)}. The residents of Kesterholm have "
            f"had enough of plans made over their heads. Regards, {chance.choice(NAMES)}",
            account=f"reader-{n}",
            sent_at=NOON + timedelta(seconds=20 * n),
            mail_domain="letters.example",
        )
        for n in range(count)
    ]


def strangers():
    return [
        Sent(f"own-{n}", text, account=f"own-{n}", sent_at=NOON + timedelta(hours=n))
        for n, text in enumerate(STRANGERS)
    ]


def test_letters_made_from_one_form_are_found_together():
    (campaign,) = find_campaigns([*strangers(), *merged_letters(8)])

    assert set(campaign.ids) == {f"letter-{n}" for n in range(8)}
    assert campaign.accounts == 8
    assert campaign.shared["mail_domain"] == 1.0
    assert campaign.burst > 1


def test_comments_of_strangers_are_no_campaign():
    assert find_campaigns(strangers()) == []


def test_one_reader_repeating_himself_is_no_campaign():
    letters = [Sent(f"a{n}", STRANGERS[0], account="one") for n in range(6)]

    assert find_campaigns(letters) == []


def test_a_larger_faster_campaign_scores_higher():
    (small,) = find_campaigns([*strangers(), *merged_letters(4)])
    (large,) = find_campaigns([*strangers(), *merged_letters(30)])

    assert large.score > small.score
