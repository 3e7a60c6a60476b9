"""How a source stands, in a sub-editor's words."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from dateline.intake.models import Source

WAYS: dict[str, str | Promise] = {
    "http": _("web address"),
    "https": _("web address"),
    "imaps": _("mailbox"),
    "sftp": _("SFTP"),
    "ftp": _("FTP, not encrypted"),
    "ftps": _("FTP with TLS"),
    "file": _("folder of this machine"),
}

ERRORS: dict[str, str | Promise] = {
    "fetch-bad-scheme": _("The address is not one that can be fetched from."),
    "fetch-refused-address": _(
        "The address leads into a private network. Whoever runs the newsroom can allow it."
    ),
    "fetch-too-many-redirects": _("The address leads from one page to the next without end."),
    "fetch-bad-status": _("The server answers, but not with copy. Ask the agency."),
    "fetch-gone": _("The feed is gone for good, and is not fetched any more."),
    "fetch-too-large": _("It is larger than the newsroom takes."),
    "fetch-timed-out": _("The server takes too long."),
    "fetch-failed": _("The server does not answer, or breaks off."),
    "fetch-bad-login": _("The server does not accept the user name or the secret."),
    "fetch-no-secret": _("The secret is missing or cannot be read. Set it again."),
    "fetch-host-key-changed": _(
        "The server shows another key than before. It may be another machine: ask the agency."
    ),
    "fetch-no-such-folder": _("The folder or mailbox is not there."),
    "fetch-folder-not-listed": _(
        "This folder may not be watched. Whoever runs the newsroom can allow it."
    ),
    "fetch-bad-name": _("A file has a name that is none."),
    "fetch-unreadable": _("A file may not be read."),
}


def way_in(source: Source) -> str:
    """Return how a source's copy comes in."""
    if not source.url:
        return translate("sent by the agency")
    scheme = source.url.partition(":")[0]
    return str(WAYS.get(scheme, scheme))


def error_of(source: Source) -> str:
    """Return why the last fetch failed, or nothing."""
    return str(ERRORS.get(source.fetch_error_code, "")) if source.failed_fetches else ""


def states_of(source: Source, now: datetime) -> list[tuple[str, bool]]:
    """Return how a source stands: sentences, each with whether somebody should look."""
    if not source.is_active:
        return [(translate("switched off"), False)]
    states = []
    if error := error_of(source) if source.url else "":
        states.append((error, True))
    if source.quiet_since:
        since = date_format(localtime(source.quiet_since), "j N, H:i")
        states.append((translate("Quiet since %s, which is unlike it.") % since, True))
    if source.fetching_until and source.fetching_until > now:
        states.append((translate("being fetched now"), False))
    if source.moved_to:
        states.append((translate("The server gives a new address."), True))
    return states
