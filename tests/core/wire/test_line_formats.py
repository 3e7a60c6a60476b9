"""Wires made of lines: framed messages, bulletins, tagged text, releases. Own samples."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dateline.core.story import EdNote, Item, Media, ParagraphKind, PubStatus
from dateline.core.wire import WireError, read_items

SAMPLES = Path(__file__).parents[2] / "samples/wire/lines"
SOH, STX, ETX = "\x01", "\x02", "\x03"
MESSAGE = SOH + "nwa001 4 i 9  nwa 001\r\n\r\nVarland/\r\n" + STX + "{text}\r\n" + ETX + "{stamp}"


def sample(name: str, **settings) -> list[Item | WireError]:
    return read_items((SAMPLES / name).read_bytes(), **settings)


def one(name_or_raw: str | bytes, **settings) -> Item:
    if isinstance(name_or_raw, str):
        (read,) = sample(name_or_raw, **settings)
    else:
        (read,) = read_items(name_or_raw, **settings)
    assert isinstance(read, Item), read
    return read


def message(text: str, stamp: str = "231137 GMT Nov 26") -> Item:
    return one(MESSAGE.format(text=text, stamp=stamp).encode())


def texts(item: Item, kind: ParagraphKind = ParagraphKind.TEXT) -> list[str]:
    return [paragraph.text for paragraph in item.paragraphs if paragraph.kind is kind]


def notes(item: Item) -> list[str]:
    assert not any(note.public for note in item.ednotes)
    return [note.text for note in item.ednotes]


def test_a_7901_message_is_read_with_its_take_byline_keywords_and_stamp():
    item = one("iptc7901-lead-notebook.txt")

    assert item.format == "iptc7901"
    assert item.uri is None
    assert item.take_key == "1ST LEAD"
    assert item.headline == "Kesterholm opens its harbour to foreign ships after two years"
    assert item.byline == "Runa Vik, nwa"
    assert item.slugline == "Varland-harbour/Kesterholm/Cranes"
    assert (item.service, item.sequence, item.category) == ("nwa", "100", "s")
    assert (item.urgency, item.provider, item.creditline) == (3, "nwa", "nwa")
    assert (item.dateline.text, item.dateline.place) == ("Kesterholm (nwa)", "Kesterholm")
    assert item.versioncreated == datetime(2023, 10, 25, 15, 41, tzinfo=UTC)
    assert item.source_encoding == "cp1252 (found)"


def test_hard_wrapped_copy_becomes_paragraphs_list_entries_and_tables():
    item = one("iptc7901-lead-notebook.txt")

    assert texts(item) == [
        "Kesterholm (nwa) - The harbour of Kesterholm took in its first foreign ship in two years "
        "on Wednesday, the harbour office said.",
        "The pilot Jörg Østby went aboard at dawn, and the crew of the tender waved from the "
        "northern wall.",
        "The cranes had been tested twice:",
    ]
    assert texts(item, ParagraphKind.LIST_ITEM) == ["crane one on Monday", "crane two on Tuesday"]
    (table,) = texts(item, ParagraphKind.PREFORMATTED)
    assert table.splitlines()[1] == "Skarv                 3          0640"


def test_a_notebook_is_a_private_note_and_never_copy():
    item = one("iptc7901-lead-notebook.txt")

    (note,) = notes(item)
    assert note.startswith("# Notebook")
    assert "desk@nwa.example" in note
    assert "nwa rv hs" in note
    assert "Notebook" not in item.text
    assert "555" not in item.text


@pytest.mark.parametrize(
    "line",
    [
        "The following information is not for publication",
        "Die folgenden Informationen sind nicht zur Veröffentlichung bestimmt",
        "Nicht zur Veroeffentlichung bestimmt:",
        "# nwa Notizblock",
        "Informations à ne pas publier",
        "## Editorial contacts",
    ],
)
def test_what_is_not_for_publication_is_private_to_the_end(line):
    text = f"Harbour opens =\r\n\r\nAnsel (nwa) - It opens.\r\n\r\n{line}\r\n\r\n+99 30 555 0101"

    item = one(MESSAGE.format(text=text, stamp="").encode())

    assert item.text == "Ansel (nwa) - It opens."
    assert notes(item) == [f"{line}\n+99 30 555 0101"]


@pytest.mark.parametrize(
    "line",
    [
        "She said that her notes were not for publication, and that",
        "Das Papier sei nicht zur Veröffentlichung bestimmt gewesen, sagte",
    ],
)
def test_a_sentence_about_publication_does_not_end_the_copy(line):
    item = message(f"Harbour opens =\r\n\r\nAnsel (nwa) - It opens.\r\n{line}\r\nhe stayed.")

    assert item.text.endswith(f"{line} he stayed.")
    assert notes(item) == []


def test_a_note_to_editors_inside_the_copy_is_private():
    item = message(
        "Harbour opens =\r\n\r\n(Eds: adds quotes)\r\n\r\nAnsel (nwa) - It opens.\r\n\r\n"
        "Editors make ships wait."
    )

    assert texts(item) == ["Ansel (nwa) - It opens.", "Editors make ships wait."]
    assert notes(item) == ["adds quotes"]


def test_a_german_message_has_its_subheadline_day_zone_and_initials():
    item = one("iptc7901-german-signature.txt")

    assert item.headline == "Varland öffnet den Hafen von Kesterholm"
    assert item.subheadline == "Erste Schiffe am Montag erwartet"
    assert item.take_key == "(Zusammenfassung 1600)"
    assert item.category == "pl"
    assert item.versioncreated == datetime(2026, 12, 2, 15, 5, tzinfo=UTC)
    assert item.dateline.date == date(2026, 12, 2)
    assert notes(item) == ["nwa rv hs"]


def test_a_delivery_of_several_messages_loses_none_to_a_broken_one():
    flash, kill, broken = sample("iptc7901-two-messages.txt")

    assert (flash.take_key, flash.urgency, flash.sequence) == ("EXTRA", 1, "001")
    assert flash.pubstatus is PubStatus.USABLE
    assert kill.pubstatus is PubStatus.CANCELED
    assert isinstance(broken, WireError)
    assert (broken.code, broken.where) == ("wire-malformed", "message 3")


def test_an_embargo_in_the_heading_holds_the_item_and_is_not_its_headline():
    item = one("iptc7901-embargo.txt")

    assert item.headline == "Varland budget grows by a tenth"
    assert item.embargoed == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert notes(item) == ["EMBARGOED UNTIL 0900 GMT Nov 24"]


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("231137 GMT Nov 26", datetime(2026, 11, 23, 11, 37, tzinfo=UTC)),
        ("231137 MESZ Okt 26", datetime(2026, 10, 23, 9, 37, tzinfo=UTC)),
        ("231137 Dez 2026", datetime(2026, 12, 23, 11, 37)),  # noqa: DTZ001 - no zone
        ("231137 XYZ Mai 99", datetime(1999, 5, 23, 11, 37)),  # noqa: DTZ001 - no known zone
        ("311137 GMT Nov 26", None),
        ("232537 GMT Nov 26", None),
        ("231137 GMT Foo 26", None),
        ("", None),
    ],
)
def test_a_stamp_is_read_in_its_zone_and_no_zone_is_made_up(stamp, expected):
    assert message("Harbour opens =\r\n\r\nIt opens.", stamp).versioncreated == expected


@pytest.mark.parametrize(
    ("name", "words", "encoding"),
    [
        ("iptc7901-iso646-de.txt", "Größere gab es nicht. Österreich", "iso646-de (found)"),
        ("iptc7901-cp850.txt", "Jörg Müller retires after fünfzig", "cp850 (found)"),
    ],
)
def test_an_undeclared_character_set_is_verified_and_recorded(name, words, encoding):
    item = one(name)

    assert words in item.text
    assert item.source_encoding == encoding


def test_the_sources_own_character_set_stands_before_what_looks_likely():
    raw = MESSAGE.format(text="Порт =\r\n\r\nПорт открыт.", stamp="").encode("koi8-r")

    item = one(raw, charset="koi8-r")

    assert item.headline == "Порт"
    assert item.source_encoding == "koi8-r (source setting)"


def test_a_wrong_setting_gives_way_to_what_the_bytes_look_like():
    raw = MESSAGE.format(text="Müller =\r\n\r\nMüller kam über Größe.", stamp="").encode("cp1252")

    item = one(raw, charset="ascii")

    assert (item.headline, item.source_encoding.split()[0]) == ("Müller", "cp1252")


def test_braces_in_seven_bit_english_stay_braces():
    item = message("Code {a} =\r\n\r\nAnsel (nwa) - The set {a|b} is [small].")

    assert "{a|b} is [small]" in item.text


def test_undeclared_cyrillic_is_not_taken_for_western_letters():
    words = "Порт открыт для судов, сообщила гавань. " * 8
    raw = MESSAGE.format(text=f"Порт открыт =\r\n\r\n{words}", stamp="").encode("cp1251")

    item = one(raw)

    assert item.headline == "Порт открыт"
    assert item.source_encoding.startswith("cp1251")


@pytest.mark.parametrize("opening", ["   Ansel (nwa) - It opens.", "Ansel (nwa) - It opens."])
def test_a_heading_without_its_sign_ends_where_the_copy_opens(opening):
    item = message(f"Harbour opens\r\nin spring\r\n{opening}")

    assert item.headline == "Harbour opens in spring"
    assert item.text == "Ansel (nwa) - It opens."


def test_an_anpa_message_is_read_with_slug_take_notes_and_stamp():
    item = one("anpa1312-writethru.tst")

    assert item.format == "anpa1312"
    assert item.uri is None
    assert item.headline == "Kesterholm takes in ships again"
    assert item.take_key == "1stLd-Writethru"
    assert (item.slugline, item.keywords) == ("Varland-Harbour", ("Varland-Harbour Cranes",))
    assert item.byline == "By RUNA VIK"
    assert item.abstract.startswith("The harbour of Kesterholm took in ships after two years.")
    assert (item.service, item.sequence, item.category, item.urgency) == ("W", "2870", "i", 4)
    assert item.versioncreated == datetime(2026, 11, 23, 15, 9, tzinfo=UTC)
    assert item.firstcreated == item.versioncreated
    assert (item.dateline.place, item.provider) == ("PORT ANSEL", "NWA")
    assert notes(item) == [
        "NWA Photo KES101, KES102",
        "Updates with berth. With NWA Photos.",
        "Part of a series on harbours.",
    ]


def test_a_tab_begins_an_anpa_paragraph_and_a_line_without_one_goes_on():
    assert texts(one("anpa1312-writethru.tst")) == [
        "PORT ANSEL, Varland (NWA) _ The harbour took in a ship.",
        "``The quay is safe,'' said the pilot, who went aboard at dawn.",
        "___",
        "Halvard Senn in Kesterholm helped with this story.",
    ]


def test_an_anpa_flash_without_a_headline_shows_its_keyword():
    item = one("anpa1312-flash-without-headline.tst")

    assert (item.headline, item.urgency) == ("NWANewsAlert", 1)
    assert item.versioncreated == datetime(2026, 11, 23, 11, 11, tzinfo=UTC)


def test_a_day_in_an_anpa_heading_is_read_day_first_and_a_table_stays_a_table():
    item = one("anpa1312-kyodo-day-first.tst")

    assert item.versioncreated == datetime(2026, 11, 23)  # noqa: DTZ001 - no zone
    assert texts(item, ParagraphKind.PREFORMATTED) == ["Hour    Height\n0610    2.1\n1225    0.4"]


def test_an_anpa_kill_is_a_change_of_state():
    assert one("anpa1312-kill.tst").pubstatus is PubStatus.CANCELED


def test_an_anpa_advance_is_held_until_its_day():
    item = one("anpa1312-advance.tst")

    assert item.embargoed == datetime(2026, 11, 29)  # noqa: DTZ001 - no zone
    assert item.headline == "The last keepers of Varland"


def test_an_anpa_message_without_its_second_line_is_refused_by_name():
    (refusal,) = read_items(b"\x16\x16\x01W0001\x1f_nwas\n\x02^BC-Ansel<\n\x03")

    assert isinstance(refusal, WireError)
    assert refusal.code == "wire-malformed"
    assert "second line" in refusal.where


def test_a_bulletin_with_a_hash_slug_is_read():
    item = one("zczc-hash-slug.tst")

    assert item.format == "zczc"
    assert item.headline == "Gulls return to Kesterholm pier"
    assert (item.slugline, item.take_key, item.category) == ("Gulls_BC1", "(KESTERHOLM)", "A")
    assert item.places == ("NORTH", "COAST")
    assert item.subjects == ("subj:06000000",)
    assert item.creditline == "NWA RTV"
    assert texts(item) == [
        "Gulls have come back to the pier of Kesterholm.",
        "Wardens counted forty pairs on Sunday, twice as many as a year ago, and fenced off the "
        "northern end.",
    ]


def test_a_bulletin_with_a_caret_headline_is_read():
    item = one("zczc-caret-headline.tst")

    assert item.headline == "ROWING: Results of the Ansel regatta"
    assert (item.slugline, item.take_key, item.category) == ("Rowing Ansel", "Ansel regatta", "T")
    assert item.subjects == ("subj:15045000",)
    assert (item.creditline, item.dateline.place) == ("NWA", "PORT ANSEL")
    assert texts(item, ParagraphKind.PREFORMATTED)[0].startswith("Men\n1. Tor Lind   ")


def test_a_tabular_bulletin_keeps_every_block_as_it_stands():
    item = one("zczc-tabular.tst")

    assert item.headline == "Varland Lotteries"
    assert {paragraph.kind for paragraph in item.paragraphs} == {ParagraphKind.PREFORMATTED}


def test_a_bulletin_without_a_headline_takes_its_first_line():
    item = one(b"ZCZC NWA\n$S\nRowing results\n\nTor Lind won.\n\nNNNN")

    assert (item.headline, item.text, item.category) == ("Rowing results", "Tor Lind won.", "S")


def test_an_empty_bulletin_is_refused_and_loses_no_other():
    first, second = read_items(
        b"ZCZC NWA\r\n\r\nNNNN\r\nZCZC NWA 17\r\n$Gulls return\r\nBack.\r\nNNNN"
    )

    assert isinstance(first, WireError)
    assert (first.code, first.where) == ("wire-empty", "bulletin 1")
    assert (second.headline, second.sequence, second.text) == ("Gulls return", "17", "Back.")


def test_two_letter_tags_are_read():
    item = one("tagged-two-letters-cp1252.tst")

    assert item.format == "tagged-text"
    assert item.uri == "10000001"
    assert item.headline == "Kesterholm Cranes orders two hulls"
    assert item.abstract == "Kesterholm Cranes’ yard takes on work until spring."
    assert (item.provider, item.creditline, item.byline) == ("Northern Company News", "PAX", None)
    assert item.versioncreated == datetime(2026, 6, 6, 14, 0)  # noqa: DTZ001 - no zone
    assert [text.split()[0] for text in texts(item)] == ["Kesterholm", "The"]
    assert item.source_encoding == "cp1252 (found)"


def test_labels_in_words_are_read_and_contacts_stay_private():
    item = one("tagged-words.txt")

    assert (item.headline, item.byline) == ("Varland counts its lighthouses", "Runa Vik")
    assert item.versioncreated == datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
    assert item.embargoed == datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
    assert notes(item) == ["Runa Vik, +99 30 555 0101"]
    assert texts(item)[-1] == "One is dark."


def test_a_label_whose_embargo_is_no_time_is_refused():
    (refusal,) = read_items(b"Headline: Ansel\nSlug: x\nEmbargo: soon\n\nIt opens.\n")

    assert isinstance(refusal, WireError)
    assert refusal.code == "wire-malformed"


def test_a_release_names_its_sender_and_keeps_contacts_private():
    item = one("release-numbered.tst")

    assert item.format == "press-release"
    assert item.headline == "Kesterholm Cranes: A yard learns to lift again"
    assert (item.creditline, item.provider) == ("Kesterholm Cranes", "NWA-AsiaNet")
    assert item.text.startswith(
        "MEDIA RELEASE PR10001\n\nA yard learns to lift again\n\nPORT ANSEL"
    )
    assert item.text.endswith("The second hull is due in spring.")
    assert "What comes next" in texts(item, ParagraphKind.HEADING)
    assert item.dateline.date == date(2026, 11, 23)
    assert item.media == (Media("https://media.example/hull.jpg"),)
    assert notes(item) == ["Media contact:\nTor Lind\npress@cranes.example\n+99 30 555 0102"]


def test_an_embargoed_release_is_held_and_its_notes_to_editors_are_private():
    item = one("release-embargoed.txt")

    assert item.headline == "Harbour trust names its keeper"
    assert item.embargoed == datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    assert item.text.endswith("She starts in spring.")
    assert EdNote("Notes to editors\nCall the trust on +99 30 555 0103.") in item.ednotes


def test_a_source_over_two_lines_is_one_sender():
    item = one(b"Source: Kesterholm\n  Cranes\nMEDIA RELEASE PR7\nHulls\n\nTwo hulls came.\n")

    assert item.creditline == "Kesterholm Cranes"
    assert item.headline == "Kesterholm Cranes: Hulls"


@pytest.mark.parametrize(
    ("line", "embargoed"),
    [
        ("EMBARGOED UNTIL FURTHER NOTICE", "indefinite"),
        ("Not for publication before Monday", "indefinite"),
        ("Embargo: Montag, 10 Uhr", "indefinite"),
        ("Sperrfrist: 24. November 2026, 10:00 Uhr MEZ", datetime(2026, 11, 24, 9, 0, tzinfo=UTC)),
        ("FOR IMMEDIATE RELEASE", None),
        ("Embargo lifted", None),
    ],
)
def test_a_release_is_held_by_its_embargo_line_and_by_nothing_else(line, embargoed):
    raw = f"MEDIA RELEASE\n{line}\n\nHarbour opens\n\nIt opens on Monday.\n".encode()

    item = one(raw)

    assert item.headline == "Harbour opens"
    assert item.embargoed == embargoed


@pytest.mark.parametrize(
    "raw",
    [
        b"Harbour opens\n\nEMBARGOED UNTIL 10:00 GMT, 24 November 2026\n\nIt opens.\n",
        b"Headline: Harbour opens\nSlug: a\nCredit: NWA\n\n"
        b"EMBARGOED UNTIL 10:00 GMT, 24 November 2026\n\nIt opens.\n",
        b"\x16\x16\x01W0001\x1f_nwas\nr i\x13\x11 BC-VA--Ansel   11-23 0001\n\x02^BC-VA--Ansel,1<\n"
        b"^Harbour opens<\n\tEMBARGOED UNTIL 10:00 GMT, 24 November 2026\n\tIt opens.\n\x03",
        b"ZCZC NWA\n$Harbour opens\nEMBARGOED UNTIL 10:00 GMT, 24 November 2026\n\nIt opens.\nNNNN",
    ],
)
def test_an_embargo_between_headline_and_copy_holds_the_item(raw):
    item = one(raw)

    assert (item.headline, item.text) == ("Harbour opens", "It opens.")
    assert item.embargoed == datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    assert notes(item) == ["EMBARGOED UNTIL 10:00 GMT, 24 November 2026"]


def test_news_about_an_embargo_is_not_embargoed():
    item = one(b"Embargo on Varland's oil eased\n\nPORT ANSEL, Nov. 23 (NWA) - It eased.\n")

    assert (item.format, item.embargoed) == ("plain", None)


def test_a_cancelled_warning_is_news_and_no_kill():
    item = one("weather-cancellation.txt")

    assert item.format == "weather-bulletin"
    assert item.pubstatus is PubStatus.USABLE
    assert item.headline == "Cancellation of Gale Warning for Kesterholm"
    assert (item.slugline, item.provider) == ("VXN38100", "Varland Weather Office")
    assert item.places == ("North Coast",)
    assert item.versioncreated == datetime(2026, 11, 23, 9, 27)  # noqa: DTZ001 - "EST" where?


def test_words_for_broadcasters_above_a_bulletin_are_a_note():
    item = one(
        b"TOP PRIORITY FOR IMMEDIATE BROADCAST\n\nVXN20400\nVarland Weather Office\n"
        b"Gale Warning for Ansel\nIssued at 10:53 am on Monday 23 November 2026\n\nGales come.\n"
    )

    assert (item.headline, item.provider) == ("Gale Warning for Ansel", "Varland Weather Office")
    assert notes(item) == ["TOP PRIORITY FOR IMMEDIATE BROADCAST"]
    assert texts(item)[-1] == "Gales come."


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"<!DOCTYPE html><html><body><p>Log in</p></body></html>", "wire-not-a-feed"),
        (b"\n\n<html lang=en><p>MEDIA RELEASE</p>", "wire-not-a-feed"),
        (b"%PDF-1.7\n\nSource: x\n\n%%EOF", "wire-unknown-format"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00", "wire-unknown-charset"),
        (b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(range(256)) * 4, "wire-unknown-charset"),
        (bytes(range(256)) * 40, "wire-unknown-charset"),
        (b"Title\n\n" + b"\x00\x01\x02binary" * 9, "wire-unknown-format"),
        (b"One line and nothing more", "wire-malformed"),
        (b"\x01nwa001 4 i\r\nno text", "wire-malformed"),
    ],
)
def test_what_is_no_wire_is_refused_by_name(raw, code):
    (refusal,) = read_items(raw)

    assert isinstance(refusal, WireError), refusal
    assert refusal.code == code


@pytest.mark.parametrize(
    "text",
    [
        "From: Runa Vik\nSubject: Harbour\nDate: today\n\nIt opens.\n",
        "Ostby: I will not go\n\nThe minister said: never.\n",
        "Source of the river found\n\nAnsel (NWA) - The source: a spring.\n",
        "Contact lost with ship\n\nAnsel (NWA) - Contact was lost.\n",
    ],
)
def test_ordinary_copy_is_not_taken_for_tagged_text_or_a_release(text):
    (read,) = read_items(text.encode())

    assert read.format == "plain"


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.t[sx]t")), ids=lambda path: path.name)
def test_a_sample_pinned_to_another_format_gives_items_or_named_refusals(path):
    for pinned in ("iptc7901", "anpa1312", "zczc", "tagged-text", "press-release", "plain"):
        for read in read_items(path.read_bytes(), pinned=pinned):
            assert isinstance(read, Item | WireError)
