from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "dateline.pages"
    label = "dateline_pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what intake announces."""
        from django.db.backends.sqlite3.base import DatabaseWrapper

        from dateline.pages import receivers

        receivers.connect()
        # Django asks SQLite once whether it knows JSON, and takes a locked database for a no that
        # then stands until the process ends. Every SQLite since 3.38 knows it.
        setattr(DatabaseWrapper.features_class, "supports_json_field", True)  # noqa: B010
