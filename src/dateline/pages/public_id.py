"""The short id in a story's address."""

import secrets

# No vowels, so that no word appears by accident; no 0/o/1/l/i, so that it can be read out.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 8


def new_public_id() -> str:
    """Return a fresh random id, such as `7k2mzq4d`."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
