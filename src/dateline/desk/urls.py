"""The addresses of the desk's own screens, below the admin's."""

from django.urls import path

from dateline.desk.views import acts, lines, sources, versions, wire

app_name = "desk"
urlpatterns = [
    path("stories/<int:pk>/", lines.StoryLinesView.as_view(), name="story"),
    path("stories/<int:pk>/lines/add/", lines.add, name="add-line"),
    path("stories/<int:pk>/lines/draw/", lines.draw, name="draw-lines"),
    path("lines/<int:pk>/accept/", lines.accept, name="accept-line"),
    path("lines/<int:pk>/change/", lines.change, name="change-line"),
    path("lines/<int:pk>/refuse/", lines.refuse, name="refuse-line"),
    path("stories/<int:pk>/publish/", acts.publish, name="publish"),
    path("stories/<int:pk>/pause/", acts.pause, name="pause"),
    path("stories/<int:pk>/release/", acts.release, name="release"),
    path("stories/<int:pk>/revive/", acts.revive, name="revive"),
    path("stories/<int:pk>/correct/", acts.CorrectView.as_view(), name="correct"),
    path("stories/<int:pk>/kill/", acts.KillView.as_view(), name="kill"),
    path("stories/<int:pk>/newer/", versions.NewerVersionView.as_view(), name="newer-version"),
    path("stories/<int:pk>/newer/take/", versions.take_theirs, name="take-theirs"),
    path("stories/<int:pk>/newer/keep/", versions.keep_ours, name="keep-ours"),
    path("wire/", wire.DeliveriesView.as_view(), name="deliveries"),
    path(
        "wire/results/",
        wire.DeliveriesView.as_view(results_only=True),
        name="deliveries-results",
    ),
    path("wire/<int:pk>/", wire.DeliveryView.as_view(), name="delivery"),
    path("wire/<int:pk>/bytes/", wire.raw_bytes, name="delivery-bytes"),
    path("wire/<int:pk>/read-again/", wire.read_again, name="read-again"),
    path("sources/<int:pk>/", sources.SourceView.as_view(), name="source"),
    path("sources/<int:pk>/fetch/", sources.fetch_now, name="fetch-source"),
    path("sources/<int:pk>/accept-key/", sources.accept_key, name="accept-key"),
    path("sources/<int:pk>/tokens/", sources.make_token, name="make-token"),
    path("tokens/<int:pk>/revoke/", sources.revoke_token, name="revoke-token"),
    path("failures/", wire.FailuresView.as_view(), name="failures"),
    path(
        "failures/results/", wire.FailuresView.as_view(results_only=True), name="failures-results"
    ),
    path("failures/<int:pk>/settle/", wire.settle, name="settle-failure"),
]
