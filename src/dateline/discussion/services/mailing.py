"""Sending what lies in the outbox through the newsroom's mail server."""

import smtplib
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F

from dateline.discussion import privacy
from dateline.discussion.mail_words import Words, words_of
from dateline.discussion.models import Contact, Mail
from dateline.pages.clock import Clock

# How long after each try the next one is made. A try that was cut off counts as one: nothing can
# tell whether the server had taken the mail, so the second has the same Message-ID as the first.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 240, 720, 1440, 1440))
MAILS_AT_ONCE = 200
# A server that says so will say so again (RFC 5321, section 4.2.1).
FOR_GOOD = range(500, 600)
UNREACHABLE = "server-unreachable"


class _NotTaken(Exception):
    """The mail server did not take a mail. Says why without any address."""

    def __init__(self, fault: str, *, is_final: bool = False) -> None:
        super().__init__(fault)
        self.fault = fault
        self.is_final = is_final


def is_mail_server_set() -> bool:
    """Return whether the newsroom named a mail server; without one, mails wait."""
    return bool(settings.EMAIL_HOST)


def send_due_mails(*, clock: Clock) -> None:
    """Send each mail whose time has come, once; without a mail server, nothing is looked up.

    A server that does not answer holds each mail up for `EMAIL_TIMEOUT`: after the first, the
    others stay due, and no try is counted for them.
    """
    if not is_mail_server_set():
        return
    due = Mail.objects.due(clock()).values_list("pk", flat=True)
    for mail_id in list(due[:MAILS_AT_ONCE]):
        if _send(mail_id, clock=clock) == UNREACHABLE:
            return


def try_given_up_again(*, now: datetime) -> int:
    """Try every mail anew that was given up, as if it had just been made; return how many."""
    return Mail.objects.given_up().update(attempts=0, next_try_at=now)


def forget_given_up() -> int:
    """Drop the mails that were given up and return how many; what they told of stays as it is."""
    return Mail.objects.given_up().delete()[0]


def _send(mail_id: int, *, clock: Clock) -> str:
    """Send one mail if its time has come and return why it was not taken, or an empty string.

    What has no reason any more is dropped. A try is counted before it is made: of several workers,
    one sends. The next is counted from then, however long others were waited for before.
    """
    now = clock()
    due = Mail.objects.due(now).select_related(
        "author", "comment__story", "comment__parent__author", "story"
    )
    mail = due.filter(pk=mail_id).first()
    if mail is None:
        return ""
    wait = WAITS[min(mail.attempts, len(WAITS) - 1)]
    claimed = Mail.objects.due(now).filter(pk=mail.pk, attempts=mail.attempts)
    if not claimed.update(attempts=F("attempts") + 1, next_try_at=now + wait):
        return ""
    contact = Contact.objects.filter(author=mail.author_id).first()
    words = words_of(mail, now=now) if contact else None
    if contact is None or words is None:
        mail.delete()
        return ""
    row = Mail.objects.filter(pk=mail.pk)
    try:
        _hand_over(mail, words, contact)
    except _NotTaken as error:
        row.update(fault=error.fault)
        if error.is_final or mail.attempts >= len(WAITS):
            row.update(next_try_at=None)
        return error.fault
    row.update(sent_at=clock(), next_try_at=None, fault="")
    return ""


def _hand_over(mail: Mail, words: Words, contact: Contact) -> None:
    """Give a mail to the server.

    Raises:
        _NotTaken: it did not take it, is not there, or the address cannot be read.
    """
    try:
        address = privacy.decrypt_email(contact.email_encrypted)
    except privacy.AddressUnreadable:
        raise _NotTaken("address-unreadable", is_final=True) from None
    host = urlsplit(settings.BASE_URL).hostname
    headers = {
        "Message-ID": f"<{privacy.mail_id(mail.pk)}@{host}>",
        # Nobody's out-of-office note shall answer (RFC 3834).
        "Auto-Submitted": "auto-generated",
    }
    message = EmailMessage(
        words.subject, words.text, to=[address], headers={**headers, **words.headers}
    )
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        raise _NotTaken(f"address-refused {code}", is_final=code in FOR_GOOD) from None
    except smtplib.SMTPResponseException as error:
        raise _NotTaken(f"server-refused {error.smtp_code}") from None
    except (smtplib.SMTPException, OSError):
        raise _NotTaken(UNREACHABLE) from None
    except UnicodeError:
        raise _NotTaken("address-unsendable", is_final=True) from None
