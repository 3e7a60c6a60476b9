"""Where the agencies' bytes lie in a test of the API."""

import pytest


@pytest.fixture(autouse=True)
def vault_folder(settings, tmp_path):
    """A vault of each test's own."""
    folder = tmp_path / "vault"
    wire = {**settings.STORAGES["wire"], "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "wire": wire}
    return folder
