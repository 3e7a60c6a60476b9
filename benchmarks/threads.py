"""A page of a thread: what the first of 500 and of 50,000 comments costs beside one of 50.

Besides: all 500 comments as JSON, and the count a page asks for.
"""

import argparse
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from benchmarks import newsroom

if TYPE_CHECKING:
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
        story = _story(size)
        _fill(story, size, forms)
        paths[str(size)] = f"/story/{story.public_id}/comments/"
        if size == WHOLE:
            paths["json"] = f"/api/stories/{story.public_id}/comments"
            paths["count"] = f"{paths['json']}/count"
            paths["atom"] = f"/story/{story.public_id}/comments/atom.xml"
    measured = _measure(paths, args.rounds)
    newsroom.main_line({"benchmark": "threads", "rounds": args.rounds} | measured)


def _story(size: int) -> "Story":
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


def _fill(story: "Story", size: int, forms: Iterator[int]) -> None:
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
    roots = Comment.objects.bulk_create(
        [comment(number, is_listed=True) for number in range(begins)], batch_size=1_000
    )
    answers = []
    for number in range(size - begins):
        root = roots[number % begins]
        root.replies_made += 1
        root.shown_replies += 1
        place = {"parent": root, "root": root, "reply_number": root.replies_made}
        answers.append(comment(begins + number, **place))
    Comment.objects.bulk_create(answers, batch_size=1_000)
    Comment.objects.bulk_update(roots, ["replies_made", "shown_replies"], batch_size=500)
    Discussion.objects.create(story=story, shown_count=size)


def _measure(paths: dict[str, str], rounds: int) -> dict[str, object]:
    """Return CPU ms, bytes and queries of each: first pages by size, and the other surfaces."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    cpu: dict[str, list[float]] = {size: [] for size in paths}
    result: dict[str, object] = {}
    for size, path in paths.items():
        client.get(path)  # what is looked up once in a process
        with CaptureQueriesContext(connection) as queries:
            page = client.get(path).content.decode()
        result[f"queries_{size}"] = len(queries)
        result[f"comments_{size}"] = page.count('id="comment-') + page.count('{"id": ')
        result[f"kb_{size}"] = round(len(page.encode()) / 1024, 1)
    for _ in range(rounds):
        for size, path in paths.items():
            started = time.process_time()
            client.get(path)
            cpu[size].append(time.process_time() - started)
    for size, seconds in cpu.items():
        result[f"cpu_ms_{size}"] = round(statistics.median(seconds) * 1000, 2)
    return result


if __name__ == "__main__":
    main()
