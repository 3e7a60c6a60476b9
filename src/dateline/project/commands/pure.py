"""The commands that need no newsroom: read, ground, check, brief."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dateline.core import grounding, wire
from dateline.core.story import Item, LineKind
from dateline.core.wire.errors import TooLarge
from dateline.project.commands.exits import DONE, UNREADABLE, AskedWrongly
from dateline.project.commands.rows import Row, print_rows, with_id
from dateline.project.environment import env


class UnreadableStory(Exception):
    """A STORY is no story; the message says where, what was found and what was expected."""


def run(arguments: argparse.Namespace) -> int:
    """Run one of the pure commands and return its exit code."""
    if arguments.command == "read":
        return _convert(arguments.files, arguments.to) if arguments.to else _read(arguments.files)
    try:
        answer = _answer(arguments)
        if arguments.jsonl:
            return _answer_rows(answer, sys.stdin)
        if not arguments.story:
            raise AskedWrongly("expected a STORY, or --jsonl with rows on standard input")
        item = _story_from_bytes(_bytes_of(arguments.story))
    except (OSError, TooLarge, UnreadableStory) as error:
        name = getattr(error, "filename", None) or arguments.story
        why = getattr(error, "strerror", None) or error
        print(f"dateline {arguments.command}: {name}: {why}", file=sys.stderr)
        return UNREADABLE
    for row in answer(item, None):
        print_rows([row])
    return DONE


def _read(files: Iterable[str]) -> int:
    code = DONE
    for name, result in _results(files):
        if isinstance(result, Item):
            print_rows([wire.item_as_json(result, file=name)])
        else:
            print_rows([result])
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
            results = wire.read_items(raw)
        except OSError as error:
            yield name, _no_such_file(name, error)
            continue
        except TooLarge as error:
            results = [error]
        for result in results:
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
    """Return the bytes of a file, or of standard input.

    Raises:
        OSError: there is no such file, or it cannot be opened.
        TooLarge: there are more bytes than one delivery may have; they are not loaded.
    """
    most = int(env("WIRE_MAX_BYTES"))
    with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as file:
        size_bytes = os.fstat(file.fileno()).st_size  # 0 for a pipe
        raw = b"" if size_bytes > most else file.read(most + 1)
    if max(size_bytes, len(raw)) > most:
        raise TooLarge(
            where="the whole file",
            found=f"{max(size_bytes, len(raw))} bytes or more",
            expected=f"at most {most} bytes (DATELINE_WIRE_MAX_BYTES)",
        )
    return raw


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
    if arguments.model:
        # Only here is the network needed, and the libraries that speak to it.
        from dateline.project.commands.model_lines import answer_with_model

        return answer_with_model(arguments.key_points)
    return _brief(arguments.key_points)


def _ground(item: Item, row: Row | None) -> Iterator[Row]:
    yield with_id(row, grounding.ground_as_json(grounding.understand(item)))


def _brief(key_points: int) -> Answer:
    def answer(item: Item, row: Row | None) -> Iterator[Row]:
        brief = grounding.brief(grounding.understand(item), key_points=key_points)
        yield with_id(row, grounding.brief_as_json(brief))

    return answer


def _check(arguments: argparse.Namespace) -> Answer:
    asked: list[Any] = []
    if arguments.lines:
        asked = [_line_row(text) for text in _bytes_of(arguments.lines).splitlines() if text]
    elif arguments.line is not None:
        asked = [{"line": arguments.line, "kind": arguments.kind, "speaker": arguments.speaker}]
    elif not arguments.jsonl:
        raise AskedWrongly("expected --line TEXT, --lines FILE or --jsonl")

    passes_from: float = arguments.passes_from

    def answer(item: Item, row: Row | None) -> Iterator[Row]:
        understanding = grounding.understand(item)
        if row is None:
            yield from (_checked(understanding, line, passes_from) for line in asked)
        else:
            lines = [_checked(understanding, line, passes_from) for line in _lines_of(row, asked)]
            yield {"id": row.get("id"), "lines": lines}

    return answer


def _lines_of(row: Row, asked: list[Any]) -> list[Any]:
    lines = row.get("lines", asked)
    if not isinstance(lines, list):
        raise BadRow(f"lines is {lines!r:.60}, expected a list of objects")
    return lines


def _line_row(text: bytes) -> Any:
    """Return a row of a file of lines, or what is wrong with it, to be said in its place."""
    try:
        return json.loads(text)
    except ValueError as error:
        return BadRow(str(error))


def _checked(understanding: grounding.Understanding, row: Any, passes_from: float) -> Row:
    """Return the answer to one line; a row that asks for nothing we know says so in its place."""
    try:
        if isinstance(row, BadRow):
            raise row
        line = _object(row)
        result = grounding.check(
            understanding,
            _text(line, "line"),
            kind=_kind(line.get("kind") or "key_point"),
            speaker=_text(line, "speaker") if line.get("speaker") else None,
            passes_from=passes_from,
        )
    except BadRow as error:
        return _refusal(row, error)
    return {"id": line.get("id"), **grounding.check_as_json(result)}


class BadRow(Exception):
    """A row of a batch cannot be answered; the message says what was found and expected."""


def _refusal(row: Any, error: Exception) -> Row:
    return {"id": row.get("id") if isinstance(row, dict) else None, "error": str(error)}


def _object(value: Any) -> Row:
    if not isinstance(value, dict):
        raise BadRow(f"found {value!r:.60}, expected a JSON object")
    return value


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        raise BadRow(f"{name} is {value!r:.60}, expected text")
    return value


def _kind(name: Any) -> LineKind:
    try:
        return LineKind(name)
    except ValueError:
        raise BadRow(f"kind is {name!r:.60}, expected {', '.join(LineKind)}") from None


def _answer_rows(answer: Answer, rows: Iterable[str]) -> int:
    """Answer each row of standard input in order; a bad row is answered and the rest goes on."""
    for text in rows:
        if not text.strip():
            continue
        value: Any = None
        try:
            value = json.loads(text)
            row = _object(value)
            if "story" not in row:
                raise BadRow("story is missing, expected an object such as {“headline”, “body”}")
            item = _story_from_bytes(json.dumps(row["story"]).encode())
            for result in answer(item, row):
                print_rows([result])
        except (ValueError, BadRow, UnreadableStory) as error:
            print_rows([_refusal(value, error)])
    return DONE
