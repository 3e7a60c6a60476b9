"""What moderators do with mails to readers that no server took."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from dateline.discussion import services
from dateline.discussion.views.room.guard import moderators_only
from dateline.pages import clock


@require_POST
@moderators_only
def given_up(request: HttpRequest) -> HttpResponse:
    """Try the mails again that were given up, or drop them."""
    if "again" in request.POST:
        n = services.try_given_up_again(now=clock.now())
        said = ngettext("%(n)d mail is tried again.", "%(n)d mails are tried again.", n)
    else:
        n = services.forget_given_up()
        said = ngettext("%(n)d mail was dropped.", "%(n)d mails were dropped.", n)
    messages.success(request, said % {"n": n})
    return redirect(f"{reverse('wagtailadmin_home')}#mails-to-readers")
