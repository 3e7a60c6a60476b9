"""The web server's first look: a page that still stands is answered without Django."""

import re
import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from dateline.pages.keeping import Kept
from dateline.project.keeping.connections import stamps
from dateline.project.keeping.shelf import Headers, Page, Shelf, headers_of_304
from dateline.project.keeping.stamps import EVERY_PAGE, Stamps, is_settled, place_of

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
# Scheme, host, path and query.
Key = tuple[str, str, str, str]

# A story's page is the same whatever stands behind the question mark.
STORY_PAGE = re.compile(r"/story/[a-z0-9]+/(?!comments/)[^/]+/")
# What may be asked of which other addresses; whatever else is asked, Django answers, and nothing
# of it is kept.
ASKED = (
    (re.compile(r"/story/[a-z0-9]+/comments/"), frozenset({"sort", "cursor"})),
    (re.compile(r"/story/[a-z0-9]+/comments/[0-9]+/"), frozenset({"after"})),
    (re.compile(r"/api/stories/[a-z0-9]+/comments"), frozenset({"sort", "cursor", "limit"})),
    (re.compile(r"/api/stories/[a-z0-9]+/comments/count"), frozenset({"seen"})),
    (re.compile(r"/api/stories/[a-z0-9]+/comments/[0-9]+/answers"), frozenset({"after", "limit"})),
)
QUERY_MOST_CHARS = 100
# Of the memory, pages with something behind the question mark have this part for themselves, so
# that whoever tries out words there pushes no story out.
SHARE_OF_QUERIES = 4
# No page is older than this, whatever happens: the longest that a change could stay unseen which
# no process of ours made, or whose process died at the wrong moment.
STANDS_SECONDS = 10.0
LOOKS_FOR_FILE_EVERY_SECONDS = 1.0
PREFIXES = ("/story/", "/api/stories/")
METHODS = ("GET", "HEAD")


