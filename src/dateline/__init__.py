"""Dateline: an open newsroom whose machine-written lines can be traced to the copy."""
