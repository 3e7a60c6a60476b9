"""Where the content security policy of the admin differs from the public site's."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse

ADMIN_PREFIXES = ("/admin/",)
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


class FormsInUTF8Middleware:
    """Read addresses and forms as UTF-8, whatever encoding a request says it is in.

    Our pages send nothing else. Of the encodings Python knows, some are none of text, and the
    first look at a form would end in a fault.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.encoding:
            request.encoding = "utf-8"
        return self.get_response(request)
