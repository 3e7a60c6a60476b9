from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from wagtail.users.apps import WagtailUsersAppConfig

# What a role may do, as “app.codename”. Rights are given when the tables exist, after each migrate.
ROLES = {
    "Editors": (
        "wagtailadmin.access_admin",
        "dateline_pages.add_story",
        "dateline_pages.change_story",
        "dateline_pages.view_story",
        "dateline_pages.publish_story",
        "dateline_pages.kill_story",
        "dateline_pages.add_topic",
        "dateline_pages.change_topic",
        "dateline_intake.view_wirerecord",
        "dateline_intake.change_wirerecord",
        "dateline_intake.view_source",
        "dateline_intake.add_source",
        "dateline_intake.change_source",
        "dateline_pages.lock_story",
        "dateline_pages.unlock_story",
        "dateline_intake.change_taskfailure",
        "dateline_intake.view_taskfailure",
        "dateline_intake.change_routingrule",
        "dateline_intake.view_nearduplicate",
    ),
    "Moderators": (
        "wagtailadmin.access_admin",
        "dateline_discussion.moderate_comment",
    ),
}


class AccountsConfig(AppConfig):
    default = True
    name = "dateline.accounts"
    label = "dateline_accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the roles complete."""
        post_migrate.connect(give_roles_their_rights, dispatch_uid="accounts.roles")


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's users, with our form: a public name is set by who may change logins."""

    user_viewset = "dateline.accounts.viewsets.NamedUserViewSet"


def give_roles_their_rights(**_: Any) -> None:
    """Make the groups and give them what `ROLES` names; rights given by hand stay."""
    from django.contrib.auth.models import Group, Permission

    for role, names in ROLES.items():
        group, _is_new = Group.objects.get_or_create(name=role)
        for name in names:
            app_label, codename = name.split(".")
            permission = Permission.objects.filter(
                content_type__app_label=app_label, codename=codename
            ).first()
            if permission:
                group.permissions.add(permission)
