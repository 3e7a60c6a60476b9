"""Read e-mail: the message is the item, or the envelope of the items that came in it.

A text or an attachment in a format that is read here is an item; then the message around it is no
story. An item that says less than its envelope takes id and time from it. Messages and zip archives
inside are opened a few levels deep. What only reports on mail, such as a bounce, is refused.
Source: RFC 5322, RFC 3462, RFC 3834.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from dateline.core.story import EdNote, Item, Media, Paragraph
from dateline.core.wire.attached import media_kind
from dateline.core.wire.blocks import paragraphs_from_blocks
from dateline.core.wire.datelines import find_dateline
from dateline.core.wire.delivery import Delivery, Read
from dateline.core.wire.errors import (
    MalformedWire,
    UnknownCharset,
    UnknownFormat,
    UnsafeAttachment,
    WireError,
)
from dateline.core.wire.feed_html import read_html
from dateline.core.wire.feed_times import read_feed_time
from dateline.core.wire.mail_head import is_mail_head
from dateline.core.wire.mail_headers import header, sender
from dateline.core.wire.mail_parts import (
    File,
    Text,
    files_of,
    is_laid_out_in_tables,
    texts_of,
    unpacked,
    without_signature,
)

FORMAT = "e-mail"
DEPTH_MOST = 3  # messages in messages
ARCHIVES_MOST = 10  # each of which may hold as much as is unpacked at all
PARTS_MOST = 100  # groups of parts, each of which costs the parser a look at every line after it
PARAMETERS_MOST_CHARS = 8192  # of a Content-Type; the library takes the square of it
NOTE_MOST_CHARS = 2000
ZIP_TYPES = {"application/zip", "application/x-zip-compressed"}
ENCRYPTED = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
_TABLE_TAG = re.compile(r"<(/?)(?:table|thead|tbody|tfoot|tr|td|th)\b[^<>]*>", re.IGNORECASE)
# Signatures, which show nothing to a reader.
SIGNS = {
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
}
Cover = list[tuple[Text, tuple[Paragraph, ...]]]

# Reads bytes in any format that is recognised for certain; None where they are in none.
ReadInside = Callable[[Delivery], list[Read] | None]


def read_mail(delivery: Delivery, *, read_inside: ReadInside) -> Iterator[Read]:
    """Yield the items that came in the message, else the message itself; and what was refused.

    Raises:
        UnknownFormat: it is a report on mail, an automatic answer, or encrypted.
        MalformedWire: it cannot be taken apart.
        UnsafeAttachment: it has more parts than any message needs.
    """
    reader = _Reader(delivery.charset, read_inside)
    try:
        yield from reader.read(_parsed(delivery.raw), depth=0)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        # Python's library fails so on headers and parts that no standard foresees.
        raise MalformedWire(
            where="the message", found=repr(error), expected="a message by RFC 5322"
        ) from error


class _Reader:
    """Reads a message and those inside it. `charset` is the source's setting."""

    def __init__(self, charset: str | None, inside: ReadInside) -> None:
        self.charset, self.inside = charset, inside

    def read(self, message: Message, *, depth: int) -> list[Read]:
        """Return the items in a message, or the one that it is."""
        _refuse_what_is_no_news(message)
        found: list[Read] = []
        cover: Cover = []
        look: list[Media] = []  # what belongs to the message's own words
        attached: list[Media] = []
        for text in texts_of(message, charset=self.charset):
            paragraphs, pictures = _read_text(text)
            read = self._written_in(text, paragraphs)
            if any(isinstance(one, Item) for one in read):
                found += read
            else:
                cover.append((text, paragraphs))
                look += pictures
        for file in _all_files(message):
            if isinstance(file, WireError):
                found.append(file)
            elif isinstance(file, Message) or is_mail_head(file.data):
                found += self._nested(file, depth=depth + 1)
            elif (inside := self._attached(file)) is not None:
                found += inside
            elif file.content_type not in SIGNS:
                kind = media_kind(content_type=file.content_type, name=file.name)
                (look if file.is_inline else attached).append(Media(file.name, kind=kind))
        if not any(isinstance(read, Item) for read in found):
            return [_message_item(message, cover, [*attached, *look]), *found]
        return list(_enveloped(found, message, cover, attached))

    def _nested(self, inner: Message | File, *, depth: int) -> list[Read]:
        try:
            if depth > DEPTH_MOST:
                raise UnsafeAttachment(
                    where="a message inside",
                    found=f"a message {depth} messages deep",
                    expected=f"at most {DEPTH_MOST}",
                )
            message = inner if isinstance(inner, Message) else _parsed(inner.data)
            return self.read(message, depth=depth)
        except WireError as error:
            return [error]

    def _written_in(self, text: Text, paragraphs: tuple[Paragraph, ...]) -> list[Read]:
        """Return the items that a text of the message is in some format of ours."""
        words = text.words
        if text.subtype == "html":
            words = "\n".join(paragraph.text for paragraph in paragraphs)
        if words.lstrip()[:1] in ("{", "["):
            words = words.replace("\n", " ")  # mail wraps lines, JSON's texts have none
        try:
            read = self.inside(Delivery(words.encode("utf-8", "replace"))) or []
        except WireError:
            return []
        return [
            replace(one, source_encoding=text.how) if isinstance(one, Item) else one for one in read
        ]

    def _attached(self, file: File) -> list[Read] | None:
        """Return the items in an attached wire file, None where it is none."""
        if media_kind(content_type=file.content_type, name=file.name) != "other" or not file.data:
            return None
        try:
            read = self.inside(Delivery(file.data, charset=file.charset or self.charset))
        except UnknownCharset:
            return None  # a document of another program's
        return read and [
            type(one)(where=f"{file.name}: {one.where}", found=one.found, expected=one.expected)
            if isinstance(one, WireError)
            else one
            for one in read
        ]


