"""How often one reader may comment, edit, report, sign in, ask for a form or their own data."""

from dateline.pages.limits import Limit, is_allowed

__all__ = ["COMMENTS", "EDITS", "FORMS", "OWN_DATA", "REPORTS", "SIGN_IN", "Limit", "is_allowed"]

COMMENTS = Limit("comment", most=5, seconds=300)
EDITS = Limit("edit", most=10, seconds=300)
REPORTS = Limit("report", most=10, seconds=300)
OWN_DATA = Limit("own-data", most=5, seconds=3600)
SIGN_IN = Limit("sign-in", most=5, seconds=3600)
FORMS = Limit("form", most=60, seconds=300)
