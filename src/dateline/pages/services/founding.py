"""The first pages of a newsroom."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Locale, Page, Site

from dateline.pages.models import FrontPage, SectionPage


@transaction.atomic
def found_newsroom(*, name: str, section_names: Iterable[str], base_url: str) -> Site:
    """Make the front page, its sections and the site, once; a founded newsroom is left as it is."""
    Locale.objects.get_or_create(language_code="en")
    site = Site.objects.filter(is_default_site=True).first()
    if site and isinstance(site.root_page.specific, FrontPage):
        return site
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    front = root.add_child(instance=FrontPage(title=name, slug="front"))
    for section_name in section_names:
        front.add_child(
            instance=SectionPage(title=section_name, slug=slugify(section_name), show_in_menus=True)
        )
    host, _, port = base_url.partition("://")[2].partition(":")
    values = {"site_name": name, "hostname": host, "port": int(port or 80), "root_page": front}
    old_root = site.root_page if site else None
    site, _ = Site.objects.update_or_create(is_default_site=True, defaults=values)
    if old_root:  # Wagtail's own “Welcome” page
        old_root.delete()
    return site
