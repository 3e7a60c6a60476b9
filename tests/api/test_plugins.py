"""The requests that plugins for forums and blogs send, as their sources write them, replayed.

Source: discourse/discourse-perspective-api, lib/discourse_perspective.rb; WordPress, WP_Http and
`wp_remote_post`, whose requests are HTTP/1.0 unless a site says otherwise.
"""

import http.client
import json
import socket

ANALYZE = "/v1alpha1/comments:analyze"
RUDE = "You stupid idiot"


def test_discourse_reads_a_score_from_each_answer_on_its_one_connection(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    found = []
    for model in ("TOXICITY", "SEVERE_TOXICITY"):
        body = json.dumps(
            {
                "comment": {"text": f"{RUDE}, said **Runa**"},
                "doNotStore": True,
                "sessionId": "https://forum.example_17",
                "requestedAttributes": {model: {"scoreType": "PROBABILITY"}},
            }
        ).encode()
        headers = {
            "Accept": "*/*",
            "Content-Length": str(len(body)),
            "Content-Type": "application/json",
            "User-Agent": "Discourse/3.5.0",
        }
        connection.request("POST", f"{ANALYZE}?key={server.key}", body, headers)
        answer = json.loads(connection.getresponse().read())
        found += [score["summaryScore"]["value"] for score in answer["attributeScores"].values()]
    connection.close()

    toxic, severe = found
    assert 0.7 < toxic <= 1
    assert 0 < severe < toxic


def test_discourse_may_send_a_post_as_long_as_it_cuts_it(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    body = {
        "comment": {"text": "é" * (20 * 1024 // 2)},
        "requestedAttributes": {"TOXICITY": {"scoreType": "PROBABILITY"}},
    }
    connection.request("POST", f"{ANALYZE}?key={server.key}", json.dumps(body).encode())

    assert connection.getresponse().status == 200
    connection.close()


def test_wordpress_is_answered_at_its_old_version_of_http_and_in_phps_own_json(server):
    # PHP escapes slashes and every sign beyond ASCII, and writes an empty object only for one.
    body = (
        rb'{"comment":{"text":"You stupid idiot \ud83d\ude00 see http:\/\/a.example\/\u00e9"},'
        rb'"languages":["en"],"requestedAttributes":{"TOXICITY":{},"INSULT":{}}}'
    )
    head = (
        f"POST {ANALYZE}?key={server.key} HTTP/1.0\r\nHost: scorer.example\r\n"
        "User-Agent: WordPress/6.8; https://blog.example\r\nAccept: */*\r\n"
        "Content-Type: application/json\r\nConnection: close\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(head.encode() + body)
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))

    first, _, rest = answer.partition(b"\r\n")
    headers, _, content = rest.partition(b"\r\n\r\n")
    assert first.split()[1] == b"200"
    assert b"transfer-encoding" not in headers.lower()
    scores = json.loads(content)["attributeScores"]
    assert scores["TOXICITY"]["summaryScore"]["value"] > 0.7
    assert scores["INSULT"]["summaryScore"]["value"] > 0.7
