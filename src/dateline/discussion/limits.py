"""How often one reader may comment, edit, report, sign in, ask for a form or their own data."""

from dateline.pages.limits import Limit, give_back, is_allowed, is_spent

__all__ = [
    "COMMENTS",
    "EDITS",
    "EXPORTS",
    "FORMS",
    "OWN_DATA",
    "REPORTS",
    "SIGN_IN",
    "UNSTORED",
    "WRONG_LINKS",
    "Limit",
    "give_back",
    "is_allowed",
    "is_spent",
]

COMMENTS = Limit("comment", most=5, seconds=300)
# What is given back and not stored counts as no comment, so many times.
UNSTORED = Limit("unstored", most=10, seconds=300)
EDITS = Limit("edit", most=10, seconds=300)
REPORTS = Limit("report", most=10, seconds=300)
OWN_DATA = Limit("own-data", most=5, seconds=3600)
SIGN_IN = Limit("sign-in", most=5, seconds=3600)
EXPORTS = Limit("export", most=10, seconds=300)
# Links that open nothing: who tries so many is guessing, and is answered no more for a while.
WRONG_LINKS = Limit("wrong-link", most=30, seconds=600)
FORMS = Limit("form", most=60, seconds=300)
