"""Campaigns hidden among real comments: how many are found, and what is grouped wrongly.

Five ways of writing from one form, none of which the detector was made with. Prints one JSON line:
`python -m benchmarks.campaigns --data DIR`.
"""

import argparse
import json
import random
import time
from pathlib import Path

from dateline.core.scoring import Sent, find_campaigns
from dateline.project.scorer.corpora import read_sets

REAL = ("news_spans", "news_natural", "fox")
CAMPAIGNS_OF_A_KIND = 12
LETTERS = 12
SUBJECTS = (
    ("the harbour road", "the old meadow", "the council"),
    ("the new landfill", "our drinking water", "the county"),
    ("the school merger", "three hundred children", "the ministry"),
    ("the night ferry", "every shift worker", "the port authority"),
)
SENTENCES = (
    ("I am writing because {a} would ruin {b}.", "It worries me that {a} threatens {b}.",
     "{a} must not be allowed to harm {b}."),
    ("{c} has never asked the people who live here.", "Nobody at {c} has talked to residents.",
     "Those of us who live here were never asked by {c}."),
    ("There are better ways, and the engineers have shown them.",
     "The engineers' own report names two better ways.",
     "Two other plans were on the table, and both cost less."),
    ("We have written letter after letter and got no answer.",
     "All our letters so far have gone without an answer.",
     "Letter after letter was left without a reply."),
    ("Please stop {a} before it is too late.", "Stop {a} now, while there is time.",
     "I ask {c} to withdraw {a} at once."),
)  # fmt: skip
SWAPS = {
    "ruin": ("destroy", "spoil"), "better": ("other", "cheaper"),
    "people": ("families", "citizens"),
    "never": ("not once", "at no time"), "answer": ("reply", "response"), "worries": ("troubles",),
    "late": ("far gone",), "Please": ("I beg you,",), "residents": ("neighbours",),
}  # fmt: skip
OPENINGS = ("Dear all,", "Hello!", "", "To the editor:", "As a mother of two:", "Sirs,")
CLOSINGS = ("Regards", "Thank you.", "", "A worried reader", "Yours, a neighbour")
OWN = (
    "I have lived here since 1974 and never wrote to a paper before.", "My son drove a bus.",
    "Yesterday I walked down there with the dog and it made me sad.", "Sorry for my spelling.",
    "I run a small shop near the quay.", "My knees are bad, so I walk slowly.",
)  # fmt: skip


def form(subject, chance):
    a, b, c = subject
    return [chance.choice(ways).format(a=a, b=b, c=c) for ways in SENTENCES]


def same_words(form_, subject, chance):
    return [chance.choice(OPENINGS), *form_, chance.choice(CLOSINGS)]


def shuffled(form_, subject, chance):
    return chance.sample(form_, len(form_))


def with_own_words(form_, subject, chance):
    return [chance.choice(OWN), *form_, chance.choice(OWN)]


def swapped_words(form_, subject, chance):
    words = " ".join(form_).split(" ")
    return [chance.choice(SWAPS[w]) if w in SWAPS and chance.random() < 0.7 else w for w in words]


def shortened(form_, subject, chance):
    kept = chance.sample(range(len(form_)), len(form_) - 1)
    return [chance.choice(OPENINGS), *(form_[n] for n in sorted(kept))]


KINDS = (same_words, shuffled, with_own_words, swapped_words, shortened)


def main() -> None:
    """Hide the campaigns, look for them, and print what was found."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--data", type=Path, required=True)
    chance = random.Random(20261128)
    real = [r for r in read_sets(ask.parse_args().data) if r.source in REAL]
    sent = [Sent(f"real{n}", row.text, account=f"real{n}") for n, row in enumerate(real)]
    kinds = {}
    for kind in KINDS:
        for number in range(CAMPAIGNS_OF_A_KIND):
            subject = SUBJECTS[number % len(SUBJECTS)]
            form_ = form(subject, chance)
            for letter in range(LETTERS):
                name = f"{kind.__name__} {number} {letter}"
                text = " ".join(part for part in kind(form_, subject, chance) if part)
                sent.append(Sent(name, text, account=name))
                kinds[name] = kind.__name__
    chance.shuffle(sent)
    started = time.process_time()
    found = find_campaigns(sent)
    seconds = time.process_time() - started
    caught = [name for campaign in found for name in campaign.ids if name in kinds]
    wrong = [c for c in found if sum(name not in kinds for name in c.ids) * 2 > len(c.ids)]
    strangers = sum(name not in kinds for c in found for name in c.ids if c not in wrong)
    line = {
        "benchmark": "campaigns", "real_comments": len(real), "letters": len(kinds),
        "recall": round(len(caught) / len(kinds), 4),
        "recall_by_kind": {
            kind.__name__: round(
                sum(kinds[n] == kind.__name__ for n in caught)
                / (CAMPAIGNS_OF_A_KIND * LETTERS), 3)
            for kind in KINDS
        },
        "groups_of_real_comments_per_10000": round(len(wrong) / len(real) * 10_000, 2),
        "real_comments_inside_campaigns": strangers,
        "comments_per_cpu_second": round(len(sent) / seconds),
    }  # fmt: skip
    print(json.dumps(line))
    for campaign in wrong[:5]:
        print(json.dumps({"wrong": len(campaign.ids), "likeness": round(campaign.likeness, 2)}))


if __name__ == "__main__":
    main()
