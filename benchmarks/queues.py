"""A moderator's queue of 100,000: what each queue costs to open, plain and with each filter.

The comments have authors, signals, decisions and reports, and as many are decided as wait. Wall
time of the whole request, through every middleware: what the database takes counts.
"""

import argparse
import os
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from benchmarks import newsroom, postgres, threads

if TYPE_CHECKING:
    from django.test import Client

    from dateline.discussion.models import Author, Comment
    from dateline.pages.models import Story

BAR_MS = 300
QUEUES = ("pending", "unverified", "reported", "all")
STORIES, AUTHORS = 50, 5_000
# Of a hundred comments, so many are on the first story, and of the first author.
ON_THE_LARGEST_STORY, OF_THE_BUSIEST_AUTHOR = 20, 2
# Every so many comments: one that the word list held, one with a rare word, one with a report.
RARELY, REPORTED = 5_000, 200
STATES = ("shown", "shown", "shown", "refused", "removed")
BATCH = 2_000


def main() -> None:
    """Measure and print one line."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--waiting", type=int, default=100_000)
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--postgresql", action="store_true")
    args = ask.parse_args()
    with ExitStack() as stack:
        if args.postgresql:
            address, _group = stack.enter_context(postgres.scratch())
            os.environ["DATELINE_DATABASE_URL"] = address
        newsroom.set_up()
        stories = [threads.stored_story(number) for number in range(STORIES)]
        authors = stored_authors(AUTHORS)
        fill(stories, authors, args.waiting)
        figures = _measure(_moderator(), _paths(stories, authors), args.rounds)
    newsroom.main_line(
        {
            "benchmark": "queues",
            "database": "PostgreSQL" if args.postgresql else "SQLite",
            "waiting": args.waiting,
            "over_300_ms": [name for name, ms in figures.items() if ms["least"] > BAR_MS],
        }
        | figures
    )


def stored_authors(many: int) -> list["Author"]:
    from dateline.discussion.models import Author

    return Author.objects.bulk_create(
        (Author(first_seen_at=threads.BEGAN_AT) for _ in range(many)), batch_size=500
    )


def fill(stories: list["Story"], authors: list["Author"], waiting: int) -> None:
    """Store so many comments that wait and as many that are decided, with what belongs to each."""
    from dateline.discussion.models import Comment, Decision, Report, Signal

    made = _comments(stories, authors, waiting)
    while some := list(islice(made, BATCH)):
        Comment.objects.bulk_create(some)
        Signal.objects.bulk_create(signal for comment in some for signal in _signals(comment))
        Decision.objects.bulk_create(_decision(comment) for comment in some)
        Report.objects.bulk_create(
            Report(comment=one, reason="SPAM", address_hash=one.form_hash, at=one.submitted_at)
            for one in some
            if one.state == "shown" and one.pk % REPORTED == 1
        )


def _comments(stories: list["Story"], authors: list["Author"], waiting: int) -> Iterator["Comment"]:
    from dateline.discussion.models import Comment

    for number in range(2 * waiting):
        at = threads.BEGAN_AT + timedelta(seconds=number)
        is_busiest = number % 100 < OF_THE_BUSIEST_AUTHOR
        is_on_largest = number % 100 >= 100 - ON_THE_LARGEST_STORY
        yield Comment(
            story=stories[0 if is_on_largest else number % len(stories)],
            author=authors[0 if is_busiest else number % len(authors)],
            author_name=f"Signe Tarn {number}",
            text=threads.WORDS * 2 + ("A walrus!" if number % RARELY == RARELY - 1 else ""),
            # Both kinds lie among each other in time.
            state="waiting" if number % 2 else STATES[number // 2 % len(STATES)],
            submitted_at=at,
            verified_at=at if number % 3 else None,
            form_hash=f"form-{number}",
        )


def _signals(comment: "Comment") -> Iterator[Any]:
    from dateline.discussion.models import Signal

    found = {"length": "pass", "new-commenter": "hold" if comment.pk % 3 else "pass"}
    if comment.pk % RARELY == 0:
        found["words"] = "hold"
    for phase, outcome in found.items():
        yield Signal(
            comment=comment,
            comment_version=1,
            phase=phase,
            phase_version="1",
            outcome=outcome,
            reason_code="" if outcome == "pass" else "new-commenter",
            at=comment.submitted_at,
        )


def _decision(comment: "Comment") -> Any:
    from dateline.discussion.models import Decision

    acts = {"waiting": "held", "shown": "approved", "refused": "refused", "removed": "removed"}
    return Decision(
        comment=comment, act=acts[comment.state], automation="fully", at=comment.submitted_at
    )


def _paths(stories: list["Story"], authors: list["Author"]) -> dict[str, str]:
    """Return the address of each queue with each filter: common, rare and without a match."""
    filters = {
        "plain": "",
        "phase_common": "&phase=new-commenter",
        "phase_rare": "&phase=words",
        "phase_none": "&phase=akismet",
        "words_common": "&words=pilots",
        "words_rare": "&words=walrus",
        "words_none": "&words=zeppelin",
        "story_largest": f"&story={stories[0].pk}",
        "story_small": f"&story={stories[1].pk}",
        "author_busiest": f"&author={authors[0].pseudonym}",
        "author": f"&author={authors[7].pseudonym}",
    }
    return {
        f"{queue}_{name}": f"/admin/comments/?queue={queue}{more}"
        for queue in QUEUES
        for name, more in filters.items()
    }


def _moderator() -> "Client":
    """Return the browser of somebody who may decide about comments."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1:8000"})
    client.force_login(get_user_model().objects.create_superuser("ida", password="quay-and-crane"))
    return client


def _measure(client: "Client", paths: dict[str, str], rounds: int) -> dict[str, dict[str, float]]:
    """Return wall ms of each page; the rounds are interleaved."""
    took: dict[str, list[float]] = {name: [] for name in paths}
    client.get("/admin/comments/")  # what is looked up once in a process
    for _ in range(rounds):
        for name, path in paths.items():
            started = time.perf_counter()
            answer = client.get(path)
            took[name].append((time.perf_counter() - started) * 1000)
            assert answer.status_code == 200, path
    return {
        name: {"least": round(min(ms), 1), "median": round(statistics.median(ms), 1)}
        for name, ms in took.items()
    }


if __name__ == "__main__":
    main()
