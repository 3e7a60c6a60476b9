"""Public JSON of what is public now."""
