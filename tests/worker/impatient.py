"""The settings of a newsroom that lives for a test: little patience with a locked database."""

from dateline.project.settings import *  # noqa: F403
from dateline.project.settings import DATABASES, STORAGES

DATABASES["default"]["OPTIONS"]["timeout"] = 1.5

STORAGES = {  # nothing was collected for a newsroom that lives for a test
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
