"""E-mail becomes an item, or hands over the wire files in it; what is built to harm is refused."""

import io
import json
import time
import zipfile
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.story import Item
from dateline.core.wire import WireError, read_items

from .feed_samples import items

NINJS = {"uri": "nwa:9", "type": "text", "headline": "From the file", "body_html": "<p>Copy.</p>"}
HEAD = (
    b"Received: from mx.nwa.example\r\nMessage-ID: <1@nwa.example>\r\n"
    b"Date: Mon, 23 Nov 2026 10:00:00 +0100\r\nFrom: Harbour Desk <desk@nwa.example>\r\n"
    b"To: wire@courier.example\r\nSubject: Quay opens\r\nMIME-Version: 1.0\r\n"
)


def message(text: str = "Kesterholm, 23 Nov.: The quay is open.\n\nSecond.") -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Harbour Desk <desk@nwa.example>"
    mail["To"] = "wire@courier.example"
    mail["Date"] = "Mon, 23 Nov 2026 10:00:00 +0100"
    mail["Subject"] = "Quay opens"
    mail["Message-ID"] = "<1@nwa.example>"
    mail.set_content(text)
    return mail


def read(mail: EmailMessage) -> list[Item | WireError]:
    return read_items(mail.as_bytes())


def attach(mail: EmailMessage, data: bytes, kind: str, name: str) -> EmailMessage:
    main, _, sub = kind.partition("/")
    mail.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return mail


def zipped(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("UP", ".."), data)
    return held.getvalue()


def test_a_message_is_an_item():
    (item,) = read(message())

    assert (item.format, item.uri, item.headline) == ("e-mail", "<1@nwa.example>", "Quay opens")
    assert item.text == "Kesterholm, 23 Nov.: The quay is open.\n\nSecond."
    assert item.versioncreated.isoformat() == "2026-11-23T09:00:00+00:00"
    assert item.provider == "Harbour Desk"
    assert "desk@nwa.example" not in repr(item)


def test_the_headers_may_stand_after_blank_lines_or_a_mailbox_line():
    raw = HEAD + b"\r\nCopy.\r\n"

    for start in (b"", b"   \r\n\r\n", b"From desk@nwa.example Mon Nov 23 10:00:00 2026\r\n"):
        (item,) = read_items(start + raw)
        assert (item.headline, item.text) == ("Quay opens", "Copy.")


def test_a_press_release_with_two_labels_is_no_message():
    (item,) = read_items(b"From: the harbour\n\nThe quay is open.\n")

    assert item.format == "plain"


def test_each_part_is_read_in_its_own_character_set():
    body = (
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit"
        b"\r\n\r\nBl\xe5 \x93kai\x94\r\n"
        b"--x\r\nContent-Type: text/plain; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=B8n kai =\r\nher\r\n"
        b"--x\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n"
        + "日本の港".encode("iso2022_jp") + b"\r\n--x--\r\n"
    )  # fmt: skip

    (item,) = read_items(HEAD + body)

    assert item.text == "Blå “kai”\n\nGrøn kai her\n\n日本の港"
    assert item.source_encoding == "cp1252 (declared)"


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        (b"=?utf-8?q?Bl=C3=A5?= =?iso-8859-1?b?IGth?=", "Blå ka"),
        (b"Bl\xc3\xa5 kai", "Blå kai"),
        (b"Bl\xe5 kai", "Blå kai"),
        (b"=?no-such-set?q?Bl=E5_kai?=", "Blå kai"),
        (b"=?utf-8?b?broken", "=?utf-8?b?broken"),
        (b"Folded\r\n over two lines", "Folded over two lines"),
    ],
)
def test_subjects_are_decoded_however_they_are_written(subject, words):
    raw = HEAD.replace(b"Subject: Quay opens", b"Subject: " + subject)

    (item,) = read_items(raw + b"\r\nCopy.\r\n")

    assert item.headline == words


def test_html_is_read_before_its_plain_alternative():
    mail = message("Plain words")
    mail.add_alternative(
        '<html><head><style>p {}</style></head><body><p>Rich <b>words</b></p>'
        '<img src="https://nwa.example/q.jpg" alt="The quay"></body></html>',
        subtype="html",
    )  # fmt: skip

    (item,) = read(mail)

    assert item.text == "Rich words"
    assert [mark.kind for mark in item.paragraphs[0].marks] == ["strong"]
    assert [media.alt for media in item.media] == ["The quay"]


