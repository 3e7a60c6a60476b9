from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "dateline.pages"
    label = "dateline_pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what intake announces."""
        from dateline.pages import receivers

        receivers.connect()
