"""What arrived: deliveries, chains of versions, items and the pictures they name."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dateline.intake.models.source import Source


class WireRecord(models.Model):
    """One delivery, byte for byte. The bytes lie in storage under their hash.

    Its own state is the truth: a record that stands still is taken up again by the sweep.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("received, not read yet")
        READ = "read", _("read")
        REFUSED = "refused", _("could not be read")
        FAILED = "failed", _("our fault: will be tried again")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="records")
    received_at = models.DateTimeField()
    origin = models.CharField(max_length=1000, help_text=_("File name or address it came from."))
    origin_hash = models.CharField(max_length=16, blank=True, db_index=True, editable=False)
    # The same bytes from the same place again are the same delivery: counted, not stored twice.
    times_received = models.PositiveIntegerField(default=1)
    last_received_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size_bytes = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    wire_format = models.CharField(max_length=40, blank=True)
    # An attempt is counted before it begins, so that bytes which kill the worker are given up too.
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    # When a person had it read again; those asked for together carry the same moment.
    read_again_at = models.DateTimeField(null=True, db_index=True)
    # Why it was refused or failed, in columns, so that the desk can show where and what.
    error_code = models.CharField(max_length=60, blank=True)
    error_where = models.TextField(blank=True)
    error_found = models.TextField(blank=True)
    error_expected = models.TextField(blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="record_state_due")]

    def __str__(self) -> str:
        return f"record {self.pk} ({self.state})"


class WireChain(models.Model):
    """All versions of one item: the agency's guid at one source.

    Chains whose takes tell one story are a family: all but one name that one, the head, and the
    story is the head's.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="chains")
    guid = models.CharField(max_length=500)
    is_killed = models.BooleanField(
        default=False, help_text=_("Killed by the agency: later versions wait for a person.")
    )
    head = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="others"
    )
    stem = models.CharField(
        max_length=200, blank=True, help_text=_("What the sluglines of a story's takes share.")
    )
    categories = models.JSONField(default=list, help_text=_("Top terms of its IPTC subjects."))
    # What the versions before this moment said of an embargo counts no more: a person lifted it.
    embargo_lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "guid"], name="chain_once_per_source_and_guid"
            )
        ]
        indexes = [
            models.Index(fields=["source", "stem"], condition=~Q(stem=""), name="chain_by_stem")
        ]

    def __str__(self) -> str:
        return f"chain {self.pk}"

    @property
    def root_id(self) -> int:
        """The id of `root`."""
        return self.head_id or self.pk

    @property
    def root(self) -> "WireChain":
        """The chain whose story the family tells."""
        return self.head or self


class WireItem(models.Model):
    """One item read from a record: what it says, and what should happen because of it."""

    class Outcome(models.TextChoices):
        PUBLISH = "publish", _("new: publish")
        HOLD = "hold", _("new: hold for the desk")
        UPDATE = "update", _("a newer version")
        WITHHOLD = "withhold", _("withheld by the agency")
        KILL = "kill", _("killed by the agency")
        EMBARGO = "embargo", _("an older version: its embargo covers all")
        ADDITION = "addition", _("an addition: a person joins the texts")
        DROP = "drop", _("dropped by a rule: kept")
        REPEAT = "repeat", _("a repeat: nothing changes")
        OLDER = "older", _("an older version: nothing changes")
        NOT_A_STORY = "not-a-story", _("not a text story: kept")
        REFUSED = "refused", _("this item could not be read")

    record = models.ForeignKey(WireRecord, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField(help_text=_("Place in the file, from 0."))
    chain = models.ForeignKey(
        WireChain, null=True, on_delete=models.PROTECT, related_name="versions"
    )
    version = models.CharField(max_length=100, blank=True)
    version_created_at = models.DateTimeField(null=True)
    item_type = models.CharField(max_length=40)
    headline = models.TextField(blank=True)
    item = models.JSONField(default=dict, help_text=_("The whole item, as `core.story` keeps it."))
    section_slugs = models.JSONField(
        default=list, help_text=_("Sections it may go to, the best first, such as [“world”].")
    )
    content_hash = models.CharField(max_length=16, help_text=_("Of headline, text and status."))
    fingerprint = models.CharField(
        max_length=32, blank=True, db_index=True, help_text=_("Of its words alone.")
    )
    take_kind = models.CharField(
        max_length=12, blank=True, help_text=_("What it is to its story, such as “lead”.")
    )
    take_number = models.PositiveSmallIntegerField(default=0)
    # What the newsroom's rules made of it.
    rulings = models.JSONField(
        default=list, help_text=_("The rules that fitted: [name, what it asked for].")
    )
    tags = models.JSONField(default=list, help_text=_("Tags a rule gives its story."))
    compared_at = models.DateTimeField(null=True, help_text=_("Looked at for near-duplicates."))
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    reason = models.TextField(blank=True, help_text=_("Why this outcome, in a sentence."))
    error_code = models.CharField(max_length=60, blank=True)
    error_where = models.TextField(blank=True)
    error_found = models.TextField(blank=True)
    error_expected = models.TextField(blank=True)
    placed_at = models.DateTimeField()
    # Null until `pages` has done what the outcome asks; the sweep looks for these.
    taken_up_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["record", "position"], name="item_once_per_position")
        ]
        indexes = [
            models.Index(
                fields=["placed_at"], condition=Q(taken_up_at=None), name="item_not_taken_up"
            ),
            models.Index(
                fields=["placed_at"], condition=Q(compared_at=None), name="item_not_compared"
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.pk} ({self.outcome})"


class WirePicture(models.Model):
    """A picture that an item brings or points to: a row of work until its bytes are kept."""

    class State(models.TextChoices):
        WAITING = "waiting", _("to be fetched")
        NAMED = "named", _("named only: it comes with its own item")
        KEPT = "kept", _("kept")
        REFUSED = "refused", _("could not be taken in")

    item = models.ForeignKey(WireItem, on_delete=models.PROTECT, related_name="pictures")
    position = models.PositiveSmallIntegerField(help_text=_("Place in the item, from 0."))
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(
        max_length=500, help_text=_("The agency’s id of the picture, or where its bytes lie.")
    )
    # The file beside the item that its bytes lie in, if they do not lie at an address.
    file_name = models.CharField(max_length=255, blank=True)
    named = models.JSONField(help_text=_("What the item says of it, as `picture_naming` keeps it."))
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    picture = models.ForeignKey(
        "dateline_media.NewsImage",
        null=True,
        on_delete=models.SET_NULL,
        related_name="namings",
    )
    named_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    error_code = models.CharField(max_length=60, blank=True)
    error = models.TextField(blank=True)
    # Null until `pages` has put it beside the stories it belongs to; the sweep looks for these.
    taken_up_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["item", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "position"], name="wire_picture_once_per_position"
            )
        ]
        indexes = [
            models.Index(fields=["source", "key"], name="wire_picture_key"),
            models.Index(fields=["source", "file_name"], name="wire_picture_file"),
            models.Index(
                fields=["named_at"], condition=Q(state="waiting"), name="wire_picture_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"picture {self.pk} ({self.state})"


class PictureLink(models.Model):
    """A picture item's, or a package's, word that a picture belongs to a story."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    story_guid = models.CharField(max_length=500)
    picture_key = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "story_guid", "picture_key"], name="picture_link_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.picture_key} beside {self.story_guid}"
