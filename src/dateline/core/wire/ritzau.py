"""Read the XML of Ritzau's news service: one RBNews element for each item.

Its times are Copenhagen's, without saying so; flags in Danish say whether an item is withdrawn.
"""

from dateline.core.story import Dateline, EdNote, Item, Media, PubStatus
from dateline.core.wire.attachments import media_kind
from dateline.core.wire.delivery import Delivery
from dateline.core.wire.elements import Parts, descendants, parts_of, text_in, words_in
from dateline.core.wire.inline import Body, read_text
from dateline.core.wire.safe_xml import Element, local_name
from dateline.core.wire.times import Embargo, later_embargo, needed_time, read_time, zone_of
from dateline.core.wire.vocabulary import (
    bare_subject_code,
    embargo_in_words,
    read_urgency,
    subject_codes,
)

FORMAT = "ritzau-xml"
ITEMS = ("RBNews",)
LOOKED_AT_CHARS = 4096  # a list of items begins within so much
AGENCY = "Ritzau"
# What a flag that is true means to those who have the item already.
SIGNALS = {"Korrektion": "sig:correction", "NyVersion": "sig:update"}
LANGUAGE = "da"


def is_ritzau(delivery: Delivery) -> bool:
    """Return whether the XML is an RBNews element, or any list of them."""
    return delivery.root is not None and "<RBNews" in delivery.text[:LOOKED_AT_CHARS]


def read_ritzau(element: Element, root: Element | None = None) -> Item:
    """Return the item in an RBNews element.

    Raises: MalformedWire when an embargo cannot be read.
    """
    parts = parts_of(element)
    zone = zone_of(AGENCY)
    body = _html(parts, "content")
    town = parts.words("town")
    published = read_time(parts.words("PublishDate"), zone=zone)
    contact = parts.words("TilRedaktionen")
    notes = tuple(EdNote(note) for note in (contact, body.private) if note)
    embargoed: Embargo = embargo_in_words(notes)
    for name in (name for name in parts if "embargo" in name.lower()):
        written = needed_time(parts.words(name), where=f"RBNews/{name}", zone=zone)
        embargoed = later_embargo(written, embargoed)
    return Item(
        format=FORMAT,
        uri=parts.words("NewsID"),
        version=parts.words("version"),
        pubstatus=PubStatus.CANCELED if _is_set(parts, "Annuleret") else PubStatus.USABLE,
        headline=parts.words("headline"),
        paragraphs=body.paragraphs,
        byline=parts.words("byLine"),
        creditline=parts.words("origin"),
        dateline=Dateline(town, town) if town else None,
        language=LANGUAGE,
        slugline=parts.words("strapline"),
        urgency=read_urgency(parts.words("Priority")),
        signals=tuple(signal for flag, signal in SIGNALS.items() if _is_set(parts, flag)),
        subjects=_subjects(parts),
        keywords=tuple(
            words for e in descendants(parts.first("SubjectKeyword")) if (words := words_in(e))
        ),
        places=(town,) if town else (),
        versioncreated=published,
        firstcreated=published,
        embargoed=embargoed,
        provider=AGENCY,
        ednotes=notes,
        abstract=" ".join(p.text for p in _html(parts, "subtitle").paragraphs) or None,
        media=_media(parts),
    )


def _html(parts: Parts, name: str) -> Body:
    element = parts.first(name)
    return read_text(text_in(element), is_html=True) if element is not None else Body()


def _is_set(parts: Parts, flag: str) -> bool:
    return (parts.words(flag) or "").lower() in ("true", "1")


def _subjects(parts: Parts) -> tuple[str, ...]:
    """Return the subject codes, which Ritzau writes as numbers: 4000000 is 04000000."""
    listed = parts.first("IPTCList")
    numbers = (words_in(e) or "" for e in (listed if listed is not None else ()))
    return subject_codes(bare_subject_code(number.zfill(8)) for number in numbers)


def _media(parts: Parts) -> tuple[Media, ...]:
    """Return whatever in the media list has an address, with the caption beside it."""
    found = {}
    for entry in (e for part in parts["MultimedieList"] for e in part if isinstance(e.tag, str)):
        values = {local_name(e).lower(): words_in(e) for e in entry.iter() if len(e) == 0}
        href = next((v for v in values.values() if v and v.startswith(("http://", "https://"))), "")
        if href:
            caption = next(
                (values[n] for n in ("caption", "text", "billedtekst") if values.get(n)), None
            )
            found[href] = Media(href, caption=caption, kind=media_kind(href))
    return tuple(found.values())
