"""How the outbox stands."""

from dateline.discussion.models import Mail


def unsent_count() -> int:
    """Return how many mails to readers wait to be sent."""
    return Mail.objects.unsent().count()


def given_up_count() -> int:
    """Return how many mails to readers no server took."""
    return Mail.objects.given_up().count()
