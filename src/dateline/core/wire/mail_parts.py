"""The parts of an e-mail message: its texts, its attachments, and what lies in a zip archive.

What a stranger sends can be built to harm: names that lead out of a folder, archives that swell,
messages in messages without end. Such an attachment is refused by name; the rest is read.
Source: RFC 5322, RFC 2045 to 2047, RFC 2231, RFC 3676.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from email.message import Message
from typing import NamedTuple

from dateline.core.wire.charset import decode, without_controls
from dateline.core.wire.errors import MalformedWire, UnsafeAttachment, WireError
from dateline.core.wire.mail_headers import header_words

ARCHIVE_MOST_FILES = 200
UNPACKED_MOST_BYTES = 64 * 1024 * 1024
UNPACKED_MOST_TIMES = 200  # text packs 20 times over, a bomb a thousand
RATIO_FROM_BYTES = 1024 * 1024  # a small file may pack as well as it likes
NAME_MOST_CHARS = 255
SIGNATURE_MOST_LINES = 12
_LEADS_OUT = re.compile(r"(?:\A|[/\\])\.\.(?:[/\\]|\Z)|\A[/\\]|\A[A-Za-z]:[/\\]|\x00")
_FLOWED = re.compile(r"(?<!\n--) \n(?!-- \n)")
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)


class Text(NamedTuple):
    """One text of a message: decoded, and how; `subtype` is "plain", "html" or another."""

    words: str
    subtype: str
    how: str


class File(NamedTuple):
    """One attachment: its name without a folder, its media type, its bytes and their charset.

    is_inline  whether it is a part of the message's own look, such as a logo
    """

    name: str
    content_type: str
    data: bytes
    charset: str | None = None
    is_inline: bool = False


def texts_of(message: Message, *, charset: str | None) -> list[Text]:
    """Return the texts a reader of the message is shown, in order.

    Of alternatives the last that is HTML or plain text, as RFC 2046 has it, but plain text where
    the HTML lays its text out in tables.

    charset  the source's setting, for parts that say nothing
    """
    if message.is_multipart():
        children = [part for part in message.get_payload() if isinstance(part, Message)]
        if message.get_content_type() == "message/rfc822":
            return []
        found = [texts_of(part, charset=charset) for part in children]
        if message.get_content_subtype() == "alternative":
            return _chosen([texts for texts in found if texts])
        return [text for texts in found for text in texts]
    is_text = message.get_content_maintype() == "text" and not _is_attached(message)
    text = _text(message, charset) if is_text else None
    return [text] if text and text.words.strip() else []


def files_of(message: Message) -> Iterator[File | Message | WireError]:
    """Yield what is attached: files, messages inside, a refusal in the place of an unsafe one."""
    parts = [message]
    while parts:
        part = parts.pop()
        if part.is_multipart():
            inside = [inner for inner in part.get_payload() if isinstance(inner, Message)]
            if part.get_content_type() == "message/rfc822":
                yield from inside
            else:
                parts += reversed(inside)
        elif _is_attached(part) or part.get_content_maintype() != "text":
            yield _file(part)


def unpacked(archive: File) -> Iterator[File | WireError]:
    """Yield the files in a zip archive, and a refusal in the place of each that is not safe."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive.data)) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            if len(entries) > ARCHIVE_MOST_FILES:
                yield UnsafeAttachment(
                    where=archive.name,
                    found=f"{len(entries)} files",
                    expected=f"at most {ARCHIVE_MOST_FILES}",
                )
                return
            left_bytes = UNPACKED_MOST_BYTES
            for entry in entries:
                file = _entry(opened, entry, archive, left_bytes)
                left_bytes -= len(file.data) if isinstance(file, File) else 0
                yield file
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        yield MalformedWire(where=archive.name, found=str(error), expected="a sound zip archive")


def file_name(name: str, *, where: str) -> str:
    """Return a name without what no file name holds.

    Raises: UnsafeAttachment when it leads out of its folder.
    """
    if _LEADS_OUT.search(name):
        raise UnsafeAttachment(where=where, found=repr(name), expected="a name inside its folder")
    plain = " ".join(without_controls(name).split()).rpartition("/")[2].rpartition("\\")[2]
    return plain[:NAME_MOST_CHARS] or "attachment"


def unflowed(words: str, *, deletes_space: bool) -> str:
    """Return text whose lines were broken for the way, as they were. Source: RFC 3676."""
    return _FLOWED.sub("" if deletes_space else " ", words)


def without_signature(words: str) -> str:
    """Return plain text up to the line “-- ” that a signature begins with.

    More lines than a signature has are copy, and the line parts it.
    """
    at = max((line.start() for line in _SIGNATURE.finditer(words)), default=len(words))
    is_short = words.count("\n", at) <= SIGNATURE_MOST_LINES
    return words[:at] if is_short else words


def _chosen(alternatives: list[list[Text]]) -> list[Text]:
    html = [texts for texts in alternatives if any(text.subtype == "html" for text in texts)]
    plain = [texts for texts in alternatives if all(text.subtype == "plain" for text in texts)]
    is_laid_out = any(is_laid_out_in_tables(text.words) for texts in html[-1:] for text in texts)
    wanted = plain or html if is_laid_out else html or plain
    return wanted[-1] if wanted else (alternatives[-1] if alternatives else [])


def is_laid_out_in_tables(html: str) -> bool:
    """Return whether HTML uses tables for its layout: several, or one that says so."""
    lower = html.lower()
    return lower.count("<table") > 1 or 'role="presentation"' in lower


def _text(part: Message, charset: str | None) -> Text | None:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return None
    declared = part.get_content_charset()
    decoded = decode(payload, charset=charset, declared=declared)
    words = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if str(part.get_param("format", "")).lower() == "flowed":
        words = unflowed(words, deletes_space=str(part.get_param("delsp", "")).lower() == "yes")
    return Text(words, part.get_content_subtype(), decoded.how)


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(
        part.get_filename() and part.get_content_type() not in ("text/plain", "text/html")
    )


def _file(part: Message) -> File | WireError:
    given = header_words(part.get_filename() or "")
    content_type = part.get_content_type()
    try:
        name = file_name(given, where="attachment") if given else content_type.replace("/", ".")
    except UnsafeAttachment as error:
        return error
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    is_inline = part.get_content_disposition() == "inline" or "content-id" in part
    return File(name, content_type, data, part.get_content_charset(), is_inline)


def _entry(
    opened: zipfile.ZipFile, entry: zipfile.ZipInfo, archive: File, left_bytes: int
) -> File | WireError:
    where = f"{archive.name}: {entry.filename[:80]}"
    try:
        name = file_name(entry.filename, where=where)
        allowed_bytes = min(
            left_bytes, max(RATIO_FROM_BYTES, entry.compress_size * UNPACKED_MOST_TIMES)
        )
        with opened.open(entry) as stream:
            data = stream.read(allowed_bytes + 1)
        if len(data) > allowed_bytes:
            raise UnsafeAttachment(
                where=where,
                found=f"more than {allowed_bytes} bytes once unpacked",
                expected=f"at most {UNPACKED_MOST_BYTES} in all",
            )
    except WireError as error:
        return error
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        return MalformedWire(where=where, found=str(error), expected="a file that can be unpacked")
    return File(name, "", data)
