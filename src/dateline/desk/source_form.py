"""The form of a source. Its secret can be set and forgotten, and is never shown."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

from dateline.intake import services
from dateline.intake.models import Source


class SourceForm(WagtailAdminModelForm):
    """A source with its address checked and its secret kept apart."""

    secret = forms.CharField(
        label=_("Password, private key or token"),
        required=False,
        strip=True,
        # Several lines, for private keys.
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Kept encrypted and never shown again. Empty: it stays as it is."),
    )
    forgets_secret = forms.BooleanField(label=_("Forget the secret"), required=False)

    def clean_url(self) -> str:
        """Return the address if it can be fetched from."""
        address: str = self.cleaned_data["url"].strip()
        if not address:
            return ""
        try:
            services.check_address(address)
        except services.FetchError as error:
            raise forms.ValidationError(
                _("Found: %(found)s. Expected: %(expected)s."),
                params={"found": error.found, "expected": error.expected},
            ) from error
        return address

    def save(self, commit: bool = True) -> Source:
        """Save the source; another address or secret is tried at once."""
        source: Source = super().save(commit=commit)
        if "url" in self.changed_data:
            services.begin_at_new_address(source=source)
        if self.cleaned_data["secret"]:
            services.set_secret(source=source, secret=self.cleaned_data["secret"])
        elif self.cleaned_data["forgets_secret"]:
            services.set_secret(source=source, secret="")
        return source


SOURCE_PANELS = [
    FieldPanel("name"),
    FieldPanel("slug"),
    MultiFieldPanel(
        [FieldPanel("policy"), FieldPanel("default_section"), FieldPanel("credit_line")],
        heading=_("What is done with its stories"),
    ),
    MultiFieldPanel(
        [FieldPanel("indexing"), FieldPanel("home_url")],
        heading=_("What the contract asks for"),
    ),
    MultiFieldPanel(
        [
            HelpPanel(
                _(
                    "The address says which way is used. Private addresses, and folders of this "
                    "machine, are refused unless whoever runs the newsroom listed them."
                )
            ),
            FieldPanel("url"),
            FieldPanel("secret"),
            FieldPanel("forgets_secret"),
            FieldRowPanel([FieldPanel("poll_every_seconds"), FieldPanel("is_active")]),
            FieldRowPanel([FieldPanel("wire_format"), FieldPanel("charset")]),
            FieldPanel("time_zone"),
        ],
        heading=_("Where it comes from"),
    ),
]
