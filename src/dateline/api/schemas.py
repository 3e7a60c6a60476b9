"""What the public API gives. Nothing private has a field here."""

from datetime import datetime

from ninja import Schema


class Problem(Schema):
    """An error. Source: RFC 9457."""

    title: str
    status: int


class EvidenceOut(Schema):
    """One sentence of the copy under a line: where it stands, its words, whose they are."""

    start: int
    end: int
    words: str
    source: str | None


class LineOut(Schema):
    """A line that stands on the page."""

    kind: str
    text: str
    speaker: str | None
    origin: str
    approved: bool
    evidence: list[EvidenceOut]


class CorrectionOut(Schema):
    """A correction notice."""

    kind: str
    notice: str
    made_at: datetime


class PictureOut(Schema):
    """A picture beside a story, as its largest JPEG."""

    url: str
    width: int
    height: int
    caption: str
    alt: str
    credit: str
    copyright: str


class StoryOut(Schema):
    """A story as a list has it."""

    id: str
    url: str
    headline: str
    section: str | None
    credit: str
    byline: str
    language: str
    published_at: datetime | None
    updated_at: datetime | None
    picture: PictureOut | None


class StoryDetailOut(StoryOut):
    """A story with its text and its lines; spans count code points of `text`."""

    dateline: str
    text: str
    body_html: str
    topics: list[str]
    lines: list[LineOut]
    corrections: list[CorrectionOut]
    pictures: list[PictureOut]
    copyright: str


class StoriesOut(Schema):
    """A page of stories, newest first; `next` is the cursor of the following one."""

    stories: list[StoryOut]
    next: str | None


class CommentOut(Schema):
    """A comment readers may see, or the place of one that is gone: that has no words, no author.

    state             shown, removed, withdrawn, erased, or held while a moderator looks again
    parent            the comment it answers, which may be gone; null where it begins a thread
    answers           how many a beginning shows below it
    answers_left_out  how many of them are not in this list: `/comments/<id>/answers` has them
    """

    id: int
    url: str
    parent: int | None
    state: str
    author: str | None
    badge: str | None
    text: str | None
    submitted_at: datetime
    edited_at: datetime | None
    picked: bool
    answers: int
    answers_left_out: int


class CommentsOut(Schema):
    """Whole threads, each beginning before its answers; `next` is the cursor of the following."""

    count: int
    comments: list[CommentOut]
    next: str | None


class AnswersOut(Schema):
    """Answers of one thread; `next` is what to ask `after` for the following ones."""

    comments: list[CommentOut]
    next: int | None


class CountOut(Schema):
    """How many comments a story shows, and how many of them whoever asks has not seen, in words."""

    count: int
    new: int
    words: str
