"""The public API: `/api/stories`, described at `/api/openapi.json`."""

from ninja import NinjaAPI

from dateline.api import comments, views

# The HTML docs of django-ninja load script from elsewhere, so only the description is served.
api = NinjaAPI(title="Dateline", version="1", docs_url=None, urls_namespace="api")
views.register(api)
comments.register(api)
