"""Who signed in: the number of an account in the session, and nothing else of them.

A session is begun by signing in alone, so this is the only cookie a reader can get. It is no login
of the desk: `request.user` stays nobody, whoever has an account.
"""

from django.http import HttpRequest

from dateline.discussion import selectors
from dateline.discussion.models import Account, ModerationSettings

KEY = "discussion.account"


def account_of(request: HttpRequest) -> Account | None:
    """Return the account of whoever sends this; None for a guest, and while there are none."""
    number = request.session.get(KEY)
    if number is None or not ModerationSettings.for_request(request).has_accounts:
        return None
    return selectors.account_numbered(number)


def remember(request: HttpRequest, account: Account) -> None:
    """Begin a session; one that somebody else may know is given another name."""
    request.session.cycle_key()
    request.session[KEY] = account.pk


def forget(request: HttpRequest) -> None:
    """End the session and with it the cookie; a colleague stays signed in at the desk."""
    if request.user.is_authenticated:
        request.session.pop(KEY, None)
    else:
        request.session.flush()
