"""Settings for the tests: the same newsroom, in a folder that is thrown away."""

import os
import tempfile

os.environ.setdefault("DATELINE_DATA_DIR", tempfile.mkdtemp(prefix="dateline-test-"))
# Tests run in two processes at once; each has a folder of its own.
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    os.environ["DATELINE_DATA_DIR"] += f"/{worker}"

from dateline.project.settings import *  # noqa: F403
from dateline.project.settings import DATABASES, HUEY, IS_SQLITE, STATIC_ROOT, STORAGES

if IS_SQLITE:
    # By itself for Django's own wrapper alone: pytest gives any other a file.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
# A database with all tables that script/test made: PostgreSQL copies it in a second.
if template := os.environ.get("DATELINE_TEST_POSTGRES_TEMPLATE"):
    DATABASES["default"]["TEST"] = {"TEMPLATE": template}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tasks run where they are called: a test sees their result, and a test of the queue asks for one.
HUEY = {**HUEY, "immediate": True, "huey_class": "huey.MemoryHuey"}
for unused in ("filename", "url"):
    HUEY.pop(unused, None)
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
AXES_ENABLED = False
# Whitenoise warns of a folder that is not there, and warnings are errors.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
