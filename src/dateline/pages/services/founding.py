"""The first pages of a newsroom, and its name."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.db import DatabaseError, transaction
from wagtail.models import Locale, Page, Site

from dateline.pages.models import FrontPage, SectionPage

# What a newsroom begins with that names none of its own: titles by their slugs.
FIRST_SECTIONS = {
    name.lower(): name for name in ("World", "Politics", "Business", "Science", "Sport", "Culture")
}


def founded_site() -> Site | None:
    """Return the newsroom's site; None where none was founded, or there are no tables yet."""
    try:
        with transaction.atomic():
            site = Site.objects.filter(is_default_site=True).first()
            return site if site and isinstance(site.root_page.specific, FrontPage) else None
    except DatabaseError:
        return None


@transaction.atomic
def found_newsroom(*, name: str, sections: Mapping[str, str], base_url: str) -> Site:
    """Make the front page, its sections and the site, once; a founded newsroom is left as it is.

    sections  titles by their slugs

    Raises:
        ValidationError: a slug is no address of a section.
    """
    Locale.objects.get_or_create(language_code="en")
    if founded := founded_site():
        return founded
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    front = root.add_child(instance=FrontPage(title=name, slug="front"))
    add_sections(front=front, sections=sections)
    site = Site.objects.filter(is_default_site=True).first()
    address = urlsplit(base_url)
    values = {
        "site_name": name,
        "hostname": address.hostname,
        "port": address.port or (443 if address.scheme == "https" else 80),
        "root_page": front,
    }
    old_root = site.root_page if site else None
    site, _ = Site.objects.update_or_create(is_default_site=True, defaults=values)
    if old_root:  # Wagtail's own “Welcome” page
        old_root.delete()
    return site


@transaction.atomic
def add_sections(*, front: Page, sections: Mapping[str, str]) -> None:
    """Add the sections that the front page does not have; nothing is taken away or renamed.

    Raises:
        ValidationError: a slug is no address of a section.
    """
    known = set(front.get_children().values_list("slug", flat=True))
    for slug, title in sections.items():
        if slug not in known:
            front.add_child(instance=SectionPage(title=title, slug=slug, show_in_menus=True))


@transaction.atomic
def rename_newsroom(*, site: Site, name: str) -> None:
    """Give the newsroom another name, on every page and in the desk's tree."""
    site.site_name = name
    site.save()
    front = site.root_page
    front.title = front.draft_title = name
    front.save()
