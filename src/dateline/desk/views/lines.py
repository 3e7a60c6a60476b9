"""A story's lines beside their evidence, and what an editor decides about each."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from dateline.core.story import LineKind
from dateline.desk import line_cards, picture_cards, selectors, slots, story_wire
from dateline.desk.candidates import candidate_by_text
from dateline.desk.forms import (
    AddLineForm,
    AddPictureForm,
    ChangeLineForm,
    LineForm,
    OverruleForm,
    ReasonForm,
    RefuseLineForm,
)
from dateline.desk.looking import looked_seconds, opened_stamp
from dateline.desk.permissions import CHANGE_STORY, KILL_STORY, PUBLISH_STORY
from dateline.desk.reasons import held_in_words
from dateline.desk.selectors import DeskState
from dateline.desk.views.screens import StoryScreen, who_asks
from dateline.pages import clock, services
from dateline.pages.models import Story, StoryLine


class StoryLinesView(StoryScreen):
    """The story's text, lines and pictures, the acts it allows, and all that was decided."""

    template_name = "desk/story.html"
    page_title = _("Lines and decisions")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Check words as they are typed, and keep nothing.

        A script is given the verdict alone; without one, it stands on the whole screen.
        """
        number = request.POST.get("line", "")
        is_one = number.isdecimal() and len(number) < 19
        line = self.story.lines.filter(pk=number).first() if is_one else None
        if line is None:
            form: LineForm = AddLineForm(request.POST, prefix="add")
        else:
            form = ChangeLineForm(request.POST, line=line)
        verdict = self._verdict(form, line) if form.is_valid() else None
        if request.headers.get("X-Requested-With") == "fetch":
            return render(request, "desk/verdict.html", {"verdict": verdict})
        return self.render_to_response(self.get_context_data(typed=form, verdict=verdict))

    def _verdict(self, form: LineForm, line: StoryLine | None) -> line_cards.TypedVerdict:
        words = form.cleaned_data
        return line_cards.verdict_on(
            self.story,
            text=words["text"],
            kind=LineKind(line.kind if line else words["kind"]),
            speaker=words.get("speaker", ""),
            derivation=tuple(line.derivation) if line and line.text == words["text"] else (),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the lines as cards and the acts that make sense now."""
        story, user, now = self.story, self.request.user, clock.now()
        lines = selectors.lines_of(story)
        typed, verdict = kwargs.pop("typed", None), kwargs.pop("verdict", None)
        changed = typed if isinstance(typed, ChangeLineForm) else None
        cards = line_cards.cards_of(story, lines, typed=changed, verdict=verdict)
        state = selectors.state_of(story, now)
        return super().get_context_data(**kwargs) | {
            "body": line_cards.body_of(story),
            "cards": [card for card in cards if not card.is_settled],
            "settled_cards": [card for card in cards if card.is_settled],
            "held": held_in_words(lines),
            "can_accept_all": sum(card.may_be_accepted and card.is_shown for card in cards) > 1,
            "add_form": typed if isinstance(typed, AddLineForm) else AddLineForm(prefix="add"),
            "add_verdict": verdict if isinstance(typed, AddLineForm) else None,
            "opened": opened_stamp(now),
            "corrections": story.shown_corrections,
            "ways": slots.ways_elsewhere(user, story),
            "pictures": [picture_cards.card_of(row, now) for row in selectors.pictures_of(story)],
            "pictures_not_kept": selectors.pictures_not_kept(story),
            "add_picture_form": AddPictureForm(prefix="picture"),
            "reason_form": ReasonForm(),
            "decisions": selectors.decisions_about(story),
            "wire": story_wire.wire_of(story),
            "repeats": story_wire.repeats_in(story),
            "replaced": story.replaced.all(),
            "may_publish": user.has_perm(PUBLISH_STORY),
            "may_kill": user.has_perm(KILL_STORY),
            "can_publish": not story.is_killed
            and (not story.live or story.has_unpublished_changes),
            "can_pause": story.live and not story.is_killed and not story.paused_at,
            "can_release": not story.is_killed
            and bool(story.paused_at or state is DeskState.EMBARGOED),
        }


def act_on_line(
    act: Callable[[HttpRequest, StoryLine], None],
) -> Callable[..., HttpResponse]:
    """Make a view of an act on one line: a POST by someone who may change stories."""

    @permission_required(CHANGE_STORY)
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        line = get_object_or_404(StoryLine.objects.select_related("story"), pk=pk)
        if line.story.is_killed:
            messages.error(request, str(services.StoryIsKilled(line.story)))
        else:
            act(request, line)
        return redirect(reverse("desk:story", args=[line.story_id]) + f"#line-{line.pk}")

    return view


