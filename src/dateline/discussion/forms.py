"""What a reader may set, and nothing else."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from dateline.discussion.models import (
    COMMENT_MAX_CHARS,
    NAME_MAX_CHARS,
    REPORT_MAX_CHARS,
    Account,
    ReportReason,
)
from dateline.discussion.wording import can_be_seen, clean_name, clean_text


class TextForm(forms.Form):
    """The words of a comment."""

    text = forms.CharField(
        label=_("Comment"),
        max_length=COMMENT_MAX_CHARS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_text(self) -> str:
        """Return the comment, or say that it is empty."""
        return _needed(_fitting(clean_text(self.cleaned_data["text"]), COMMENT_MAX_CHARS))


class NameForm(forms.Form):
    """The name that an author is shown with."""

    name = forms.CharField(
        label=_("Name"),
        max_length=NAME_MAX_CHARS,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Shown with your comment."),
    )

    def clean_name(self) -> str:
        """Return the name, or say that nothing of it can be seen."""
        return _needed(_fitting(clean_name(self.cleaned_data["name"]), NAME_MAX_CHARS))


class CommentForm(NameForm, TextForm):
    """A reader's comment. `nickname` is a trap: people do not see it, programs fill it in."""

    field_order = ("name", "email", "text")

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Never published. Kept so that we can tell you what was decided, and why."),
    )
    wants_replies = forms.BooleanField(
        label=_("Tell me about answers"),
        required=False,
        help_text=_("By e-mail, once you have pressed the button behind the link we send you."),
    )
    ticket = forms.CharField(widget=forms.HiddenInput, required=False)
    nickname = forms.CharField(required=False, max_length=200)

    def __init__(
        self,
        *args: Any,
        is_email_required: bool = True,
        account: Account | None = None,
        name: str = "",
        **kwargs: Any,
    ) -> None:
        """Ask for what is not known yet: of a signed-in reader, the name at most.

        name  under which the comment will stand, whatever is typed; empty to ask for it
        """
        super().__init__(*args, **kwargs)
        if name:
            del self.fields["name"]
        if account:
            del self.fields["email"]
            self.fields["wants_replies"].help_text = _("By e-mail.")
            return
        self.fields["email"].required = is_email_required
        if not is_email_required:
            self.fields["email"].label = _("E-mail (optional)")

    def clean(self) -> None:
        """Ask for an address where one is needed for what is asked for."""
        super().clean()
        is_mail_wanted = self.cleaned_data.get("wants_replies")
        if "email" in self.fields and is_mail_wanted and self.cleaned_data.get("email") == "":
            self.add_error("email", _("To tell you about answers we need your address."))


class ReportForm(forms.Form):
    """What a reader says is wrong with a comment."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=ReportReason.choices,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In your own words (optional)"),
        max_length=REPORT_MAX_CHARS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    ticket = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_words(self) -> str:
        """Return the words without what cannot be seen."""
        return _fitting(clean_text(self.cleaned_data["words"]), REPORT_MAX_CHARS)

    def clean(self) -> None:
        """Ask for words where the reason says nothing by itself."""
        is_other = self.cleaned_data.get("reason") == ReportReason.OTHER
        if is_other and not self.cleaned_data.get("words", "missing"):
            self.add_error("words", _("Please say in a few words what is wrong with it."))


class AddressForm(forms.Form):
    """The address that a link to one's own data is mailed to."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


def _fitting(text: str, most: int) -> str:
    """Return cleaned text, or say that it is too long, as composing may have made it."""
    MaxLengthValidator(most)(text)
    return text


def _needed(text: str) -> str:
    if not can_be_seen(text):
        raise forms.ValidationError(_("This field is required."), code="required")
    return text
