"""The README promises nothing that the program does not do."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = str(Path(sys.executable).with_name("dateline"))
# A command, over several lines where they end in a backslash, and the JSON it is said to print.
SHOWN = re.compile(r"^\$ \.venv/bin/dateline (.+?[^\\])\n(\{.+?\})\n```$", re.MULTILINE | re.DOTALL)


def test_what_the_readme_shows_is_what_the_program_prints():
    ((command, answer),) = SHOWN.findall((ROOT / "README.md").read_text())
    arguments = shlex.split(command.replace("\\\n", " "))

    done = subprocess.run(
        [PROGRAM, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60
    )

    assert done.stdout, done.stderr
    assert json.loads(done.stdout) == json.loads(answer.replace("\n", " "))


def test_the_tutorials_story_is_the_file_that_the_readme_asks_about():
    tutorial = (ROOT / "docs" / "tutorial" / "first-story.md").read_text()

    assert (ROOT / "docs" / "tutorial" / "harbour.txt").read_text() in tutorial
