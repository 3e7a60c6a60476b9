"""The commands that need no newsroom: read, ground, check, brief."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dateline.core import grounding, wire
from dateline.core.story import Item, LineKind
from dateline.project.cli import DONE, UNREADABLE, AskedWrongly

Row = dict[str, Any]


class UnreadableStory(Exception):
    """A STORY is no story; the message says where, what was found and what was expected."""


def run(arguments: argparse.Namespace) -> int:
    """Run one of the pure commands and return its exit code."""
    if arguments.command == "read":
        return _convert(arguments.files, arguments.to) if arguments.to else _read(arguments.files)
    answer = _answer(arguments)
    if arguments.jsonl:
        return _answer_rows(answer, sys.stdin)
    if not arguments.story:
        raise AskedWrongly("expected a STORY, or --jsonl with rows on standard input")
    try:
        item = _story_from_bytes(_bytes_of(arguments.story))
    except (OSError, UnreadableStory) as error:
        print(f"dateline {arguments.command}: {arguments.story}: {error}", file=sys.stderr)
        return UNREADABLE
    for row in answer(item, None):
        _print(row)
    return DONE


def _read(files: Iterable[str]) -> int:
    code = DONE
    for name, result in _results(files):
        if isinstance(result, Item):
            _print(wire.item_as_json(result, file=name))
        else:
            _print(result)
            code = UNREADABLE
    return code


def _convert(files: Iterable[str], to: str) -> int:
    """Write the items of all files in one wire format; what was refused is told on stderr."""
    code = DONE
    items = []
    for _, result in _results(files):
        if isinstance(result, Item):
            items.append(result)
        else:
            print(json.dumps(result, ensure_ascii=False), file=sys.stderr)
            code = UNREADABLE
    if items:
        sent = datetime.now(UTC).replace(microsecond=0)
        sys.stdout.buffer.write(wire.write_items(items, to=to, sent=sent))
    return code


def _results(files: Iterable[str]) -> Iterator[tuple[str, Item | Row]]:
    """Yield what each file holds, in order: items, and refusals as rows in the place of others."""
    for name in files:
        try:
            raw = _bytes_of(name)
        except OSError as error:
            yield name, _no_such_file(name, error)
            continue
        for result in wire.read_items(raw):
            if isinstance(result, Item):
                yield name, result
            else:
                yield name, wire.refusal_as_json(result, file=name)


def _no_such_file(name: str, error: OSError) -> Row:
    found = error.strerror or str(error)
    return {
        "file": name,
        "error": {
            "code": "file-unreadable",
            "where": name,
            "found": found,
            "expected": "a file that can be opened, or - for standard input",
        },
    }


def _bytes_of(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()


def _story_from_bytes(raw: bytes) -> Item:
    """Return the one item in some bytes.

    Raises:
        UnreadableStory: they hold none, several, or one that cannot be read.
    """
    results = list(wire.read_items(raw))
    if len(results) != 1:
        raise UnreadableStory(f"holds {len(results)} items, expected one story")
    (result,) = results
    if not isinstance(result, Item):
        raise UnreadableStory(str(result))
    return result


# What a command answers for one story: objects to print. The row is None outside --jsonl.
Answer = Callable[[Item, Row | None], Iterator[Row]]


def _answer(arguments: argparse.Namespace) -> Answer:
    if arguments.command == "ground":
        return _ground
    if arguments.command == "check":
        return _check(arguments)
    return _brief(arguments.key_points)


def _ground(item: Item, row: Row | None) -> Iterator[Row]:
    yield _with_id(row, grounding.ground_as_json(grounding.understand(item)))


def _brief(key_points: int) -> Answer:
    def answer(item: Item, row: Row | None) -> Iterator[Row]:
        brief = grounding.brief(grounding.understand(item), key_points=key_points)
        yield _with_id(row, grounding.brief_as_json(brief))

    return answer


def _check(arguments: argparse.Namespace) -> Answer:
    asked: list[Row] = []
    if arguments.lines:
        asked = [json.loads(text) for text in _bytes_of(arguments.lines).splitlines() if text]
    elif arguments.line is not None:
        asked = [{"line": arguments.line, "kind": arguments.kind, "speaker": arguments.speaker}]
    elif not arguments.jsonl:
        raise AskedWrongly("expected --line TEXT, --lines FILE or --jsonl")

    def answer(item: Item, row: Row | None) -> Iterator[Row]:
        understanding = grounding.understand(item)
        if row is None:
            yield from (_checked(understanding, line) for line in asked)
        else:
            lines = [_checked(understanding, line) for line in row.get("lines", asked)]
            yield {"id": row.get("id"), "lines": lines}

    return answer


def _checked(understanding: grounding.Understanding, line: Row) -> Row:
    result = grounding.check(
        understanding,
        line["line"],
        kind=LineKind(line.get("kind") or "key_point"),
        speaker=line.get("speaker"),
    )
    return {"id": line.get("id"), **grounding.check_as_json(result)}


def _answer_rows(answer: Answer, rows: Iterable[str]) -> int:
    """Answer each row of standard input in order; a bad row is answered and the rest goes on."""
    for text in rows:
        if not text.strip():
            continue
        row: Row = {}
        try:
            row = json.loads(text)
            item = _story_from_bytes(json.dumps(row["story"]).encode())
            for result in answer(item, row):
                _print(result)
        except (ValueError, KeyError, TypeError, AttributeError, UnreadableStory) as error:
            found = f"{type(error).__name__}: {error}"
            _print({"id": row.get("id") if isinstance(row, dict) else None, "error": found})
    return DONE


def _with_id(row: Row | None, answer: Row) -> Row:
    return answer if row is None else {"id": row.get("id"), **answer}


def _print(row: Row) -> None:
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    sys.stdout.flush()
