"""Sets in the shape of those that train the scorer, small and made up, to rebuild weights from."""

import csv
import json

RUDE = ("idiot", "moron", "stupid fool", "scum", "pathetic loser", "damn liar")
CALM = ("report", "timetable", "photograph", "bakery", "lighthouse", "ferry")
SIX = ("toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate")
PERSPECTIVE = (
    "TOXICITY@6", "SEVERE_TOXICITY@2", "IDENTITY_ATTACK", "INSULT", "PROFANITY", "THREAT",
)  # fmt: skip


def comments(about, count=12):
    """Pairs of a comment and whether it is rude, half of each."""
    for number in range(count):
        word = (RUDE if number % 2 else CALM)[number // 2 % 6]
        yield f"About {about} {number}: you are a {word} of Kesterholm, they say", number % 2


def write_small_sets(folder):
    """Write every set and list that training reads under a folder."""

    def table(name, rows, delimiter=","):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
            writer.writeheader()
            writer.writerows(rows)

    def lines(name, rows):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("\n".join(rows) + "\n")

    for name in ("jigsaw_wiki_6label_3k", "jigsaw_wiki_6label_2k"):
        rows = [{"comment_text": text, **dict.fromkeys(SIX, rude)} for text, rude in comments(name)]
        table(f"{name}/toxic_comments.csv", rows)
    for number in (1, 2):
        rows = [{"comment_text": t, "labels": r} for t, r in comments(f"mirror {number}")]
        table(f"jigsaw_wiki_train20k/text_comment_{number}.csv", rows)
    for label in SIX[:1] + SIX[1:3] + SIX[4:]:
        rows = [
            {"id": f"{label}{n}", "comment_text": text, **dict.fromkeys(SIX, rude)}
            for n, (text, rude) in enumerate(comments(label))
        ]
        table(f"jigsaw_wiki_6label_enriched/{label}.csv", rows)
    table("wiki_ak5k/toxic_comments.csv", [{"text": t, "toxic": r} for t, r in comments("talk")])
    table(
        "civil_demo1k/demo_data_sample.csv",
        [{"": n, "comment_text": t, "toxic": r} for n, (t, r) in enumerate(comments("news"))],
    )
    _write_spans(table)
    table("civil_toxic7k/test_toxic.csv", [{"comment_text": t} for t, r in comments("quay") if r])
    table(
        "surge_toxicity/toxicity_en.csv",
        [{"text": t, "is_toxic": "Toxic" if r else "Not"} for t, r in comments("posts")],
    )
    table(
        "edos/edos_labelled_aggregated.csv",
        [
            {"text": t, "label_sexist": "sexist" if r else "not sexist",
             "label_category": "1. threats" if r else "none", "rewire_id": f"e{n}"}
            for n, (t, r) in enumerate(comments("women"))
        ],
    )  # fmt: skip
    for name in ("train", "validation"):
        rows = [
            {"entry_id": f"{name}{n}", "matched_id": "", "text": t, "label_gold": r}
            for n, (t, r) in enumerate(comments(f"emoji {name}"))
        ]
        table(f"hatemoji/{name}.csv", rows)
    table(
        "toxigen_statements/statements.csv",
        [{"text": t, "hate": r, "group": "any"} for t, r in comments("groups")],
    )
    rows = [json.dumps({"text": t, "hateful": r, "title": "T"}) for t, r in comments("titles")]
    lines("fox_news_comments/half.jsonl", rows)
    for name in ("one", "two"):
        table(f"youtube_spam/{name}.csv", [{"text": t, "spam": r} for t, r in comments(name)])
    lines(
        "sms_spam/SMSSpamCollection", [f"{'spam' if r else 'ham'}\t{t}" for t, r in comments("sms")]
    )
    for name in ("training", "test"):
        rows = [f"{t}\t{'OFFENSE' if r else 'OTHER'}\t{'ABUSE' if r else 'OTHER'}"
                for t, r in comments(f"hafen {name}")]  # fmt: skip
        lines(f"germeval2018/germeval2018.{name}.txt", rows)
    for language, word in (("en", "harbour"), ("hi", "बंदरगाह"), ("ta", "துறைமுகம்")):
        for question in (1, 2, 3):
            table(
                f"uli_india/train_{language}_l{question}.csv",
                [{"text": t, f"{language}_a1": f"{r}.0"} for t, r in comments(word, 24)],
            )
    _write_lists(table, lines)


def _write_spans(table):
    found = list(comments("the spans"))
    table(
        "toxic_spans_civil11k/comments.csv",
        [{"comment_id": n, "comment_text": t} for n, (t, _) in enumerate(found)],
    )
    table(
        "toxic_spans_civil11k/annotations.csv",
        [
            {"comment_id": n, "annotation": f"{n}-{rater}", "not toxic": str(not rude)}
            for n, (_, rude) in enumerate(found)
            for rater in (1, 2)
        ],
    )
    kinds = ("Insult", "Threat", "Identity based Attack", "Profane/Obscene")
    table(
        "toxic_spans_civil11k/spans.csv",
        [
            {"annotation": f"{n}-{rater}", "type": kind}
            for n, (_, rude) in enumerate(found)
            if rude
            for rater in (1, 2)
            for kind in kinds
        ],
    )


def _write_lists(table, lines):
    rows = [
        {"comment_text": text, **dict.fromkeys(PERSPECTIVE, (0.1 + 0.75 * rude) * (1 - n / 500))}
        for n, (text, rude) in enumerate(comments("reference", 40))
    ]
    table("perspective_scores_1k/scores.csv", rows)
    table(
        "surge_profanity/profanity_en.csv",
        [
            {"text": word, "category_1": "mental", "severity_rating": "2.0",
             "canonical_form_1": word}
            for word in ("idiot", "moron", "scum")
        ],
    )  # fmt: skip
    entry = {"match": "loser|losers", "severity": 2, "id": "loser", "tags": ["general"]}
    lines("profanity_list_dsojevic/en.json", [json.dumps([entry])])
    for language in ("en", "de", "hi"):
        lines(f"ldnoobw/{language}", ["tosser"])
