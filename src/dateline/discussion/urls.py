"""The addresses of comments; moderators' are in `wagtail_hooks`."""

from django.urls import path

from dateline.discussion import decision_log, views

app_name = "discussion"
urlpatterns = [
    path("story/<slug:public_id>/comments/", views.comments, name="comments"),
    path("story/<slug:public_id>/comments/new/", views.comment_form, name="new"),
    path("story/<slug:public_id>/comments/<int:comment_id>/", views.one_thread, name="thread"),
    path("comments/decisions/", decision_log.decisions, name="decisions"),
    path("comments/mine/<str:token>/", views.mine, name="mine"),
    path("comments/mine/<str:token>/withdraw/", views.withdraw, name="withdraw"),
]
