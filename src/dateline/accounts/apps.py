from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "dateline.accounts"
    label = "dateline_accounts"
    default_auto_field = "django.db.models.BigAutoField"
