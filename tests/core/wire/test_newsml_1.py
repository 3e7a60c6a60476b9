"""NewsML 1.0 to 1.2: components of every shape, and what decides whether an item may be public."""

import datetime as dt

import pytest

from dateline.core.story import PubStatus
from dateline.core.wire.newsml_1 import chain_uri
from tests.core.wire.samples import kinds_and_texts, one, refusal, sample

ITEM = """<NewsML Version="1.2"><NewsItem><Identification><NewsIdentifier>{identifier}
 </NewsIdentifier></Identification><NewsManagement>{management}</NewsManagement>{component}
 </NewsItem></NewsML>"""
COMPONENT = (
    "<NewsComponent><NewsLines><HeadLine>Quay</HeadLine></NewsLines><ContentItem><DataContent>"
    "<nitf><body><body.content><p>Text.</p></body.content></body></nitf></DataContent>"
    "</ContentItem></NewsComponent>"
)
IDENTIFIER = "<PublicIdentifier>urn:newsml:nwa.example:20261123:H7:1</PublicIdentifier>"


def newsml(management: str = "", component: str = COMPONENT, identifier: str = IDENTIFIER) -> str:
    return ITEM.format(identifier=identifier, management=management, component=component)


def test_the_components_of_a_story_become_one_item():
    item = sample("newsml1-components.xml")

    assert kinds_and_texts(item) == [
        ("p", "The harbour of Kesterholm reopens on Monday, the ministry said."),
        ("p", "The quay is safe."),
        ("quote", "We tested every crane twice."),
    ]
    assert (item.headline, item.subheadline) == ("Harbour of Kesterholm reopens", "After two years")
    assert (item.byline, item.creditline, item.slugline) == ("Halvard Senn", "NWA", "HARBOUR")
    assert item.subjects == ("subj:04000000", "subj:04015001")
    assert item.keywords == ("HARBOURS", "TRADE", "SHIPPING", "cranes")
    assert (item.language, item.urgency, item.version) == ("en", 3, "2")
    assert (item.usageterms, item.copyrightholder) == ("NO ARCHIVAL USE", "Northern Wire Agency")
    assert item.dateline.place == "Port Ansel"
    assert item.dateline.date == dt.date(2026, 11, 23)


def test_the_declared_character_set_is_used():
    item = sample("newsml1-components.xml")

    assert item.media[0].caption == "Cranes on the quay £ on Monday."
    assert item.source_encoding == "iso8859-15 (declared)"


def test_contacts_and_advisories_are_private_notes():
    notes = [(note.text, note.public) for note in sample("newsml1-components.xml").ednotes]

    assert notes == [
        ("Replace", False),
        ("ATTENTION - ADDS minister ///", False),
        ("Runa Vik, 555 0101", False),
    ]


def test_a_picture_beside_the_story_keeps_its_own_caption_and_rights():
    (picture,) = sample("newsml1-components.xml").media

    assert (picture.href, picture.kind) == ("quay.jpeg", "picture")
    assert (picture.credit, picture.copyright_notice) == ("Runa Vik/NWA", "(c) NWA Pictures")


def test_versions_of_an_item_share_what_stands_before_the_revision():
    first, second = one(newsml()), sample("newsml1-components.xml")

    assert first.uri != second.uri
    assert chain_uri(first) == chain_uri(second) == "urn:newsml:nwa.example:20261123:H7"


@pytest.mark.parametrize(
    ("identifier", "uri"),
    [
        ("<PublicIdentifier>urn:newsml:www.nwa.example</PublicIdentifier>", None),
        ("<ProviderId>nwa.example</ProviderId>", None),
        ("<ProviderId>nwa</ProviderId><DateId>20261123</DateId><NewsItemId>0</NewsItemId>", None),
        (
            "<ProviderId>nwa</ProviderId><DateId>20261123</DateId><NewsItemId>7</NewsItemId>"
            "<RevisionId>3</RevisionId>",
            "urn:newsml:nwa:20261123:7:3",
        ),
        ("<PublicIdentifier>nwa-7</PublicIdentifier>", "nwa-7"),
    ],
)
def test_an_identifier_that_names_only_the_agency_is_none(identifier, uri):
    assert one(newsml(identifier=identifier)).uri == uri


