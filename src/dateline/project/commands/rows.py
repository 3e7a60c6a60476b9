"""Rows of JSON Lines: what commands read from standard input and answer on standard output."""

import json
import sys
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]


def with_id(row: Row | None, answer: Row) -> Row:
    """Return what answers a story, under the id of its row if it came in one."""
    return answer if row is None else {"id": row.get("id"), **answer}


def print_rows(rows: Iterable[Row]) -> None:
    """Write one line of JSON a row, and hand them on at once."""
    sys.stdout.write("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    sys.stdout.flush()
