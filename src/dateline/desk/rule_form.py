"""The form a routing rule is written with: conditions as rows, actions as fields."""

import json
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dateline.intake.models import RoutingRule, Source
from dateline.intake.rule_data import (
    RuleError,
    condition_from_rows,
    parse_condition,
    parse_rule,
    rows_from_condition,
)
from dateline.intake.rules import Decision, Field, Operator, Rule
from dateline.intake.windows import DAYS
from dateline.pages.models import SectionPage

EMPTY_ROWS = 3
FIELDS = [
    (Field.SOURCE, _("source")),
    (Field.SUBJECT, _("subject or narrower")),
    (Field.SECTION, _("section")),
    (Field.SLUG, _("slug")),
    (Field.KEYWORD, _("keyword")),
    (Field.PLACE, _("place")),
    (Field.LANGUAGE, _("language")),
    (Field.URGENCY, _("urgency")),
    (Field.TYPE, _("type")),
    (Field.TEXT, _("headline and text")),
]
OPERATORS = [
    (Operator.IS, _("is")),
    (Operator.IS_NOT, _("is not")),
    (Operator.IN, _("is one of (with commas)")),
    (Operator.CONTAINS, _("contains")),
    (Operator.STARTS_WITH, _("starts with")),
    (Operator.ENDS_WITH, _("ends with")),
    (Operator.MATCHES, _("matches (regular expression)")),
    (Operator.LESS, _("is less than")),
    (Operator.GREATER, _("is greater than")),
    (Operator.EXISTS, _("is given")),
]
DAY_NAMES = [
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
    _("Sunday"),
]  # fmt: skip
DECISIONS = [
    ("", _("as the source’s policy says")),
    (Decision.PUBLISH, _("publish at once")),
    (Decision.HOLD, _("hold for the desk")),
    (Decision.DROP, _("drop: kept, but no story")),
]


class ConditionRow(forms.Form):
    """One condition. Those of one group must all hold; any group that holds is enough."""

    group = forms.IntegerField(label=_("Group"), min_value=1, max_value=50, initial=1)
    negated = forms.BooleanField(label=_("Not"), required=False)
    field = forms.ChoiceField(label=_("Field"), choices=FIELDS)
    operator = forms.ChoiceField(label=_("Operator"), choices=OPERATORS)
    value = forms.CharField(label=_("Value"), max_length=1000, required=False)

    def has_changed(self) -> bool:
        """Return whether the row says anything: one left as it was offered does not."""
        return (
            "value" in self.changed_data or self.data.get(self.add_prefix("operator")) == "exists"
        )


ConditionRows = forms.formset_factory(ConditionRow, extra=EMPTY_ROWS, can_delete=True)


