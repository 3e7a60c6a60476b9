"""Background work of the pictures: encoding them takes seconds, so no page view waits for it."""

from django.conf import settings
from huey.contrib.djhuey import db_task

from dateline.media.models import NewsImage
from dateline.media.services import make_sizes

PICTURE_PRIORITY = 3


@db_task(priority=PICTURE_PRIORITY)
def make_sizes_task(picture_id: int) -> None:
    """Make the sizes of a picture whose file is new."""
    picture = NewsImage.objects.get(pk=picture_id)
    if not picture.is_killed:
        make_sizes(picture=picture, max_pixels=settings.PICTURE_MAX_PIXELS)
