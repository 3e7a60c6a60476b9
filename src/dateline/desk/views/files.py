"""The kept files of pictures, for the desk alone: readers get theirs from the pages."""

import mimetypes
from pathlib import PurePosixPath

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_required

from dateline.desk.permissions import CHANGE_STORY

# Shown in the browser; whatever else lies there is only handed out.
SHOWN_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"}


@permission_required(CHANGE_STORY)
@require_safe
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Give a kept file, whatever state its picture is in."""
    storage = storages["default"]
    if not storage.exists(name):
        raise Http404
    is_shown = PurePosixPath(name).suffix.lower() in SHOWN_SUFFIXES
    media_type = mimetypes.guess_type(name)[0] if is_shown else None
    response = FileResponse(
        storage.open(name),
        as_attachment=not is_shown,
        content_type=media_type or "application/octet-stream",
    )
    response["Cache-Control"] = "private, no-cache"
    return response
