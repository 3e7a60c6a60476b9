from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "dateline.project"
    label = "dateline_project"

    def ready(self) -> None:
        """Put the rooms together: what one shows inside another, which may not know it."""
        from dateline.project import slots

        slots.fill()
