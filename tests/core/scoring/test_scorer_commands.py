"""`dateline scorer` and `dateline score --campaigns` as people meet them."""

import io
import json
import re
import sys
from xml.etree import ElementTree

import pytest

from dateline.api.analyzer.feedback import FeedbackStore
from dateline.api.analyzer.messages import Suggestion
from dateline.project.cli import main
from dateline.project.scorer import bars


@pytest.fixture
def labelled(tmp_path):
    rows = [{"text": f"You are a stupid idiot number {n}", "toxic": 1} for n in range(12)]
    rows += [{"text": f"The ferry left at {n} from Port Ansel", "toxic": 0} for n in range(12)]
    path = tmp_path / "own.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def test_judging_prints_the_figures_of_every_label_column(labelled, capsys):
    code = main(["scorer", "evaluate", "--data", str(labelled), "--json"])

    (figures,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert code == 0
    assert figures["attribute"] == "TOXICITY"
    assert figures["auc"] == 1.0
    assert figures["disguises"]["lookalikes"] > 0.9


def test_judging_a_file_without_labels_says_how_to_name_them(tmp_path, capsys):
    path = tmp_path / "plain.csv"
    path.write_text("text,mood\nhello,good\n")

    code = main(["scorer", "evaluate", "--data", str(path)])

    assert code == 1
    assert "--label" in capsys.readouterr().err


def test_the_report_shows_agreement_with_moderators_by_month(tmp_path, capsys):
    rows = [
        {"text": "You stupid idiot", "decision": "rejected", "decided_at": "2026-10-03"},
        {"text": "Thank you for this", "decision": "approved", "decided_at": "2026-10-04"},
        {"text": "C'est une honte pour le port et pour nous", "decision": "approved"},
    ]
    path = tmp_path / "decisions.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))

    code = main(["scorer", "report", "--data", str(path)])

    report = json.loads(capsys.readouterr().out)
    assert code == 0
    assert report["without_heads"] == 1
    assert report["months"]["2026-10"]["auc"] == 1.0
    assert report["cuts"]["0.7"]["precision"] == 1.0


@pytest.mark.parametrize(
    "row",
    [
        "no JSON",
        "[]",
        '{"text": "a secret", "decision": "perhaps"}',
        '{"text": "a secret", "decision": "approved", "decided_at": "in May"}',
    ],
)
def test_a_report_on_what_is_no_decision_says_where_and_what_it_expected(tmp_path, capsys, row):
    path = tmp_path / "decisions.jsonl"
    path.write_text(f'{{"text": "fine", "decision": "approved"}}\n{row}\n')

    assert main(["scorer", "report", "--data", str(path)]) == 2

    said = capsys.readouterr().err
    assert f"{path}, line 2: " in said
    assert "“decided_at”" in said
    assert "secret" not in said


def test_the_report_reads_what_clients_suggested(tmp_path, capsys):
    store = FeedbackStore(tmp_path / "feedback.sqlite3", days=30)
    for text, value in (("You stupid idiot", 1.0), ("Thank you for this", 0.0)):
        told = Suggestion(text, {"TOXICITY": value}, ("en",), None, None)
        store.add(told, key_name="coral", now=1_795_435_200.0)

    code = main(["scorer", "report", "--data", str(tmp_path / "feedback.sqlite3")])

    report = json.loads(capsys.readouterr().out)
    assert code == 0
    assert (report["decisions"], report["rejected"], report["auc"]) == (2, 1, 1.0)
    assert list(report["months"]) == ["2026-11"]


def test_judging_draws_a_card_with_pictures(labelled, tmp_path, capsys):
    code = main(["scorer", "evaluate", "--data", str(labelled), "--card", str(tmp_path / "card")])

    shown = capsys.readouterr().out
    card = (tmp_path / "card" / "card.md").read_text()
    assert code == 0
    assert "≥ 0.972  met" in shown
    assert "comments a second in batches" in shown
    for picture in re.findall(r"\]\((.*?\.svg)\)", card):
        drawn = ElementTree.parse(tmp_path / "card" / picture).getroot()
        assert drawn.find("{http://www.w3.org/2000/svg}title").text
    assert "1-reliability.svg" in card


@pytest.mark.parametrize(("about", "least"), [("wiki_3k", 0.972), ("news_natural", 0.84)])
def test_comments_under_news_are_held_to_their_own_bar(about, least):
    figures = {
        "set": about, "attribute": "TOXICITY", "language": "en", "auc": 0.9, "identities": {},
        "disguises": {}, "wrongly_repaired": 0.0,
    }  # fmt: skip

    told_apart = next(one for one in bars.of_set(figures) if one.what == "AUC")

    assert told_apart.bar == least


def test_a_card_needs_the_sets(tmp_path, capsys):
    code = main(["scorer", "card", "--data", str(tmp_path), "--into", str(tmp_path / "out")])

    assert code == 2
    assert "jigsaw_wiki_6label_3k" in capsys.readouterr().err


def test_training_without_its_sets_says_which_is_missing(tmp_path, capsys):
    code = main(["scorer", "train", "--data", str(tmp_path), "--into", str(tmp_path / "out")])

    assert code == 2
    assert "jigsaw_wiki_6label_3k" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_campaigns_are_shown_as_objects(monkeypatch, capsys):
    text = "We call on the council to stop the harbour road through the old meadow of Kesterholm"
    rows = [json.dumps({"id": n, "text": f"{text}, says {n}", "account": n}) for n in range(5)]
    given = io.TextIOWrapper(io.BytesIO("\n".join([*rows, "nonsense"]).encode()))
    monkeypatch.setattr(sys, "stdin", given)

    code = main(["score", "--campaigns", "--jsonl"])

    error, campaign = map(json.loads, capsys.readouterr().out.splitlines())
    assert code == 0
    assert "line 6" in error["error"]
    assert campaign["ids"] == ["0", "1", "2", "3", "4"]
