"""How often one reader may comment and ask for a form."""

from dateline.pages.limits import Limit, is_allowed

__all__ = ["COMMENTS", "FORMS", "Limit", "is_allowed"]

COMMENTS = Limit("comment", most=5, seconds=300)
FORMS = Limit("form", most=60, seconds=300)
