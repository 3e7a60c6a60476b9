"""The moderators' room in the admin: a queue, and decisions about one or several comments."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from dateline.discussion import selectors, services, signal_words
from dateline.discussion.cards import cards_of
from dateline.discussion.models import Comment, Discussion, RefusalReason
from dateline.discussion.views.room.guard import moderator_of, moderators_only, page_context
from dateline.pages import clock
from dateline.pages.models import Story
from dateline.pages.selectors import current_settings

QUEUE_NAMES = {
    "pending": gettext_lazy("waiting"),
    "unverified": gettext_lazy("address not verified"),
    "reported": gettext_lazy("reported"),
    "shown": gettext_lazy("shown to readers"),
    "refused": gettext_lazy("not published"),
    "removed": gettext_lazy("removed"),
    "all": gettext_lazy("all"),
}
_PSEUDONYM = re.compile(r"a-[0-9a-f]{12}")
_CURSOR = re.compile(r"\d{1,17}-\d{1,18}")
WORDS_MAX_CHARS = 100
FACTS_MAX_CHARS = 2000


def filters_of(asked: QueryDict) -> selectors.Filters:
    """Return the filters of an address or a form; what makes no sense is left out."""
    queue = asked.get("queue", "")
    phase = asked.get("phase", "")
    story, author = asked.get("story", ""), asked.get("author", "")
    return selectors.Filters(
        queue=queue if queue in selectors.QUEUES else "pending",
        story=int(story) if story.isdecimal() and len(story) < 19 else None,
        phase=phase if signal_words.is_phase(phase) else "",
        author=author if _PSEUDONYM.fullmatch(author) else "",
        words=asked.get("words", "").replace("\x00", "").strip()[:WORDS_MAX_CHARS],
    )


def _cursor_of(asked: QueryDict) -> str:
    """Return behind which comment a page begins; empty for the first page."""
    cursor = asked.get("after", "")
    return cursor if _CURSOR.fullmatch(cursor) else ""


def _counted_from(filters: selectors.Filters, after: str) -> str:
    """Return behind which comment is counted: a search looks on from where its page begins."""
    return after if filters.is_search else ""


def _count(filters: selectors.Filters, page: selectors.QueuePage, after: str) -> int:
    if filters.is_search and len(page.comments) < selectors.COMMENTS_ON_A_PAGE:
        return len(page.comments)  # all there are: no need to look through the same again
    return selectors.capped_count(filters, _counted_from(filters, after), until=page.until)


def fields_of(filters: selectors.Filters, **changed: object) -> dict[str, str]:
    """Return filters as the fields of an address or a form, the empty ones left out."""
    fields: dict[str, object] = {
        "queue": filters.queue,
        "story": filters.story or "",
        "phase": filters.phase,
        "author": filters.author,
        "words": filters.words,
    }
    return {name: str(value) for name, value in (fields | changed).items() if value != ""}


def told_count(count: int) -> str:
    """Return a capped count as it is told: “1,000+” where there are more than are counted."""
    most = selectors.COUNTED_AT_MOST
    return f"{number_format(min(count, most), force_grouping=True)}{'+' if count > most else ''}"


@require_safe
@moderators_only
def queue(request: HttpRequest) -> HttpResponse:
    """Show one page of a queue: what waits by default, the oldest first."""
    filters = filters_of(request.GET)
    story = selectors.story_to_moderate(filters.story)
    after = _cursor_of(request.GET)
    page = selectors.queue_page(filters, after)
    cards = cards_of(page.comments, viewer_id=moderator_of(request).pk, now=clock.now())
    context = {
        "cards": cards,
        "filters": filters,
        "fields": fields_of(filters, after=after),
        "after": after,
        "first": urlencode(fields_of(filters)),
        "count": told_count(_count(filters, page, after)),
        "is_cut": page.until is not None,
        "looked_at": number_format(selectors.LOOKED_AT_MOST, force_grouping=True),
        "next": urlencode(fields_of(filters, after=page.cursor)) if page.cursor else "",
        "queues": [
            (name, label, urlencode(fields_of(filters, queue=name)))
            for name, label in QUEUE_NAMES.items()
        ],
        "phases": [*signal_words.PHASES.items(), *selectors.external_phases()],
        "story": story,
        "thread": _thread_context(request, story) if story else None,
        "done": request.GET.get("done", ""),
        "at_once": services.DECIDED_AT_ONCE,
        "reasons": RefusalReason.choices,
    }
    return render(request, "discussion/queue.html", context | page_context(_("Comments")))


def _thread_context(request: HttpRequest, story: Story) -> dict[str, Any]:
    """Return how a story takes comments: by its own word, and as it is at present."""
    newsroom = current_settings(request)
    mode = selectors.mode_of(story, newsroom, now=clock.now())
    return {
        "own": story.discussion.mode if hasattr(story, "discussion") else "",
        "at_present": mode.label,
        "days": newsroom.comments_close_after_days,
        "modes": Discussion.Mode.choices,
        "last": selectors.last_thread_record(story),
    }


@require_POST
@moderators_only
def decide(request: HttpRequest) -> HttpResponse:
    """Press a button on one comment, on all that were ticked, or on all that match."""
    button, comments, reason, facts = _asked(request)
    if button is None:
        return back_to_queue(request)
    try:
        pressed = services.act_on(
            comments=comments,
            button=button,
            by=moderator_of(request),
            now=clock.now(),
            reason_code=reason,
            facts=facts,
        )
    except services.ReasonNeeded as error:
        messages.error(request, str(error))
        return back_to_queue(request)
    if pressed.done:
        said = ngettext("%(n)d comment decided.", "%(n)d comments decided.", pressed.done)
        messages.success(request, said % {"n": pressed.done})
    if pressed.late:
        said = ngettext(
            "%(n)d comment was decided about by a colleague, or changed by its author, in the "
            "meantime. It stays as it is.",
            "%(n)d comments were decided about by a colleague, or changed by their authors, in the "
            "meantime. They stay as they are.",
            pressed.late,
        )
        messages.warning(request, said % {"n": pressed.late})
    for holder, n in pressed.held.items():
        said = ngettext("%(who)s has %(n)d comment now.", "%(who)s has %(n)d comments now.", n) % {
            "who": holder,
            "n": n,
        }
        messages.warning(request, said)
    if not (pressed.done or pressed.late or pressed.held):
        messages.warning(request, _("No comment was ticked, so nothing was decided."))
    return back_to_queue(request, done=pressed.batch or "", at=_next_card(request.POST))


@require_POST
@moderators_only
def undo(request: HttpRequest) -> HttpResponse:
    """Put back what the last press of a button decided."""
    try:
        batch = UUID(request.POST.get("batch", ""))
    except ValueError:
        return back_to_queue(request)
    undone = services.undo_batch(batch=batch, by=moderator_of(request), now=clock.now())
    if undone.done:
        said = ngettext("%(n)d decision undone.", "%(n)d decisions undone.", undone.done)
        messages.success(request, said % {"n": undone.done})
    if undone.late:
        messages.warning(request, _("What was decided about since then stays as it is."))
    if undone.gone:
        said = ngettext(
            "%(n)d comment was withdrawn by its author or erased since then. It stays so.",
            "%(n)d comments were withdrawn by their authors or erased since then. They stay so.",
            undone.gone,
        )
        messages.warning(request, said % {"n": undone.gone})
    return back_to_queue(request)


@require_POST
@moderators_only
def claim(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Keep a comment for the moderator who has it open; a script is told who has it instead."""
    comment = get_object_or_404(Comment, pk=comment_id)
    try:
        services.claim_comment(comment=comment, by=moderator_of(request), now=clock.now())
    except services.ClaimedByColleague as claimed:
        return JsonResponse({"holder": claimed.holder}, status=409)
    return JsonResponse({"holder": ""})


