"""What holds for every request: how large it may be, what it is read as, what its page may do."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponse

ADMIN_PREFIXES = ("/admin/",)
LARGE_BODY_PREFIXES = (*ADMIN_PREFIXES, "/wire/")
MOST_DIGITS = 18
# Wagtail's date choosers need inline script and its rich-text editor inline style; its templates
# are compiled in the browser. Editors are signed in, and no reader's words are script there.
ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "frame-src": [SELF],
}


class AdminCSPMiddleware:
    """Give the admin's pages the wider policy Wagtail needs, and nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(ADMIN_PREFIXES):
            response._csp_replace = ADMIN_POLICY  # type: ignore[attr-defined]
        return response


class SmallBodiesMiddleware:
    """Turn away what is larger than any form may be, before any of it is read.

    Django has that limit for words alone: files that are sent along would fill the disk, even where
    no form asks for any. What the desk and the agencies send has limits of its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(LARGE_BODY_PREFIXES):
            return self.get_response(request)
        # What says nothing of its length is not read at all.
        length = request.META.get("CONTENT_LENGTH") or "0"
        most: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if not length.isdecimal():
            return _turned_away(400, "The Content-Length is no number.")
        if len(length) > MOST_DIGITS or int(length) > most:
            return _turned_away(413, f"At most {most} bytes are taken here.")
        return self.get_response(request)


def _turned_away(status: int, why: str) -> HttpResponse:
    kind = "text/plain; charset=utf-8"
    return HttpResponse(f"{why} Nothing was stored.\n", status=status, content_type=kind)


class FormsInUTF8Middleware:
    """Read addresses and forms as UTF-8, whatever encoding a request says it is in.

    Our pages send nothing else. Of the encodings Python knows, some are none of text, and the
    first look at a form would end in a fault. So would, in PostgreSQL, the search for what an
    address with a NUL names.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.encoding:
            request.encoding = "utf-8"
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return _turned_away(400, "An address has no NUL in it.")
        return self.get_response(request)