def _parsed(raw: bytes) -> Message:
    parts = raw.lower().count(b"boundary=")
    if parts > PARTS_MOST:
        raise UnsafeAttachment(
            where="the message",
            found=f"{parts} groups of parts",
            expected=f"at most {PARTS_MOST}",
        )
    message = message_from_bytes(raw.lstrip())
    for part in message.walk():
        for name, value in part.raw_items():
            if name.lower().startswith("content-") and len(str(value)) > PARAMETERS_MOST_CHARS:
                raise MalformedWire(
                    where=f"the header {name[:40]}",
                    found=f"{len(str(value))} characters",
                    expected=f"at most {PARAMETERS_MOST_CHARS}",
                )
    return message


def _refuse_what_is_no_news(message: Message) -> None:
    answers = (header(message, "auto-submitted") or "").lower()
    content_type = message.get_content_type()
    if content_type == "multipart/report" or answers.startswith("auto-replied"):
        found = "a report on mail" if content_type == "multipart/report" else "an automatic answer"
        raise UnknownFormat(where="the message", found=found, expected="a message with news")
    if content_type in ENCRYPTED:
        raise UnknownFormat(
            where="the message", found=content_type, expected="a message that is not encrypted"
        )


def _all_files(message: Message) -> Iterator[File | Message | WireError]:
    archives = 0
    for file in files_of(message):
        if not isinstance(file, File) or not _is_zip(file):
            yield file
            continue
        archives += 1
        if archives <= ARCHIVES_MOST:
            yield from unpacked(file)
        else:
            yield UnsafeAttachment(
                where=file.name,
                found=f"archive {archives} in one message",
                expected=f"at most {ARCHIVES_MOST}",
            )


def _is_zip(file: File) -> bool:
    return file.content_type in ZIP_TYPES or file.name.lower().endswith(".zip")


def _read_text(text: Text) -> tuple[tuple[Paragraph, ...], tuple[Media, ...]]:
    if text.subtype != "html":
        return paragraphs_from_blocks(without_signature(text.words)), ()
    words = text.words
    if is_laid_out_in_tables(words):
        words = _TABLE_TAG.sub(r"<\1div>", words)
    return read_html(words)


def _message_item(message: Message, cover: Cover, media: list[Media]) -> Item:
    sent = _sent(message)
    paragraphs = tuple(paragraph for _, read in cover for paragraph in read)
    subject = header(message, "subject")
    if not paragraphs and subject is None:
        raise MalformedWire(
            where="the message", found="neither subject nor text", expected="a message with news"
        )
    name = sender(message)
    return Item(
        format=FORMAT,
        uri=header(message, "message-id"),
        headline=subject,
        paragraphs=paragraphs,
        language=header(message, "content-language"),
        creditline=name,
        provider=name,
        versioncreated=sent,
        firstcreated=sent,
        dateline=find_dateline(paragraphs[0].text, filed=sent) if paragraphs else None,
        media=tuple(dict.fromkeys(media)),
        source_encoding=cover[0][0].how if cover else "ascii (found)",
    )


def _enveloped(
    found: list[Read], message: Message, cover: Cover, media: list[Media]
) -> Iterator[Read]:
    """Yield what came in a message; its own words are a private note to each item.

    “Please kill the attached” must reach the desk, and no reader.
    """
    words = " ".join(paragraph.text for _, read in cover for paragraph in read)
    notes = (EdNote(words[:NOTE_MOST_CHARS]),) if words else ()
    sent, name = _sent(message), sender(message)
    is_one = sum(isinstance(read, Item) for read in found) == 1
    for read in found:
        if not isinstance(read, Item):
            yield read
            continue
        own_media = (*read.media, *media) if is_one else read.media
        yield replace(
            read,
            # Two items with one id would be two versions of one story.
            uri=read.uri or (header(message, "message-id") if is_one else None),
            versioncreated=read.versioncreated or sent,
            firstcreated=read.firstcreated or sent,
            provider=read.provider or name,
            ednotes=(*read.ednotes, *notes),
            media=tuple(dict.fromkeys(own_media)),
        )


def _sent(message: Message) -> dt.datetime | None:
    return read_feed_time(re.sub(r"\([^()]*\)", "", header(message, "date") or ""))
