"""Where the pictures of a test lie."""

import pytest


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    """A media folder of each test's own."""
    folder = tmp_path / "media"
    default = settings.STORAGES["default"]
    default = {**default, "OPTIONS": {**default["OPTIONS"], "location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    return folder
