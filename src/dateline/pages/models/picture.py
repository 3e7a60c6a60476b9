"""The pictures of a story, the leading one first, with the words they carry there."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dateline.media.models import NewsImage
from dateline.pages.models.story import Story


class StoryPictureQuerySet(models.QuerySet["StoryPicture"]):
    """Readers' surfaces ask for `shown` and nothing else."""

    def shown(self, now: datetime) -> Self:
        """Return the pictures that may stand beside their stories at `now`, in page order.

        Whether the story itself may be read is for `Story.objects.public` to say.
        """
        usable = NewsImage.objects.usable(now).values("pk")
        return self.filter(picture__in=usable, removed_at=None).order_by("position", "pk")


class StoryPicture(models.Model):
    """One picture beside one story. Its rights and credit are the picture's own.

    `wire_key` is set for what the wire put there, and `edited_at` once a person has changed it:
    from then on the wire leaves its words alone.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey(NewsImage, on_delete=models.CASCADE, related_name="uses")
    position = models.SmallIntegerField(default=0)
    caption = models.TextField(_("caption"), blank=True)
    alt_text = models.CharField(_("alternative text"), max_length=1000, blank=True)
    wire_key = models.CharField(max_length=500, blank=True)
    edited_at = models.DateTimeField(null=True)
    # Kept when a person takes it off, so that the wire does not bring it back.
    removed_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = StoryPictureQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "picture"], name="picture_once_per_story")
        ]

    def __str__(self) -> str:
        return f"picture {self.picture_id} of {self.story_id}"
