"""A story: the newsroom's own, made from an agency's item or written at the desk."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from dateline.core import grounding
from dateline.core.story import (
    Item,
    Paragraph,
    Span,
    joined_text,
    paragraphs_from_plain,
    paragraphs_to_plain,
    text_hash,
)
from dateline.pages.public_id import new_public_id


class Topic(models.Model):
    """A tag: a name, a place or a subject that stories are found under."""

    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    label = models.CharField(max_length=200)
    qcode = models.CharField(max_length=40, blank=True, help_text=_("IPTC code, if it has one."))

    class Meta:
        ordering = ["label"]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """Return the address of the list of its stories."""
        return reverse("pages:topic", args=[self.slug])


class StoryQuerySet(models.QuerySet["Story"]):
    """Every way to ask for stories. Readers' surfaces start with `public` and nothing else."""

    def public(self, now: datetime) -> Self:
        """Return the stories anyone may read at `now`: the one door to them."""
        return self.filter(
            Q(embargoed_until=None) | Q(embargoed_until__lte=now),
            Q(expire_at=None) | Q(expire_at__gt=now),
            live=True,
            killed_at=None,
            paused_at=None,
            replaced_by=None,
            is_embargoed_indefinitely=False,
            published_at__lte=now,
        )

    def newest_first(self) -> Self:
        """Return them in the order of the front page."""
        return self.order_by("-published_at", "-pk")


