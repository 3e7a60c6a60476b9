"""The lists of words and domains: a page for each, with a box that tries a change first."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dateline.discussion import selectors, services, trial
from dateline.discussion.models import RuleList
from dateline.discussion.views.room.guard import moderators_only, page_context

ENTRIES_MAX_CHARS = 200_000


@require_safe
@moderators_only
def lists(request: HttpRequest) -> HttpResponse:
    """Name the lists and how many entries each has."""
    rows = [
        (reverse("discussion_list", args=[kind]), str(row), len(row.lines()))
        for kind, row in selectors.rule_lists().items()
    ]
    context = {"rows": rows} | page_context(_("Lists"))
    return render(request, "discussion/lists.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def one_list(request: HttpRequest, kind: str) -> HttpResponse:
    """Show a list, try a change on the newest comments, or keep it."""
    row = selectors.rule_lists().get(kind)
    if row is None:
        raise Http404
    entries, tried, version = row.entries, None, row.version
    if request.method == "POST":
        entries = request.POST.get("entries", "").replace("\x00", "")[:ENTRIES_MAX_CHARS]
        seen = request.POST.get("version", "")
        version = int(seen) if seen.isdecimal() and len(seen) < 10 else -1
        if "keep" in request.POST:
            try:
                services.change_list(kind=kind, entries=entries, seen_version=version)
            except services.ListChanged:
                messages.error(
                    request,
                    _(
                        "A colleague has changed this list meanwhile. "
                        "Your entries are below, theirs are kept."
                    ),
                )
                version = row.version
            else:
                messages.success(request, _("Kept. It counts for what arrives from now on."))
                return redirect("discussion_list", kind=kind)
        tried = trial.try_list(kind, entries)
    context = {
        "list": row,
        "entries": entries,
        "version": version,
        "tried": tried,
        "useless": RuleList(kind=kind, entries=entries).useless_lines(),
        "most": ENTRIES_MAX_CHARS,
    }
    title = str(row).capitalize()
    return render(request, "discussion/list.html", context | page_context(title))
