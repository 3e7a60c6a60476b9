"""Whether a request was sent by one of our own pages."""

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
