from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    name = "dateline.discussion"
    label = "dateline_discussion"
    default_auto_field = "django.db.models.BigAutoField"
