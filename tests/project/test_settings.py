"""What the environment makes of the settings, each time in a fresh process."""

import os
import subprocess
import sys

import pytest

HEADERS_OF_AN_ANSWER = """
import django
from django.http import HttpResponse
from django.middleware.security import SecurityMiddleware
from django.test import RequestFactory

django.setup()
answer = SecurityMiddleware(lambda request: HttpResponse())(RequestFactory().get("/", secure=True))
print(answer.headers.get("Strict-Transport-Security"))
"""


@pytest.mark.parametrize(
    ("address", "header"),
    [
        ("https://news.example.org", "max-age=31536000"),
        ("http://news.example.org", "None"),
    ],
)
def test_https_is_demanded_for_a_year_of_this_host_alone(tmp_path, address, header):
    done = subprocess.run(
        [sys.executable, "-c", HEADERS_OF_AN_ANSWER],
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "dateline.project.settings",
            "DATELINE_DATA_DIR": str(tmp_path),
            "DATELINE_BASE_URL": address,
        },
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.stdout.strip() == header, done.stderr
