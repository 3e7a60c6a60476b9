"""Every address of a newsroom."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from dateline.api import push
from dateline.api.urls import api

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("api/", api.urls),
    path("", include("dateline.api.perspective")),
    path("wire/<slug:slug>", push.receive, name="push"),
    path("wire/<slug:slug>/<int:pk>", push.outcome, name="push-outcome"),
    path("", include("dateline.feeds.urls")),
    path("", include("dateline.discussion.urls")),
    path("", include("dateline.pages.urls")),
    path("", include(wagtail_urls)),
]

handler404 = "dateline.pages.views.not_found"
handler500 = "dateline.pages.views.server_error"
