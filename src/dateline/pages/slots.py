"""Places in a story page that apps above fill, without the page knowing them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from dateline.pages.models import Story

Section = Callable[[HttpRequest, Story], SafeString]
Properties = Callable[[Story], dict[str, Any]]

_sections: list[Section] = []
_properties: list[Properties] = []
_columns: list[str] = []


def add_section(section: Section) -> None:
    """Show what `section` returns (safe HTML) below each story."""
    if section not in _sections:
        _sections.append(section)


def add_properties(properties: Properties) -> None:
    """Add what `properties` returns to each story's NewsArticle in JSON-LD."""
    if properties not in _properties:
        _properties.append(properties)


def add_columns(*columns: str) -> None:
    """Have columns of a row that belongs to each story, such as `discussion__mode`, come with it.

    What a section shows of that row then costs the page no query of its own.
    """
    _columns.extend(column for column in columns if column not in _columns)


def columns_beside() -> tuple[str, ...]:
    """Return the columns that come with a story for the apps above."""
    return tuple(_columns)


def sections_below(request: HttpRequest, story: Story) -> SafeString:
    """Return the HTML of all sections below a story."""
    return mark_safe("".join(section(request, story) for section in _sections))  # noqa: S308


def properties_of(story: Story) -> dict[str, Any]:
    """Return what the apps above add to a story's NewsArticle."""
    return {name: value for add in _properties for name, value in add(story).items()}
