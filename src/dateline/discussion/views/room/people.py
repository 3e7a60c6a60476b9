"""The page of an author for moderators: what they wrote, how they are treated, and notes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dateline.discussion import selectors, services, signal_words
from dateline.discussion.models import Author, AuthorRecord, RefusalReason
from dateline.discussion.views.room.guard import moderator_of, moderators_only, page_context
from dateline.discussion.views.room.queue import FACTS_MAX_CHARS
from dateline.pages import clock

NEWEST_SHOWN = 50


@require_safe
@moderators_only
def author(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """Show an author by the pseudonym: never the address, nor whether there still is one."""
    found = get_object_or_404(Author, pseudonym=pseudonym)
    approved, refused = selectors.history_of([found.pk]).get(found.pk, (0, 0))
    comments = found.comments.select_related("story").order_by("-submitted_at", "-pk")
    context = {
        "author": found,
        "standing": signal_words.standing_in_words(found, now=clock.now()),
        "approved": approved,
        "refused": refused,
        "comments": comments[:NEWEST_SHOWN],
        "has_claims": comments.filter(verified_at=None).exists(),
        "records": [
            (record, signal_words.reason_in_words(record.reason_code))
            for record in found.records.select_related("by")[:NEWEST_SHOWN]
        ],
        "acts": AuthorRecord.Act.choices,
        "reasons": RefusalReason.choices,
        "days_at_most": services.DAYS_AT_MOST,
    }
    title = _("Author %(name)s") % {"name": found.pseudonym}
    return render(request, "discussion/author.html", context | page_context(title))


@require_POST
@moderators_only
def judge(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """Ban, suspend, put under pre-moderation, free, or note."""
    found = get_object_or_404(Author, pseudonym=pseudonym)
    days = request.POST.get("days", "")
    try:
        act = AuthorRecord.Act(request.POST.get("act", ""))
        services.judge_author(
            author=found,
            act=act,
            by=moderator_of(request),
            now=clock.now(),
            reason_code=request.POST.get("reason", ""),
            text=request.POST.get("text", "")[:FACTS_MAX_CHARS],
            days=int(days) if days.isdecimal() and len(days) < 6 else 0,
            reaches_owner="reaches_owner" in request.POST,
        )
    except services.ReasonNeeded as error:
        messages.error(request, str(error))
    except (services.NothingNoted, ValueError):
        messages.error(request, _("Choose an act; a note needs words, a suspension its days."))
    else:
        messages.success(request, _("Kept."))
    return redirect("discussion_author", pseudonym=pseudonym)
