"""NITF and the dialects of the agencies that write it."""

import datetime as dt

import pytest

from dateline.core.story import Media, PubStatus
from dateline.core.wire import read_items
from tests.core.wire.samples import kinds_and_texts, one, refusal, sample

NITF = """<nitf><head>{head}<docdata {status}><doc-id id-string="nwa.1"/>{docdata}</docdata></head>
<body><body.head>{above}</body.head><body.content>{body}</body.content></body></nitf>"""
SIX = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)


def nitf(status="", docdata="", *, head="", above="<hedline><hl1>Quay</hl1></hedline>",
         body="<p>Text.</p>") -> str:  # fmt: skip
    return NITF.format(status=status, docdata=docdata, head=head, above=above, body=body)


def test_an_embargoed_document_is_held_until_its_release():
    item = sample("nitf-embargoed.xml")

    assert (item.pubstatus, item.embargoed) == (PubStatus.USABLE, SIX)
    assert item.expires == dt.datetime(2026, 12, 24, 5, tzinfo=dt.UTC)


def test_the_head_of_a_document_is_read():
    item = sample("nitf-embargoed.xml")

    assert (item.uri, item.version, item.urgency) == ("NWA.20261123.77", "04", 4)
    assert (item.slugline, item.take_key) == ("Harbour", "(2ND LEAD)")
    assert (item.headline, item.subheadline) == ("Harbour reopens", "After two years of repairs")
    assert (item.byline, item.creditline) == ("By Halvard Senn", "NWA")
    assert (item.provider, item.copyrightholder) == ("nwa.example", "Northern Wire Agency")
    assert (item.subjects, item.keywords) == (("subj:04015001",), ("harbours", "shipping"))
    assert (item.usageterms, item.language) == ("Subscribers only", "en-GB")
    assert item.dateline.place == "Port Ansel"
    assert item.dateline.date == dt.date(2026, 11, 23)


def test_wrapped_lines_are_joined_and_the_body_keeps_its_kinds():
    item = sample("nitf-embargoed.xml")

    assert kinds_and_texts(item) == [
        ("p", "The harbour of Kesterholm reopens on Monday after repairs that took two years."),
        ("h", "Repairs"),
        ("p", "See the plan, signed."),
        ("table", "Ship\tSkerry"),
        ("li", "First"),
    ]
    assert [mark.kind for mark in item.paragraphs[2].marks] == ["a", "strong"]


def test_messages_revisions_and_notes_not_for_publication_are_private():
    notes = [(note.text, note.public) for note in sample("nitf-embargoed.xml").ednotes]

    assert notes == [
        ("Legal has read this.", False),
        ("Second lead, adds minister", False),
        ("Desk: call 555 0101.", False),
    ]


def test_a_picture_in_the_body_keeps_caption_credit_and_alt_text():
    assert sample("nitf-embargoed.xml").media == (
        Media("quay.jpg", caption="The quay on Monday.", credit="Runa Vik/NWA", alt="Three cranes"),
    )


@pytest.mark.parametrize(
    ("status", "docdata", "head", "expected"),
    [
        ("", "", "", (PubStatus.USABLE, None)),
        ('management-status="usable"', "", "", (PubStatus.USABLE, None)),
        ('management-status="embargoed"', "", "", (PubStatus.USABLE, "indefinite")),
        (
            'management-status="usable"',
            '<date.release norm="20261124T060000+0100"/>',
            "",
            (PubStatus.USABLE, SIX),
        ),
        ("", "", '<meta name="nwa-embargo" content="2026-11-24T05:00:00Z"/>',
         (PubStatus.USABLE, SIX)),
        ("", "", '<meta name="embargo" content="yes"/>', (PubStatus.USABLE, "indefinite")),
        ("", "", '<meta name="embargo" content="false"/>', (PubStatus.USABLE, None)),
        (
            "",
            '<date.release norm="20261124T040000Z"/>',
            '<meta name="embargo" content="20261124T050000Z"/>',
            (PubStatus.USABLE, SIX),
        ),
        ("", '<ed-msg info="EMBARGOED until six"/>', "", (PubStatus.USABLE, "indefinite")),
        ('management-status="withheld"', "", "", (PubStatus.WITHHELD, None)),
        ('management-status="canceled"', "", "", (PubStatus.CANCELED, None)),
    ],
)  # fmt: skip
def test_status_and_embargo_are_read_wherever_they_stand(status, docdata, head, expected):
    item = one(nitf(status, docdata, head=head))

    assert (item.pubstatus, item.embargoed) == expected


