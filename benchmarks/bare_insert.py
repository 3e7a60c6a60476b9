"""What posting is measured against: a Django that stores one comment a request and does no more."""

import os
import secrets

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dateline.project.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone


def insert(request: HttpRequest, story: int) -> HttpResponse:
    """Store what was sent."""
    from dateline.discussion.models import Comment

    Comment.objects.create(
        story_id=story,
        author_name=request.POST["name"],
        text=request.POST["text"],
        state=Comment.State.WITHDRAWN,
        submitted_at=timezone.now(),
        form_hash=secrets.token_hex(32),
    )
    return HttpResponse(status=201)


urlpatterns = [
    path("", lambda request: HttpResponse("ready")),
    path("insert/<int:story>/", insert),
]
settings.MIDDLEWARE = []
settings.ROOT_URLCONF = __name__
settings.ALLOWED_HOSTS = ["*"]
application = get_wsgi_application()
