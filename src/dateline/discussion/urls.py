"""The addresses of comments; moderators' are in `wagtail_hooks`."""

from django.urls import path, re_path

from dateline.discussion.views import (
    accounts,
    comments,
    decision_log,
    mails,
    own_comment,
    own_data,
    reports,
)
from dateline.discussion.views.calm import calm

app_name = "discussion"
urlpatterns = [
    path("story/<slug:public_id>/comments/", calm(comments.comments), name="comments"),
    path("story/<slug:public_id>/comments/new/", calm(comments.comment_form), name="new"),
    path(
        "story/<slug:public_id>/comments/<int:comment_id>/",
        calm(comments.one_thread),
        name="thread",
    ),
    path("comments/report/<int:comment_id>/", calm(reports.report), name="report"),
    path("comments/decisions/", calm(decision_log.decisions), name="decisions"),
    path("comments/mine/<str:token>/", calm(own_comment.mine), name="mine"),
    path("comments/mine/<str:token>/edit/", calm(own_comment.edit), name="edit"),
    path("comments/mine/<str:token>/withdraw/", calm(own_comment.withdraw), name="withdraw"),
    path(
        "comments/mine/<str:token>/verify-again/",
        calm(own_comment.verify_again),
        name="verify_again",
    ),
    path("comments/verify/<str:token>/", calm(mails.verify), name="verify"),
    path("comments/unsubscribe/<str:token>/", calm(mails.unsubscribe), name="unsubscribe"),
    path("comments/me/", calm(own_data.ask), name="ask_for_own_data"),
    path("comments/me/<str:token>/", calm(own_data.own_data), name="own_data"),
    re_path(
        r"^comments/me/(?P<token>[^/]+)/(?P<what>json|csv|erase|keep|mine)/$",
        calm(own_data.act),
        name="own_data_act",
    ),
    path("comments/account/", calm(accounts.account), name="account"),
    path("comments/account/sign-in/<str:token>/", calm(accounts.sign_in), name="sign_in"),
    path("comments/account/sign-out/", calm(accounts.sign_out), name="sign_out"),
    path("comments/account/name/", calm(accounts.rename), name="rename"),
    path("comments/account/<int:comment_id>/edit/", calm(accounts.edit), name="edit_own"),
    path(
        "comments/account/<int:comment_id>/withdraw/",
        calm(accounts.withdraw),
        name="withdraw_own",
    ),
    re_path(
        r"^comments/account/(?P<what>json|csv|erase|keep|mine)/$",
        calm(accounts.act),
        name="account_act",
    ),
]
