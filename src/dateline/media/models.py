"""Our own image model, so that credit and licence are never lost."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class NewsImage(AbstractImage):
    """A picture with the credit line and licence it must be shown with."""

    credit_line = models.CharField(_("credit line"), max_length=255, blank=True)
    licence = models.CharField(_("licence"), max_length=255, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit_line", "licence")

    def __str__(self) -> str:
        return str(self.title)


class NewsRendition(AbstractRendition):
    """One size of a picture."""

    image = models.ForeignKey(NewsImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    def __str__(self) -> str:
        return f"{self.image_id} {self.filter_spec}"
