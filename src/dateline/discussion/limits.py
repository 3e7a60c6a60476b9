"""How often one reader may comment, ask for a form and ask for a link to their own data."""

from dateline.pages.limits import Limit, is_allowed

__all__ = ["COMMENTS", "FORMS", "OWN_DATA", "Limit", "is_allowed"]

COMMENTS = Limit("comment", most=5, seconds=300)
OWN_DATA = Limit("own-data", most=5, seconds=3600)
FORMS = Limit("form", most=60, seconds=300)
