"""What follows when somebody uploads a picture at the desk, or replaces its file."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save

from dateline.media.models import NewsImage
from dateline.media.tasks import make_sizes_task


def connect() -> None:
    """Listen to saved pictures."""
    post_save.connect(have_sizes_made, sender=NewsImage, dispatch_uid="media.have_sizes_made")


def have_sizes_made(*, instance: NewsImage, raw: bool = False, **_: Any) -> None:
    """Queue the sizes of a file that Wagtail's upload form has put in place."""
    is_new_file = bool(instance.file_hash) and instance.file_hash != instance.sizes_hash
    if is_new_file and not instance.is_killed and not raw:
        transaction.on_commit(partial(make_sizes_task, instance.pk))
