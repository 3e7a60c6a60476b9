"""Front and sections are Wagtail pages, served by plain views."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page

from dateline.pages import views
from dateline.pages.models import FrontPage, SectionPage


@hooks.register("before_serve_page")
def serve_list(
    page: Page,
    request: HttpRequest,
    serve_args: Any,
    serve_kwargs: Any,
) -> HttpResponse | None:
    """Answer for front and sections; leave other pages to Wagtail."""
    if isinstance(page, FrontPage):
        return views.front(request, page)
    if isinstance(page, SectionPage):
        return views.section(request, page)
    return None
