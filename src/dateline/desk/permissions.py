"""What may be done with a story in Wagtail's own screens, and which rights groups can be given."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Permission
from django.db.models import Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from dateline.pages.models import Story

CHANGE_STORY = "dateline_pages.change_story"
PUBLISH_STORY = "dateline_pages.publish_story"
KILL_STORY = "dateline_pages.kill_story"
SEE_WIRE = "dateline_intake.view_wirerecord"
READ_AGAIN = "dateline_intake.change_wirerecord"
CHANGE_SOURCE = "dateline_intake.change_source"
SEE_FAILURES = "dateline_intake.view_taskfailure"
SETTLE_FAILURES = "dateline_intake.change_taskfailure"
CHANGE_RULES = "dateline_intake.change_routingrule"
SEE_PAIRS = "dateline_intake.view_nearduplicate"

# Rights that belong to no screen of Wagtail's own, so that it would not offer them to groups.
OWN_RIGHTS = (
    KILL_STORY,
    SEE_WIRE,
    READ_AGAIN,
    SEE_FAILURES,
    SETTLE_FAILURES,
    CHANGE_RULES,
    SEE_PAIRS,
)


class StoryPermissionPolicy(ModelPermissionPolicy):
    """Nobody deletes a story: its address must go on saying that it was taken down."""

    def user_has_permission(self, user: AbstractBaseUser | AnonymousUser, action: str) -> bool:
        """Return whether someone may do this with stories."""
        return action != "delete" and super().user_has_permission(user, action)


def register() -> None:
    """Put the policy in place, before Wagtail asks for one."""
    register_permission_policy(Story, StoryPermissionPolicy(Story))


def own_rights() -> QuerySet[Permission]:
    """Return the rights of the desk that Wagtail's group editor shall offer."""
    wanted = Q(pk__in=[])
    for name in OWN_RIGHTS:
        app_label, codename = name.split(".")
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return Permission.objects.filter(wanted)