@act_on_line
def accept(request: HttpRequest, line: StoryLine) -> None:
    """Put the editor's name under a line that the copy carries."""
    try:
        now = clock.now()
        looked = looked_seconds(request, now)
        services.accept_line(line=line, by=who_asks(request), now=now, looked_seconds=looked)
    except services.LineNotSupported as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, translate("The line is approved in your name."))


@act_on_line
def refuse(request: HttpRequest, line: StoryLine) -> None:
    """Take a line off the page."""
    form = RefuseLineForm(request.POST, prefix=f"refuse-{line.pk}", line=line)
    if not form.is_valid():
        messages.error(request, _first_error(form))
        return
    now = clock.now()
    looked = looked_seconds(request, now)
    services.refuse_line(
        line=line, by=who_asks(request), now=now, looked_seconds=looked, **form.cleaned_data
    )
    messages.success(request, translate("The line is off the page and is not proposed again."))


@act_on_line
def choose(request: HttpRequest, line: StoryLine) -> None:
    """Let another line drawn from the copy stand in this one's place."""
    chosen = candidate_by_text(line.story, line.kind, request.POST.get("text", ""))
    if chosen is None:
        messages.error(request, translate("The copy has changed: choose among these lines again."))
        return
    now = clock.now()
    looked = looked_seconds(request, now)
    services.choose_line(
        line=line, chosen=chosen, by=who_asks(request), now=now, looked_seconds=looked
    )
    messages.success(request, translate("The line you chose is on the page, in your name."))


@act_on_line
def overrule(request: HttpRequest, line: StoryLine) -> None:
    """Show a line although the check refuses it, for a reason that is kept."""
    form = OverruleForm(request.POST, prefix=f"overrule-{line.pk}")
    if not form.is_valid():
        messages.error(request, _first_error(form))
        return
    now = clock.now()
    looked = looked_seconds(request, now)
    try:
        services.overrule_check(
            line=line, by=who_asks(request), now=now, looked_seconds=looked, **form.cleaned_data
        )
    except services.MisquoteCannotBeOverruled as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, translate("The line is on the page, with your reason."))


@permission_required(CHANGE_STORY)
@require_POST
def accept_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the editor's name under every line that is proved."""
    story = get_object_or_404(Story, pk=pk)
    if story.is_killed:
        messages.error(request, str(services.StoryIsKilled(story)))
    else:
        now = clock.now()
        looked = looked_seconds(request, now)
        count = services.accept_proved_lines(
            story=story, by=who_asks(request), now=now, looked_seconds=looked
        )
        told = ngettext(
            "%d line is approved in your name.", "%d lines are approved in your name.", count
        )
        messages.success(request, told % count)
    return redirect("desk:story", story.pk)


@act_on_line
def change(request: HttpRequest, line: StoryLine) -> None:
    """Give a line the editor's words, and say what the check makes of them."""
    form = ChangeLineForm(request.POST, line=line)
    if not form.is_valid():
        messages.error(request, _first_error(form))
        return
    now = clock.now()
    _say_verdict(
        request,
        lambda: services.change_line(
            line=line,
            by=who_asks(request),
            now=now,
            looked_seconds=looked_seconds(request, now),
            **form.cleaned_data,
        ),
    )


@permission_required(CHANGE_STORY)
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a line of the editor's own."""
    story = get_object_or_404(Story, pk=pk)
    form = AddLineForm(request.POST, prefix="add")
    if story.is_killed:
        messages.error(request, str(services.StoryIsKilled(story)))
    elif not form.is_valid():
        messages.error(request, _first_error(form))
    else:
        words = dict(form.cleaned_data)
        kind = LineKind(words.pop("kind"))
        now = clock.now()
        _say_verdict(
            request,
            lambda: services.add_line(
                story=story,
                kind=kind,
                by=who_asks(request),
                now=now,
                looked_seconds=looked_seconds(request, now),
                **words,
            ),
        )
    return redirect("desk:story", story.pk)


@permission_required(CHANGE_STORY)
@require_POST
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """Prove the lines anew and write those that are missing."""
    story = get_object_or_404(Story, pk=pk)
    if story.is_killed:
        messages.error(request, str(services.StoryIsKilled(story)))
    else:
        services.draw_lines(story=story, now=clock.now())
        messages.success(request, translate("The lines were drawn and proved anew."))
    return redirect("desk:story", story.pk)


def _say_verdict(request: HttpRequest, act: Callable[[], object]) -> None:
    """Do an act on a line and tell the editor what the check said."""
    try:
        act()
    except (services.LineNotSupported, services.MisquoteCannotBeOverruled) as refusal:
        held = translate("The words are kept, and held from the page.")
        messages.error(request, f"{refusal} {held}")
    else:
        messages.success(request, translate("The line is on the page, in your name."))


def _first_error(form: Any) -> str:
    """Return the first thing that is wrong with a form, with the field's name."""
    field, errors = next(iter(form.errors.items()))
    return f"{form.fields[field].label}: {errors[0]}" if field in form.fields else str(errors[0])
