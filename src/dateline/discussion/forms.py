"""What a reader may set, and nothing else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dateline.discussion.models import COMMENT_MAX_CHARS, NAME_MAX_CHARS
from dateline.discussion.wording import clean_name, clean_text


class CommentForm(forms.Form):
    """A guest's comment. `nickname` is a trap: people do not see it, programs fill it in."""

    name = forms.CharField(
        label=_("Name"),
        max_length=NAME_MAX_CHARS,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Shown with your comment."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Never published. Kept so that we can tell you what was decided, and why."),
    )
    text = forms.CharField(
        label=_("Comment"),
        max_length=COMMENT_MAX_CHARS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    wants_replies = forms.BooleanField(
        label=_("Tell me about answers"),
        required=False,
        help_text=_("By e-mail, once you have pressed the button behind the link we send you."),
    )
    ticket = forms.CharField(widget=forms.HiddenInput, required=False)
    nickname = forms.CharField(required=False, max_length=200)

    def __init__(self, *args: Any, is_email_required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = is_email_required
        if not is_email_required:
            self.fields["email"].label = _("E-mail (optional)")

    def clean_name(self) -> str:
        """Return the name, or say that it has no letter."""
        return self._needed(clean_name(self.cleaned_data["name"]))

    def clean_text(self) -> str:
        """Return the comment, or say that it is empty."""
        return self._needed(clean_text(self.cleaned_data["text"]))

    def _needed(self, text: str) -> str:
        if not text:
            raise forms.ValidationError(_("This field is required."), code="required")
        return text


class AddressForm(forms.Form):
    """The address that a link to one's own data is mailed to."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
