"""Sources, what arrived from them, and what should happen to it. Written only by services."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """One wire: where it comes from and what the newsroom does with it by default."""

    class Policy(models.TextChoices):
        PUBLISH = "publish", _("publish at once")
        HOLD = "hold", _("hold for the desk")

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    policy = models.CharField(max_length=10, choices=Policy.choices, default=Policy.HOLD)
    url = models.CharField(
        _("address"),
        max_length=1000,
        blank=True,
        help_text=_(
            "Where it is fetched from: https://…, imaps://user@host/INBOX, "
            "sftp://user@host/folder/*.xml, ftps://…, ftp://… or file:///folder. Never a password. "
            "Empty when the agency sends by itself."
        ),
    )
    # A password, private key or token, encrypted; written at the desk and never shown again.
    secret_encrypted = models.BinaryField(null=True, blank=True, editable=False)
    poll_every_seconds = models.PositiveIntegerField(
        _("fetched every (seconds)"),
        default=300,
        validators=[MinValueValidator(60), MaxValueValidator(86_400)],
        help_text=_("From 60, each minute, to 86400, each day."),
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
    is_active = models.BooleanField(default=True)
    fetched_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Null: as soon as the worker looks. After failures it lies further ahead each time.
    next_fetch_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Set while a worker fetches; one that died leaves it behind, and it runs out.
    fetching_until = models.DateTimeField(null=True, blank=True, editable=False)
    fetch_error_code = models.CharField(max_length=60, blank=True, editable=False)
    fetch_error = models.TextField(
        blank=True, editable=False, help_text=_("Why the last fetch failed, or empty.")
    )
    failed_fetches = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("How many fetches failed since one worked.")
    )

    moved_to = models.CharField(
        max_length=1000,
        blank=True,
        editable=False,
        help_text=_("The address the server says is the right one from now on."),
    )
    # An SFTP server's key as “host:port SHA256:…”: kept at the first visit, compared at each.
    host_key = models.CharField(max_length=400, blank=True, editable=False)
    host_key_offered = models.CharField(
        max_length=400, blank=True, editable=False, help_text=_("Another key, which was refused.")
    )
    # Since when nothing has come although it should have, by the source's own rhythm; else null.
    quiet_since = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SourceMark(models.Model):
    """What was taken from one place at a source's address, so that it is not taken again."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="marks")
    address_hash = models.CharField(max_length=16, help_text=_("Of the address it lies at."))
    key_hash = models.CharField(max_length=16)
    key = models.TextField(help_text=_("A file's name, a mailbox, an address."))
    mark = models.TextField(help_text=_("What tells this version: size and time, ETag, UID."))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "address_hash", "key_hash"], name="mark_once_per_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.key}"


class PushToken(models.Model):
    """What an agency proves itself with when it sends by HTTP. Only its hash is kept."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="push_tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"push token {self.pk}"


class PushReceipt(models.Model):
    """The answer to a push that carried an Idempotency-Key: the same key gets the same answer."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="push_receipts")
    key_hash = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, help_text=_("Of the bytes that came with the key."))
    record = models.ForeignKey("WireRecord", on_delete=models.CASCADE, related_name="+")
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key_hash"], name="receipt_once_per_key")
        ]

    def __str__(self) -> str:
        return f"push receipt {self.pk}"


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
    """All versions of one item: the agency's guid at one source."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="chains")
    guid = models.CharField(max_length=500)
    is_killed = models.BooleanField(
        default=False, help_text=_("Killed by the agency: later versions wait for a person.")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "guid"], name="chain_once_per_source_and_guid"
            )
        ]

    def __str__(self) -> str:
        return f"chain {self.pk}"


class WireItem(models.Model):
    """One item read from a record: what it says, and what should happen because of it."""

    class Outcome(models.TextChoices):
        PUBLISH = "publish", _("new: publish")
        HOLD = "hold", _("new: hold for the desk")
        UPDATE = "update", _("a newer version")
        WITHHOLD = "withhold", _("withheld by the agency")
        KILL = "kill", _("killed by the agency")
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
            )
        ]

    def __str__(self) -> str:
        return f"item {self.pk} ({self.outcome})"


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
