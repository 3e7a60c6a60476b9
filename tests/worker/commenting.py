"""Readers of a real newsroom: forms given out beforehand, sent by HTTP from many addresses."""

import http.client
import json
import os
import re
import resource
import signal
import socket
import subprocess
import time
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from tests.worker.newsroom import PATIENCE_SECONDS, Newsroom

FOUNDING = """
import json
from datetime import timedelta
from dateline.core.story import Paragraph
from dateline.discussion import tickets
from dateline.pages import clock
from dateline.pages.models import SectionPage, Story
from dateline.pages.services import found_newsroom, publish_story

found_newsroom(name="Gazette", sections=dict(world="World"), base_url="http://127.0.0.1")
story = Story(headline="Quay open", slug="quay", section=SectionPage.objects.get(slug="world"))
story.live = False
story.set_body([Paragraph("The harbour of Kesterholm reopened on Monday.")])
publish_story(story=story, by=None, now=clock.now())
given_out = clock.now() - timedelta(minutes=1)
issued = [
    tickets.issue(story_id=story.pk, parent_id=None, now=given_out) for _ in range({count})
]
open({path!r}, "w").write(json.dumps([story.public_id, issued]))
"""


class Readers:
    """A founded newsroom with one story, its web server, and forms to fill in."""

    def __init__(self, newsroom: Newsroom, forms: int) -> None:
        self.newsroom = newsroom
        newsroom.environment |= {
            "DATELINE_TRUSTED_PROXIES": "127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "tests.worker.impatient",
        }
        given = newsroom.folder / "forms.json"
        founding = FOUNDING.format(count=forms, path=str(given))
        assert newsroom.manage("shell", "-c", founding).wait() == 0, newsroom.log()
        self.story, self.tickets = json.loads(given.read_text())
        self.port = _free_port()

    def serve(self) -> subprocess.Popen[bytes]:
        """Start the web server, and return once it answers."""
        from dateline.project.serving import web_command

        server = self.newsroom.start(*web_command("127.0.0.1", self.port)[1:])
        deadline = time.monotonic() + 3 * PATIENCE_SECONDS
        while True:
            try:
                assert self.request("GET", "/health")[0] == 200
                return server
            except OSError:
                assert time.monotonic() < deadline, self.newsroom.log()
                time.sleep(0.02)

    def send(self, ticket: str, text: str, reader: int = 1) -> tuple[int, str, str]:
        """Send a comment and return the status, where it leads, and the page."""
        fields = {"name": "Odd L.", "email": f"odd.{reader}@example.org", "text": text}
        return self.press(f"/story/{self.story}/comments/", fields | {"ticket": ticket}, reader)

    def press(self, path: str, fields: dict[str, str], reader: int = 1) -> tuple[int, str, str]:
        """Send a form as the page's own, and return the status, where it leads, and the page."""
        headers = {
            "Origin": f"http://127.0.0.1:{self.port}",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": f"192.0.{reader // 250}.{reader % 250}",
        }
        return self.request("POST", path, urlencode(fields), headers)

    def request(
        self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
    ) -> tuple[int, str, str]:
        """Return the status, where it leads, and the page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers.get("Location", ""), answer.read().decode()
        except http.client.HTTPException as error:
            raise ConnectionError from error
        finally:
            connection.close()

    def say(self, head: str, body: bytes = b"") -> int:
        """Send a request as it is written, lines ending in any way, and return the status."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE_SECONDS) as connection:
            connection.sendall(f"{head}\r\nConnection: close\r\n\r\n".encode("latin-1") + body)
            answer = connection.makefile("rb").readline()
        return int(answer.split()[1])


def form_in(page: str) -> dict[str, str]:
    """Return the fields of the form on a page, as a browser would send them again."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    areas = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n([^<]*)</textarea>', page)
    return {name: unescape(value) for name, value in hidden + areas}


def family(process: subprocess.Popen[bytes]) -> list[int]:
    """Return the ids of a process and of those it started."""
    found = [process.pid]
    for pid in found:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        found += map(int, children)
    return found


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and those it started as a power cut would."""
    for pid in family(process):
        os.kill(pid, signal.SIGKILL)
    process.wait()


def let_files_grow_to(limit_bytes: int, process: subprocess.Popen[bytes]) -> None:
    """Have the disk seem full to a process as soon as a file of it is as long as that."""
    for pid in family(process):
        _soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        soft = hard if limit_bytes == 0 else limit_bytes
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