class PageKeeper:
    """A WSGI application that stands before Django's.

    shelves     for stories, and for what is asked with a query
    hosts       whom pages are kept for, in small letters and with their port where they have one;
                the port this server listens at may stand behind each
    cookies     names of cookies that make somebody of whoever sends them
    is_proxied  whether a proxy says how a reader asked
    clock       seconds of the wall clock
    """

    def __init__(
        self,
        django: Application,
        stamps: Stamps,
        *,
        most_bytes: int,
        hosts: Iterable[str],
        cookies: Iterable[str],
        is_proxied: bool,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._django = django
        self._stamps = stamps
        for_queries = most_bytes // SHARE_OF_QUERIES
        self._plain, self._asked = Shelf(most_bytes - for_queries), Shelf(for_queries)
        self._hosts = set(hosts)
        self._cookies = tuple(cookies)
        self._is_proxied = is_proxied
        self._clock = clock
        self._look_again_at = 0.0

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, from memory where a page of it still stands."""
        key = self._key(environ)
        if key is None:
            return self._django(environ, start_response)
        page = (self._asked if key[3] else self._plain).get(key)
        if page is not None and self._stands(page):
            page.is_asked_for = True
            return _answer(page, environ, start_response)
        if environ["REQUEST_METHOD"] == "HEAD":
            return self._django(environ, start_response)
        return self._made_anew(key, environ, start_response)

    def _stands(self, page: Page) -> bool:
        now = self._clock()
        if now >= self._look_again_at:
            self._look_again_at = now + LOOKS_FOR_FILE_EVERY_SECONDS
            if self._stamps.look_again():
                self._plain.clear()
                self._asked.clear()
                return False
        words = self._stamps.words
        return (
            words[page.place] == page.word
            and words[EVERY_PAGE] == page.word_of_all
            and page.made_at <= now < page.until
        )

    def _key(self, environ: Environ) -> Key | None:
        """Return what a page is kept under, or None if this request is none for a kept page."""
        path = environ["PATH_INFO"]
        if (
            not path.startswith(PREFIXES)
            or environ["REQUEST_METHOD"] not in METHODS
            or "HTTP_AUTHORIZATION" in environ
            # For Django to weigh.
            or "HTTP_IF_MATCH" in environ
            or "HTTP_IF_UNMODIFIED_SINCE" in environ
            or ("HTTP_COOKIE" in environ and self._is_somebody(environ["HTTP_COOKIE"]))
        ):
            return None
        host = environ.get("HTTP_HOST", "")
        if host not in self._hosts and not self._is_own(host, environ):
            return None
        scheme = environ["wsgi.url_scheme"]
        if self._is_proxied:
            scheme = environ.get("HTTP_X_FORWARDED_PROTO", scheme)
            if scheme not in ("http", "https"):
                return None
        query = environ.get("QUERY_STRING", "")
        if query and STORY_PAGE.fullmatch(path):
            query = ""
        if query and not _is_known(path, query):
            return None
        return scheme, host, path, query

    def _is_somebody(self, cookies: str) -> bool:
        return any(name in cookies for name in self._cookies)

    def _is_own(self, host: str, environ: Environ) -> bool:
        name, colon, port = host.rpartition(":")
        return bool(colon) and port == environ.get("SERVER_PORT") and name in self._hosts

    def _made_anew(
        self, key: Key, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Have Django make a page, keep it if it may be, and answer with it."""
        shelf = self._asked if key[3] else self._plain
        # Before Django reads anything: what is committed from now on makes the page old.
        words, made_at = self._stamps.words.tolist(), self._clock()
        started: list[Any] = []
        asked = {name: value for name, value in environ.items() if name != "HTTP_IF_NONE_MATCH"}
        response: Any = self._django(asked, lambda *given: started.extend(given))
        kept: Kept | None = getattr(response, "kept", None)
        if kept is None or started[0] != "200 OK" or not _is_for_everybody(started[1]):
            shelf.drop(key)
            start_response(*started)
            return response
        place = place_of(kept.story_id)
        page = Page(
            headers=[*started[1], ("Vary", "Accept-Encoding")],
            body=response.content,
            place=place,
            word=words[place],
            word_of_all=words[EVERY_PAGE],
            made_at=made_at,
            until=_until(kept, made_at),
        )
        response.close()
        if is_settled(page.word) and is_settled(page.word_of_all):
            shelf.put(key, page)
        else:
            shelf.drop(key)
            self._stamps.settle(place)
            self._stamps.settle(EVERY_PAGE)
        return _answer(page, environ, start_response)


def keep_pages(django: Application) -> Application:
    """Return the application that answers readers, before Django's where pages may be kept."""
    if not settings.PAGE_CACHE_BYTES:
        return django
    names = {host.lower() for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*"))}
    return PageKeeper(
        django,
        stamps(),
        most_bytes=settings.PAGE_CACHE_BYTES,
        hosts=names | ({urlsplit(settings.BASE_URL).netloc} if _is_allowed_base(names) else set()),
        cookies=(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"),
        is_proxied=settings.SECURE_PROXY_SSL_HEADER is not None,
    )


def _is_allowed_base(names: set[str]) -> bool:
    return urlsplit(settings.BASE_URL).hostname in names


def _is_known(path: str, query: str) -> bool:
    """Return whether an address may be asked like this, each word once."""
    words = next((words for asked, words in ASKED if asked.fullmatch(path)), frozenset[str]())
    names = [part.partition("=")[0] for part in query.split("&")]
    return (
        len(query) <= QUERY_MOST_CHARS and len(set(names)) == len(names) and words.issuperset(names)
    )


def _is_for_everybody(headers: Headers) -> bool:
    return not any(name.lower() in ("set-cookie", "vary") for name, _ in headers)


def _until(kept: Kept, made_at: float) -> float:
    longest = made_at + STANDS_SECONDS
    return min(longest, kept.until.timestamp()) if kept.until else longest


def _answer(page: Page, environ: Environ, start_response: StartResponse) -> list[bytes]:
    headers, body = page.headers, page.body
    accepted = environ.get("HTTP_ACCEPT_ENCODING")
    if accepted and _takes_gzip(accepted):
        if not page.gzipped:
            page.compress()
        headers, body = page.gzipped_headers, page.gzipped
    if_none_match = environ.get("HTTP_IF_NONE_MATCH")
    if if_none_match and page.is_known(if_none_match):
        start_response("304 Not Modified", headers_of_304(headers))
        return []
    start_response("200 OK", headers)
    return [body] if environ["REQUEST_METHOD"] == "GET" else []


@lru_cache(maxsize=256)
def _takes_gzip(accepted: str) -> bool:
    """Return whether an Accept-Encoding wants gzip. Source: RFC 9110, section 12.5.3."""
    weights = {}
    for one in accepted.lower().split(","):
        coding, _, weight = one.replace(" ", "").partition(";q=")
        weights[coding] = weight.strip("0.") != "" if weight else True
    return weights.get("gzip", weights.get("*", False))
