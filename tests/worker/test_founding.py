"""A newsroom's beginning, as its founder types it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.worker.newsroom import Newsroom

PROGRAM = str(Path(sys.executable).with_name("dateline"))
COPY = "Ferry to Marrow Head stops\n\nThe ferry to Marrow Head stops for the winter on Sunday.\n"


def dateline(newsroom, *arguments):
    """Run the program in a newsroom's folder."""
    return subprocess.run(
        [PROGRAM, *arguments],
        cwd=newsroom.folder,
        env=newsroom.environment,
        capture_output=True,
        text=True,
    )


def test_a_newsroom_is_founded_renamed_and_given_more_sections(newsroom):
    founded = dateline(
        newsroom, "found", "The Courier", "--section", "World", "--section", "विश्व=vishva"
    )
    assert founded.returncode == 0, founded.stderr
    assert "Password:" in founded.stdout
    assert founded.stdout.endswith("The Courier has the sections World, विश्व.\n")
    again = dateline(newsroom, "found", "The Lund Bay Courier", "--section", "Sport")
    assert again.stdout == "The Lund Bay Courier has the sections World, विश्व, Sport.\n"
    nameless = dateline(newsroom, "found", "The Lund Bay Courier", "--section", "खेल")
    assert nameless.returncode == 1
    assert "expected its address too, such as 'खेल=world'" in nameless.stderr
    taken = dateline(newsroom, "found", "The Lund Bay Courier", "--section", "Search")
    assert taken.returncode == 1
    assert "/search/" in taken.stderr


# Setting up the tables takes long on a machine that does much else.
@pytest.mark.timeout(300)
def test_copy_that_comes_before_there_are_tables_founds_a_newsroom_and_says_so(tmp_path):
    newsroom = Newsroom(tmp_path)
    (tmp_path / "ferry.txt").write_text(COPY)
    came = dateline(newsroom, "ingest", "ferry.txt")
    assert came.returncode == 0, came.stderr
    assert "There was no newsroom in" in came.stdout
    assert "There was no newsroom in" not in dateline(newsroom, "ingest", "ferry.txt").stdout
