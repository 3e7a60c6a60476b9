"""How often one reader may comment, edit, report and ask for a form."""

from dateline.pages.limits import Limit, is_allowed

__all__ = ["COMMENTS", "EDITS", "FORMS", "REPORTS", "Limit", "is_allowed"]

COMMENTS = Limit("comment", most=5, seconds=300)
EDITS = Limit("edit", most=10, seconds=300)
REPORTS = Limit("report", most=10, seconds=300)
FORMS = Limit("form", most=60, seconds=300)