FUTURE = (
    '<StatusWillChange><FutureStatus FormalName="{}"/><DateAndTime>20261124T060000+0100'
    "</DateAndTime></StatusWillChange>"
)
SIX = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("management", "status", "embargoed", "expires"),
    [
        ('<Status FormalName="Usable"/>', PubStatus.USABLE, None, None),
        ("<Status>USABLE</Status>", PubStatus.USABLE, None, None),
        ('<Status FormalName="Embargoed"/>', PubStatus.USABLE, "indefinite", None),
        (f'<Status FormalName="Embargoed"/>{FUTURE.format("Usable")}', PubStatus.USABLE, SIX, None),
        ('<Status FormalName="Withheld"/>', PubStatus.WITHHELD, None, None),
        ('<Status FormalName="Canceled"/>', PubStatus.CANCELED, None, None),
        (f'<Status FormalName="Usable"/>{FUTURE.format("Canceled")}', PubStatus.USABLE, None, SIX),
        ('<Instruction FormalName="Kill"/>', PubStatus.CANCELED, None, None),
    ],
)
def test_status_embargo_and_end_are_read(management, status, embargoed, expires):
    item = one(newsml(management))

    assert (item.pubstatus, item.embargoed, item.expires) == (status, embargoed, expires)


@pytest.mark.parametrize(
    "management",
    [
        '<Status FormalName="Perhaps"/>',
        '<Status FormalName="Embargoed"/><StatusWillChange><DateAndTime>soon</DateAndTime>'
        "</StatusWillChange>",
        f'<Status FormalName="Usable"/>{FUTURE.format("Embargoed")}',
    ],
)
def test_what_decides_whether_it_may_be_public_is_never_guessed(management):
    error = refusal(newsml(management))

    assert error.code == "wire-malformed"
    assert "H7" in error.where


def test_a_kill_without_components_is_a_change_of_state():
    item = one(newsml('<Status FormalName="Canceled"/>', component=""))

    assert (item.pubstatus, item.paragraphs) == (PubStatus.CANCELED, ())


def test_a_flash_that_is_only_a_title_has_it_as_copy():
    item = one(
        newsml(component='<NewsComponent><Role FormalName="Title"/><ContentItem><DataContent>Fire '
        "in Port Ansel</DataContent></ContentItem></NewsComponent>")
    )  # fmt: skip

    assert item.headline == item.text == "Fire in Port Ansel"


def test_an_alert_without_headline_is_headed_by_its_first_paragraph():
    item = one(newsml(component=COMPONENT.replace("Quay", "")))

    assert item.headline == "Text."


def test_html_in_a_cdata_section_keeps_its_marks():
    html = "<![CDATA[<P>See <A HREF='https://nwa.example/'>it</A>.</P><P> </P>]]>"
    component = COMPONENT[: COMPONENT.index("<nitf>")] + html + "</DataContent></ContentItem></NewsComponent>"  # fmt: skip # noqa: E501

    item = one(newsml(component=component))

    assert kinds_and_texts(item) == [("p", "See it.")]
    assert item.paragraphs[0].marks[0].href == "https://nwa.example/"


def test_of_the_same_story_in_two_languages_the_first_is_read():
    def part(language: str, text: str) -> str:
        return (
            f"<NewsComponent><NewsLines><HeadLine>{text}</HeadLine></NewsLines>"
            f'<DescriptiveMetadata><Language FormalName="{language}"/></DescriptiveMetadata>'
            f"<ContentItem><DataContent><p>{text}.</p></DataContent></ContentItem></NewsComponent>"
        )

    component = f"<NewsComponent>{part('zh', '港口')}{part('en', 'Harbour')}</NewsComponent>"

    item = one(newsml(component=component))

    assert (item.language, item.headline, item.text) == ("zh", "港口", "港口.")


def test_a_package_names_its_items():
    component = (
        "<NewsComponent><NewsLines><HeadLine>Top stories</HeadLine></NewsLines><NewsComponent>"
        '<NewsItemRef NewsItem="urn:newsml:nwa.example:20261123:A:1"/></NewsComponent>'
        "</NewsComponent>"
    )

    item = one(newsml(component=component))

    assert (item.type, item.headline) == ("composite", "Top stories")
    assert [media.uri for media in item.media] == ["urn:newsml:nwa.example:20261123:A:1"]


def test_a_picture_item_is_of_its_medias_type():
    component = (
        "<NewsComponent><NewsLines><HeadLine>Quay</HeadLine></NewsLines><ContentItem "
        'Href="q.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent>'
    )

    assert one(newsml(component=component)).type == "picture"
