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

app_name = "discussion"
urlpatterns = [
    path("story/<slug:public_id>/comments/", views.comments, name="comments"),
    path("story/<slug:public_id>/comments/new/", views.comment_form, name="new"),
    path("story/<slug:public_id>/comments/<int:comment_id>/", views.one_thread, name="thread"),
    path("comments/report/<int:comment_id>/", reporting.report, name="report"),
    path("comments/decisions/", decision_log.decisions, name="decisions"),
    path("comments/mine/<str:token>/", views.mine, name="mine"),
    path("comments/mine/<str:token>/edit/", own_comment.edit, name="edit"),
    path("comments/mine/<str:token>/withdraw/", own_comment.withdraw, name="withdraw"),
    path("comments/mine/<str:token>/verify-again/", own_comment.verify_again, name="verify_again"),
    path("comments/verify/<str:token>/", mail_views.verify, name="verify"),
    path("comments/unsubscribe/<str:token>/", mail_views.unsubscribe, name="unsubscribe"),
    path("comments/me/", own_data_views.ask, name="ask_for_own_data"),
    path("comments/me/<str:token>/", own_data_views.own_data, name="own_data"),
    re_path(
        r"^comments/me/(?P<token>[^/]+)/(?P<what>json|csv|erase|keep)/$",
        own_data_views.act,
        name="own_data_act",
    ),
    path("comments/account/", account_views.account, name="account"),
    path("comments/account/sign-in/<str:token>/", account_views.sign_in, name="sign_in"),
    path("comments/account/sign-out/", account_views.sign_out, name="sign_out"),
    path("comments/account/name/", account_views.rename, name="rename"),
    path("comments/account/<int:comment_id>/edit/", account_views.edit, name="edit_own"),
    path(
        "comments/account/<int:comment_id>/withdraw/", account_views.withdraw, name="withdraw_own"
    ),
    re_path(
        r"^comments/account/(?P<what>json|csv|erase|keep)/$",
        account_views.act,
        name="account_act",
    ),
]
