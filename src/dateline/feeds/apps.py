from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "dateline.feeds"
    label = "dateline_feeds"
    default_auto_field = "django.db.models.BigAutoField"
