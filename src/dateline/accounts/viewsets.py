"""Wagtail's own screens for users, with the name that pages show."""

from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet


class NamedCreationForm(UserCreationForm):
    """A new login."""

    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | {"public_name"}


class NamedEditForm(UserEditForm):
    """Somebody's login, changed by who may."""

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"public_name"}


class NamedUserViewSet(UserViewSet):
    """*Settings → Users*."""

    def get_form_class(self, for_update: bool = False) -> type[UserCreationForm | UserEditForm]:
        """Return the form that makes a user, or changes one."""
        return NamedEditForm if for_update else NamedCreationForm
