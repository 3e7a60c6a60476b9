"""The addresses of comments; moderators' are in `wagtail_hooks`."""

from django.urls import path, re_path

from dateline.discussion import (
    account_views,
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
    path("comments/mine/<str:token>/withdraw/", calm(own_comment.withdraw), name="withdraw"),
    path(
        "comments/mine/<str:token>/verify-again/",
        calm(own_comment.verify_again),
        name="verify_again",
    ),
    path("comments/verify/<str:token>/", calm(mail_views.verify), name="verify"),
    path("comments/unsubscribe/<str:token>/", calm(mail_views.unsubscribe), name="unsubscribe"),
    path("comments/me/", calm(own_data_views.ask), name="ask_for_own_data"),
    path("comments/me/<str:token>/", calm(own_data_views.own_data), name="own_data"),
    re_path(
        r"^comments/me/(?P<token>[^/]+)/(?P<what>json|csv|erase|keep)/$",
        calm(own_data_views.act),
        name="own_data_act",
    ),
    path("comments/account/", calm(account_views.account), name="account"),
    path("comments/account/sign-in/<str:token>/", calm(account_views.sign_in), name="sign_in"),
    path("comments/account/sign-out/", calm(account_views.sign_out), name="sign_out"),
    path("comments/account/name/", calm(account_views.rename), name="rename"),
    path("comments/account/<int:comment_id>/edit/", calm(account_views.edit), name="edit_own"),
    path(
        "comments/account/<int:comment_id>/withdraw/",
        calm(account_views.withdraw),
        name="withdraw_own",
    ),
    re_path(
        r"^comments/account/(?P<what>json|csv|erase|keep)/$",
        calm(account_views.act),
        name="account_act",
    ),
]
