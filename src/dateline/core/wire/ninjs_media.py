"""The pictures and other attachments of a ninjs item: its renditions and its associations.

Source: ninjs 1.8, 2.4 and 3.3, `renditions` and `associations`. In 1.x both are objects by name, in
2.x and later lists of objects with a `name`.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from dateline.core.story import Media, PubStatus
from dateline.core.wire.addresses import may_be_media
from dateline.core.wire.attached import kind_of_name, media_kind
from dateline.core.wire.charset import without_controls
from dateline.core.wire.errors import MalformedWire
from dateline.core.wire.fields import Fields
from dateline.core.wire.vocabulary import read_pubstatus

# What an association may be that is no attachment but another story.
STORY_TYPES = {"text", "composite", "event", "planning", "component", "story", "package"}
CAPTION_ROLES = ("caption", "", "main", "text", "summary", "lead")
ALT_ROLES = ("alt", "alttext", "alternative", "accessibility")
CREDIT_ROLES = ("creditline", "credit")


def read_media(fields: Fields, created: dt.datetime | None) -> tuple[Media, ...]:
    """Return the item's own renditions, the best first, then the best of each attachment.

    What is only named, by its id, comes with an item of its own: its id stands for its address. A
    picture or package names its story so. An attachment that is withheld, canceled or under an
    embargo of its own beyond `created` is left out: the story can stand without it, and it may not
    be shown.
    """
    own = [_media(fields, one, str(one["href"])) for one in _renditions(fields)]
    others = [media for part in associations(fields) if (media := _attachment(part, created))]
    is_text = (fields.text("type") or "text") == "text"
    named = () if is_text else _stories_named(fields)
    return tuple(dict.fromkeys((*own, *others, *named)))


def associations(fields: Fields) -> Iterator[Fields]:
    """Yield the associations that are attachments, in file order."""
    return (part for part in _every_association(fields) if not _is_story(part))


def _every_association(fields: Fields) -> Iterator[Fields]:
    value = fields.raw("associations")
    rows = list(value.values()) if isinstance(value, dict) else value
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict):
            yield Fields(row, "item.associations")


def _is_story(part: Fields) -> bool:
    return str(part.raw("type") or "").lower() in STORY_TYPES


def _stories_named(fields: Fields) -> Iterator[Media]:
    for part in _every_association(fields):
        uri = part.raw("uri", "guid")
        if _is_story(part) and isinstance(uri, str) and uri.strip():
            yield Media(uri.strip(), kind="other", uri=uri.strip())


def described(fields: Fields, roles: tuple[str, ...]) -> str | None:
    """Return the first of the item's descriptions in one of the roles, the first role first."""
    texts: dict[str, str] = {}
    for row in fields.rows("descriptions"):
        if isinstance(words := row.get("value"), str) and words.strip():
            role = str(row.get("role") or "").lower().rpartition(":")[2]
            texts.setdefault(role, " ".join(without_controls(words).split()))
    return next((texts[role] for role in roles if role in texts), None)


def _attachment(part: Fields, created: dt.datetime | None) -> Media | None:
    try:
        if not _may_be_shown(part, created):
            return None
        best = next(iter(_renditions(part)), {})
        href = best.get("href") or part.text("uri", "guid")
        return _media(part, best, str(href)) if href else None
    except MalformedWire:  # what cannot be read of a picture says nothing about its story
        return None


def _may_be_shown(part: Fields, created: dt.datetime | None) -> bool:
    status = read_pubstatus(part.text("pubStatus", "pubstatus"), where=part.where)
    embargo = part.embargo("embargoedUntil", "embargoeduntil", "embargoed")
    if status is not PubStatus.USABLE or embargo == "indefinite":
        return False
    if embargo is None:
        return True
    is_comparable = created is not None and (embargo.tzinfo is None) == (created.tzinfo is None)
    return is_comparable and created is not None and embargo <= created


def _renditions(part: Fields) -> list[dict[str, Any]]:
    """Return what has an address, the best first: of the item's own kind, then the largest."""
    value = part.raw("renditions")
    rows = list(value.values()) if isinstance(value, dict) else value
    rows = rows if isinstance(rows, list) else []
    found = [row for row in rows if isinstance(row, dict) and _has_address(row)]
    wanted = media_kind(word=str(part.raw("type") or ""))

    def rank(row: dict[str, Any]) -> tuple[bool, int, int]:
        pixels = _number(row, "width") * _number(row, "height")
        size = _number(row, "sizeInBytes", "sizeinbytes")
        return _kind(row, wanted) != wanted, -pixels, -size

    return sorted(found, key=rank)


def _has_address(rendition: dict[str, Any]) -> bool:
    href = rendition.get("href")
    return isinstance(href, str) and bool(href.strip()) and may_be_media(href)


def _kind(rendition: dict[str, Any], of_item: str) -> str:
    """Return what a rendition is: a video's still is a picture, its caption's file neither."""
    content_type = next(
        (
            value
            for name in ("contentType", "contenttype", "mimeType", "mimetype")
            if isinstance(value := rendition.get(name), str)
        ),
        None,
    )
    href = str(rendition.get("href") or "")
    own = media_kind(content_type=content_type) if content_type else kind_of_name(href) or of_item
    return of_item if (of_item, own) == ("graphic", "picture") else own


def _number(row: dict[str, Any], *names: str) -> int:
    value = next((row[name] for name in names if name in row), 0)
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 20:
        return int(value)
    return value if isinstance(value, int) else 0


def _media(part: Fields, rendition: dict[str, Any], href: str) -> Media:
    kind = _kind(rendition, media_kind(word=str(part.raw("type") or "")))
    rights = part.rows("rightsInfo", "rightsinfo")
    right = Fields(rights[0], f"{part.where}.rightsInfo") if rights else part
    return Media(
        href=href.strip(),
        caption=part.text("description_text", "caption")
        or described(part, CAPTION_ROLES)
        or part.text("headline", "title"),
        credit=part.text("creditline")
        or described(part, CREDIT_ROLES)
        or part.text("by", "byline", "copyrightHolder", "copyrightholder"),
        alt=part.text("altText", "alttext", "alt_text")
        or described(part, ALT_ROLES)
        # Superdesk writes a picture's alternative text as its body.
        or (part.text("body_text") if kind == "picture" else None),
        kind=kind,
        uri=part.text("uri", "guid"),
        copyright_notice=right.text("copyrightNotice", "copyrightnotice")
        or part.text("copyrightNotice", "copyrightnotice"),
        usage_terms=right.text("usageTerms", "usageterms") or part.text("usageTerms", "usageterms"),
        expires=part.time("expires"),
    )
