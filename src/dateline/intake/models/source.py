"""Sources: where a wire comes from, how it comes in, and what is done with it by default."""

from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from dateline.core.wire import FORMAT_NAMES


def check_zone(name: str) -> None:
    """Do nothing if a name is a time zone's.

    Raises: ValidationError: it is none.
    """
    if name not in available_timezones():
        raise ValidationError(translate("No time zone has this name; one is “Europe/Oslo”."))


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
    wire_format = models.CharField(
        _("format"),
        max_length=40,
        blank=True,
        choices=[(name, name) for name in FORMAT_NAMES],
        help_text=_("Empty: recognised from the bytes of each delivery."),
    )
    charset = models.CharField(
        max_length=40, blank=True, help_text=_("Used when the bytes do not say, such as cp1252.")
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        blank=True,
        validators=[check_zone],
        help_text=_(
            "Of times that name none, such as “Europe/Oslo”. Empty: such an embargo is held until "
            "its hour has come everywhere."
        ),
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

    # The code of a feed that its server says is gone for good.
    GONE = "fetch-gone"

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_gone(self) -> bool:
        """Whether the feed is gone for good, so that nobody asks for it until a person says so."""
        return self.fetch_error_code == self.GONE and self.next_fetch_at is not None


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
