"""The Wagtail pages around the stories, and what a site sets for itself."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Page

# What the addresses of a section's feeds are made of.
PLAIN_SLUG = re.compile(r"[-a-zA-Z0-9_]+")
PLAIN_RICH_TEXT = ["h2", "h3", "bold", "italic", "link", "ol", "ul"]


class FrontPage(Page):
    """The front: the newest stories, section by section."""

    preview_modes: list[tuple[str, str]] = []

    max_count = 1
    subpage_types = ["dateline_pages.SectionPage", "dateline_pages.PolicyPage"]


class SectionPage(Page):
    """A section, such as World. Its slug is what intake routes by."""

    class Comments(models.TextChoices):
        OPEN = "open", _("open")
        PRE_MODERATED = "pre-moderated", _("open, every comment waits for a moderator")
        CLOSED = "closed", _("closed")

    preview_modes: list[tuple[str, str]] = []

    parent_page_types = ["dateline_pages.FrontPage"]
    subpage_types: list[str] = []

    comments = models.CharField(
        _("comments"), max_length=13, choices=Comments.choices, default=Comments.OPEN
    )
    settings_panels = [*Page.settings_panels, FieldPanel("comments")]

    def clean(self) -> None:
        """Refuse a slug that is no address of a section."""
        super().clean()
        if not PLAIN_SLUG.fullmatch(self.slug):
            raise ValidationError({"slug": _("Only the letters a to z, digits, - and _ .")})
        if not _is_free(self.slug):
            why = _("Dateline’s own pages have the address /%(slug)s/. Choose another.")
            raise ValidationError({"slug": why % {"slug": self.slug}})


class PolicyPage(Page):
    """A page the newsroom writes itself: house rules, how we check, corrections, privacy."""

    parent_page_types = ["dateline_pages.FrontPage"]
    subpage_types: list[str] = []

    template = "pages/policy.html"
    body = RichTextField(features=PLAIN_RICH_TEXT)
    content_panels = [*Page.content_panels, FieldPanel("body")]


def _is_free(slug: str) -> bool:
    """Return whether an address below the front page is left to pages like these."""
    try:
        return resolve(f"/{slug}/").url_name == "wagtail_serve"
    except Resolver404:
        return False


@register_setting(icon="doc-full-inverse")
class NewsSettings(BaseSiteSetting):
    """What one site shows and demands. Words of law belong here, never in the code."""

    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=20, default="en")
    disclaimer = models.TextField(
        _("disclaimer"), blank=True, help_text=_("Shown under the comments; empty for none.")
    )
    comment_invitation = models.TextField(
        _("invitation to comment"), blank=True, help_text=_("Shown above the comment form.")
    )
    house_rules = models.ForeignKey(
        PolicyPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    how_we_check = models.ForeignKey(
        PolicyPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    corrections_policy = models.ForeignKey(
        PolicyPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    privacy = models.ForeignKey(
        PolicyPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    are_comments_open = models.BooleanField(_("take comments"), default=True)
    comments_close_after_days = models.PositiveSmallIntegerField(
        _("close comments after so many days"),
        default=0,
        help_text=_("Counted from the story’s publication; 0 for never."),
    )
    is_email_required = models.BooleanField(
        _("demand an e-mail address with a comment"), default=True
    )
    is_view_count_shown = models.BooleanField(_("show how many readers a story had"), default=True)
    is_summary_shown = models.BooleanField(_("show the summary"), default=True)

    panels = [
        MultiFieldPanel([FieldPanel("tagline"), FieldPanel("language")], heading=_("The site")),
        MultiFieldPanel(
            [FieldPanel("is_summary_shown"), FieldPanel("is_view_count_shown")],
            heading=_("The story page"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("are_comments_open"),
                FieldPanel("comments_close_after_days"),
                FieldPanel("is_email_required"),
                FieldPanel("comment_invitation"),
                FieldPanel("disclaimer"),
            ],
            heading=_("Comments"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("house_rules"),
                FieldPanel("how_we_check"),
                FieldPanel("corrections_policy"),
                FieldPanel("privacy"),
            ],
            heading=_("Policies"),
        ),
    ]

    class Meta:
        verbose_name = _("newsroom")

    @property
    def direction(self) -> str:
        """Return “rtl” where the newsroom's language is written from right to left, else “ltr”."""
        is_rtl = self.language.partition("-")[0].lower() in settings.LANGUAGES_BIDI
        return "rtl" if is_rtl else "ltr"
