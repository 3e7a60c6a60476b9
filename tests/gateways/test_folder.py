"""Watching a folder: what is complete, and what is left alone."""

import threading

import pytest

from dateline.gateways.folder import complete_files


@pytest.fixture
def stop():
    """Ends the watching."""
    return threading.Event()


@pytest.fixture
def seen(tmp_path, stop):
    """The names of the files, one by one, as the watching yields them."""
    files = complete_files(tmp_path, stop=stop)
    yield (path.name for path in files)
    stop.set()


def test_what_lies_there_comes_first_and_then_what_is_put_there(tmp_path, seen):
    (tmp_path / "b.json").write_text("{}")
    (tmp_path / "a.json").write_text("{}")

    before = [next(seen), next(seen)]
    (tmp_path / "later.json").write_text("{}")

    assert before == ["a.json", "b.json"]
    assert next(seen) == "later.json"


def test_a_file_renamed_into_place_is_taken_and_its_draft_is_not(tmp_path, seen):
    (tmp_path / "draft.json.part").write_text("{}")
    (tmp_path / ".hidden.json").write_text("{}")
    (tmp_path / "folder").mkdir()
    (tmp_path / "first.json").write_text("{}")

    first = next(seen)
    (tmp_path / "draft.json.part").rename(tmp_path / "draft.json")

    assert first == "first.json"
    assert next(seen) == "draft.json"


class SlowSender:
    """Writes on at each of the watcher's looks; it stands where the watcher asks for a stop."""

    def __init__(self, path, pieces):
        self.path, self.pieces = path, list(pieces)

    def is_set(self):
        if self.pieces:
            with self.path.open("a") as file:
                file.write(self.pieces.pop(0))
        return False


def test_a_file_that_still_grows_waits_for_its_end(tmp_path):
    sender = SlowSender(tmp_path / "growing.txt", pieces="A crane of Kesterholm")

    first = next(complete_files(tmp_path, stop=sender))

    assert first.read_text() == "A crane of Kesterholm"


def test_a_file_that_goes_away_is_forgotten(tmp_path, seen):
    gone = tmp_path / "gone.json"
    gone.write_text("{}")
    stays = tmp_path / "stays.json"
    stays.write_text("{}")
    assert [next(seen), next(seen)] == ["gone.json", "stays.json"]

    gone.write_text('{"more": 1}')
    gone.unlink()
    stays.write_text('{"more": 2}')

    assert next(seen) == "stays.json"
