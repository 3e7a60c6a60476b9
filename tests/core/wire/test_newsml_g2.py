"""NewsML-G2, as the standard has it and as agencies write it."""

import datetime as dt

import pytest

from dateline.core.story import EdNote, Media, PubStatus
from tests.core.wire.samples import kinds_and_texts, one, refusal, sample

ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="nwa:2" version="7">
 <itemMeta><itemClass qcode="ninat:text"/>{meta}</itemMeta>
 <contentMeta><headline>Quay reopens</headline>{content}</contentMeta>
 <contentSet>{body}</contentSet></newsItem>"""
XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
    "<body>{}</body></html></inlineXML>"
)


def g2(meta: str = "", content: str = "", body: str = XHTML.format("<p>Text.</p>")) -> str:
    return ITEM.format(meta=meta, content=content, body=body)


def test_what_is_written_for_newsrooms_stays_out_of_the_copy():
    item = sample("g2-notepad.xml")

    assert kinds_and_texts(item) == [
        ("p", "Port Ansel (NWA) - The harbour of Kesterholm reopens on Monday."),
        ("h", "Repairs"),
        ("p", "The quay is 300 metres long, the harbour authority said, “and safe”."),
    ]
    (link,) = item.paragraphs[2].marks
    assert (link.kind, link.href) == ("a", "https://harbour.example/")


def test_a_note_is_public_by_its_role_and_never_against_its_constraint():
    notes = {note.text: note.public for note in sample("g2-notepad.xml").ednotes}

    assert notes == {
        "Author: Runa Vik, +00 555 0101": False,
        "Correction: the quay is 300 metres long, paragraph 2.": False,
        "Corrects the length of the quay.": True,
        "Desk line: 555 0102": False,
    }


def test_codes_are_known_by_their_scheme_whatever_a_catalogue_calls_it():
    item = sample("g2-notepad.xml")

    assert item.subjects == ("medtop:20000705", "subj:04000000")
    assert item.signals == ("sig:correction", "sig:repeat")
    assert item.version == "1542761538"


def test_a_party_is_known_by_its_code_and_rights_by_their_first_language():
    item = sample("g2-notepad.xml")

    assert (item.provider, item.copyrightholder) == ("nprov:NWA", "nprov:NWA")
    assert item.copyrightnotice == "Copyright 2026, NWA"
    assert item.dateline.text == "Port Ansel (NWA) -"
    assert item.dateline.place == "Port Ansel"


def test_a_linked_picture_is_an_attachment_and_a_cited_page_is_none():
    (picture,) = sample("g2-notepad.xml").media

    assert picture.uri == "urn:newsml:nwa.example:20261123:photo-7"
    assert picture.kind == "picture"


def test_results_in_a_body_without_paragraphs_keep_their_columns():
    item = sample("g2-results.xml")

    assert [kind for kind, _ in kinds_and_texts(item)] == ["pre", "pre"]
    assert item.paragraphs[0].text.split("\n")[1:] == [
        "Kesterholm    (0) 1  Ansel Rovers (2) 2",
        "Northport     (0) 1  Skerry       (1) 2",
    ]
    assert item.headline == "UPDATE 2-Varland league results"
    assert item.firstcreated == dt.datetime(2026, 11, 23, 19, 13, 8, tzinfo=dt.UTC)


def test_a_package_names_its_items():
    item = sample("g2-package.xml")

    assert (item.type, item.headline) == ("composite", "Top stories")
    assert [(m.uri, m.href, m.kind, m.caption) for m in item.media] == [
        ("tag:nwa.example,2026:A", "tag:nwa.example,2026:A", "other", "Harbour reopens"),
        ("tag:nwa.example,2026:B", "https://nwa.example/b.xml", "picture", "The quay on Monday"),
    ]


def test_renditions_of_a_picture_share_its_id_alt_text_and_rights():
    item = sample("g2-picture.xml")

    first, second = item.media
    assert first == Media(
        "./quay-high.jpg",
        caption="Cranes on the quay of Kesterholm on Monday.",
        credit="Runa Vik/NWA",
        alt="Three yellow cranes above a long quay.",
        kind="picture",
        uri=item.uri,
        copyright_notice="(c) NWA 2026",
        usage_terms="Not in Varland",
    )
    assert second.uri == first.uri
    assert item.pubstatus is PubStatus.USABLE
    assert item.dateline.place == "PORT ANSEL"
    assert item.expires == dt.datetime(2026, 12, 23, 12, 30, tzinfo=dt.UTC)


def test_an_agencys_own_body_elements_keep_lead_subheads_lists_and_picture():
    item = sample("g2-own-body-elements.xml")

    assert kinds_and_texts(item) == [
        ("p", "Hamnen öppnar på måndag."),
        ("p", "Kajen är säker, säger Runa Ostby."),
        ("h", "Två år"),
        ("p", "Stormen kom 2024."),
        ("h", "Fakta: Hamnen"),
        ("li", "300 meter lång"),
    ]
    assert item.byline == "Halvard Senn/NWA"
    assert item.abstract == "Hamnen öppnar på måndag."
    assert item.version is None
    (picture,) = item.media
    assert (picture.caption, picture.credit) == ("Kajen.", "Runa Vik/NWA")


def test_a_kill_needs_no_body():
    item = one(
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="nwa:2" version="8"><itemMeta>'
        '<pubStatus qcode="stat:canceled"/></itemMeta></newsItem>'
    )

    assert item.pubstatus is PubStatus.CANCELED
    assert item.paragraphs == ()


@pytest.mark.parametrize("signal", ["edStat:D", "sig:kill", "nwasig:mandatorykill", "x:Withdrawn"])
def test_a_signal_to_delete_stands_above_the_status(signal):
    meta = f'<pubStatus qcode="stat:usable"/><signal qcode="{signal}"/>'

    assert one(g2(meta)).pubstatus is PubStatus.CANCELED


@pytest.mark.parametrize("signal", ["edStat:U", "sig:update", "sig:killjoy", "x:overkill"])
def test_other_signals_leave_the_status_alone(signal):
    assert one(g2(f'<signal qcode="{signal}"/>')).pubstatus is PubStatus.USABLE


@pytest.mark.parametrize(
    "note",
    [
        "STRICTLY EMBARGOED until noon Friday",
        "Embargo: 0600 Tuesday",
        "Sperrfrist Dienstag 6 Uhr",
        "This report is under embargo",
    ],
)
def test_an_embargo_that_stands_only_in_a_note_holds_the_story(note):
    assert one(g2(f"<edNote>{note}</edNote>")).embargoed == "indefinite"


@pytest.mark.parametrize(
    "note", ["Adds reaction to the oil embargo", "The embargo has been lifted", "No EMBARGO"]
)
def test_a_note_about_another_embargo_holds_nothing(note):
    assert one(g2(f"<edNote>{note}</edNote>")).embargoed is None


def test_an_embargo_with_a_time_stands_beside_its_note():
    meta = "<embargoed>2026-11-24T06:00:00+01:00</embargoed><edNote>EMBARGOED until six</edNote>"

    assert one(g2(meta)).embargoed == dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)


def test_an_embargo_that_is_no_time_is_refused_with_the_items_id():
    error = refusal(g2("<embargoed>Tuesday</embargoed>"))

    assert error.code == "wire-malformed"
    assert "nwa:2" in error.where
    assert "embargoed" in error.where


@pytest.mark.parametrize("first", ["By Halvard Senn", "HALVARD SENN", "by halvard  senn"])
def test_a_byline_repeated_in_the_body_is_no_copy(first):
    item = one(g2("", "<by>Halvard Senn</by>", XHTML.format(f"<p>{first}</p><p>The quay.</p>")))

    assert item.text == "The quay."


def test_markup_written_as_text_is_undone():
    item = one(
        g2("", "", XHTML.format("<p>4 o&amp;#39;clock, 35&lt;endash&gt;-&lt;/endash&gt;40</p>"))
    )

    assert item.text == "4 o'clock, 35-40"


def test_windows_characters_written_as_control_numbers_are_what_they_mean():
    assert one(g2("", "", XHTML.format("<p>two &#150; three &#x92;s</p>"))).text == "two – three ’s"


@pytest.mark.parametrize(
    ("data", "paragraphs"),
    [
        (
            '<inlineData contenttype="text/html">&lt;p&gt;One &lt;b&gt;two&lt;/b&gt;&lt;/p&gt;'
            "&lt;p&gt;Three&lt;/p&gt;</inlineData>",
            [("p", "One two"), ("p", "Three")],
        ),
        ("<inlineData>One line.\nAnother line.</inlineData>", [("p", "One line."),
         ("p", "Another line.")]),
        (
            "<inlineData>The harbour of Kesterholm will reopen to foreign ships\n"
            "on Monday after repairs that took two years, it said.\n\nMore follows.</inlineData>",
            [
                ("p", "The harbour of Kesterholm will reopen to foreign ships on Monday after "
                 "repairs that took two years, it said."),
                ("p", "More follows."),
            ],
        ),
    ],
)  # fmt: skip
def test_plain_and_html_data_become_paragraphs(data, paragraphs):
    assert kinds_and_texts(one(g2("", "", data))) == paragraphs


def test_paragraphs_in_one_element_are_told_by_their_indent():
    lines = (
        "\n<p>\n      \n      (NWA) - Port Ansel - The harbour of Kesterholm is open,\n"
        'the ministry said on Monday.\n   "It is safe," Runa Ostby said in the harbour there,\n'
        "where she was with others.\n   </p>"
    )
    data = f'<inlineData contenttype="text/plain"><![CDATA[{lines}]]></inlineData>'

    assert [text for _, text in kinds_and_texts(one(g2("", "", data)))] == [
        "(NWA) - Port Ansel - The harbour of Kesterholm is open, the ministry said on Monday.",
        '"It is safe," Runa Ostby said in the harbour there, where she was with others.',
    ]


def test_a_nitf_body_gives_what_the_metadata_lack():
    body = (
        '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="urn:nitf"><body><body.head>'
        "<hedline><hl1>Other</hl1><hl2>Second</hl2></hedline><byline>Runa Vik</byline>"
        "<abstract><p>Sum.</p></abstract></body.head><body.content><block><p>One.</p></block>"
        "</body.content></body></nitf></inlineXML>"
    )

    item = one(g2("", "", body))

    assert (item.headline, item.subheadline, item.byline) == ("Quay reopens", "Second", "Runa Vik")
    assert (item.abstract, item.text) == ("Sum.", "One.")


@pytest.mark.parametrize(
    "opening",
    ["Die folgenden Informationen sind nicht zur Veröffentlichung bestimmt", "# Notizblock",
     "* The following is not intended for publication"],
)  # fmt: skip
def test_a_private_block_at_the_end_becomes_a_private_note(opening):
    item = one(g2("", "", XHTML.format(f"<p>Copy.</p><p>{opening}</p><p>Runa, 555 0101</p>")))

    assert item.text == "Copy."
    assert item.ednotes == (EdNote(f"{opening}\nRuna, 555 0101"),)


def test_copy_that_quotes_the_words_stays_copy():
    said = "“The letter was not for publication,” Ostby said."

    assert one(g2("", "", XHTML.format(f"<p>{said}</p><p>More.</p>"))).text == f"{said}\n\nMore."


def test_the_contents_own_times_stand_in_where_the_items_are_empty():
    item = one(
        g2(
            "<versionCreated/><firstCreated/>",
            "<contentCreated>2026-02-16T17:36:20Z</contentCreated>"
            "<contentModified>2026-02-22T18:36:20Z</contentModified>",
        )
    )

    assert item.firstcreated == dt.datetime(2026, 2, 16, 17, 36, 20, tzinfo=dt.UTC)
    assert item.versioncreated == dt.datetime(2026, 2, 22, 18, 36, 20, tzinfo=dt.UTC)


def test_pictures_in_the_body_are_attachments_and_pixels_that_count_readers_are_not():
    item = one(
        g2("", "", XHTML.format(
            '<p>One.</p><figure><img src="https://nwa.example/q.jpg" alt="Quay"/><figcaption>The '
            'quay</figcaption></figure><p><img src="https://count.example/x" width="1"/></p>'
        ))
    )  # fmt: skip

    assert item.media == (Media("https://nwa.example/q.jpg", caption="The quay", alt="Quay"),)
    assert item.text == "One."


def test_a_header_with_a_lead_is_copy_and_a_page_title_heads_an_item_without_headline():
    page = "<header><h1>Quay open</h1><p>Ships return.</p></header><p>More.</p>"
    raw = g2("", "", XHTML.format(page)).replace("<headline>Quay reopens</headline>", "")

    item = one(raw)

    assert (item.headline, item.text) == ("Quay open", "Ships return.\n\nMore.")


def test_of_text_and_markup_of_the_same_copy_the_markup_is_read():
    body = "<inlineData>See it.</inlineData>" + XHTML.format(
        '<p>See <a href="https://nwa.example/">it</a>.</p>'
    )

    item = one(g2("", "", body))

    assert item.text == "See it."
    assert item.paragraphs[0].marks