class RuleForm(forms.Form):
    """A rule but for its conditions."""

    name = forms.CharField(label=_("Name"), max_length=120)
    source = forms.ModelChoiceField(
        label=_("Source"),
        queryset=Source.objects.all(),
        required=False,
        empty_label=_("every source"),
    )
    is_active = forms.BooleanField(label=_("Active"), required=False, initial=True)
    as_json = forms.CharField(
        label=_("Conditions as JSON"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("For conditions nested deeper than rows can show. Counts before the rows."),
    )
    section = forms.ChoiceField(label=_("Section"), required=False)
    tags = forms.CharField(
        label=_("Tags"), required=False, help_text=_("With commas between: Port Ansel, Shipping.")
    )
    decision = forms.ChoiceField(label=_("What is done"), choices=DECISIONS, required=False)
    reason = forms.CharField(
        label=_("Why"), max_length=300, required=False, help_text=_("Needed for a drop.")
    )
    notice = forms.CharField(
        label=_("Notice to the desk"), max_length=300, required=False, help_text=_("Empty: none.")
    )
    days = forms.MultipleChoiceField(
        label=_("Only on"),
        choices=list(zip(DAYS, DAY_NAMES, strict=True)),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: every day. A night belongs to the day it begins."),
    )
    start = forms.TimeField(label=_("From"), required=False)
    end = forms.TimeField(label=_("To"), required=False)
    timezone = forms.CharField(label=_("Time zone"), required=False, max_length=60)
    is_last = forms.BooleanField(label=_("Ask no further rule after this one"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = SectionPage.objects.live().order_by("path").values_list("slug", "title")
        self.fields["section"].choices = [("", _("as the item says")), *sections]  # type: ignore[attr-defined]
        self.fields["timezone"].widget.attrs["placeholder"] = settings.TIME_ZONE

    def clean_timezone(self) -> str:
        """Return a zone that exists; the newsroom's own where none is named."""
        name: str = self.cleaned_data["timezone"] or settings.TIME_ZONE
        if name not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone. Europe/Oslo is one."))
        return name


class RuleEditor:
    """A rule's form and its rows together: what the screen shows, and the rule they make."""

    def __init__(self, data: QueryDict | None = None, *, row: RoutingRule | None = None) -> None:
        initial, rows = _shown(row) if row else ({}, [])
        self.form = RuleForm(data, initial=initial)
        # Sent rows say all there is: none is left out because it was there before.
        self.rows = ConditionRows(data, initial=None if data else rows, prefix="row")

    def is_valid(self) -> bool:
        """Return whether form and rows make a rule; if not, the form says why."""
        if not (self.form.is_valid() and self.rows.is_valid()):
            return False
        try:
            self.rule = self._rule()
        except RuleError as refusal:
            field = "as_json" if self.form.cleaned_data["as_json"] else None
            self.form.add_error(field, str(refusal))
            return False
        return True

    def _rule(self) -> Rule:
        said = self.values()
        return parse_rule(
            name=said["name"],
            conditions=said["conditions"],
            actions=said["actions"],
            window=said["window"],
            is_last=said["is_last"],
        )

    def values(self) -> dict[str, Any]:
        """Return what `save_rule` takes. Raises: RuleError where the JSON is none."""
        said = self.form.cleaned_data
        actions = {
            "section": said["section"],
            "tags": [tag.strip() for tag in said["tags"].split(",") if tag.strip()],
            "decision": said["decision"],
            "reason": said["reason"],
            "notice": said["notice"],
        }
        return {
            "name": said["name"],
            "source": said["source"],
            "is_active": said["is_active"],
            "is_last": said["is_last"],
            "conditions": self._conditions(),
            "actions": {name: value for name, value in actions.items() if value},
            "window": self._window(),
        }

    def _conditions(self) -> Any:
        if words := self.form.cleaned_data["as_json"].strip():
            try:
                return json.loads(words)
            except ValueError as error:
                raise RuleError(
                    where="conditions", found=words[:40], expected=f"JSON ({error})"
                ) from None
        said = [row.cleaned_data for row in self.rows.forms]
        rows = [row for row in said if row and not row.get("DELETE")]
        return condition_from_rows(rows)

    def _window(self) -> dict[str, Any] | None:
        said = self.form.cleaned_data
        if not (said["days"] or said["start"] or said["end"]):
            return None
        return {
            "days": said["days"],
            "from": f"{said['start']:%H:%M}" if said["start"] else "00:00",
            "to": f"{said['end']:%H:%M}" if said["end"] else "00:00",
            "timezone": said["timezone"],
        }


def _shown(row: RoutingRule) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return what the form shows of a stored rule, its conditions as rows where rows can."""
    try:
        rows = rows_from_condition(parse_condition(row.conditions))
    except RuleError:
        rows = None
    window, actions = row.window or {}, row.actions
    return {
        "name": row.name,
        "source": row.source,
        "is_active": row.is_active,
        "is_last": row.is_last,
        "as_json": "" if rows else json.dumps(row.conditions, indent=2, ensure_ascii=False),
        "section": actions.get("section", ""),
        "tags": ", ".join(actions.get("tags", [])),
        "decision": actions.get("decision", ""),
        "reason": actions.get("reason", ""),
        "notice": actions.get("notice", ""),
        "days": window.get("days", []),
        "start": window.get("from"),
        "end": window.get("to"),
        "timezone": window.get("timezone", ""),
    }, rows or []
