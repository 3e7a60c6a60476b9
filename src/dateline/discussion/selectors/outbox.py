"""How the outbox stands."""

from collections import Counter

from dateline.discussion.models import Mail


def unsent_count() -> int:
    """Return how many mails to readers wait to be sent."""
    return Mail.objects.unsent().count()


def given_up_by_fault() -> Counter[str]:
    """Return how many mails to readers no server took, by the word for why."""
    faults = Mail.objects.given_up().values_list("fault", flat=True)
    return Counter(fault.partition(" ")[0] for fault in faults)
