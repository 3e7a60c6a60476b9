"""The first pages of a newsroom, its sections' addresses and its name."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Site

from dateline.pages.models import SectionPage
from dateline.pages.services import add_sections, found_newsroom, rename_newsroom


@pytest.mark.django_db
def test_a_founded_newsroom_stands_where_its_address_says(client):
    site = found_newsroom(
        name="Gazette", sections={"world": "World"}, base_url="https://news.example.org"
    )
    assert (site.hostname, site.port) == ("news.example.org", 443)
    assert Site.objects.count() == 1


def test_another_name_is_on_every_page(site, client):
    rename_newsroom(site=site, name="The Lund Bay Courier")
    page = client.get("/").content.decode()
    assert "The Lund Bay Courier" in page
    assert "The Ansel Gazette" not in page


@pytest.mark.parametrize("slug", ["société", "विश्व", "search", "admin", "corrections"])
def test_a_section_has_an_address_that_its_feeds_can_have_and_no_other_page_has(site, slug):
    with pytest.raises(ValidationError) as refusal:
        add_sections(front=site.root_page, sections={slug: "A section"})
    assert "slug" in refusal.value.message_dict
    assert SectionPage.objects.count() == 2


def test_a_title_with_accents_gives_a_plain_address(site, client):
    page = site.root_page.add_child(instance=SectionPage(title="Société", show_in_menus=True))
    assert page.slug == "societe"
    assert client.get("/societe/").status_code == 200
