"""What every test may ask for."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(items):
    """Mark what needs a database, so that script/test can run it on PostgreSQL as well."""
    for item in items:
        asks = set(getattr(item, "fixturenames", ())) & DATABASE_FIXTURES
        if asks or item.get_closest_marker("django_db"):
            item.add_marker("database")


SHARED = Path(__file__).resolve().parents[2] / "shared"

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

HARBOUR_COPY = (
    "PORT ANSEL, Nov. 23 (NWA) — Varland will reopen the harbour of Kesterholm to foreign ships "
    "on Monday after repairs that took two years, the transport ministry said.",
    "“The quay is safe, and we have tested every crane twice,” Transport Minister Runa Ostby told "
    "reporters in Port Ansel.",
    "About 40 ships are expected in the first week, according to the harbour authority.",
    "The harbour closed in October 2024 when a storm broke 300 metres of the northern wall.",
    "Fishing crews said they would wait until the fees had been published.",
)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of evaluation data beside the checkout; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here")
    return SHARED


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Begin with the tables of the newsroom that script/test has set up, if it has.

    On PostgreSQL the database of the tests is made from a template (`settings_test`); here SQLite's
    one in memory is filled before Django opens it. What is new is migrated on top.
    """
    from django.db import connection

    folder = os.environ.get("DATELINE_TEST_MIGRATED")
    if not folder or connection.vendor != "sqlite":
        yield
        return
    name = connection.creation._get_test_db_name()
    with closing(sqlite3.connect(name, uri=True, check_same_thread=False)) as memory:
        with closing(sqlite3.connect(Path(folder, "dateline.sqlite3"))) as migrated:
            migrated.backup(memory)
        yield  # a database in memory lasts as long as somebody has it open


@pytest.fixture(scope="module")
def tables_as_they_were(django_db_setup, django_db_blocker):
    """Leave the tables to the tests of other files as they were: who commits leaves them empty."""
    from django.db import connection

    yield
    with django_db_blocker.unblock():
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM dateline_story_search")  # no model's, so nobody empties it


@pytest.fixture(autouse=True)
def empty_cache():
    """No test counts towards another's rate limit."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    """Where the pictures of this test lie."""
    default = settings.STORAGES["default"]
    folder = tmp_path / "media"
    default = {**default, "OPTIONS": {**default["OPTIONS"], "location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    return folder


@pytest.fixture
def now() -> datetime:
    """The clock of a test."""
    return NOON


@pytest.fixture
def site(db):
    """A founded newsroom: front page, sections World and Politics, the site itself."""
    from dateline.pages.services import found_newsroom

    return found_newsroom(
        name="The Ansel Gazette",
        sections={"world": "World", "politics": "Politics"},
        base_url="http://testserver",
    )


@pytest.fixture
def source(db):
    """A wire that is published at once."""
    from dateline.intake.models import Source

    return Source.objects.create(
        slug="nwa",
        name="Northern Wire Agency",
        credit_line="NWA",
        policy=Source.Policy.PUBLISH,
        default_section="world",
    )


@pytest.fixture
def story(site, now):
    """A public story in World with its lines drawn."""
    from dateline.core.story import Paragraph
    from dateline.pages.models import SectionPage, Story
    from dateline.pages.services import publish_story

    story = Story(
        headline="Kesterholm harbour reopens to foreign ships",
        slug="kesterholm-harbour-reopens",
        section=SectionPage.objects.get(slug="world"),
        credit_line="NWA",
        byline="Halvard Senn",
        dateline_text="PORT ANSEL, Nov. 23 (NWA)",
        dateline_place="Port Ansel",
        live=False,
    )
    story.set_body(Paragraph(text) for text in HARBOUR_COPY)
    publish_story(story=story, by=None, now=now)
    return story


@pytest.fixture
def editor(django_user_model):
    """Someone who may do everything at the desk."""
    return django_user_model.objects.create_superuser(
        username="ida", password="quay-and-crane", public_name="Ida Brekke"
    )


@pytest.fixture
def moderator(django_user_model):
    """Someone in the group of moderators, and no more."""
    from django.contrib.auth.models import Group

    from dateline.accounts.models import MODERATORS

    user = django_user_model.objects.create_user(username="mo", password="calm-words-only")
    user.groups.add(Group.objects.get(name=MODERATORS))
    return user
