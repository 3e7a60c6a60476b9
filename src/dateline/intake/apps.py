from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "dateline.intake"
    label = "dateline_intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what happens in the background."""
        from dateline.intake import receivers

        receivers.connect()
