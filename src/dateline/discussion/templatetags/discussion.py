"""Filters of the discussion's templates."""

from django import template

from dateline.discussion.wording import initial as first_letter

register = template.Library()


@register.filter
def initial(name: str) -> str:
    """Return the first letter of a name, for its avatar."""
    return first_letter(name)
