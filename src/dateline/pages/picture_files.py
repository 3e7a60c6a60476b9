"""The files of pictures, from our own address, and only while they may be shown.

A browser or cache may keep a file but asks before it shows it again, so that a kill, an expiry or
an embargo holds at once. Asking again costs one query and no bytes.
"""

from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from dateline.media.models import NewsImage
from dateline.pages import clock, selectors
from dateline.pages.pictures import MEDIA_TYPES


@require_safe
def picture(request: HttpRequest, pk: int, width: int, extension: str) -> HttpResponseBase:
    """Give one size of a picture that stands beside a public story; 410 once it is withdrawn."""
    now = clock.now()
    answer = selectors.picture_for_readers(pk, now)
    if answer is None:
        raise Http404
    found, is_shown_somewhere = answer
    if found.is_killed or found.is_expired(now):
        return _kept_by_asking(HttpResponse(status=410))
    is_made = any(size["width"] == width and extension in size["bytes"] for size in found.sizes)
    if not is_made or not found.is_usable(now) or not is_shown_somewhere:
        raise Http404
    etag = quote_etag(f"{found.sha256[:16]}{found.sizes_hash[:16]}-{width}-{extension}")
    response = get_conditional_response(request, etag=etag) or _file(found, width, extension)
    response["ETag"] = etag
    return _kept_by_asking(response)


def _file(found: NewsImage, width: int, extension: str) -> HttpResponse:
    try:
        with storages["default"].open(found.size_path(width, extension)) as file:
            return HttpResponse(file.read(), content_type=MEDIA_TYPES[extension])
    except FileNotFoundError:  # killed since the row was read, or lost
        raise Http404 from None


def _kept_by_asking(response: HttpResponseBase) -> HttpResponseBase:
    response["Cache-Control"] = "no-cache"
    return response
