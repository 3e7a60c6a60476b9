"""The addresses of the desk's own screens, below the admin's."""

from django.urls import path

from dateline.desk.views import acts, families, files, lines, pictures, rules, versions, wire

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
    path(
        "stories/<int:pk>/beside/<int:other_pk>/",
        families.BesideView.as_view(),
        name="beside",
    ),
    path("stories/<int:pk>/restore/", families.restore, name="restore"),
    path("takes/<int:pk>/separate/", families.separate, name="separate"),
    path("pairs/", families.PairsView.as_view(), name="pairs"),
    path("pairs/results/", families.PairsView.as_view(results_only=True), name="pairs-results"),
    path("rules/", rules.RulesView.as_view(), name="rules"),
    path("rules/add/", rules.RuleView.as_view(), name="add-rule"),
    path("rules/<int:pk>/", rules.RuleView.as_view(), name="rule"),
    path("rules/<int:pk>/move/", rules.move, name="move-rule"),
    path("rules/<int:pk>/delete/", rules.delete, name="delete-rule"),
    path("notices/<int:pk>/settle/", wire.settle_notice, name="settle-notice"),
    path("items/<int:pk>/bring-back/", wire.bring_back, name="bring-back"),
    path("stories/<int:pk>/pictures/add/", pictures.add, name="add-picture"),
    path("pictures/<int:pk>/change/", pictures.change, name="change-picture"),
    path("pictures/<int:pk>/lead/", pictures.lead, name="lead-picture"),
    path("pictures/<int:pk>/remove/", pictures.remove, name="remove-picture"),
    path("pictures/<int:pk>/release/", pictures.release, name="release-picture"),
    path("pictures/<int:pk>/kill/", pictures.KillPictureView.as_view(), name="kill-picture"),
    path("files/<path:name>", files.file, name="file"),
    path("wire/", wire.DeliveriesView.as_view(), name="deliveries"),
    path(
        "wire/results/",
        wire.DeliveriesView.as_view(results_only=True),
        name="deliveries-results",
    ),
    path("wire/<int:pk>/", wire.DeliveryView.as_view(), name="delivery"),
    path("wire/<int:pk>/bytes/", wire.raw_bytes, name="delivery-bytes"),
    path("wire/<int:pk>/read-again/", wire.read_again, name="read-again"),
    path("quarantine/", wire.QuarantineView.as_view(), name="quarantine"),
    path(
        "quarantine/results/",
        wire.QuarantineView.as_view(results_only=True),
        name="quarantine-results",
    ),
    path("quarantine/read-again/", wire.read_all_again, name="read-all-again"),
    path("failures/", wire.FailuresView.as_view(), name="failures"),
    path(
        "failures/results/", wire.FailuresView.as_view(results_only=True), name="failures-results"
    ),
    path("failures/<int:pk>/settle/", wire.settle, name="settle-failure"),
]
