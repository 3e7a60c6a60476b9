from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "dateline.media"
    label = "dateline_media"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the sizes of uploaded pictures made."""
        from dateline.media import receivers

        receivers.connect()