class Story(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """A story and its state. `paragraphs`, `text`, `text_hash`, `sentences` change together.

    States, in the order they are asked for: killed (`killed_at`), replaced (`replaced_by`), paused
    (`paused_at`), draft or held for the desk (not `live`), embargoed (`embargoed_until`,
    `is_embargoed_indefinitely`), public.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    slug = models.SlugField(max_length=120, allow_unicode=True)
    headline = models.CharField(_("headline"), max_length=500)
    subheadline = models.CharField(_("subheadline"), max_length=500, blank=True)
    section = models.ForeignKey(
        "SectionPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="stories"
    )
    credit_line = models.CharField(_("credit line"), max_length=200, blank=True)
    byline = models.CharField(_("byline"), max_length=300, blank=True)
    dateline_text = models.CharField(_("dateline"), max_length=200, blank=True)
    dateline_place = models.CharField(max_length=100, blank=True, editable=False)
    dateline_date = models.DateField(null=True, blank=True, editable=False)
    # The first and last day the text may have been filed on, from which its “on Monday” counts.
    filed_from = models.DateField(null=True, editable=False)
    filed_until = models.DateField(null=True, editable=False)
    language = models.CharField(_("language"), max_length=20, default="en")
    # For the desk; readers are shown the copyright notice.
    usage_terms = models.TextField(_("usage terms"), blank=True)
    copyright_notice = models.CharField(_("copyright notice"), max_length=500, blank=True)
    original_url = models.URLField(
        max_length=1000, blank=True, editable=False, help_text=_("The agency’s own page of it.")
    )
    # Part of a revision, so that a draft's tags are not public before it is.
    topics = ParentalManyToManyField(Topic, blank=True, related_name="stories")

    # The body: what `set_body` was given, and what follows from it.
    paragraphs = models.JSONField(default=list, blank=True)
    text = models.TextField(blank=True, editable=False)
    text_hash = models.CharField(max_length=16, blank=True, editable=False)
    sentences = models.JSONField(default=list, blank=True, editable=False)
    # Whether lines are still to be drawn for this text; the sweep looks for stories of the wire.
    lines_wait = models.BooleanField(default=False, editable=False)

    # Times a reader sees. `published_at` is the copy's own time when it has one.
    published_at = models.DateTimeField(null=True, editable=False)
    updated_at = models.DateTimeField(null=True, blank=True, editable=False)

    # What the wire or the desk says may be done with it. Kept through revisions, see below.
    killed_at = models.DateTimeField(null=True, editable=False)
    kill_note = models.CharField(max_length=300, blank=True, editable=False)
    paused_at = models.DateTimeField(null=True, editable=False)
    embargoed_until = models.DateTimeField(null=True, editable=False)
    is_embargoed_indefinitely = models.BooleanField(default=False, editable=False)

    # Where it came from.
    chain = models.OneToOneField(
        "dateline_intake.WireChain",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="story",
    )
    wire_item = models.ForeignKey(
        "dateline_intake.WireItem",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The version of the wire the text was taken from."),
    )
    pending_item = models.ForeignKey(
        "dateline_intake.WireItem",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A newer version that waits for a person to choose."),
    )
    edited_by_hand_at = models.DateTimeField(null=True, editable=False)
    replaced_by = models.ForeignKey(
        "self",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="replaced",
        help_text=_("The story that tells the same and stands in its place."),
    )

    objects = StoryQuerySet.as_manager()
    search_auto_update = False

    # What a revision must never bring back: publishing an old draft must not undo a kill.
    KEPT_THROUGH_REVISIONS = (
        "public_id",
        "killed_at",
        "kill_note",
        "paused_at",
        "embargoed_until",
        "is_embargoed_indefinitely",
        "chain_id",
        "wire_item_id",
        "pending_item_id",
        "edited_by_hand_at",
        "lines_wait",
        "replaced_by_id",
        "published_at",
        "updated_at",
        "usage_terms",
        "copyright_notice",
        "original_url",
    )

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        permissions = [
            ("publish_story", "Can publish any story"),
            ("kill_story", "Can kill any story"),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(live=True, killed_at=None, paused_at=None),
                name="story_public_newest",
            ),
            models.Index(
                fields=["section", "-published_at"],
                condition=Q(live=True, killed_at=None, paused_at=None),
                name="story_public_section",
            ),
            models.Index(fields=["id"], condition=Q(lines_wait=True), name="story_lines_wait"),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """Return the story's address. The id in it is what counts; the slug is for people."""
        return reverse("pages:story", args=[self.public_id, self.slug])

    def set_body(self, paragraphs: Iterable[Paragraph]) -> None:
        """Set the body and all that follows from it. The caller saves."""
        body = tuple(paragraphs)
        self.paragraphs = paragraphs_to_plain(body)
        self.text = joined_text(body)
        self.text_hash = text_hash(self.text)
        self.lines_wait = True
        self.sentences = [list(span) for span in grounding.split_sentences(body, self.language)]

    @property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs as core knows them."""
        return paragraphs_from_plain(self.paragraphs)

    @property
    def sentence_spans(self) -> tuple[Span, ...]:
        """The sentences, half-open spans of code points into `text`."""
        return tuple(Span(*pair) for pair in self.sentences)

    @property
    def is_killed(self) -> bool:
        """Whether the story may never be shown again."""
        return self.killed_at is not None

    def is_public(self, now: datetime) -> bool:
        """Return what `StoryQuerySet.public` would say of this row as it stands in memory."""
        return (
            self.live
            and not self.is_killed
            and self.paused_at is None
            and self.replaced_by_id is None
            and not self.is_embargoed_indefinitely
            and (self.embargoed_until is None or self.embargoed_until <= now)
            and (self.expire_at is None or self.expire_at > now)
            and self.published_at is not None
            and self.published_at <= now
        )

    @property
    def filed(self) -> grounding.FilingDays | None:
        """The first and last day the text may have been filed on, or None where nothing tells."""
        if self.filed_from is None or self.filed_until is None:
            return None
        return grounding.FilingDays(self.filed_from, self.filed_until)

    def as_item(self) -> Item:
        """Return the story as the item that `core` reads: what every line is proved against."""
        # Days without a clock or a zone: `core` takes them for the days they are.
        filed = [datetime.combine(day, time()) for day in self.filed or ()]
        return Item(
            format="story",
            headline=self.headline,
            paragraphs=self.body,
            language=self.language,
            creditline=self.credit_line or None,
            byline=self.byline or None,
            firstcreated=filed[0] if filed else None,
            versioncreated=filed[-1] if filed else None,
        )

    def with_content_json(self, content: dict[str, Any]) -> "Story":
        """Return the story as a revision has it, but for what only services may change."""
        story: Story = super().with_content_json(content)
        for name in self.KEPT_THROUGH_REVISIONS:
            setattr(story, name, getattr(self, name))
        return story

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return the story's page as a reader will see it."""
        # Named, not imported: a model knows no view, and Wagtail asks the model.
        return import_string("dateline.pages.previewing.preview")(request, self)

    @cached_property
    def shown_corrections(self) -> list["Correction"]:
        """The correction notices of the page, newest first."""
        return list(self.corrections.order_by("-made_at"))


class Correction(models.Model):
    """What was wrong, what is right, since when. Shown on the page and in feeds."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        EDITORS_NOTE = "editors-note", _("Editor’s note")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(max_length=15, choices=Kind.choices, default=Kind.CORRECTION)
    notice = models.TextField(help_text=_("What was wrong and what is right, in full sentences."))
    old_wording = models.TextField(blank=True)
    new_wording = models.TextField(blank=True)
    is_old_wording_withheld = models.BooleanField(
        default=False, help_text=_("Do not repeat the old wording to readers.")
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk} on {self.story_id}"


class StoryEvent(models.Model):
    """The decision log of a story: who or what did which act, when and why. Never edited."""

    class Act(models.TextChoices):
        RECEIVED = "received", _("received from the wire")
        PUBLISHED = "published", _("published")
        UPDATED = "updated", _("updated")
        CORRECTED = "corrected", _("corrected")
        PAUSED = "paused", _("paused")
        RELEASED = "released", _("released")
        KILLED = "killed", _("killed")
        CHOICE_WAITS = "choice-waits", _("a newer version waits for a choice")
        VERSION_REFUSED = "version-refused", _("a newer version was not taken")
        EMBARGOED = "embargoed", _("embargoed by the agency")
        TAKE_KEPT = "take-kept", _("a take came and was kept beside the story")
        REPLACED = "replaced", _("replaced by another story")
        SEPARATED = "separated", _("separated into a story of its own")
        WORDING_WITHHELD = "wording-withheld", _("old wording withheld from readers")
        WORDING_SHOWN = "wording-shown", _("old wording shown to readers again")
        PICTURE_ADDED = "picture-added", _("a picture was added")
        PICTURE_CHANGED = "picture-changed", _("a picture’s words were changed")
        PICTURE_REMOVED = "picture-removed", _("a picture was taken off the story")
        PICTURE_KILLED = "picture-killed", _("a picture was killed")
        PICTURE_RELEASED = "picture-released", _("a killed picture was released")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="events")
    act = models.CharField(max_length=20, choices=Act.choices)
    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_automatic = models.BooleanField(help_text=_("Done by rule, without a person."))
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.act} {self.story_id}"


class StoryViews(models.Model):
    """How many readers a story had. Written in bunches by the counter, never by a page view."""

    story = models.OneToOneField(
        Story, primary_key=True, on_delete=models.CASCADE, related_name="views"
    )
    count = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.count} of {self.story_id}"


class SeenStory(models.Model):
    """A reader's salted hash for one story, kept for half an hour so that a reload is not counted.

    The salt is in a file of its own that is destroyed daily and never in a backup.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")
    reader_hash = models.CharField(max_length=32)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "reader_hash"], name="seen_once_per_reader")
        ]

    def __str__(self) -> str:
        return f"seen {self.story_id}"
