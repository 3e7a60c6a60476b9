"""Killed servers, a full disk, a locked database: what was accepted is there once.

One newsroom with its real web server for all of it.
"""

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from tests.worker.commenting import Readers, form_in, kill, let_files_grow_to
from tests.worker.newsroom import PATIENCE_SECONDS, Newsroom

UNDER_LOAD = 32
TEXT = "The pilots of Lund Bay & <Port Ansel> deserve\na roster that lets them sleep."
# Readers apart from those of the load: how often one may send is limited.
LOCKED, FULL = 1001, 1002
CALM = "We cannot store anything at this moment"


# Seven processes are started: on a busy machine that alone takes its time.
pytestmark = pytest.mark.timeout(400)


@pytest.fixture(scope="module")
def readers(tmp_path_factory, migrated):
    """Readers with forms in their hands, before a server that answers."""
    folder = shutil.copytree(migrated, tmp_path_factory.mktemp("outages") / "newsroom")
    newsroom = Newsroom(folder)
    readers = Readers(newsroom, forms=UNDER_LOAD + 8)
    readers.server = readers.serve()
    yield readers
    newsroom.close()


def texts(readers, like):
    found = "SELECT text FROM dateline_discussion_comment WHERE text LIKE "
    return [text for (text,) in readers.newsroom.ask(f"{found} '{like}' ORDER BY text")]


def assert_kept(readers, answer, before):
    status, _, page = answer
    assert status == 503, (status, readers.newsroom.log())
    assert CALM in page
    assert "Traceback" not in page
    assert form_in(page)["text"] == TEXT
    assert len(texts(readers, "%")) == before


def send_again(readers, page, reader):
    """Press the button of the page that was given back, twice."""
    path = f"/story/{readers.story}/comments/"
    return [readers.press(path, form_in(page), reader) for _ in range(2)]


def test_a_locked_database_keeps_the_words_in_the_form_and_then_takes_them_once(readers):
    before = len(texts(readers, "%"))
    other = sqlite3.connect(readers.newsroom.database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    answer = readers.send(readers.tickets.pop(), TEXT, LOCKED)
    other.execute("ROLLBACK")
    other.close()

    assert_kept(readers, answer, before)
    log = readers.newsroom.log()
    assert "Traceback" not in log
    assert "The database cannot be worked with" in log
    assert TEXT.splitlines()[0] not in log
    assert f"odd.{LOCKED}@" not in log
    first, second = send_again(readers, answer[2], LOCKED)
    assert first[0] == second[0] == 303
    assert first[1] == second[1]
    assert len(texts(readers, "%")) == before + 1


def test_a_full_disk_keeps_the_words_in_the_form_and_loses_nothing_that_was_accepted(readers):
    kept = "/comments/mine/"
    accepted = readers.send(readers.tickets.pop(), "Before the disk was full.", FULL)
    assert accepted[1].startswith(kept)
    before = len(texts(readers, "%"))
    let_files_grow_to(1, readers.server)

    answer = readers.send(readers.tickets.pop(), TEXT, FULL)
    edited = readers.press(f"{accepted[1]}edit/", {"text": TEXT}, FULL)
    read = readers.request("GET", accepted[1])
    let_files_grow_to(0, readers.server)

    assert_kept(readers, answer, before)
    assert_kept(readers, edited, before)
    assert read[0] == 200
    assert "Before the disk was full." in read[2]
    first, second = send_again(readers, answer[2], FULL)
    assert first[1] == second[1]
    assert first[1].startswith(kept)
    assert len(texts(readers, "%")) == before + 1


def test_a_full_disk_of_the_queue_alone_takes_the_comment_and_the_sweep_finds_it(readers):
    queue = sqlite3.connect(readers.newsroom.folder / "queue.sqlite3", isolation_level=None)
    queue.execute(
        "CREATE TRIGGER full BEFORE INSERT ON task BEGIN SELECT RAISE(ABORT, 'full'); END"
    )

    answer = readers.send(readers.tickets.pop(), "While the queue took nothing.")
    queue.execute("DROP TRIGGER full")
    queue.close()

    assert answer[0] == 303, readers.newsroom.log()
    assert len(texts(readers, "While the queue%")) == 1


def test_requests_that_lie_about_themselves_store_nothing_and_harm_nobody(readers):
    before = len(texts(readers, "%"))
    here = f"Host: 127.0.0.1:{readers.port}\r\nOrigin: http://127.0.0.1:{readers.port}"
    form = "Content-Type: application/x-www-form-urlencoded"
    path = f"/story/{readers.story}/comments/"
    fields = {"name": "Odd L.", "email": "odd@example.org", "text": "A lie."}
    body = urlencode(fields | {"ticket": readers.tickets.pop()}).encode()
    post = f"POST {path} HTTP/1.1\r\n{here}\r\n{form}"
    get = f"GET {path} HTTP/1.1\r\n{here}"
    length = f"Content-Length: {len(body)}"
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)

    answered = {
        "in chunks": readers.say(f"{post}\r\nTransfer-Encoding: chunked", chunks),
        "both": readers.say(f"{post}\r\n{length}\r\nTransfer-Encoding: chunked", chunks),
        "two lengths": readers.say(f"{post}\r\n{length}\r\nContent-Length: 5", body),
        "too short": readers.say(f"{post}\r\nContent-Length: 5", body),
        "no number": readers.say(f"{post}\r\nContent-Length: x", body),
        "never sent": readers.say(f"{post}\r\nContent-Length: 99999999999"),
        "other host": readers.say(f"{get}\r\nHost: elsewhere.example"),
        "many headers": readers.say(get + "\r\nA: b" * 1000),
        "long path": readers.say(f"GET /{'a' * 200_000} HTTP/1.1\r\n{here}"),
        "folded": readers.say(f"{get}\r\nA: a\r\n b"),
        "no method": readers.say(f"{post[4:]}\r\n{length}", body),
        "nothing": readers.say("\x00"),
    }

    assert {name for name, status in answered.items() if not 400 <= status < 500} == set(), answered
    assert len(texts(readers, "%")) == before
    assert readers.say(get) == 200


