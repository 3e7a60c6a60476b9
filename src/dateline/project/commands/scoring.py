"""`dateline score`: comments from standard input, one JSON object a comment, as they come."""

import argparse
import json
import sys
from collections.abc import Collection, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from functools import lru_cache
from typing import BinaryIO

from tqdm import tqdm

from dateline.core import scoring, wire
from dateline.core.story import Item
from dateline.project.commands.exits import DONE, AskedWrongly
from dateline.project.commands.rows import Row, print_rows

_BLOCK_BYTES = 1 << 17
_BATCH = 256
_MARKS = ("account", "story", "address_mark", "agent_mark", "mail_domain")


def run(arguments: argparse.Namespace) -> int:
    """Score the comments on standard input and return the exit code."""
    if arguments.campaigns:
        return _show_campaigns(jsonl=arguments.jsonl)
    attributes = _attributes(arguments.attributes)
    hidden = None if sys.stderr.isatty() and not sys.stdout.isatty() else True
    with tqdm(unit=" comments", disable=hidden) as progress:
        for lines in _as_they_come(sys.stdin.buffer):
            for first in range(0, len(lines), _BATCH):
                batch = lines[first : first + _BATCH]
                rows = _rows_of_json(batch) if arguments.jsonl else _rows_of_text(batch)
                print_rows(_scored(rows, attributes))
                progress.update(len(batch))
    return DONE


def _show_campaigns(*, jsonl: bool) -> int:
    """Read all of standard input and print one object a campaign, the strongest first."""
    sent = []
    for number, text in enumerate(sys.stdin.buffer.read().split(b"\n"), start=1):
        line = _decoded(text)
        if not line.strip():
            continue
        try:
            sent.append(_sent(json.loads(line)) if jsonl else scoring.Sent(str(number), line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            found = f"line {number}: {type(error).__name__}: {error}"
            print_rows([{"id": None, "error": f"{found}; expected an object with “id” and “text”"}])
    print_rows([asdict(campaign) for campaign in scoring.find_campaigns(sent)])
    return DONE


def _sent(row: Row) -> scoring.Sent:
    when = row.get("sent_at")
    return scoring.Sent(
        id=str(row["id"]),
        text=row["text"] + "",
        sent_at=datetime.fromisoformat(when).astimezone(UTC) if when else None,
        **{name: str(row.get(name) or "") for name in _MARKS},
    )


def _attributes(asked: str | None) -> Collection[scoring.Attribute]:
    if asked is None:
        return tuple(scoring.Attribute)
    names = [name.strip().upper() for name in asked.split(",") if name.strip()]
    unknown = [name for name in names if name not in scoring.Attribute.__members__]
    if unknown or not names:
        known = ", ".join(scoring.Attribute)
        raise AskedWrongly(f"--attributes: found {', '.join(unknown) or 'none'}, expected {known}")
    return tuple(scoring.Attribute(name) for name in names)


def _as_they_come(stream: BinaryIO) -> Iterator[list[tuple[int, str]]]:
    """Yield the lines that have arrived, numbered from 1, without waiting for a full block."""
    read = getattr(stream, "read1", stream.read)
    rest, number = b"", 0
    while block := read(_BLOCK_BYTES):
        *whole, rest = (rest + block).split(b"\n")
        if whole:
            yield [(number + n, _decoded(line)) for n, line in enumerate(whole, start=1)]
            number += len(whole)
    if rest:
        yield [(number + 1, _decoded(rest))]


def _decoded(line: bytes) -> str:
    return line.decode("utf-8", errors="replace").rstrip("\r")


def _rows_of_text(lines: list[tuple[int, str]]) -> list[Row]:
    return [{"id": number, "text": line} for number, line in lines if line.strip()]


def _rows_of_json(lines: list[tuple[int, str]]) -> list[Row]:
    return [_row(number, line) for number, line in lines if line.strip()]


def _row(number: int, line: str) -> Row:
    """Return a row, or one that carries an error instead of a text."""
    try:
        row = json.loads(line)
    except ValueError as error:
        return {"id": None, "error": f"line {number}: expected a JSON object: {error}"}
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        found = type(row.get("text")).__name__ if isinstance(row, dict) else type(row).__name__
        name = row.get("id") if isinstance(row, dict) else None
        expected = "expected an object with “text”, a string"
        return {"id": name, "error": f"line {number}: found {found}, {expected}"}
    try:
        topic = _topic(json.dumps(row["story"])) if row.get("story") else None
    except ValueError as error:
        return {"id": row.get("id"), "error": f"story: {error}"}
    return {"id": row.get("id"), "text": row["text"], "topic": topic}


@lru_cache(maxsize=64)
def _topic(story: str) -> scoring.Topic:
    """Return what a story given as JSON is about: a string, or a STORY object.

    Raises:
        ValueError: it is neither.
    """
    given = json.loads(story)
    if isinstance(given, str):
        return scoring.Topic(given)
    (result, *more) = wire.read_items(story.encode())
    if more or not isinstance(result, Item):
        raise ValueError(f"expected one story, found {result}")
    return scoring.Topic(result.text, headline=result.headline or "")


def _scored(rows: list[Row], attributes: Collection[scoring.Attribute]) -> list[Row]:
    good = [row for row in rows if "error" not in row]
    scores = iter(
        scoring.score_comments(
            [row["text"] for row in good],
            attributes=attributes,
            stories=[row.get("topic") for row in good],
        )
    )
    return [
        {"id": row["id"], "error": row["error"]}
        if "error" in row
        else {"id": row["id"], **scoring.score_as_json(next(scores))}
        for row in rows
    ]
