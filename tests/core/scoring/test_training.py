"""Weights are rebuilt to the bit: the same rows give the same bytes, other rows give others."""

from dateline.core.scoring.heads import HeadsAtWork
from dateline.core.scoring.models import repairer_of
from dateline.core.scoring.reading import Reader
from dateline.core.scoring.weights import Weights
from dateline.project.cli import main
from tests.core.scoring.small_sets import write_small_sets


def rebuilt(sets, into):
    assert main(["scorer", "train", "--data", str(sets), "--into", str(into)]) == 0
    return {path.name: path.read_bytes() for path in into.iterdir()}


def test_two_trainings_write_the_same_bytes_and_other_rows_other_bytes(tmp_path):
    write_small_sets(tmp_path / "sets")

    first = rebuilt(tmp_path / "sets", tmp_path / "first")
    again = rebuilt(tmp_path / "sets", tmp_path / "again")
    with (tmp_path / "sets" / "wiki_ak5k" / "toxic_comments.csv").open("a") as file:
        file.write("Only an idiot would sail today,1\n")
    other = rebuilt(tmp_path / "sets", tmp_path / "other")

    assert first == again
    assert {"heads_en.npz", "heads_de.npz", "heads_hi.npz", "heads_ta.npz"} < first.keys()
    assert first["heads_en.npz"] != other["heads_en.npz"]
    assert first["inputs.json"] != other["inputs.json"]
    assert first["heads_de.npz"] == other["heads_de.npz"]


def test_what_was_trained_tells_the_rude_from_the_calm(tmp_path):
    write_small_sets(tmp_path / "sets")
    made = rebuilt(tmp_path / "sets", tmp_path / "made")

    heads = HeadsAtWork(Reader(repairer_of("en")), Weights.from_bytes(made["heads_en.npz"]))
    texts = ["You are a moron and a pathetic loser", "You are a lighthouse of a ferry"]
    sums, _ = heads.sums(heads.read(texts))

    toxicity = heads.weights.attributes.index("TOXICITY")
    assert sums[0, toxicity] > sums[1, toxicity]
