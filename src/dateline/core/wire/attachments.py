"""Pictures and other media as the XML formats write them."""

from collections.abc import Iterable, Iterator

from dateline.core.story import Media
from dateline.core.wire.addresses import parts_of
from dateline.core.wire.elements import descendants, lower_name, words_in
from dateline.core.wire.safe_xml import Element
from dateline.core.wire.times import needed_time

# What a media type, item class, role or file name says. Longer words first where one holds another.
KINDS = (
    ("infographic", "graphic"), ("graphic", "graphic"), ("image", "picture"),
    ("picture", "picture"), ("photo", "picture"), ("logo", "picture"), ("thumbnail", "picture"),
    ("video", "video"), ("audio", "audio"), ("jpeg", "picture"), ("jpg", "picture"),
    ("png", "picture"), ("gif", "picture"), ("webp", "picture"), ("tif", "picture"),
    ("svg", "graphic"), ("mp4", "video"), ("mov", "video"), ("mpg", "video"), ("mpeg", "video"),
    ("mp3", "audio"), ("wav", "audio"),
)  # fmt: skip
NO_PLACES = {"javascript", "data", "vbscript", "blob"}
_IN_MARKUP = ("{*}img", "{*}IMG", "{*}media", "{*}bild", "{*}BILD")


def media_kind(*hints: str | None) -> str:
    """Return "picture", "video", "audio", "graphic" or "other", as the first telling hint says."""
    for hint in hints:
        words = (hint or "").lower()
        for word, kind in KINDS:
            if word in words:
                return kind
    return "other"


def with_a_place(media: Iterable[Media]) -> tuple[Media, ...]:
    """Return the media that lie somewhere or are named; a script or its data is no place."""
    return tuple(m for m in media if (parts_of(m.href).scheme or "").lower() not in NO_PLACES)


def media_in_markup(root: Element) -> tuple[Media, ...]:
    """Return the media that stand in a body: XHTML's and ANSA's img, NITF's media, TT's bild."""
    found: dict[str, Media] = {}
    for element in root.iter(*_IN_MARKUP):
        for media in _media_of(element, lower_name(str(element.tag))):
            found.setdefault(media.href, media)
    return with_a_place(found.values())


def _media_of(element: Element, tag: str) -> Iterator[Media]:
    if tag == "img":
        yield from _image(element)
    elif tag == "media":
        yield from _nitf_media(element)
    elif href := _words_below(element, "BILDFIL", "bildfil"):
        yield Media(
            href,
            caption=_words_below(element, "BILDTEXT", "bildtext"),
            credit=_words_below(element, "BILDSKAPARE", "bildskapare"),
        )


def _image(element: Element) -> Iterator[Media]:
    href = (element.get("src") or element.get("source") or element.get("href") or "").strip()
    if not href or element.get("width") in ("0", "1"):  # a pixel that counts readers
        return
    figure = next((a for a in element.iterancestors() if lower_name(str(a.tag)) == "figure"), None)
    yield Media(
        href, caption=_words_below(figure, "figcaption"), alt=_tidy(element.get("alt")) or None
    )


def _nitf_media(element: Element) -> Iterator[Media]:
    """Give each reference of a NITF media element: often one picture in several sizes."""
    caption = _words_below(element, "media-caption")
    credit = _words_below(element, "media-producer")
    more = {m.get("name"): m.get("value") for m in descendants(element, "media-metadata")}
    for reference in descendants(element, "media-reference"):
        href = (reference.get("source") or reference.get("data-location") or "").strip()
        if href:
            yield Media(
                href,
                caption=caption,
                credit=credit,
                alt=_tidy(reference.get("alternate-text")) or None,
                kind=media_kind(
                    more.get("kind"), element.get("media-type"), reference.get("mime-type"), href
                ),
                uri=more.get("uri"),
                copyright_notice=_tidy(reference.get("copyright")) or None,
                usage_terms=_tidy(more.get("usage-terms")) or None,
                expires=needed_time(more.get("expires"), where="media-metadata expires"),
            )


def _words_below(element: Element | None, *names: str) -> str | None:
    return next((words for e in descendants(element, *names) if (words := words_in(e))), None)


def _tidy(text: str | None) -> str:
    return " ".join((text or "").split())
