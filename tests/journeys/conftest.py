"""A real newsroom: the program itself with its demo stories, and a real browser in front of it."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.discussion.mail_server import MailServer, Postbox
from tests.in_chromium import launch

PROGRAM = str(Path(sys.executable).with_name("dateline"))
_visitors = count(1)


@dataclass(frozen=True)
class Newsroom:
    """A running newsroom: where it answers, and the login it showed once."""

    url: str
    environment: dict[str, str]
    editor: str
    password: str

    def run(self, *arguments: str) -> str:
        """Run `dateline …` in this newsroom and return what it printed."""
        done = subprocess.run(
            [PROGRAM, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@dataclass
class Letters:
    """What a real mail server took from the newsroom, in the order it came."""

    postbox: Postbox
    read: int = 0

    def next_to(self, address: str) -> EmailMessage:
        """Return the next mail to an address that was not read yet, waiting for it."""
        deadline = time.monotonic() + 60
        while True:
            for number, mail in enumerate(self.postbox.mails[self.read :], self.read + 1):
                if mail["To"] == address:
                    self.read = number
                    return mail
            assert time.monotonic() < deadline, f"no mail came to {address}"
            time.sleep(0.1)

    def link_to(self, address: str) -> str:
        """Return the first link in the next mail to an address."""
        found = re.search(r"https?://\S+", self.next_to(address).get_content())
        assert found
        return found[0]


@pytest.fixture(scope="session")
def mail_server() -> Iterator[MailServer]:
    """A real mail server, before the newsroom that hands its mails to it."""
    with MailServer() as server:
        yield server


@pytest.fixture
def letters(mail_server) -> Letters:
    """The mails that come from now on."""
    return Letters(mail_server.postbox, read=len(mail_server.postbox.mails))


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory, mail_server) -> Iterator[Newsroom]:
    """`dateline demo`, then `dateline serve`, as script/server does."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("DATELINE_") and name != "DJANGO_SETTINGS_MODULE"
    } | {
        "DATELINE_DATA_DIR": str(tmp_path_factory.mktemp("newsroom")),
        "DATELINE_BASE_URL": url,
        "DATELINE_TRUSTED_PROXIES": "127.0.0.1",
        "DATELINE_MAIL_HOST": "127.0.0.1",
        "DATELINE_MAIL_PORT": str(mail_server.port),
        "DATELINE_MAIL_TLS": "none",
    }
    demo = subprocess.run(
        [PROGRAM, "demo"], env=environment, capture_output=True, text=True, timeout=180, check=False
    )
    assert demo.returncode == 0, demo.stdout + demo.stderr
    login = re.search(r"Login: (\S+)\s+Password: (\S+)", demo.stdout)
    assert login, demo.stdout
    server = subprocess.Popen(
        [PROGRAM, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(f"{url}/health")
        yield Newsroom(url, environment, login[1], login[2])
    finally:
        server.terminate()
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            assert time.monotonic() < deadline, f"{url} does not answer"
            time.sleep(0.2)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without its own background traffic."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium, newsroom) -> Iterator[Callable[..., Page]]:
    """Open the browser of one more visitor, at a connection of their own.

    All of them sit on this machine; the newsroom trusts it as its proxy and tells them apart by
    what it forwards, or the limits of one connection would count the whole run as one reader.
    """
    contexts = []

    def open_page(**options: Any) -> Page:
        context = chromium.new_context(
            base_url=newsroom.url,
            extra_http_headers={"X-Forwarded-For": f"2001:db8:0:{next(_visitors):x}::1"},
            **({"viewport": {"width": 1280, "height": 900}} | options),
        )
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(visitor) -> Page:
    """A reader's page at desktop width."""
    return visitor()


@pytest.fixture
def context(page) -> BrowserContext:
    """The browser of that reader: its cookies and its network."""
    return page.context


@pytest.fixture
def desk(visitor, newsroom) -> Page:
    """The desk, with the editor of the first start signed in."""
    page = visitor()
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(newsroom.editor)
    page.get_by_label("Password").fill(newsroom.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")
    return page
