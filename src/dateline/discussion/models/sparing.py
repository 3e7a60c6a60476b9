"""What colleagues are spared: from which phases comments with a badge are taken out."""

from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class Sparable(models.TextChoices):
    """What colleagues may be spared, by the names of the phases.

    Nobody is spared closed discussions, bans, or the length that a comment can have.
    """

    PACE = "pace", _("the limit of comments in a short while")
    REPEATED_TEXT = "repeated-text", _("repeated text")
    WORDS = "words", _("the lists of words")
    LINKS = "links", _("the number of links, and lists of domains in them")
    SCORES = "scores", _("the scorer, and the calm word")
    NEW_COMMENTER = "new-commenter", _("waiting as a new commenter")
    HISTORY = "history", _("waiting because much was refused lately")
    MAIL_DOMAIN = "mail-domain", _("lists of domains for e-mail addresses")
    PRE_MODERATION = "pre-moderation", _("pre-moderation")
    AKISMET = "akismet", _("Akismet: it is not asked")
    OUTSIDE = "outside", _("outside checks: they are not asked")


def spared_at_first() -> list[str]:
    """Return what colleagues are spared until a newsroom says otherwise."""
    return [
        Sparable.PACE,
        Sparable.SCORES,
        Sparable.NEW_COMMENTER,
        Sparable.PRE_MODERATION,
        Sparable.AKISMET,
    ]


class SparedField(models.JSONField):
    """A list of `Sparable`, each with a box to tick."""

    def formfield(self, **_kwargs: Any) -> forms.MultipleChoiceField:
        """Return the boxes."""
        return forms.MultipleChoiceField(
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            choices=Sparable.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
