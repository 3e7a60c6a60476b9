"""Our own image model: a picture with its words, its rights and what may be done with it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet


class PictureQuerySet(ImageQuerySet):
    """Readers' surfaces ask for `usable` and nothing else."""

    def usable(self, now: datetime) -> Self:
        """Return the pictures whose own rights and state let them be shown at `now`."""
        return self.filter(
            Q(embargoed_until=None) | Q(embargoed_until__lte=now),
            Q(expires_at=None) | Q(expires_at__gt=now),
            killed_at=None,
            is_withheld=False,
            is_embargoed_indefinitely=False,
        ).exclude(sizes=[])


class NewsImage(AbstractImage):
    """A picture, its bytes once: the same bytes under two names are one picture.

    `sizes` lists what was made for pages, the narrowest first, such as
    `{"width": 640, "height": 427, "bytes": {"avif": 41000, "webp": 52000, "jpeg": 60000}}`;
    the files lie at `size_path`. Empty: nothing is shown.
    """

    caption = models.TextField(
        _("caption"), blank=True, help_text=_("What a reader is told about it, below the picture.")
    )
    alt_text = models.CharField(
        _("alternative text"),
        max_length=1000,
        blank=True,
        help_text=_("What a reader who does not see it is told. Not the caption again."),
    )
    credit_line = models.CharField(_("credit line"), max_length=255, blank=True)
    licence = models.CharField(_("licence"), max_length=255, blank=True)
    copyright_notice = models.CharField(_("copyright notice"), max_length=500, blank=True)
    usage_terms = models.TextField(
        _("usage terms"), blank=True, help_text=_("For the desk. Readers are not shown them.")
    )
    expires_at = models.DateTimeField(
        _("may be used until"), null=True, blank=True, help_text=_("Empty: without end.")
    )
    agency_uri = models.CharField(max_length=500, blank=True, editable=False, db_index=True)
    # Of the bytes as they came; empty for a picture somebody uploaded at the desk.
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    # Whether the picture's own item came: what text items say of it then only fills gaps.
    has_own_item = models.BooleanField(default=False, editable=False)
    sizes = models.JSONField(default=list, editable=False)
    # `file_hash` of the file they were made from: another one means that they are to be made anew.
    sizes_hash = models.CharField(max_length=40, blank=True, editable=False)
    # What the agency says may be done with it, and what the desk decided.
    is_withheld = models.BooleanField(default=False, editable=False)
    embargoed_until = models.DateTimeField(null=True, editable=False)
    is_embargoed_indefinitely = models.BooleanField(default=False, editable=False)
    killed_at = models.DateTimeField(null=True, editable=False)
    kill_note = models.CharField(max_length=300, blank=True, editable=False)

    objects = PictureQuerySet.as_manager()

    admin_form_fields = (
        "title",
        "file",
        "caption",
        "alt_text",
        "credit_line",
        "copyright_notice",
        "licence",
        "usage_terms",
        "expires_at",
        "collection",
        "tags",
    )

    class Meta(AbstractImage.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=~Q(sha256=""), name="picture_bytes_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def default_alt_text(self) -> str:
        """What Wagtail offers as the alternative text: never the title, which is a file name."""
        return self.alt_text

    @property
    def is_killed(self) -> bool:
        """Whether the picture may never be shown again."""
        return self.killed_at is not None

    def is_expired(self, now: datetime) -> bool:
        """Return whether the time the newsroom may use it for is over."""
        return self.expires_at is not None and self.expires_at <= now

    def is_embargoed(self, now: datetime) -> bool:
        """Return whether it may not be shown yet."""
        return self.is_embargoed_indefinitely or (
            self.embargoed_until is not None and self.embargoed_until > now
        )

    def is_usable(self, now: datetime) -> bool:
        """Return what `PictureQuerySet.usable` would say of this row as it stands in memory."""
        return (
            not self.is_killed
            and not self.is_withheld
            and not self.is_expired(now)
            and not self.is_embargoed(now)
            and bool(self.sizes)
        )

    def size_path(self, width: int, extension: str) -> str:
        """Return where one size lies in the media storage."""
        return f"sizes/{self.pk}/{width}.{extension}"


class NewsRendition(AbstractRendition):
    """One size of a picture for the desk's own screens; readers get `NewsImage.sizes`."""

    image = models.ForeignKey(NewsImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    def __str__(self) -> str:
        return f"{self.image_id} {self.filter_spec}"