@pytest.mark.parametrize(
    ("status", "docdata", "head"),
    [
        ('management-status="perhaps"', "", ""),
        ("", '<date.release norm="Tuesday"/>', ""),
        ("", '<date.expire norm="Tuesday"/>', ""),
        ("", "", '<meta name="embargo" content="Tuesday morning"/>'),
    ],
)
def test_what_decides_whether_it_may_be_public_is_never_guessed(status, docdata, head):
    error = refusal(nitf(status, docdata, head=head))

    assert error.code == "wire-malformed"
    assert "nwa.1" in error.where


def test_a_document_may_kill_an_older_one():
    raw = nitf(
        'management-doc-idref="nwa.0" management-idref-status="canceled"',
        '<date.issue norm="20261123T090000Z"/>',
    )

    advisory, kill = read_items(raw.encode())

    assert (advisory.uri, advisory.pubstatus) == ("nwa.1", PubStatus.USABLE)
    assert (kill.uri, kill.pubstatus, kill.paragraphs) == ("nwa.0", PubStatus.CANCELED, ())
    assert kill.versioncreated == advisory.versioncreated


def test_a_reference_to_an_older_document_alone_kills_nothing():
    assert one(nitf('management-doc-idref="nwa.0"')).uri == "nwa.1"


def test_an_unknown_status_of_an_older_document_is_refused():
    error = refusal(nitf('management-doc-idref="nwa.0" management-idref-status="perhaps"'))

    assert error.code == "wire-malformed"


def test_a_kill_needs_no_body():
    item = one('<nitf><head><docdata management-status="canceled"><doc-id id-string="nwa.1"/>'
               "</docdata></head></nitf>")  # fmt: skip

    assert (item.pubstatus, item.paragraphs) == (PubStatus.CANCELED, ())


def test_a_title_stands_in_for_a_headline():
    assert one(nitf(head="<title>1 SOCCER Teams</title>", above="")).headline == "1 SOCCER Teams"


def test_ansas_marker_is_no_headline_and_its_second_headline_stands_in_the_byline():
    item = one(
        nitf(
            docdata='<date.issue norm="2026-07-11 18:33"/>',
            head='<meta name="priority" content="R"/>'
            '<meta name="keyword" content="&gt;&gt;&gt;ANSA/Quay"/>',
            above="<hedline><hl1>&gt;&gt;&gt;ANSA/Quay open</hl1></hedline><byline>After two years"
            "</byline><distributor><org>ANSA</org></distributor>",
            body='<block><img source="q.jpg"/><p>Text.</p></block>',
        )
    )

    assert (item.headline, item.subheadline) == ("Quay open", "After two years")
    assert (item.urgency, item.keywords) == (5, ("Quay",))
    assert item.versioncreated == dt.datetime(2026, 7, 11, 16, 33, tzinfo=dt.UTC)
    assert [media.href for media in item.media] == ["q.jpg"]


def test_a_time_without_a_zone_is_given_none():
    item = one(nitf(docdata='<date.issue norm="20261123T160141"/>'))

    assert item.versioncreated == dt.datetime(2026, 11, 23, 16, 1, 41)  # noqa: DTZ001


def test_a_machines_time_in_the_dateline_is_none_of_its_words():
    above = "<dateline><story.date norm='20260121T103600Z'>20260121T103600Z</story.date></dateline>"

    item = one(nitf(docdata='<evloc city="Kesterholm"/>', above=above))

    assert (item.dateline.text, item.dateline.place) == ("Kesterholm", "Kesterholm")


def test_preformatted_lines_stay_lines():
    item = one(nitf(body="<pre>Varland 2\n  Skerry  1\n</pre>"))

    assert kinds_and_texts(item) == [("pre", "Varland 2\n  Skerry  1")]


def test_a_line_break_is_kept_where_it_is_no_wrap():
    assert one(nitf(body="<p>One<br/>two</p>")).text == "One\ntwo"
