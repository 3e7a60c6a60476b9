"""Which labels feed which head, and how much: the choices that cross-validation made.

Shares count in spreads: a sum is first divided by its standard deviation over the training rows,
so a share of 1 weighs as much as any other share of 1. See docs/decisions/0020.
"""

from dataclasses import dataclass

from dateline.core.scoring.attributes import Attribute

UNITS = 16
ROUNDS = 2
SEED = 1
LINE_STRENGTH = 4.0
# Every label with a regression of its own.
LINES = (
    "wiki_toxic", "wiki_severe_toxic", "wiki_obscene", "wiki_threat", "wiki_insult",
    "wiki_identity_hate", "hate", "sexist", "social_toxic", "news_insult", "news_threat", "spam",
)  # fmt: skip
# Only these see what is said of whom, and learn from training copies; for the others it is noise.
LINES_ABOUT_GROUPS = frozenset({"wiki_identity_hate", "hate", "sexist"})
# Every label that the hidden layer learns.
NET = (
    "wiki_toxic", "wiki_severe_toxic", "wiki_obscene", "wiki_threat", "wiki_insult",
    "wiki_identity_hate", "news_toxic", "news_insult", "news_threat", "news_identity",
    "news_profane", "social_toxic", "hate", "sexist", "news_hateful", "en_gendered",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recipe:
    """Shares of named sums, and of the regression on Perspective's own scores.

    `reference` is the share of that regression, `pull` how strongly it is held back, and
    `with_counts` whether it may use the counts.
    """

    shares: dict[str, float]
    reference: float = 0.5
    pull: float = 100.0
    with_counts: bool = True


# Other languages: one line for each attribute, from the label that comes nearest to it.
OTHER_LANGUAGES: dict[str, dict[Attribute, str]] = {
    "de": {
        Attribute.TOXICITY: "de_offensive",
        Attribute.INSULT: "de_insult",
        Attribute.IDENTITY_ATTACK: "de_abuse",
    },
    "hi": {Attribute.TOXICITY: "hi_explicit", Attribute.IDENTITY_ATTACK: "hi_gendered"},
    "ta": {Attribute.TOXICITY: "ta_gendered"},
}
OTHER_STRENGTH = 2.0
# Their sets hold far more abuse than a comment section does; scores are set to this share.
OTHER_USUAL_SHARE = 0.1

RECIPES: dict[Attribute, Recipe] = {
    Attribute.TOXICITY: Recipe({"line wiki_toxic": 1, "net wiki_toxic": 1}, pull=30),
    Attribute.SEVERE_TOXICITY: Recipe(
        {"line wiki_severe_toxic": 1, "net wiki_severe_toxic": 1}, with_counts=False
    ),
    Attribute.IDENTITY_ATTACK: Recipe(
        {
            "line wiki_identity_hate": 2, "net wiki_identity_hate": 1, "line hate": 2,
            "line sexist": 2, "net news_hateful": 0.5, "net news_identity": 1,
        },
        reference=0.25,
        with_counts=False,
    ),
    Attribute.INSULT: Recipe({"line wiki_insult": 1, "net wiki_insult": 1}),
    Attribute.PROFANITY: Recipe({"line wiki_obscene": 1, "net wiki_obscene": 1}),
    Attribute.THREAT: Recipe(
        {"line wiki_threat": 1, "net wiki_threat": 1}, reference=1.0, pull=30
    ),
    Attribute.SPAM: Recipe({"line spam": 1}, reference=0),
}  # fmt: skip
