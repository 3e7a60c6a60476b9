"""A page of a thread: what the first of 500 and of 50,000 comments costs beside one of 50.

Besides: all 500 comments as JSON, their count, and their feed.
"""

import argparse
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING

from benchmarks import newsroom

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

    from dateline.discussion.models import Comment
    from dateline.pages.models import Story

SIZES = (50, 500, 50_000)
WHOLE = 500
BEGAN_AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
# Of each ten comments, so many begin a thread; the others answer the one before.
BEGINNINGS_OF_TEN = 6
WORDS = "The pilots of Lund Bay deserve a roster that lets them sleep, and a word of thanks. "


def main() -> None:
    """Measure interleaved and print one line."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--rounds", type=int, default=40)
    args = ask.parse_args()
    newsroom.set_up()
    forms = count()
    paths = {}
    for size in SIZES:
        story = stored_story(size)
        fill(story, size, forms)
        paths[str(size)] = f"/story/{story.public_id}/comments/"
        if size == WHOLE:
            paths["json"] = f"/api/stories/{story.public_id}/comments"
            paths["count"] = f"{paths['json']}/count"
            paths["atom"] = f"/story/{story.public_id}/comments/atom.xml"
    measured = _measure(paths, args.rounds)
    newsroom.main_line({"benchmark": "threads", "rounds": args.rounds} | measured)


def stored_story(size: int) -> "Story":
    from dateline.core.story import Paragraph
    from dateline.pages.models import SectionPage, Story

    story = Story(
        headline=f"Kesterholm speaks of {size} ships",
        slug=f"kesterholm-speaks-{size}",
        section=SectionPage.objects.get(slug="world"),
        live=True,
        published_at=BEGAN_AT,
        first_published_at=BEGAN_AT,
    )
    story.set_body([Paragraph(text="The harbour of Kesterholm took in more ships than ever.")])
    story.save()
    return story


def fill(story: "Story", size: int, forms: Iterator[int]) -> None:
    """Store so many shown comments, and what the story and each thread know of them."""
    from dateline.discussion.models import Comment, Discussion

    def comment(number: int, **place: object) -> "Comment":
        return Comment(
            story=story,
            author_name=f"Signe Tarn {number}",
            text=WORDS * (1 + number % 4),
            state=Comment.State.SHOWN,
            submitted_at=BEGAN_AT + timedelta(seconds=number),
            form_hash=f"form-{next(forms)}",
            **place,
        )

    begins = size * BEGINNINGS_OF_TEN // 10
    roots = []
    for number in range(begins):
        made = len(range(number, size - begins, begins))
        counts = {"replies_made": made, "shown_replies": made}
        roots.append(comment(number, is_listed=True, **counts))
    Comment.objects.bulk_create(roots, batch_size=1_000)
    answers = []
    for number in range(size - begins):
        root = roots[number % begins]
        place = {"parent": root, "root": root, "reply_number": 1 + number // begins}
        answers.append(comment(begins + number, **place))
    Comment.objects.bulk_create(answers, batch_size=1_000)
    Discussion.objects.create(story=story, shown_count=size)


def _measure(paths: dict[str, str], rounds: int) -> dict[str, object]:
    """Return CPU ms, bytes and queries of the first page by the size of the discussion.

    The rounds are interleaved; the least is nearest to what an idle machine needs, the median says
    how much the machine moved.
    """
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    handler = WSGIHandler()
    asked: dict[str, list[float]] = {size: [] for size in paths}
    rendered: dict[str, list[float]] = {str(size): [] for size in SIZES}
    result: dict[str, object] = {}
    for size, path in paths.items():
        _ask(handler, path)  # what is looked up once in a process
        with CaptureQueriesContext(connection) as queries:
            page = _ask(handler, path).decode()
        result[f"queries_{size}"] = len(queries)
        result[f"comments_{size}"] = page.count('id="comment-') + page.count('{"id": ')
        result[f"kb_{size}"] = round(len(page.encode()) / 1024, 1)
    for _ in range(rounds):
        for size, path in paths.items():
            started = time.process_time()
            _ask(handler, path)
            asked[size].append(time.process_time() - started)
        for size, seconds in rendered.items():
            started = time.process_time()
            _render(paths[size])
            seconds.append(time.process_time() - started)
    for size in paths:
        result[f"cpu_ms_{size}"] = _milliseconds(asked[size])
    for size in rendered:
        result[f"rendering_cpu_ms_{size}"] = _milliseconds(rendered[size])
    return result


def _ask(handler: "WSGIHandler", path: str) -> bytes:
    """Ask for a page as the web server does, through every middleware."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "http",
    }
    answer = handler(environ, lambda *_: None)
    try:
        return b"".join(answer)
    finally:
        answer.close()


def _render(path: str) -> str:
    """Read the first page of comments and write its HTML, without the page around it."""
    from dateline.discussion import selectors
    from dateline.discussion.thread_html import ThreadWriter
    from dateline.pages import clock

    story = selectors.commented_story(path.split("/")[2], clock.now())
    return ThreadWriter(story, is_open=True).write(selectors.thread_of(story).roots)


def _milliseconds(seconds: list[float]) -> dict[str, float]:
    return {
        "least": round(min(seconds) * 1000, 2),
        "median": round(statistics.median(seconds) * 1000, 2),
    }


if __name__ == "__main__":
    main()
