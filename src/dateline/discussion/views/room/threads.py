"""How one story takes comments: set above its comments in the moderators' room."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dateline.discussion import services
from dateline.discussion.models import Discussion
from dateline.discussion.views.room.guard import moderator_of, moderators_only
from dateline.pages import clock
from dateline.pages.models import Story


@require_POST
@moderators_only
def set_mode(request: HttpRequest, story_id: int) -> HttpResponse:
    """Open or close the comments of one story, or have every one of them wait."""
    story = get_object_or_404(Story, pk=story_id)
    mode = request.POST.get("mode", "")
    if mode in Discussion.Mode.values:
        services.set_thread_mode(
            story=story, mode=Discussion.Mode(mode), by=moderator_of(request), now=clock.now()
        )
        messages.success(request, _("Kept. Readers see it at once."))
    fields = urlencode({"queue": request.POST.get("queue", "all"), "story": story_id})
    return redirect(f"{reverse('discussion_queue')}?{fields}")
