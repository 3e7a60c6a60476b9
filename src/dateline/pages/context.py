"""What every public page shows around its own content."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from dateline.pages import selectors


def newsroom(request: HttpRequest) -> dict[str, Any]:
    """Give templates the newsroom's settings and menu; nothing is asked unless it is shown."""
    return {
        "newsroom": SimpleLazyObject(lambda: selectors.current_settings(request)),
        "menu_sections": SimpleLazyObject(lambda: selectors.menu_sections(request)),
    }
