"""Keeping personal pages where they belong."""

from django.http import HttpResponse


def private(response: HttpResponse, *, referrer: str = "no-referrer") -> HttpResponse:
    """Keep a personal page out of caches, search engines and other sites' referrers."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = referrer
    return response
