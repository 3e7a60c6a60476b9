"""The comment analyzer, served alone: six attributes, mostly short comments, some of 20 KB."""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import newsroom
from benchmarks.analyzer_client import post_all

PORT = 8978
TARGET = "/v1alpha1/comments:analyze?key=any"
SIX = ("TOXICITY", "SEVERE_TOXICITY", "IDENTITY_ATTACK", "INSULT", "PROFANITY", "THREAT")
WORDS = (
    "the harbour crane was late again and nobody at the port authority said why ships waited "
    "thank you for this report I think the minister is wrong what an idiot this is rubbish "
    "people like you never read the story damn fees stupid plan good point well said"
).split()


def main() -> None:
    """Measure and print one line."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--clients", type=int, default=16)
    ask.add_argument("--requests", type=int, default=6_000)
    args = ask.parse_args()
    bodies = _bodies(500)
    environment = os.environ | {"DATELINE_DATA_DIR": tempfile.mkdtemp(prefix="dateline-benchmark-")}
    program = str(Path(sys.executable).with_name("dateline"))
    server = subprocess.Popen(
        [program, "scorer", "serve", "--port", str(PORT)],
        env=environment,
        process_group=0,
        stdout=subprocess.DEVNULL,
    )
    try:
        newsroom.wait_for(f"http://127.0.0.1:{PORT}/health")
        _load(bodies, clients=args.clients, requests=1_000)
        before, own_before = newsroom.cpu_seconds(server.pid), time.process_time()
        started = time.perf_counter()
        times = _load(bodies, clients=args.clients, requests=args.requests)
        wall = time.perf_counter() - started
        own_cpu = time.process_time() - own_before
        cpu = newsroom.cpu_seconds(server.pid) - before
    finally:
        server.terminate()
        server.wait(timeout=20)
    newsroom.main_line(
        {
            "benchmark": "analyzer",
            "clients": args.clients,
            "requests": len(times),
            "requests_per_second": round(len(times) / wall, 1),
            "p50_ms": round(statistics.median(times) * 1000, 1),
            "p99_ms": round(sorted(times)[int(len(times) * 0.99)] * 1000, 1),
            "cpu_ms_per_request": round(cpu / len(times) * 1000, 3),
            "client_cpu_ms_per_request": round(own_cpu / len(times) * 1000, 3),
        }
    )


def _bodies(count: int) -> list[bytes]:
    """Return requests of 200 characters at the median; one in a hundred is of 20 KB."""
    chance = random.Random(1)
    bodies = []
    for number in range(count):
        length = 20_000 if number % 100 == 99 else int(chance.lognormvariate(5.3, 0.7))
        text = ""
        while len(text) < length:
            text += chance.choice(WORDS) + chance.choice([" ", " ", " ", ". ", "! "])
        body = {
            "comment": {"text": text[:length] or "x"},
            "requestedAttributes": {name: {} for name in SIX},
            "languages": ["en"],
            "doNotStore": True,
        }
        bodies.append(json.dumps(body).encode())
    return bodies


def _load(bodies: list[bytes], *, clients: int, requests: int) -> list[float]:
    """Send requests over connections that are kept open; return the seconds of each."""
    sent = [bodies[turn % len(bodies)] for turn in range(requests)]
    return post_all(("127.0.0.1", PORT), TARGET, sent, connections=clients)


if __name__ == "__main__":
    main()
