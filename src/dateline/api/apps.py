from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "dateline.api"
    label = "dateline_api"
    default_auto_field = "django.db.models.BigAutoField"
