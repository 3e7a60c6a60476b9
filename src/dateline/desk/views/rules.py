"""Routing rules: the list in the order they are asked, the form, and the dry run."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.widgets.button import HeaderButton

from dateline.desk import permissions, selectors
from dateline.desk.rule_form import RuleEditor
from dateline.desk.views.screens import DeskScreen, who_asks
from dateline.intake import services
from dateline.intake.models import RoutingRule
from dateline.pages import clock


class RulesView(DeskScreen):
    """All rules, the first asked first."""

    right = permissions.CHANGE_RULES
    template_name = "desk/rules.html"
    page_title = _("Routing rules")
    header_icon = "order"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": _("Routing rules")}]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The way to a new rule."""
        url = reverse("desk:add-rule")
        return [HeaderButton(_("Add a rule"), url=url, icon_name="plus", priority=1)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rules with what they say."""
        return super().get_context_data(**kwargs) | {"rules": selectors.rules_in_words()}


class RuleView(DeskScreen):
    """Writes a rule, and shows beforehand what it would have done."""

    right = permissions.CHANGE_RULES
    template_name = "desk/rule.html"
    page_title = _("Routing rule")
    header_icon = "order"

    @cached_property
    def row(self) -> RoutingRule | None:
        """The rule that the address names; None for a new one."""
        pk = self.kwargs.get("pk")
        return get_object_or_404(RoutingRule, pk=pk) if pk else None

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("desk:rules"), "label": _("Routing rules")},
            {"url": "", "label": self.row.name if self.row else _("Add a rule")},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        editor = kwargs.pop("editor", None) or RuleEditor(row=self.row)
        return super().get_context_data(**kwargs) | {
            "form": editor.form,
            "rows": editor.rows,
            "rule": self.row,
        }

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Save the rule, or show what it would have done if that is asked for."""
        editor = RuleEditor(request.POST, row=self.row)
        if not editor.is_valid():
            context = self.get_context_data(editor=editor)
            return render(request, self.template_name, context, status=422)
        if "rehearse" in request.POST:
            source = editor.form.cleaned_data["source"]
            rehearsal = services.rehearse(rule=editor.rule, source=source)
            context = self.get_context_data(editor=editor, rehearsal=rehearsal)
            return render(request, self.template_name, context)
        saved = services.save_rule(
            row=self.row, by=who_asks(request), now=clock.now(), **editor.values()
        )
        messages.success(request, translate("The rule “%s” is saved.") % saved.name)
        return redirect("desk:rules")


@permission_required(permissions.CHANGE_RULES)
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a rule asked earlier or later."""
    row = get_object_or_404(RoutingRule, pk=pk)
    services.move_rule(row=row, is_up="up" in request.POST)
    return redirect(f"{reverse('desk:rules')}#rule-{row.pk}")


@permission_required(permissions.CHANGE_RULES)
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a rule."""
    row = get_object_or_404(RoutingRule, pk=pk)
    services.delete_rule(row=row)
    messages.success(request, translate("The rule “%s” is deleted.") % row.name)
    return redirect("desk:rules")
