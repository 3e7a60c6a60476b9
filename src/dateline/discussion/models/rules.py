"""What a newsroom demands of comments: its settings, word lists and domain lists."""

from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
    URLValidator,
    validate_email,
)
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from dateline.core.moderation.hosts import listed_domain
from dateline.discussion.models.corrections import CorrectionsPanel, ScorerCorrection
from dateline.discussion.models.sparing import SparedField, spared_at_first
from dateline.pages.prepared import KeptQuery

validate_page = URLValidator(schemes=["https", "http"])


def is_address_or_page(value: str) -> None:
    """Accept an e-mail address, or a page on the web.

    Raises:
        ValidationError: it is neither.
    """
    if value.startswith(("https://", "http://")):
        validate_page(value)
    else:
        validate_email(value)


HELD_FROM = [MinValueValidator(0.0), MaxValueValidator(1.0)]


class OnFault(models.TextChoices):
    """What becomes of a comment that a phase could not look at."""

    HOLD = "hold", _("the comment is held")
    PASS = "pass", _("the comment goes on without it")


@register_setting(icon="comment")
class ModerationSettings(BaseSiteSetting):
    """How comments are looked at before anyone sees them. The defaults hold, they never publish."""

    is_pre_moderated = models.BooleanField(_("every comment waits for a moderator"), default=True)
    approvals_needed = models.PositiveSmallIntegerField(
        _("a new commenter waits until so many were approved"),
        default=2,
        help_text=_(
            "Counted are comments whose address was verified; 0 holds nobody for being new."
        ),
    )
    links_allowed = models.PositiveSmallIntegerField(
        _("links that a comment may have"),
        default=0,
        help_text=_("A comment with more waits for a moderator."),
    )
    toxicity_held_from = models.FloatField(
        _("hold comments from this toxicity on"),
        default=0.8,
        validators=HELD_FROM,
        help_text=_(
            "Between 0 and 1, as each of these: lower holds more; 0.8 is a good beginning."
        ),
    )
    threat_held_from = models.FloatField(
        _("hold comments from this likeness to a threat on"), default=0.8, validators=HELD_FROM
    )
    identity_attack_held_from = models.FloatField(
        _("hold comments from this likeness to an attack on a group on"),
        default=0.8,
        validators=HELD_FROM,
    )
    spam_held_from = models.FloatField(
        _("hold comments from this likeness to spam on"), default=0.9, validators=HELD_FROM
    )
    does_nudge = models.BooleanField(
        _("give a heated comment back once, with a calm word"), default=True
    )
    has_accounts = models.BooleanField(
        _("readers may have an account"),
        default=True,
        help_text=_("They sign in by a link we mail; who does not is a guest, as ever."),
    )
    edit_minutes = models.PositiveSmallIntegerField(
        _("minutes in which a reader may change a comment"),
        default=15,
        help_text=_("The form tells readers; 0 allows it never."),
    )
    holds_address_aliases = models.BooleanField(
        _("hold comments from addresses with a “+”"), default=False
    )
    on_scorer_fault = models.CharField(
        _("when the scorer fails"), max_length=4, choices=OnFault.choices, default=OnFault.HOLD
    )
    on_akismet_fault = models.CharField(
        _("when Akismet fails"),
        max_length=4,
        choices=OnFault.choices,
        default=OnFault.HOLD,
        help_text=_("It is asked only where DATELINE_AKISMET_KEY is set."),
    )
    spared = SparedField(
        _("colleagues are spared"),
        default=spared_at_first,
        blank=True,
        help_text=_(
            "Comments with the badge of a colleague who is signed in. What they are spared is "
            "still told on the card."
        ),
    )
    correction = models.ForeignKey(
        ScorerCorrection,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("the newsroom’s own correction of the scorer"),
        help_text=_("None: the scores count as they are shipped."),
    )

    complaints = models.CharField(
        _("where to complain about a decision"),
        max_length=200,
        blank=True,
        validators=[is_address_or_page],
        help_text=_(
            "An e-mail address or a page, such as https://gazette.example/complaints. Named in "
            "each mail about a decision, which has to say how it can be contested."
        ),
    )
    retention_days = models.PositiveSmallIntegerField(
        _("days until the words of a comment that is not shown any more are erased"),
        default=180,
        help_text=_("Counted from the decision that took it out of sight, or refused it."),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("is_pre_moderated"),
                FieldPanel("approvals_needed"),
                FieldPanel("links_allowed"),
                FieldPanel("holds_address_aliases"),
            ],
            heading=_("Who waits"),
        ),
        FieldPanel("has_accounts"),
        FieldPanel("edit_minutes"),
        MultiFieldPanel(
            [
                FieldPanel("toxicity_held_from"),
                FieldPanel("threat_held_from"),
                FieldPanel("identity_attack_held_from"),
                FieldPanel("spam_held_from"),
                FieldPanel("does_nudge"),
                FieldPanel("on_scorer_fault"),
            ],
            heading=_("The scorer"),
        ),
        MultiFieldPanel(
            [CorrectionsPanel(template="discussion/corrections.html"), FieldPanel("correction")],
            heading=_("Learned from your moderators"),
        ),
        FieldPanel("on_akismet_fault"),
        FieldPanel("spared"),
        FieldPanel("complaints"),
        FieldPanel("retention_days"),
    ]

    class Meta:
        verbose_name = _("moderation")

    @classmethod
    def for_request(cls, request: HttpRequest) -> "ModerationSettings":
        """Return those of the site a request asks for, to be read: others may be reading them."""
        site = Site.find_for_request(request)
        kept = next((one for one in _every_rules() if site and one.site_id == site.pk), None)
        found: ModerationSettings = kept or super().for_request(request)
        return found

    @classmethod
    def of_newsroom(cls) -> "ModerationSettings":
        """Return those of the default site, for work that no request asks for."""
        return cls.for_site(Site.objects.get(is_default_site=True))


_every_rules = KeptQuery(lambda: ModerationSettings.objects.select_related("correction"))


class RuleList(models.Model):
    """A list of words or domains, one to a line; one row for each kind."""

    class Kind(models.TextChoices):
        BANNED_WORDS = "banned-words", _("banned words: the comment is refused")
        SUSPECT_WORDS = "suspect-words", _("suspect words: the comment is held")
        REFUSED_DOMAINS = "refused-domains", _("refused domains, of links and addresses")
        HELD_DOMAINS = "held-domains", _("held domains, of links and addresses")
        DISPOSABLE_DOMAINS = "disposable-domains", _("domains of throw-away addresses")

    kind = models.CharField(max_length=20, choices=Kind.choices, unique=True)
    entries = models.TextField(_("entries"), blank=True)
    # Which state of the list a signal was found with.
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def lines(self) -> list[str]:
        """Return its entries, without empty lines and what follows a “#”."""
        return [line for line in self._bare_lines() if line]

    def useless_lines(self) -> list[str]:
        """Return the lines of a list of domains that name none, and so find nothing."""
        if self.kind in (self.Kind.BANNED_WORDS, self.Kind.SUSPECT_WORDS):
            return []
        return [line for line in self.lines() if not listed_domain(line)]

    def _bare_lines(self) -> list[str]:
        return [line.partition("#")[0].strip() for line in self.entries.splitlines()]
