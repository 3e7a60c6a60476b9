"""What a request says of itself: whether one of our own pages sent it, and how large it is."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def is_from_here(request: HttpRequest) -> bool:
    """Return whether a form comes from this site, by what browsers say and scripts cannot forge.

    `Sec-Fetch-Site` where a browser sends it, `Origin` (or `Referer`) always: one must be ours.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    sent_from = request.headers.get("Origin") or request.headers.get("Referer") or ""
    if (
        sent_from == "null"
    ):  # a page with no-referrer may send no more; then the browser's word counts
        return request.headers.get("Sec-Fetch-Site") == "same-origin"
    try:
        parts = urlsplit(sent_from)
    except ValueError:  # no address at all, such as “http://[”
        return False
    return parts.scheme in ("http", "https") and parts.netloc == request.get_host()


def announced_bytes(request: HttpRequest) -> int:
    """Return how many bytes a request says its body has; 0 where it says nothing that is a number.

    Django reads no more of it than that either.
    """
    try:
        return int(request.headers.get("Content-Length", ""))
    except ValueError:
        return 0
