from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "dateline.desk"
    label = "dateline_desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who may do what with a story, and listen to what Wagtail announces."""
        from dateline.desk import permissions, receivers

        permissions.register()
        receivers.connect()
