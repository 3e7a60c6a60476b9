"""Readers' comments: sent by guests, held, decided, shown."""
