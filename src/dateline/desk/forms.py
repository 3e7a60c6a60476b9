"""What a person may say with an act of the desk."""

from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.images.widgets import AdminImageChooser

from dateline.core.story import LineKind
from dateline.media.models import NewsImage
from dateline.pages.models import Correction, StoryLine, StoryPicture


class ReasonForm(forms.Form):
    """An act that goes into the decision log with a reason."""

    reason = forms.CharField(label=_("Reason"), max_length=1000)


class KillForm(forms.Form):
    """Why a story is taken down for good."""

    reason = forms.CharField(
        label=_("Why is it killed?"),
        max_length=300,
        help_text=_("For the decision log. Readers are not shown it."),
    )


class CorrectionForm(forms.ModelForm[Correction]):
    """A correction notice, as readers will see it."""

    class Meta:
        model = Correction
        fields = ["kind", "notice", "old_wording", "new_wording", "is_old_wording_withheld"]
        labels = {
            "notice": _("Notice"),
            "old_wording": _("Old wording"),
            "new_wording": _("New wording"),
            "is_old_wording_withheld": _("Withhold the old wording from readers"),
        }
        widgets = {
            "notice": forms.Textarea(attrs={"rows": 3}),
            "old_wording": forms.Textarea(attrs={"rows": 2}),
            "new_wording": forms.Textarea(attrs={"rows": 2}),
        }


class RefuseForm(forms.Form):
    """Why a line is not wanted; may be left empty."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, required=False)


class RefuseLineForm(RefuseForm):
    """Why a line is not wanted, and whether readers are told that it was wrong."""

    field_order = ["reason", "was_wrong"]

    was_wrong = forms.BooleanField(
        label=_("It was wrong: list it in the corrections"),
        required=False,
        help_text=_("Old and new wording are listed publicly as a withdrawn line."),
    )

    def __init__(self, *args: Any, line: StoryLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not (line.was_public or line.story.live):
            del self.fields["was_wrong"]


class OverruleForm(forms.Form):
    """Why a line is shown although the check refuses it."""

    reason = forms.CharField(
        label=_("Why does it stand all the same?"),
        max_length=1000,
        help_text=_("Kept with your name, and counted in what the check did."),
    )


class Choice(models.TextChoices):
    """What two stories are to each other."""

    FIRST = "first", _("the same: the left one stands, the other leads to it")
    SECOND = "second", _("the same: the right one stands, the other leads to it")
    SAME = "same", _("the same, and both stay")
    DIFFERENT = "different", _("two stories")


class BesideForm(forms.Form):
    """What a person says about two stories side by side."""

    choice = forms.ChoiceField(
        label=_("These are"), choices=Choice.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Reason"), max_length=1000)


class LineForm(forms.Form):
    """A line in an editor's words."""

    text = forms.CharField(
        label=_("Line"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    speaker = forms.CharField(
        label=_("Speaker"),
        max_length=300,
        required=False,
        help_text=_("For a pull-quote: who said it, as the copy names them."),
    )
    override_reason = forms.CharField(
        label=_("Show it even if the check fails, because"), max_length=1000, required=False
    )


class ChangeLineForm(LineForm):
    """New words for a line that exists. A pull-quote cannot be overruled, so nobody is asked."""

    def __init__(self, data: QueryDict | None = None, *, line: StoryLine) -> None:
        initial = {"text": line.text, "speaker": line.speaker}
        super().__init__(data, initial=initial, prefix=f"line-{line.pk}")
        self.line = line
        del self.fields["override_reason" if line.kind == LineKind.PULL_QUOTE else "speaker"]


class AddLineForm(LineForm):
    """A line of an editor's own."""

    field_order = ["kind", "text", "speaker", "override_reason"]

    kind = forms.ChoiceField(
        label=_("Kind"), choices=StoryLine.Kind.choices, initial=StoryLine.Kind.KEY_POINT
    )


class ChangePictureForm(forms.ModelForm[StoryPicture]):
    """The words a picture carries beside one story."""

    class Meta:
        model = StoryPicture
        fields = ["caption", "alt_text"]
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 2}),
            "alt_text": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "alt_text": _(
                "What a reader who does not see the picture is told. Not the caption again: that "
                "stands below it for everyone."
            ),
        }

    def __init__(self, data: QueryDict | None = None, *, row: StoryPicture) -> None:
        super().__init__(data, instance=row, prefix=f"picture-{row.pk}")


class AddPictureForm(forms.Form):
    """A picture for a story, of those there are or uploaded now."""

    picture = forms.ModelChoiceField(
        label=_("Picture"), queryset=NewsImage.objects.all(), widget=AdminImageChooser
    )
    is_lead = forms.BooleanField(label=_("First, above the text"), required=False)
