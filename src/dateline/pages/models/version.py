"""The texts a story has had in public, so that readers can see what changed."""

from django.db import models

from dateline.core import grounding
from dateline.core.story import Paragraph, Span, joined_text, paragraphs_from_plain
from dateline.pages.models.story import Story


class StoryVersion(models.Model):
    """One text of a story as readers had it. A story that never changed has none."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    public_from = models.DateTimeField()
    headline = models.CharField(max_length=500)
    language = models.CharField(max_length=20)
    paragraphs = models.JSONField()
    text_hash = models.CharField(max_length=16)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["story", "number"], name="version_once_per_story")
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.story_id}"

    @property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs as core knows them."""
        return paragraphs_from_plain(self.paragraphs)

    @property
    def sentences(self) -> list[str]:
        """The sentences, and the headings and tables that are none, in reading order."""
        text = joined_text(self.body)
        spans = list(grounding.split_sentences(self.body, self.language))
        found: list[str] = []
        offset = 0
        for paragraph in self.body:
            whole = Span(offset, offset + len(paragraph.text))
            inside = [span for span in spans if whole.covers(span)]
            found += [span.of(text) for span in inside or [whole]]
            offset = whole.end + 2
        return found
