"""The addresses of comments; moderators' are in `wagtail_hooks`."""

from django.urls import path

from dateline.discussion import own_comment, reporting, views

app_name = "discussion"
urlpatterns = [
    path("story/<slug:public_id>/comments/", views.comments, name="comments"),
    path("story/<slug:public_id>/comments/new/", views.comment_form, name="new"),
    path("story/<slug:public_id>/comments/<int:comment_id>/", views.one_thread, name="thread"),
    path("comments/report/<int:comment_id>/", reporting.report, name="report"),
    path("comments/mine/<str:token>/", views.mine, name="mine"),
    path("comments/mine/<str:token>/edit/", own_comment.edit, name="edit"),
    path("comments/mine/<str:token>/withdraw/", views.withdraw, name="withdraw"),
]
