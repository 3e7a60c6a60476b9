"""The public API: `/api/stories`, described at `/api/openapi.json`."""

from ninja import NinjaAPI

from dateline.api.views import register

# The HTML docs of django-ninja load script from elsewhere, so only the description is served.
api = NinjaAPI(title="Dateline", version="1", docs_url=None, urls_namespace="api")
register(api)
