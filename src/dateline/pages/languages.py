"""The language a newsroom speaks to its readers in: its own, where there is a catalogue of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dateline.pages.models import NewsSettings, Story
from dateline.pages.selectors import current_settings

# Whose answers people read: these, and what Wagtail serves.
PAGES = frozenset({"pages", "discussion"})
# They ask for no settings.
WITHOUT_WORDS = frozenset({"seen", "picture"})


def catalogue_for(language: str) -> str:
    """Return the catalogue for a newsroom's language, such as “de” for “de-AT”; else English."""
    try:
        return translation.get_supported_language_variant(language)
    except LookupError:
        return str(settings.LANGUAGE_CODE)


def speak(request: HttpRequest) -> None:
    """Answer this request in the language of the newsroom it asks for."""
    translation.activate(catalogue_for(current_settings(request).language))


def own_words(story: Story, newsroom: NewsSettings) -> SafeString:
    """Return the attributes of the newsroom's words inside a story of another language, if any."""
    if story.language.partition("-")[0] == newsroom.language.partition("-")[0]:
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', newsroom.language, newsroom.direction)


@contextmanager
def spoken_by_default() -> Iterator[None]:
    """Write what no request asks for, such as a mail, in the language of the default site."""
    newsroom = NewsSettings.objects.filter(site__is_default_site=True).only("language").first()
    with translation.override(catalogue_for(newsroom.language if newsroom else "")):
        yield


class ReaderLanguageMiddleware:
    """Have readers' pages speak the newsroom's language; the desk keeps each colleague's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # What one request spoke, the next in this thread does not.
        with translation.override(settings.LANGUAGE_CODE):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Choose the language once it is known that a page is asked for."""
        match = request.resolver_match
        if match is None or match.url_name in WITHOUT_WORDS:
            return None
        if match.namespace in PAGES or match.url_name == "wagtail_serve":
            # A database that cannot be worked with is told of by the page, in English then.
            with suppress(OperationalError, InterfaceError):
                speak(request)
        return None