def back_to_queue(request: HttpRequest, *, done: object = "", at: str = "") -> HttpResponse:
    """Send a moderator back to where they were in the queue, with what can be undone.

    at  the card to go on with; empty for the beginning of the page
    """
    after = _cursor_of(request.POST)
    fields = fields_of(filters_of(request.POST), after=after, done=done)
    place = f"#card-{at}" if at else ""
    return redirect(f"{reverse('discussion_queue')}?{urlencode(fields)}{place}")


def _next_card(posted: QueryDict) -> str:
    """Return the comment below the last that was decided about, as the page had them."""
    pressed = {posted.get(button, "") for button in services.Button} | set(
        posted.getlist("comment") if any(name.endswith("_selected") for name in posted) else []
    )
    on_page = [name.removeprefix("version-") for name in posted if name.startswith("version-")]
    below = ""
    for pk in reversed(on_page):
        if pk in pressed:
            break
        below = pk
    else:
        return ""
    return below if below.isdecimal() else ""


def _asked(
    request: HttpRequest,
) -> tuple[services.Button | None, Iterable[Comment], str, str]:
    """Return the button, the comments it is about as they were seen, the reason and the words."""
    posted = request.POST
    for button in services.Button:
        if (one := posted.get(button, "")).isdecimal() and len(one) < 19:
            words = posted.get(f"facts-{one}", "")[:FACTS_MAX_CHARS]
            return button, _as_seen(posted, [one]), posted.get(f"reason-{one}", ""), words
        reason = posted.get("reason-selected", "")
        if f"{button}_selected" in posted:
            return button, _as_seen(posted, posted.getlist("comment")), reason, ""
        if f"{button}_all" in posted:
            # Nobody saw them all: they are decided about as the filter finds them now.
            filters = filters_of(posted)
            all_of_them = selectors.first_matching(
                filters,
                most=services.DECIDED_AT_ONCE,
                cursor=_counted_from(filters, _cursor_of(posted)),
            )
            return button, all_of_them, reason, ""
    return None, [], "", ""


def _as_seen(posted: QueryDict, ids: list[str]) -> Iterator[Comment]:
    known = [pk for pk in ids if pk.isdecimal() and len(pk) < 19]
    for comment in Comment.objects.filter(pk__in=known):
        seen = posted.get(f"version-{comment.pk}", "")
        # What a person decides about is what that person saw, or nothing.
        comment.version = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
        yield comment
