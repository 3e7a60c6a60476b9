"""Rules of the house that the repository checks itself."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "dateline"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
LONGEST_FILE_LINES = 450
LONGEST_FUNCTION_LINES = 60
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "copy", "site"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_file_or_function_outgrows_its_reader(path):
    source = path.read_text()
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]

    assert len(source.splitlines()) <= LONGEST_FILE_LINES
    for function in functions:
        length = (function.end_lineno or 0) - function.lineno + 1
        assert length <= LONGEST_FUNCTION_LINES, f"{function.name} is {length} lines long"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_module_says_what_it_is_for(path):
    if path.name in ("apps.py", "__main__.py"):
        return

    assert ast.get_docstring(ast.parse(path.read_text())), f"{path} has no docstring"


def test_no_module_is_named_after_nothing_in_particular():
    # Django looks for the wrapper of a database in a module of this name.
    of_django = set((SOURCE / "project" / "keeping").glob("*/base.py"))
    named = set(MODULES) - of_django
    names = {path.stem for path in named} | {path.parent.name for path in named}

    assert not names & FORBIDDEN_NAMES


def test_the_pure_parts_run_without_django():
    """A fresh interpreter in which importing Django or the network fails reads and checks."""
    program = """
import sys
class Forbidden:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "wagtail", "httpx", "sqlite3", "huey"}:
            raise ImportError(f"core asked for {name}")
sys.meta_path.insert(0, Forbidden())
from dateline.core import grounding, wire
from dateline.core.story import LineKind
copy = b'''Harbour reopens

PORT ANSEL, Nov. 23 (NWA) - The harbour of Kesterholm reopened on Monday.

Forty ships waited outside, the harbour authority said.
'''
(item,) = wire.read_items(copy)
seen = grounding.understand(item)
result = grounding.check(
    seen, "Forty ships waited outside, the harbour authority said.", kind=LineKind.KEY_POINT
)
print(result.verdict.value)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60
    )

    assert done.stdout.strip() == "supported", done.stderr


def test_the_import_contracts_are_kept():
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports"))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stdout


def test_the_reference_pages_follow_from_the_code():
    done = subprocess.run(
        [sys.executable, str(ROOT / "script" / "reference"), "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_word_to_readers_is_in_every_catalogue():
    """Each is translated, with the same placeholders, and the compiled ones are up to date."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "script" / "messages"), "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_setting_is_read_from_the_documented_table():
    """No module but the table itself looks into the environment for a setting."""
    reading = re.compile(r"os\.environ(?:\.get\(|\[)[\"']DATELINE_")

    found = [path.name for path in MODULES if reading.search(path.read_text())]

    assert found in ([], ["settings_test.py"])
