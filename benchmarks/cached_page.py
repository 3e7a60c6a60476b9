"""Kept pages beside a bare granian application that answers with the same bytes, interleaved.

A story, and the first page of a thread of 500 comments; the whole of it as JSON besides.
"""

import argparse
import http.client
import json
import os
import selectors
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count

from benchmarks import newsroom, threads

KEPT_PORT, BARE_PORT = 8978, 8979
PARAGRAPHS = 12


def main() -> None:
    """Measure interleaved and print one line."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--clients", type=int, default=32)
    ask.add_argument("--rounds", type=int, default=6)
    ask.add_argument("--seconds", type=float, default=1.0)
    ask.add_argument("--gzip", action="store_true", help="ask for compressed pages")
    args = ask.parse_args()
    newsroom.set_up()
    thread = threads.stored_story(threads.WHOLE)
    threads.fill(thread, threads.WHOLE, count())
    pages = {
        "story": _story(),
        "thread": f"/story/{thread.public_id}/comments/",
        "json": f"/api/stories/{thread.public_id}/comments",
    }
    figures: dict[str, object] = {"benchmark": "cached_page", "clients": args.clients}
    with newsroom.server(KEPT_PORT) as kept:
        for name, path in pages.items():
            request = _request(path, is_gzipped=args.gzip)
            with _bare(path, is_gzipped=args.gzip) as bare:
                measured = _measure(request, (kept, bare), args)
            figures |= {f"{name}_{figure}": value for figure, value in measured.items()}
    newsroom.main_line(figures)


def _story() -> str:
    from dateline.core.story import Paragraph
    from dateline.pages.models import SectionPage, Story
    from dateline.pages.services import draw_lines, publish_story

    now = threads.BEGAN_AT
    story = Story(
        headline="Kesterholm takes in more ships",
        slug="kesterholm-takes-in-more-ships",
        section=SectionPage.objects.get(slug="world"),
        credit_line="NWA",
    )
    story.set_body(Paragraph(text=text) for text in newsroom.copy_of(1, paragraphs=PARAGRAPHS))
    publish_story(story=story, by=None, now=now)
    draw_lines(story=story, now=now)
    return story.get_absolute_url()


def _request(path: str, *, is_gzipped: bool) -> bytes:
    accepted = "gzip" if is_gzipped else "identity"
    lines = (f"GET {path} HTTP/1.1", "Host: 127.0.0.1", f"Accept-Encoding: {accepted}", "", "")
    return "\r\n".join(lines).encode()


@contextmanager
def _bare(path: str, *, is_gzipped: bool) -> Iterator[int]:
    """Run the bare application with the page as the newsroom answers it; yield its group."""
    from dateline.project.serving import web_command

    connection = http.client.HTTPConnection("127.0.0.1", KEPT_PORT)
    accepted = "gzip" if is_gzipped else "identity"
    connection.request("GET", path, headers={"Host": "127.0.0.1", "Accept-Encoding": accepted})
    answer = connection.getresponse()
    page = [answer.getheaders(), answer.read().decode("latin-1")]
    headers = [pair for pair in page[0] if pair[0].lower() not in ("date", "server")]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump([headers, page[1]], file)
        file.flush()
        command = [
            "benchmarks.bare_page:application" if part.startswith("dateline.") else part
            for part in web_command("127.0.0.1", BARE_PORT)
        ]
        environment = os.environ | {"BENCHMARK_BARE_PAGE": file.name}
        process = subprocess.Popen(command, process_group=0, env=environment)
        try:
            newsroom.wait_for(f"http://127.0.0.1:{BARE_PORT}/")
            yield process.pid
        finally:
            process.terminate()
            process.wait(timeout=20)


def _measure(request: bytes, groups: tuple[int, int], args: argparse.Namespace) -> dict[str, float]:
    """Return requests a second, CPU ms a request and p99, kept and bare, and their ratios."""
    ports = (KEPT_PORT, BARE_PORT)
    sizes = [_answer_bytes(request, port) for port in ports]
    times: tuple[list[float], list[float]] = ([], [])
    cpu, wall = [0.0, 0.0], [0.0, 0.0]
    rates: list[float] = []
    for _ in range(args.rounds):
        rate = []
        for which, port in enumerate(ports):
            before, started = newsroom.cpu_seconds(groups[which]), time.perf_counter()
            asked = _load(request, sizes[which], port, args.clients, args.seconds)
            took = time.perf_counter() - started
            wall[which] += took
            cpu[which] += newsroom.cpu_seconds(groups[which]) - before
            times[which].extend(asked)
            rate.append(len(asked) / took)
        rates.append(rate[0] / rate[1])
    p99 = [sorted(of_one)[int(len(of_one) * 0.99)] * 1000 for of_one in times]
    each = [cpu[which] / len(times[which]) * 1000 for which in (0, 1)]
    return {
        "kb": round(sizes[0] / 1024, 1),
        "requests_per_second": round(len(times[0]) / wall[0]),
        "bare_requests_per_second": round(len(times[1]) / wall[1]),
        "rate_ratio": round(statistics.median(rates), 3),
        "cpu_ms_per_request": round(each[0], 4),
        "bare_cpu_ms_per_request": round(each[1], 4),
        "p99_ms": round(p99[0], 2),
        "bare_p99_ms": round(p99[1], 2),
        "p99_ratio": round(p99[0] / p99[1], 2),
    }


def _answer_bytes(request: bytes, port: int) -> int:
    """Ask until the page is kept, and return the length of one whole answer with its headers."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        for _ in range(3):
            connection.sendall(request)
            answer = b""
            while b"\r\n\r\n" not in answer:
                answer += connection.recv(1 << 18)
            head, _, body = answer.partition(b"\r\n\r\n")
            missing = int(head.lower().partition(b"content-length: ")[2].split()[0]) - len(body)
            size = len(answer) + missing
            while missing:
                missing -= len(connection.recv(missing))
    return size


def _load(
    request: bytes, answer_bytes: int, port: int, clients: int, seconds: float
) -> list[float]:
    """Ask over kept-open connections and return the seconds of each request."""
    times: list[float] = []
    with ExitStack() as open_connections, selectors.EpollSelector() as ready:
        for _ in range(clients):
            connection = socket.create_connection(("127.0.0.1", port))
            open_connections.enter_context(connection)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            ready.register(connection, selectors.EVENT_READ, [0, time.perf_counter()])
            connection.send(request)
        now = time.perf_counter()
        end = now + seconds
        while now < end:
            for key, _events in ready.select(timeout=5):
                state = key.data
                state[0] += len(key.fileobj.recv(1 << 18))
                if state[0] < answer_bytes:
                    continue
                now = time.perf_counter()
                times.append(now - state[1])
                state[0], state[1] = 0, now
                key.fileobj.send(request)
    return times


if __name__ == "__main__":
    main()
