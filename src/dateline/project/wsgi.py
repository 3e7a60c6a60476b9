"""What granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dateline.project.settings")
django = get_wsgi_application()
# Only now are there settings to read.
from dateline.project.keeping.server import keep_pages  # noqa: E402

application = keep_pages(django)
