"""Stories in Wagtail's admin: the listing, the editor, and what Wagtail gives with them."""

from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.views import snippets

from dateline.desk import selectors, services
from dateline.desk.selectors import DeskState, Waiting
from dateline.desk.story_form import STORY_PANELS, StoryForm
from dateline.pages import clock, search
from dateline.pages.models import SectionPage, Story

SEARCH_RESULTS_AT_MOST = 400


class StoryFilters(WagtailFilterSet):
    """Narrows the listing by state, section and credit."""

    state = django_filters.ChoiceFilter(
        label=_("State"), method="in_state", choices=[*DeskState.choices, *Waiting.choices]
    )
    section = django_filters.ModelChoiceFilter(
        label=_("Section"), queryset=SectionPage.objects.all()
    )
    credit_line = django_filters.ChoiceFilter(
        label=_("Credit"),
        choices=lambda: [(credit, credit) for credit in selectors.credit_lines()],
    )

    class Meta:
        model = Story
        fields = ["state", "section", "credit_line"]

    def in_state(self, queryset: QuerySet[Story], name: str, value: str) -> QuerySet[Story]:
        """Keep the stories that stand so now."""
        return selectors.in_state(queryset, value, clock.now())


class StateColumn(Column):
    """Where a story stands, and whether anything about it waits for a person."""

    cell_template_name = "desk/state_cell.html"

    def get_value(self, instance: Story) -> str:
        """Return the state in words."""
        return selectors.state_in_words(instance, clock.now())


class StoryIndexView(snippets.IndexView):
    """The listing. Its search never asks Wagtail's own, which takes a minute on SQLite."""

    is_searchable = True

    @cached_property
    def columns(self) -> list[Column]:
        """The columns without check boxes: nothing is done to many stories at once."""
        return [c for c in super().columns if not isinstance(c, BulkActionsCheckboxColumn)]

    def search_queryset(self, queryset: QuerySet[Story]) -> QuerySet[Story]:
        """Keep the public stories that match, and all whose headline has the words."""
        if not self.is_searching:
            return queryset
        ids = search.find(self.search_query, limit=SEARCH_RESULTS_AT_MOST)
        return queryset.filter(Q(pk__in=ids) | Q(headline__icontains=self.search_query))

    def get_list_more_buttons(self, instance: Story) -> list[Any]:
        """Offer a story's lines beside what Wagtail offers."""
        buttons = super().get_list_more_buttons(instance)
        if self.user_has_permission("change"):
            url = reverse("desk:story", args=[instance.pk])
            buttons.append(Button(_("Lines and decisions"), url, icon_name="list-ul", priority=5))
        return buttons


class KilledStaysKilled:
    """Keeps a killed story from being edited or published in Wagtail's own screens."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the editor to where a story can be revived."""
        story = get_object_or_404(Story, pk=kwargs["pk"])
        if story.is_killed:
            messages.error(
                request,
                translate("“%s” was killed. Revive it before anything else is done with it.")
                % story.headline,
            )
            return redirect("desk:story", story.pk)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class StoryCreateView(snippets.CreateView):
    """Writing a story from nothing. Its preview comes with the first saved draft."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Prepare the view without a preview: there is no story yet to show lines of."""
        super().setup(request, *args, **kwargs)
        self.preview_enabled = False


class StoryEditView(KilledStaysKilled, snippets.EditView):
    """The editor of a story."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The way to the story's lines."""
        url = reverse("desk:story", args=[self.object.pk])
        return [HeaderButton(_("Lines and decisions"), url=url, icon_name="list-ul")]

    def save_instance(self) -> Story:
        """Save the edit, and first what was public if nobody has edited the story before."""
        services.keep_public_version(story=self.live_object, now=clock.now())
        return super().save_instance()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what stands above the form."""
        return super().get_context_data(**kwargs) | {"live_story": self.live_object}


class StoryUnpublishView(KilledStaysKilled, snippets.UnpublishView):
    """Taking a story offline by unpublishing it."""


class StoryUnscheduleView(KilledStaysKilled, snippets.RevisionsUnscheduleView):
    """Taking a revision off the schedule."""


class StoryWorkflowActionView(KilledStaysKilled, snippets.WorkflowActionView):
    """Approving or rejecting in a workflow."""


class StoryWorkflowDataView(KilledStaysKilled, snippets.CollectWorkflowActionDataView):
    """Approving or rejecting in a workflow, with a comment."""


class StoryViewSet(snippets.SnippetViewSet):
    """Stories: Wagtail's revisions, drafts, schedule, locks, workflow and history."""

    model = Story
    icon = "doc-full"
    menu_label = _("Stories")
    menu_name = "stories"
    menu_order = 110
    add_to_admin_menu = True
    copy_view_enabled = False
    list_per_page = 50
    default_ordering = "-pk"
    search_backend_name = None
    filterset_class = StoryFilters
    list_display = [
        "__str__",
        StateColumn("state", label=_("State")),
        Column("section", label=_("Section"), accessor="section.title"),
        Column("credit_line", label=_("Credit"), sort_key="credit_line"),
        DateColumn("published_at", label=_("Published"), sort_key="published_at"),
    ]
    edit_handler = ObjectList(STORY_PANELS, base_form_class=StoryForm)
    edit_template_name = "desk/story_edit.html"
    index_view_class = StoryIndexView
    add_view_class = StoryCreateView
    edit_view_class = StoryEditView
    unpublish_view_class = StoryUnpublishView
    revisions_unschedule_view_class = StoryUnscheduleView
    workflow_action_view_class = StoryWorkflowActionView
    collect_workflow_action_data_view_class = StoryWorkflowDataView

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        """Return the stories with what their state is told from."""
        return selectors.stories()

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses but for deleting, and for a preview before there is a story."""
        left_out = {"delete", "preview_on_add"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in left_out]
