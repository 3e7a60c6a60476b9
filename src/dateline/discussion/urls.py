"""The addresses of comments; moderators' are in `wagtail_hooks`."""

from django.urls import path, re_path

from dateline.discussion import (
    decision_log,
    mail_views,
    own_comment,
    own_data_views,
    reporting,
    views,
)
from dateline.discussion.calm import calm

app_name = "discussion"
urlpatterns = [
    path("story/<slug:public_id>/comments/", calm(views.comments), name="comments"),
    path("story/<slug:public_id>/comments/new/", calm(views.comment_form), name="new"),
    path(
        "story/<slug:public_id>/comments/<int:comment_id>/", calm(views.one_thread), name="thread"
    ),
    path("comments/report/<int:comment_id>/", calm(reporting.report), name="report"),
    path("comments/decisions/", calm(decision_log.decisions), name="decisions"),
    path("comments/mine/<str:token>/", calm(views.mine), name="mine"),
    path("comments/mine/<str:token>/edit/", calm(own_comment.edit), name="edit"),
    path("comments/mine/<str:token>/withdraw/", calm(views.withdraw), name="withdraw"),
    path("comments/verify/<str:token>/", calm(mail_views.verify), name="verify"),
    path("comments/unsubscribe/<str:token>/", calm(mail_views.unsubscribe), name="unsubscribe"),
    path("comments/me/", calm(own_data_views.ask), name="ask_for_own_data"),
    path("comments/me/<str:token>/", calm(own_data_views.own_data), name="own_data"),
    re_path(
        r"^comments/me/(?P<token>[^/]+)/(?P<what>json|csv|erase|keep)/$",
        calm(own_data_views.act),
        name="own_data_act",
    ),
]
