"""The editors' room in Wagtail's admin."""
