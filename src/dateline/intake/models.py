"""Sources, what arrived from them, and what should happen to it. Written only by services."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """One wire: where it comes from and what the newsroom does with it by default."""

    class Policy(models.TextChoices):
        PUBLISH = "publish", _("publish at once")
        HOLD = "hold", _("hold for the desk")

    class Indexing(models.TextChoices):
        SELF = "self", _("our page is the one to find")
        AGENCY_CANONICAL = "agency-canonical", _("the agency’s original is the one to find")
        NOINDEX = "noindex", _("not in any search engine")
        NEWS_NOINDEX = "news-noindex", _("in web search, not in Google News")

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    policy = models.CharField(max_length=10, choices=Policy.choices, default=Policy.HOLD)
    url = models.URLField(
        _("address"), max_length=1000, blank=True, help_text=_("A feed or file to fetch, or empty.")
    )
    default_section = models.SlugField(
        blank=True, help_text=_("Section for items that name none we know, such as “world”.")
    )
    charset = models.CharField(
        max_length=40, blank=True, help_text=_("Used when the bytes do not say, such as cp1252.")
    )
    credit_line = models.CharField(
        max_length=200, blank=True, help_text=_("Shown when an item carries none, such as “NWA”.")
    )
    indexing = models.CharField(
        _("search engines"),
        max_length=20,
        choices=Indexing.choices,
        default=Indexing.SELF,
        help_text=_("What the contract with the agency says about search engines."),
    )
    home_url = models.URLField(
        _("agency’s own site"),
        max_length=500,
        blank=True,
        help_text=_("Linked from the credit below each story, such as https://nwa.example/."),
    )
    is_active = models.BooleanField(default=True)
    fetched_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What the last answer was marked with, so that the next request is a conditional one.
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    fetch_error = models.TextField(
        blank=True, editable=False, help_text=_("Why the last fetch failed, or empty.")
    )
    failed_fetches = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("How many fetches failed since one worked.")
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


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


class TaskFailure(models.Model):
    """A background task that gave up after its retries. The desk sees it until it is dealt with."""

    task = models.CharField(max_length=200)
    about = models.CharField(max_length=200, help_text=_("What it worked on, such as “record 12”."))
    error = models.TextField()
    failed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-failed_at"]

    def __str__(self) -> str:
        return f"{self.task}: {self.about}"


class Heartbeat(models.Model):
    """When background work last showed a sign of life, so that the desk can see a dead worker."""

    part = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.part} at {self.at}"


class RoutingRule(models.Model):
    """What the newsroom does with a source's copy that fits some conditions.

    Conditions, actions and window are data that `intake.rule_data` reads.
    """

    source = models.ForeignKey(
        Source,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="rules",
        help_text=_("Empty: for every source."),
    )
    name = models.CharField(max_length=120)
    position = models.PositiveIntegerField(default=0, help_text=_("Lower ones are asked first."))
    is_active = models.BooleanField(default=True)
    conditions = models.JSONField()
    actions = models.JSONField()
    window = models.JSONField(null=True, blank=True)
    is_last = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Notice(models.Model):
    """Something the desk shall know, until a person has seen to it."""

    text = models.TextField()
    wire_item = models.ForeignKey(
        WireItem, null=True, on_delete=models.CASCADE, related_name="notices"
    )
    given_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-given_at", "-pk"]
        indexes = [
            models.Index(
                fields=["-given_at"], condition=Q(settled_at=None), name="notice_not_settled"
            )
        ]

    def __str__(self) -> str:
        return self.text


class SketchBand(models.Model):
    """One band of the sketch of a family's newest text, at its head: alike texts share one."""

    chain = models.ForeignKey(WireChain, on_delete=models.CASCADE, related_name="bands")
    value = models.BigIntegerField(db_index=True)
    made_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"band of chain {self.chain_id}"


class NearDuplicate(models.Model):
    """Two families, named by their heads, with texts much alike, and what a person says."""

    class Decision(models.TextChoices):
        OPEN = "open", _("nobody has decided")
        SAME = "same", _("the same story")
        DIFFERENT = "different", _("two stories")

    first = models.ForeignKey(WireChain, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(WireChain, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField(help_text=_("Share of common runs of words, 0.0-1.0."))
    contained_score = models.FloatField(help_text=_("How much of the shorter is in the longer."))
    found_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="pair_once"),
            models.CheckConstraint(name="pair_is_in_order", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self) -> str:
        return f"chains {self.first_id} and {self.second_id}, {self.score:.2f}"
