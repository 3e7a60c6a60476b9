from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    name = "dateline.discussion"
    label = "dateline_discussion"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what services announce."""
        from dateline.discussion import receivers

        receivers.connect()
