"""Addresses."""

from ninja import NinjaAPI

api = NinjaAPI(title="Dateline", docs_url=None)
