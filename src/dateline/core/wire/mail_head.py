"""Whether bytes are an e-mail message: told by its headers, without the library that reads them."""

import re

# What only a mail server or program writes, and what a person's form may hold too.
MACHINE = {
    b"message-id", b"received", b"return-path", b"delivered-to", b"mime-version",
    b"dkim-signature", b"x-mailer", b"content-transfer-encoding",
}  # fmt: skip
PERSON = {b"from", b"to", b"date", b"subject", b"sender", b"reply-to"}
HEAD_MOST_BYTES = 64 * 1024
_FIELD = re.compile(rb"\A([!-9;-~]{1,76}):")


def is_mail_head(raw: bytes) -> bool:
    """Return whether bytes begin with the headers of a message.

    `From`, and either a header that only machines write or most of those that people do.
    """
    names = set()
    head = raw[:HEAD_MOST_BYTES].lstrip()
    for number, line in enumerate(head.split(b"\n")):
        line = line.rstrip(b"\r")
        field = _FIELD.match(line)
        if field:
            names.add(field[1].lower())
        elif line[:1] not in (b" ", b"\t") and not (number == 0 and line.startswith(b"From ")):
            break
    people = len(names & PERSON)
    return b"from" in names and people >= 2 and bool(people >= 4 or names & MACHINE)
