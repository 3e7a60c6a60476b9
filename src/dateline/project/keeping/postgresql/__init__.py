"""Django’s own backend, which says what it changes."""