def test_server_and_worker_killed_under_load_lose_no_accepted_comment_and_take_none_twice(readers):
    newsroom = readers.newsroom
    forms = {f"Load {n:03}.": readers.tickets.pop() for n in range(UNDER_LOAD)}
    accepted = []

    def send(number, text):
        try:
            status, _, _ = readers.send(forms[text], text, reader=number)
        except OSError:
            return  # the connection broke: the reader does not know, and will press again
        assert status == 303, (status, newsroom.log())
        accepted.append(text)
        if len(accepted) == UNDER_LOAD // 4:
            kill(readers.server)

    worker = newsroom.manage("run_huey")
    with ThreadPoolExecutor(6) as crowd:
        list(crowd.map(send, *zip(*enumerate(forms, start=2), strict=True)))
    assert UNDER_LOAD // 4 <= len(accepted) < UNDER_LOAD
    assert set(accepted) <= set(texts(readers, "Load%"))

    readers.server = readers.serve()
    with ThreadPoolExecutor(6) as crowd:
        pressed_again = [(n, text) for n, text in enumerate(forms, start=2) if text not in accepted]
        looked_at = "SELECT 1 FROM dateline_discussion_decision LIMIT 1"
        sending = crowd.map(send, *zip(*pressed_again, strict=True))
        newsroom.wait_until(looked_at, seconds=3 * PATIENCE_SECONDS)
        kill(worker)
        list(sending)
    newsroom.manage("run_huey")

    newsroom.wait_until(
        "SELECT 1 WHERE NOT EXISTS "
        "(SELECT 1 FROM dateline_discussion_comment WHERE state = 'received')",
        seconds=3 * PATIENCE_SECONDS,
    )
    assert texts(readers, "Load%") == sorted(forms)
    twice = "SELECT 1 FROM dateline_discussion_{} GROUP BY comment_id, {} HAVING count(*) > 1"
    assert newsroom.ask(twice.format("decision", "act")) == []
    assert newsroom.ask(twice.format("mail", "kind")) == []
    assert newsroom.ask(twice.format("signal", "phase, comment_version")) == []
