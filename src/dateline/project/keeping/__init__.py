"""Finished pages kept in the web process, and how every process says that one has changed.

See docs/decisions/0035-kept-pages.md.
"""
