"""The demo newsroom: a fictional agency's stories, policies and readers' comments."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Site

from dateline.discussion.models import Comment
from dateline.discussion.services import import_comment
from dateline.intake.models import Source, WirePicture
from dateline.intake.services import fetch_picture, ingest, read_record, receive
from dateline.media.services import PictureFacts, keep_picture
from dateline.pages.models import NewsSettings, PolicyPage, Story
from dateline.pages.services import (
    FIRST_SECTIONS,
    add_picture,
    found_newsroom,
    take_up_all,
)
from dateline.project.demo.pictures import draw_all

FOLDER = Path(__file__).parent
# Plain text brings no picture, so the desk chooses one.
CHOSEN_AT_THE_DESK = "15-winter-storm.txt"
# Which setting of the newsroom names which page.
POLICY_SETTINGS = {
    "House rules": "house_rules",
    "How we check": "how_we_check",
    "Corrections policy": "corrections_policy",
    "Privacy": "privacy",
}


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What the demo newsroom holds after loading."""

    stories: int
    comments: int


def load(*, now: datetime, base_url: str) -> DemoReport:
    """Fill the newsroom; a second time changes nothing, because the wire knows its repeats."""
    site = found_newsroom(name="The Ansel Gazette", sections=FIRST_SECTIONS, base_url=base_url)
    _write_policies(site)
    source, _ = Source.objects.get_or_create(
        slug="nwa",
        defaults={
            "name": "Northern Wire Agency",
            "credit_line": "NWA",
            "policy": Source.Policy.PUBLISH,
            "default_section": "world",
        },
    )
    pictures = draw_all()
    _deliver_pictures(pictures, source, now=now)
    comments = json.loads((FOLDER / "comments.json").read_text())
    for path in sorted((FOLDER / "wire").iterdir()):
        report = ingest(place=path, source=source, now=now)
        take_up_all(wire_item_ids=[item.pk for item in report.waiting], now=now)
        for named in WirePicture.objects.filter(item__record=report.record):
            fetch_picture(wire_picture_id=named.pk, now=now)
        chains = [item.chain_id for item in report.items if item.chain_id]
        if story := Story.objects.filter(chain_id__in=chains).order_by("pk").first():
            for row in comments.get(path.name.partition(".")[0], ()):
                _write_comment(story, row, parent=None, now=now)
            if path.name == CHOSEN_AT_THE_DESK and not story.pictures.exists():
                _choose_picture(story, pictures["storm.jpg"], now=now)
    return DemoReport(stories=Story.objects.count(), comments=Comment.objects.count())


def _choose_picture(story: Story, raw: bytes, *, now: datetime) -> None:
    """Put a picture beside a story whose wire sends none, as the desk would."""
    facts = PictureFacts(
        caption="Waves run against the quay before unlit houses. Drawing.",
        alt_text="Rain and high waves before a dark row of houses under black clouds.",
        credit_line="The Ansel Gazette",
    )
    picture = keep_picture(
        raw=raw, where="storm.jpg", facts=facts, max_pixels=settings.PICTURE_MAX_PIXELS
    )
    add_picture(story=story, picture=picture, by=None, now=now)


def _deliver_pictures(pictures: dict[str, bytes], source: Source, *, now: datetime) -> None:
    """Put the drawn pictures where the wire's items name them: beside themselves."""
    for name, raw in pictures.items():
        origin = str((FOLDER / "wire" / name).absolute())
        record = receive(source=source, raw=raw, origin=origin, now=now)
        read_record(record_id=record.pk, now=now)


def _write_policies(site: Site) -> None:
    """Write the site's own pages once, and name them in its settings."""
    front = site.root_page
    texts = json.loads((FOLDER / "site.json").read_text())
    chosen = NewsSettings.for_site(site)
    if chosen.house_rules_id:
        return
    for title, paragraphs in texts["pages"].items():
        page = front.add_child(
            instance=PolicyPage(title=title, body=_html(paragraphs), show_in_menus=False)
        )
        if setting := POLICY_SETTINGS.get(title):
            setattr(chosen, setting, page)
    chosen.tagline = texts["tagline"]
    chosen.disclaimer = texts["disclaimer"]
    chosen.comment_invitation = texts["comment_invitation"]
    chosen.save()


def _html(paragraphs: list[dict[str, str]]) -> SafeString:
    """Return the paragraphs of a policy as the rich text Wagtail keeps."""
    tags = {"h": "h2", "p": "p", "li": "li"}
    parts: list[str] = []
    for row in paragraphs:
        tag = tags[row["kind"]]
        if tag == "li" and (not parts or not parts[-1].startswith("<li>")):
            parts.append("<ul>")
        if tag != "li" and parts and parts[-1].startswith("<li>"):
            parts.append("</ul>")
        parts.append(format_html("<{0}>{1}</{0}>", tag, row["text"]))
    if parts and parts[-1].startswith("<li>"):
        parts.append("</ul>")
    return mark_safe("".join(parts))  # noqa: S308


def _write_comment(
    story: Story, row: dict[str, Any], *, parent: Comment | None, now: datetime
) -> None:
    """Store one demo comment and its replies; one that is known is left as it is."""
    sent_at = (story.published_at or now) + timedelta(minutes=row["minutes_after"])
    comment = import_comment(
        story=story,
        parent=parent,
        author_name=row["name"],
        email=row["email"],
        text=row["text"],
        is_shown=row["state"] == "shown",
        submitted_at=min(sent_at, now),
        external_id=f"demo:{story.public_id}:{row['minutes_after']}:{row['name']}",
    )
    for reply in row.get("replies", ()):
        _write_comment(story, reply, parent=comment, now=now)
