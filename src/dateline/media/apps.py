from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "dateline.media"
    label = "dateline_media"
    default_auto_field = "django.db.models.BigAutoField"