def test_html_laid_out_in_tables_gives_way_to_plain_text():
    rows = "<table><tr><td><table><tr><td><p>One</p><p>Two</p></td></tr></table></td></tr></table>"
    both, alone = message("Plain words"), message()
    both.add_alternative(rows, subtype="html")
    alone.set_content(rows, subtype="html")

    assert read(both)[0].text == "Plain words"
    assert read(alone)[0].text == "One\n\nTwo"


def test_wrapped_lines_are_joined_and_a_signature_is_no_copy():
    body = (
        b"Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n"
        b"A line that is \r\nwrapped.\r\n\r\nNext.\r\n-- \r\nRuna Vik\r\n+47 000\r\n"
    )

    (item,) = read_items(HEAD + body)

    assert item.text == "A line that is wrapped.\n\nNext."


def test_a_line_of_dashes_before_more_copy_is_no_signature():
    (item,) = read(message("One.\n--\n" + "More copy.\n\n" * 20))

    assert item.text.count("More copy.") == 20


def test_what_is_attached_and_no_wire_file_is_media():
    mail = attach(message(), b"\xff\xd8", "image/jpeg", "Quay wall.jpg")
    attach(mail, b"%PDF", "application/pdf", "plan.pdf")

    (item,) = read(mail)

    assert [(m.href, m.kind) for m in item.media] == [
        ("Quay wall.jpg", "picture"),
        ("plan.pdf", "other"),
    ]


def test_an_attached_wire_file_is_the_item_and_the_message_its_private_note():
    mail = attach(message("Please kill the attached."), json.dumps(NINJS).encode(),
                  "application/json", "story.json")  # fmt: skip

    (item,) = read(mail)

    assert (item.uri, item.headline, item.text) == ("nwa:9", "From the file", "Copy.")
    assert [(note.text, note.public) for note in item.ednotes] == [
        ("Please kill the attached.", False)
    ]
    assert item.versioncreated.isoformat() == "2026-11-23T09:00:00+00:00"


def test_a_broken_wire_file_is_refused_by_its_name_and_the_copy_is_read():
    item, error = read(attach(message(), b'{"uri": ', "application/json", "story.json"))

    assert item.headline == "Quay opens"
    assert (error.code, error.where) == ("wire-malformed", "story.json: line 1")


def test_a_logo_of_the_message_is_no_picture_of_the_story_in_it():
    mail = attach(message(), json.dumps(NINJS).encode(), "application/json", "story.json")
    mail.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png", cid="<l@nwa>")
    attach(mail, b"x", "image/jpeg", "quay.jpg")

    (item,) = read(mail)

    assert [media.href for media in item.media] == ["quay.jpg"]


def test_a_body_that_is_a_form_is_the_story():
    form = {"Headline": ["From a form"], "Body": ["Copy of the form."]}

    (item,) = read(message(json.dumps(form)))

    assert (item.headline, item.uri) == ("From a form", "<1@nwa.example>")


def test_two_items_in_a_message_do_not_share_its_id():
    both = [{"Headline": name, "Body": "Copy."} for name in ("One", "Two")]

    first, second = read(message(json.dumps(both)))

    assert (first.uri, second.uri) == (None, None)


def test_copy_that_only_looks_like_json_stays_copy():
    (item,) = read(message("[Update] The quay is open.\n\nSecond."))

    assert item.text.startswith("[Update]")


def test_files_in_an_archive_are_read_too():
    archive = zipped(**{"story.json": json.dumps(NINJS).encode(), "folder__q.jpg": b"\xff\xd8"})

    (item,) = read(attach(message(), archive, "application/zip", "wire.zip"))

    assert item.uri == "nwa:9"
    assert [media.href for media in item.media] == ["q.jpg"]


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/x.jpg", "/etc/passwd", "C:\\Windows\\x.dll", "a\\..\\..\\x.jpg"]
)
def test_a_name_that_leads_out_of_its_folder_is_refused_and_the_copy_is_read(name):
    item, error = read(attach(message(), b"x", "image/jpeg", name))

    assert item.headline == "Quay opens"
    assert error.code == "wire-unsafe-attachment"


def test_a_name_in_an_archive_that_leads_out_is_refused():
    item, error = read(attach(message(), zipped(UP__x=b"x"), "application/zip", "a.zip"))

    assert (item.headline, error.code) == ("Quay opens", "wire-unsafe-attachment")


def test_an_archive_that_swells_is_refused():
    bomb = zipped(**{"story.json": b" " * 60_000_000})

    started = time.perf_counter()
    item, error = read(attach(message(), bomb, "application/zip", "bomb.zip"))

    assert (item.headline, error.code) == ("Quay opens", "wire-unsafe-attachment")
    assert time.perf_counter() - started < 2


