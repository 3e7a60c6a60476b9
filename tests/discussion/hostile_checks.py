"""What no page may have after hostile submissions, and no log."""

import csv
import io
import itertools
import json
import logging
import re
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from dateline.discussion.mail_links import Purpose, token_for
from dateline.discussion.models import Author, Comment
from tests.discussion.hostile import MARK, letters_of

# Of these a page has as many as it had before anybody was hostile.
COUNTED = ("script", "style", "link", "base", "meta", "iframe", "object", "img", "math", "template")
ATOM = "{http://www.w3.org/2005/Atom}"
# What a spreadsheet takes for a formula. Source: OWASP, CSV injection.
FORMULA_BEGINS = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
# All that the comments of a page are made of.
OF_COMMENTS = {
    "html", "body", "main", "ol", "li", "article", "header", "span", "bdi", "br", "a", "time",
    "div", "p", "footer",
}  # fmt: skip


class Heard(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def listening():
    """Keep what is logged meanwhile."""
    heard = Heard()
    root = logging.getLogger()
    root.addHandler(heard)
    try:
        yield heard
    finally:
        root.removeHandler(heard)


def counted(page: Any) -> dict[str, int]:
    """Return how many of the elements that could do something a page has."""
    return {name: len(page.findall(f".//{name}")) for name in COUNTED}


def check_markup(page: Any, where: str) -> None:
    """Make sure that no element, attribute, address or script of a page is a reader's."""
    for element in page.iter(etree.Element):
        assert MARK not in element.tag, (where, element.tag)
        for name, value in element.attrib.items():
            assert not re.match(f"on|.*{MARK}", name), (where, element.tag, name)
            if name != "value":
                assert MARK not in value, (where, element.tag, name, value)
            assert not re.match(r"\s*(javascript|data:text)", value), (where, name, value)
    for script in page.iter("script"):
        if script.get("type") == "application/ld+json":
            json.loads(script.text)
        else:
            assert MARK not in (script.text or ""), where


def check_written(html: str, comments: Sequence[Comment]) -> None:
    """Make sure that comments written for readers say what was sent, and are nothing but words."""
    page = lxml_html.document_fromstring(f"<main>{html}</main>")
    check_markup(page, "the thread")
    assert {element.tag for element in page.iter(etree.Element)} <= OF_COMMENTS
    assert not page.findall(".//span[@class='badge']"), "nobody of the house wrote any of it"
    articles = page.findall(".//article")
    assert len(articles) == len(comments)
    for article, comment in zip(articles, comments, strict=True):
        name, text = article.find(".//bdi"), article.find("div")
        assert letters_of(name.text_content()) == letters_of(comment.author_name), comment.pk
        assert letters_of(text.text_content()) == letters_of(comment.text), comment.pk


def check_headers(answer: Any, what: Any) -> None:
    """Make sure that no header of an answer is a reader's, and that it leads to no other site."""
    for name, value in answer.items():
        assert not re.search(r"[\r\n]", value), (what, name, value)
        assert f"//{MARK}" not in value.replace("\\", "/"), (what, name, value)
    if 300 <= answer.status_code < 400:
        assert re.match(r"(http://testserver)?/(?![/\\])", answer.url), (what, answer.url)
    is_of_readers = not answer.wsgi_request.path.startswith(("/admin/", "/_util/"))
    # A broken cookie is taken back from who sends it; nobody is given one.
    has_cookie = "HTTP_COOKIE" in answer.wsgi_request.META
    assert not (is_of_readers and answer.cookies and not has_cookie), what


def check_own_data(author: Author, post: Callable[[str], Any], now: datetime) -> None:
    """Make sure that what an author takes along is data: no formula, and well-formed."""
    link = f"/comments/me/{token_for(Purpose.OWN_DATA, author.pk, now=now)}/"
    table, data = (post(f"{link}{what}/").content.decode() for what in ("csv", "json"))
    rows = list(csv.reader(io.StringIO(table)))
    assert len(rows) - 1 == len(json.loads(data)["comments"]) > 0
    for cell in itertools.chain(*rows):
        assert cell[:1] not in FORMULA_BEGINS, cell


def check_comments_feed(feed: bytes) -> None:
    """Make sure that a feed of comments is well-formed, and each entry words only."""
    for entry in etree.fromstring(feed).iter(f"{ATOM}entry"):
        content = entry.find(f"{ATOM}content")
        assert content.get("type") == "html"
        check_markup(lxml_html.document_fromstring(f"<main>{content.text}</main>"), "the feed")
