"""Comments posted by many readers at once, beside a bare Django insert in the same run.

The server, its worker and the database are the real ones; the readers are in another process. The
first comments of each fresh story race each other.
"""

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from benchmarks import newsroom, postgres

if TYPE_CHECKING:
    from dateline.pages.models import Story

# A path, the address of who posts, and the fields of the form.
Post = tuple[str, str, dict[str, str]]

PORT, BARE_PORT = 8979, 8980
STORIES = 10
WORDS = "The pilots of Lund Bay deserve a roster that lets them sleep, says number {n} of us. "


def main() -> None:
    """Measure and print one line; with --readers, be the process that posts."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--clients", type=int, default=16)
    ask.add_argument("--comments", type=int, default=800)
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--postgresql", action="store_true")
    ask.add_argument("--readers", action="store_true", help=argparse.SUPPRESS)
    args = ask.parse_args()
    if args.readers:
        told = json.load(sys.stdin)
        sys.stdout.write(json.dumps(_readers(told["port"], told["posts"], args.clients)))
        return
    os.environ["DATELINE_TRUSTED_PROXIES"] = "127.0.0.1"
    with ExitStack() as stack:
        database: list[int] = []
        if args.postgresql:
            address, group = stack.enter_context(postgres.scratch())
            os.environ["DATELINE_DATABASE_URL"] = address
            database.append(group)
        newsroom.set_up()
        from dateline.project.serving import web_command, worker_command

        command = web_command("127.0.0.1", BARE_PORT)
        command[command.index("dateline.project.wsgi:application")] = (
            "benchmarks.bare_insert:application"
        )
        bare = stack.enter_context(_beside(command))
        newsroom.wait_for(f"http://127.0.0.1:{BARE_PORT}/")
        server = stack.enter_context(newsroom.server(PORT))
        worker = stack.enter_context(_beside(worker_command()))
        figures = _measure(args, database, server, worker, bare)
    newsroom.main_line(
        {"benchmark": "posting", "database": "PostgreSQL" if database else "SQLite"} | figures
    )


def _measure(
    args: argparse.Namespace, database: list[int], server: int, worker: int, bare: int
) -> dict[str, object]:
    """Return the figures of interleaved rounds; the database's CPU counts to whoever asked it."""
    rounds: dict[str, list[dict[str, float]]] = {"bare": [], "posted": []}
    lost = 0
    first = _story()  # what each process looks up once
    _round([_post(first, number) for number in range(args.clients)], PORT, args.clients, [server])
    _catch_up()
    for _ in range(args.rounds):
        stories = [_story() for _ in range(STORIES)]
        spread = [stories[number % STORIES] for number in range(args.comments)]
        plain = [_bare_post(story, number) for number, story in enumerate(spread)]
        posts = [_post(story, number) for number, story in enumerate(spread)]
        rounds["bare"].append(_round(plain, BARE_PORT, args.clients, [bare, *database]))
        at_work = newsroom.cpu_seconds(worker)
        posted = _round(posts, PORT, args.clients, [server, *database])
        posted["worker_cpu_ms"] = (newsroom.cpu_seconds(worker) - at_work) / len(posts) * 1000
        rounds["posted"].append(posted)
        lost += args.comments - _stored(stories)
    figures: dict[str, object] = {"clients": args.clients, "comments_a_round": args.comments}
    for name, taken in rounds.items():
        for key in taken[0]:
            median = statistics.median(one[key] for one in taken)
            figures[f"{name}_{key}"] = round(median, 2)
    ratios = [
        posted["per_second"] / bare["per_second"]
        for posted, bare in zip(rounds["posted"], rounds["bare"], strict=True)
    ]
    ratio = round(statistics.median(ratios), 2)
    return figures | {"lost": lost, "ratio": ratio, "seconds_until_all_moderated": _catch_up()}


def _story() -> "Story":
    from django.utils import timezone

    from dateline.core.story import Paragraph
    from dateline.pages.models import SectionPage, Story

    now = timezone.now()
    story = Story(
        headline="Kesterholm asks its readers",
        slug="kesterholm-asks",
        section=SectionPage.objects.get(slug="world"),
        live=True,
        published_at=now,
        first_published_at=now,
    )
    story.set_body([Paragraph(text="The harbour of Kesterholm took in more ships than ever.")])
    story.save()
    return story


def _post(story: "Story", number: int) -> Post:
    """Return what a reader's browser sends whose form was opened a while ago."""
    from django.utils import timezone

    from dateline.discussion import tickets

    opened_at = timezone.now() - timedelta(seconds=30)
    ticket = tickets.issue(story_id=story.pk, parent_id=None, now=opened_at)
    body = _body(number) | {"ticket": ticket, "email": f"reader-{number % 97}@example.org"}
    return f"/story/{story.public_id}/comments/", f"198.51.{number // 250}.{number % 250}", body


def _bare_post(story: "Story", number: int) -> Post:
    return f"/insert/{story.pk}/", "198.51.100.1", _body(number)


def _body(number: int) -> dict[str, str]:
    return {"name": f"Signe Tarn {number}", "text": WORDS.format(n=number) * 2}


def _round(posts: list[Post], port: int, clients: int, groups: list[int]) -> dict[str, float]:
    """Have another process post them all; return what it saw and what it cost the servers."""
    before = sum(newsroom.cpu_seconds(group) for group in groups)
    readers = subprocess.run(
        [sys.executable, "-m", "benchmarks.posting", "--readers", "--clients", str(clients)],
        input=json.dumps({"port": port, "posts": posts}),
        capture_output=True,
        text=True,
        check=True,
    )
    cpu = sum(newsroom.cpu_seconds(group) for group in groups) - before
    seen: dict[str, float] = json.loads(readers.stdout)
    return seen | {"server_cpu_ms": cpu / len(posts) * 1000}


def _readers(port: int, posts: list[Post], clients: int) -> dict[str, float]:
    """Post from several connections that are kept open; return how that went."""
    times: list[float] = []
    statuses: list[int] = []

    def client(first: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for path, address, body in posts[first::clients]:
            headers = {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://127.0.0.1:{port}",
                "X-Forwarded-For": address,
            }
            started = time.perf_counter()
            connection.request("POST", path, urlencode(body), headers)
            answer = connection.getresponse()
            answer.read()
            times.append(time.perf_counter() - started)
            statuses.append(answer.status)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - started
    accepted = sum(status < 400 for status in statuses)
    return {
        "accepted": accepted,
        "server_errors": sum(status >= 500 for status in statuses),
        "per_second": accepted / wall,
        "p50_ms": statistics.median(times) * 1000,
        "p99_ms": sorted(times)[int(len(times) * 0.99)] * 1000,
    }


def _stored(stories: list["Story"]) -> int:
    from dateline.discussion.models import Comment

    # What the bare server stored is marked as withdrawn.
    return Comment.objects.filter(story__in=stories).exclude(state=Comment.State.WITHDRAWN).count()


def _catch_up() -> float:
    """Return how many seconds after the last post the worker has looked at every comment."""
    from dateline.discussion.models import Comment

    started = time.perf_counter()
    while Comment.objects.received().exists():
        time.sleep(0.2)
    return round(time.perf_counter() - started, 1)


@contextmanager
def _beside(command: list[str]) -> Iterator[int]:
    process = subprocess.Popen(command, process_group=0)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


if __name__ == "__main__":
    main()