def test_an_archive_of_countless_files_is_refused():
    many = zipped(**{f"{number}.txt": b"" for number in range(300)})

    _, error = read(attach(message(), many, "application/zip", "many.zip"))

    assert (error.code, error.found) == ("wire-unsafe-attachment", "300 files")


def test_archives_without_end_are_not_opened():
    mail = message()
    for number in range(12):
        attach(mail, zipped(x=b""), "application/zip", f"{number}.zip")

    errors = [one for one in read(mail) if isinstance(one, WireError)]

    assert [error.code for error in errors] == ["wire-unsafe-attachment"] * 2


def test_an_attached_message_that_is_refused_leaves_the_one_around_it():
    inner = HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n" * 200 + b"\r\n"
    mail = attach(message(), inner, "application/octet-stream", "forward.eml")

    item, error = read(mail)

    assert (item.headline, error.code) == ("Quay opens", "wire-unsafe-attachment")


def test_a_broken_archive_is_refused_by_name():
    _, error = read(attach(message(), b"PK\x03\x04 broken", "application/zip", "a.zip"))

    assert (error.code, error.where) == ("wire-malformed", "a.zip")


def test_a_forwarded_message_is_read_and_what_was_written_to_it_is_a_note():
    outer = message("For your desk.")
    outer.replace_header("Message-ID", "<2@nwa.example>")
    outer.add_attachment(message())

    (item,) = read(outer)

    assert item.uri == "<1@nwa.example>"
    assert [note.text for note in item.ednotes] == ["For your desk."]


def test_messages_in_messages_end():
    raw = HEAD + b"\r\nInnermost."
    for _ in range(6):
        raw = HEAD + b"Content-Type: message/rfc822\r\n\r\n" + raw

    reads = read_items(raw)

    assert any(isinstance(one, WireError) and one.code == "wire-unsafe-attachment" for one in reads)
    assert len(reads) < 4


def test_parts_without_end_are_refused():
    raw = HEAD
    for number in range(400):
        raw += b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (number, number)

    (error,) = read_items(raw)

    assert error.code == "wire-unsafe-attachment"


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Type: multipart/report; boundary=x\r\n",
        b"Auto-Submitted: auto-replied\r\n",
        b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n",
    ],
)
def test_what_is_no_news_is_no_item(header):
    (error,) = read_items(HEAD + header + b"\r\nI am away.\r\n")

    assert error.code == "wire-unknown-format"


def test_a_header_without_end_is_refused():
    (error,) = read_items(
        HEAD + b"Content-Type: text/plain; " + b'a*0="x; ' * 20_000 + b"\r\n\r\nx"
    )

    assert error.code == "wire-malformed"


def test_a_source_that_pins_mail_is_read_as_mail():
    (item,) = items(HEAD + b"\r\nCopy.", pinned="e-mail")

    assert item.text == "Copy."


BITS = st.sampled_from([
    b"Content-Type: multipart/mixed; boundary=x\r\n", b"\r\n", b"--x\r\n", b"--x--\r\n", b"text ",
    b"Content-Type: message/rfc822\r\n", b"Content-Transfer-Encoding: base64\r\n", b"=?utf-8?q?",
    b"Content-Disposition: attachment; filename*=utf-8''%2e%2e%2f\r\n", b"\xff\xfe", b"\xe5",
    b"Content-Type: text/html; charset=utf-99\r\n", b"Content-Type: ;;;\r\n", b"PK\x05\x06",
    b"Content-Type: application/zip; name=a.zip\r\n", b"{", b"<rss>", b"begin 644 x\r\n",
    b"Date: (((", b"e30=",
    b"Content-Type: text/plain; charset*=a'b'c; format=flowed; delsp=yes\r\n", b"From: <<>>\r\n",
])  # fmt: skip


@given(st.lists(BITS, max_size=25))
def test_no_message_makes_the_reader_fail(bits):
    for one in read_items(HEAD + b"".join(bits)):
        assert isinstance(one, Item | WireError)


@pytest.mark.parametrize(
    "part", [b"a \r\n", b"--x\r\n\r\nt\r\n", b"X-A: b\r\n", b"-- \r\n", b"\r\n"]
)
def test_reading_a_message_takes_no_more_than_its_length(part):
    def seconds(count: int) -> float:
        raw = HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + part * count
        started = time.perf_counter()
        read_items(raw)
        return time.perf_counter() - started

    seconds(100)

    assert seconds(10_000) < 40 * seconds(1_000) + 0.5
