"""The story page, rendered by Django for every request, with many stories in the database."""

import argparse
import gzip
import http.client
import random
import statistics
import threading
import time

from benchmarks import newsroom

PORT = 8977


def main() -> None:
    """Measure and print one line."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--stories", type=int, default=20_000)
    ask.add_argument("--clients", type=int, default=8)
    ask.add_argument("--requests", type=int, default=2_000)
    args = ask.parse_args()
    newsroom.set_up()
    paths = _fill(args.stories)
    sample = random.Random(1).sample(paths, min(len(paths), 500))
    with newsroom.server(PORT) as group:
        _load(sample, clients=2, requests=200)
        before = newsroom.cpu_seconds(group)
        started = time.perf_counter()
        times = _load(sample, clients=args.clients, requests=args.requests)
        wall = time.perf_counter() - started
        cpu = newsroom.cpu_seconds(group) - before
        page = _get(http.client.HTTPConnection("127.0.0.1", PORT), sample[0])
    newsroom.main_line(
        {
            "benchmark": "rendered_page",
            "stories": args.stories,
            "clients": args.clients,
            "requests": len(times),
            "requests_per_second": round(len(times) / wall, 1),
            "p50_ms": round(statistics.median(times) * 1000, 1),
            "p99_ms": round(sorted(times)[int(len(times) * 0.99)] * 1000, 1),
            "cpu_ms_per_request": round(cpu / len(times) * 1000, 2),
            "html_gzip_bytes": len(gzip.compress(page)),
            "queries": _queries(sample[0]),
        }
    )


def _fill(count: int) -> list[str]:
    """Store public stories in bulk; the first 500 get their lines as the wire would draw them."""
    from datetime import timedelta

    from django.utils import timezone

    from dateline.core.story import Paragraph
    from dateline.pages.models import SectionPage, Story
    from dateline.pages.services import draw_lines

    now, section = timezone.now(), SectionPage.objects.get(slug="world")
    stories = []
    for number in range(count):
        story = Story(
            headline=f"Kesterholm takes in {number} ships",
            slug=f"kesterholm-{number}",
            section=section,
            credit_line="NWA",
            live=True,
            published_at=now - timedelta(minutes=number + 1),
            first_published_at=now,
        )
        story.set_body(Paragraph(text) for text in newsroom.copy_of(number, paragraphs=10))
        stories.append(story)
    Story.objects.bulk_create(stories, batch_size=500)
    for story in Story.objects.order_by("pk")[:500]:
        draw_lines(story=story, now=now)
    return [story.get_absolute_url() for story in Story.objects.order_by("pk")[:500]]


def _get(connection: http.client.HTTPConnection, path: str) -> bytes:
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}")
    return body


def _load(paths: list[str], *, clients: int, requests: int) -> list[float]:
    """Ask for pages from several threads and return the seconds of each request."""
    times: list[float] = []

    def client(seed: int) -> None:
        choose = random.Random(seed)
        connection = http.client.HTTPConnection("127.0.0.1", PORT)
        for _ in range(requests // clients):
            started = time.perf_counter()
            _get(connection, choose.choice(paths))
            times.append(time.perf_counter() - started)

    threads = [threading.Thread(target=client, args=(seed,)) for seed in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _queries(path: str) -> int:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.get(path)  # Wagtail's site is looked up once in a process
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


if __name__ == "__main__":
    main()
