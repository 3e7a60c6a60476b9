"""People who sign in: editors and moderators. Roles are Django groups, made by a migration."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

EDITORS = "Editors"
MODERATORS = "Moderators"


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """Someone with a login. `public_name` is what a page shows, never the user name."""

    public_name = models.CharField(
        _("public name"),
        max_length=100,
        blank=True,
        help_text=_("Shown where a person answers for something, such as “Approved by …”."),
    )

    class Meta(AbstractUser.Meta):
        pass

    @property
    def shown_name(self) -> str:
        """What readers see: the public name, or the newsroom's neutral word for a colleague."""
        return self.public_name or str(_("the desk"))
