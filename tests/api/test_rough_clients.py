"""Clients that are slow, many or mad, and a server that is told to stop: against a real one."""

import http.client
import json
import random
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.api.serving import running_analyzer

ANALYZE = "/v1alpha1/comments:analyze"
SLOW_CLIENTS = 50
PATIENCE_SECONDS = 10


def body_of(text):
    return json.dumps({"comment": {"text": text}, "requestedAttributes": {"TOXICITY": {}}}).encode()


def ask(server, text):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_SECONDS)
    connection.request("POST", f"{ANALYZE}?key={server.key}", body_of(text))
    answer = connection.getresponse()
    found = answer.status, json.loads(answer.read())
    connection.close()
    return found


def test_clients_that_never_finish_their_request_harm_no_other(server):
    begun = [
        socket.create_connection(("127.0.0.1", server.port), timeout=5) for _ in range(SLOW_CLIENTS)
    ]
    try:
        for number, slow in enumerate(begun):
            if number % 2:  # half stop in the head, half in the body
                slow.sendall(f"POST {ANALYZE} HTTP/1.1\r\nHost: a\r\nContent-Le".encode())
            else:
                head = f"POST {ANALYZE}?key={server.key} HTTP/1.1\r\nHost: a\r\n"
                slow.sendall(f'{head}Content-Length: 500\r\n\r\n{{"comment"'.encode())
        started = time.perf_counter()
        for number in range(20):
            status, body = ask(server, f"You stupid idiot, number {number}")
            assert status == 200
            assert body["attributeScores"]["TOXICITY"]["summaryScore"]["value"] > 0.7
        assert time.perf_counter() - started < PATIENCE_SECONDS
    finally:
        for slow in begun:
            slow.close()


def test_what_it_is_working_on_is_answered_before_it_stops(tmp_path):
    chance = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    part = "--b\r\nContent-Type: application/http\r\n\r\nPOST {0}?key={1} HTTP/1.1\r\n\r\n{2}\r\n"
    with running_analyzer(tmp_path) as server:
        calls = []
        for _ in range(20):
            words = ("".join(chance.choices(letters, k=9)) for _ in range(300))
            body = body_of(" ".join(words)).decode()
            calls.append(part.format(ANALYZE, server.key, body))
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        before = server.cpu_seconds()
        connection.request(
            "POST",
            "/batch",
            "".join(calls) + "--b--",
            {"Content-Type": "multipart/mixed; boundary=b"},
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while server.cpu_seconds() - before < 0.1:
            assert time.monotonic() < deadline, "it has not begun"

        server.process.send_signal(signal.SIGTERM)
        answer = connection.getresponse()
        found = answer.read().decode()

        assert answer.status == 200
        assert found.count("HTTP/1.1 200 OK") == len(calls)
        assert server.process.wait(timeout=20) in (0, -15)


def test_no_request_that_the_description_allows_or_forbids_is_a_fault(server):
    program = str(Path(sys.executable).with_name("schemathesis"))
    done = subprocess.run(
        [
            program, "run", f"{server.url}/v1alpha1/openapi.json", "--url", server.url,
            "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,"
            "response_schema_conformance",
            "--phases", "examples,coverage,fuzzing", "--max-examples", "15", "--seed", "1",
            "--generation-database", "none", "--no-color",
            "-H", f"x-goog-api-key: {server.key}",
        ],
        capture_output=True, text=True, timeout=110,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
