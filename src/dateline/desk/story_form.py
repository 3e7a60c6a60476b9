"""The form a story is written with: its body as rich text, its tags as words."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from lxml import html as lxml_html
from wagtail.admin.compare import TextFieldComparison
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PublishingPanel
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.rich_text import expand_db_html

from dateline.core.story import (
    Paragraph,
    ParagraphKind,
    paragraphs_from_plain,
    paragraphs_to_plain,
)
from dateline.core.wire.html import paragraphs_from_html, paragraphs_to_html
from dateline.pages.models import Story, Topic

BODY_FEATURES = ["bold", "italic", "link", "h2", "ul", "ol", "blockquote"]
# What the editor cannot show as it is. Shown as running text, and kept if left alone.
UNSHOWABLE = (ParagraphKind.TABLE, ParagraphKind.PREFORMATTED)
SLUG_CHARS = 80

Plain = list[dict[str, Any]]


class BodyField(forms.CharField):
    """A story's paragraphs: rich text in the browser, `core.story`'s plain rows in the model."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DraftailRichTextArea(features=BODY_FEATURES), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Return the rich text of rows; text that was sent and is shown again, as it is."""
        if isinstance(value, list):
            return paragraphs_to_html(as_running_text(paragraphs_from_plain(value)))
        return value

    def clean(self, value: str) -> Any:
        """Return the paragraphs that were written, as plain rows."""
        body = paragraphs_from_html(_with_whole_addresses(value)) if value else ()
        super().clean("".join(paragraph.text for paragraph in body))
        return paragraphs_to_plain(body)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether the paragraphs differ; how the browser writes them does not count."""
        before = paragraphs_to_plain(as_running_text(paragraphs_from_plain(initial or [])))
        return before != paragraphs_to_plain(paragraphs_from_html(data or ""))


def as_running_text(body: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """Return the body with tables and preformatted text as paragraphs of their words."""
    return tuple(
        Paragraph(" ".join(paragraph.text.split())) if paragraph.kind in UNSHOWABLE else paragraph
        for paragraph in body
    )


def with_unshowable(written: Iterable[Paragraph], before: Iterable[Paragraph]) -> list[Paragraph]:
    """Return what was written, with the tables of before in place of their untouched words."""
    kept = {" ".join(p.text.split()): p for p in before if p.kind in UNSHOWABLE}
    return [kept.get(paragraph.text, paragraph) for paragraph in written]


def _with_whole_addresses(value: str) -> str:
    """Return rich text with links to the newsroom's own pages as whole addresses."""
    fragment = lxml_html.fragment_fromstring(expand_db_html(value), create_parent="div")
    fragment.make_links_absolute(settings.BASE_URL)
    return lxml_html.tostring(fragment, encoding="unicode")


class TopicsField(forms.CharField):
    """A story's tags, as their labels with commas between. Only tags that exist are taken."""

    def prepare_value(self, value: Any) -> Any:
        """Return the labels of tags; text that was sent and is shown again, as it is."""
        if isinstance(value, str) or value is None:
            return value
        return ", ".join(topic.label for topic in value)

    def clean(self, value: str) -> Any:
        """Return the tags that were named."""
        wanted = {
            slugify(label, allow_unicode=True): label.strip()
            for label in super().clean(value).split(",")
            if label.strip()
        }
        found = {topic.slug: topic for topic in Topic.objects.filter(slug__in=wanted)}
        unknown = [label for slug, label in wanted.items() if slug not in found]
        if unknown:
            raise forms.ValidationError(
                _("There is no tag “%(label)s”. Tags are made under Settings, Tags.")
                % {"label": unknown[0]}
            )
        return list(found.values())

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether other tags are named than before."""
        before = {topic.label for topic in initial or ()}
        return before != {label.strip() for label in (data or "").split(",") if label.strip()}


class StoryForm(WagtailAdminModelForm):
    """Writes a story. Its text and all that follows from it change together."""

    paragraphs = BodyField(label=_("Text"))
    topics = TopicsField(
        label=_("Tags"), required=False, help_text=_("With commas between: Port Ansel, Shipping.")
    )

    def clean_paragraphs(self) -> Plain:
        """Return the body, with tables and preformatted text that nobody touched."""
        written = paragraphs_from_plain(self.cleaned_data["paragraphs"])
        return paragraphs_to_plain(with_unshowable(written, self.instance.body))

    def save(self, commit: bool = True) -> Story:
        """Save the story with its sentences found anew and, at first, a slug of its headline."""
        story: Story = self.instance
        story.set_body(paragraphs_from_plain(self.cleaned_data["paragraphs"]))
        story.slug = story.slug or slug_of(story.headline)
        return super().save(commit)


def slug_of(headline: str) -> str:
    """Return the words of a story's address."""
    return slugify(headline, allow_unicode=True)[:SLUG_CHARS].strip("-") or "story"


class BodyComparison(TextFieldComparison):
    """Shows what changed between two revisions of a body, as text."""

    def __init__(self, field: Any, obj_a: Story, obj_b: Story) -> None:
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = obj_a.text, obj_b.text


class BodyPanel(FieldPanel):
    """The body's field. Revisions of it are compared as text, not as rows."""

    def get_comparison_class(self) -> type[BodyComparison]:
        """Return what compares two bodies."""
        return BodyComparison


STORY_PANELS = [
    FieldPanel("headline", widget=AdminAutoHeightTextInput, required_on_save=True),
    FieldPanel("subheadline", widget=AdminAutoHeightTextInput),
    BodyPanel("paragraphs", icon="pilcrow"),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [FieldPanel("section", widget=forms.Select), FieldPanel("language")],
            ),
            FieldPanel("topics"),
        ],
        heading=_("Where it stands"),
        icon="tag",
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("credit_line"), FieldPanel("byline")]),
            FieldPanel("dateline_text"),
        ],
        heading=_("Who says so, and from where"),
        icon="user",
    ),
    PublishingPanel(),
]
