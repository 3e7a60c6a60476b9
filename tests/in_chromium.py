"""Debian's Chromium, and one whose requests this process answers: any state of any page."""

import mimetypes
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any
from urllib.parse import urlsplit

from axe_core_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Playwright, sync_playwright

HERE = "http://testserver"
WIDTHS = (360, 1280)
# The narrowest window in which nothing may have to be pushed sideways (WCAG 2.2, 1.4.10).
NARROWEST = 320
# What the desk's pages are made of besides is Wagtail's.
OURS_AT_THE_DESK = ".moderation"
# What the browser counts for itself, and what it warns of where no certificate is.
NOT_HERE = ("Content-Length", "Cross-Origin-Opener-Policy")
# What sticks out of the window, unless it scrolls within a box of its own.
TOO_WIDE = """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
  [...document.querySelectorAll("main *, .moderation *")]
    .filter(one => one.getBoundingClientRect().right > window.innerWidth + 1)
    .map(one => one.outerHTML.slice(0, 160)).slice(0, 4)"""


def launch(playwright: Playwright) -> Browser:
    """Start Debian's Chromium, without its own background traffic."""
    return playwright.chromium.launch(
        executable_path="/usr/bin/chromium",
        args=[
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ],
    )


class Shown:
    """A browser that shows what test clients are answered, and what went wrong in it.

    It lives in a thread of its own and asks this one for each page: the database of a test is this
    thread's alone.

    faults  dialogs, errors and warnings of the console, requests to elsewhere
    """

    def __init__(self) -> None:
        self.faults: list[str] = []
        self._thread = ThreadPoolExecutor(1)
        self._asked: SimpleQueue[tuple[str, Future[Any]] | None] = SimpleQueue()
        self._client = Client()
        self._answers: dict[str, Any] = {}
        self._do(self._begin)

    def close(self) -> None:
        """Close the browser."""
        self._do(self._end)
        self._thread.shutdown()

    def show(self, client: Client, path: str, answer: Any = None) -> None:
        """Open an address as the client is answered, or with an answer it was given already."""
        self._client, self._answers = client, {path: answer} if answer is not None else {}
        self.faults.clear()

        def go() -> None:
            self._page.set_viewport_size({"width": WIDTHS[-1], "height": 900})
            self._page.goto(path)

        self._do(go)

    def show_html(self, html: str) -> None:
        """Show HTML as a program would that trusts it: with no policy of ours."""
        self.faults.clear()
        self._do(lambda: self._page.set_content(html))

    def violations(self) -> list[Any]:
        """Return what axe-core says against the page at each width, and where it is too wide."""
        found: list[Any] = []

        def look() -> None:
            page = self._page
            is_desk = page.locator(OURS_AT_THE_DESK).count()
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                said = Axe().run(page, context=OURS_AT_THE_DESK if is_desk else None)
                found.extend(
                    (width, one["id"], [(node["target"], node["html"]) for node in one["nodes"]])
                    for one in said["violations"]
                )
            page.set_viewport_size({"width": NARROWEST, "height": 900})
            if too_wide := page.evaluate(TOO_WIDE):
                found.append((NARROWEST, "too wide", too_wide))

        self._do(look)
        return found

    def _do(self, job: Callable[[], None]) -> None:
        """Have the browser's thread do something, and answer meanwhile what its pages ask for."""
        done = self._thread.submit(job)
        done.add_done_callback(lambda _: self._asked.put(None))
        while asked := self._asked.get():
            path, reply = asked
            answer = self._answers.get(path) or self._client.get(path)
            told = b"".join(answer.streaming_content) if answer.streaming else answer.content
            headers = {name: value for name, value in answer.items() if name not in NOT_HERE}
            reply.set_result({"status": answer.status_code, "headers": headers, "body": told})
        done.result()

    def _begin(self) -> None:
        self._playwright = sync_playwright().start()
        self._browser = launch(self._playwright)
        context = self._browser.new_context(base_url=HERE, reduced_motion="reduce")
        context.route("**/*", self._answer)
        self._page = context.new_page()
        self._page.on("dialog", self._dialog)
        self._page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self._page.on("console", self._console)

    def _end(self) -> None:
        self._browser.close()
        self._playwright.stop()

    def _answer(self, route: Any) -> None:
        request = route.request
        url = urlsplit(request.url)
        if f"{url.scheme}://{url.netloc}" != HERE:
            self.faults.append(f"asked elsewhere: {request.url}")
            route.abort()
        elif url.path.startswith("/static/"):
            found = finders.find(url.path.removeprefix("/static/"))
            kind = mimetypes.guess_type(url.path)[0] or ""
            route.fulfill(body=Path(found).read_bytes() if found else b"", content_type=kind)
        else:
            reply: Future[Any] = Future()
            self._asked.put((f"{url.path}?{url.query}" if url.query else url.path, reply))
            route.fulfill(**reply.result())

    def _dialog(self, dialog: Any) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message: Any) -> None:
        # That the page itself is a refusal is what the test asked for.
        if message.type in ("error", "warning") and "the server responded with" not in message.text:
            self.faults.append(f"console: {message.text}")
