"""What a NewsML-G2 item brings along: its renditions, the items of a package, linked items."""

from collections.abc import Iterator

from dateline.core.story import Media
from dateline.core.wire.attachments import media_kind, with_a_place
from dateline.core.wire.elements import Parts, children, descendants, parts_of, words_in
from dateline.core.wire.safe_xml import Element
from dateline.core.wire.times import needed_time
from dateline.core.wire.vocabulary import local_part

CAPTION_ROLES = {"caption", "drolcaption"}
ALT_ROLES = {"alttext", "alt", "altdescription", "accessibility"}
OWN_MEDIA_TYPES = {"picture", "graphic", "video", "audio", "animated"}


def attachments_of(
    item: Element, parts: Parts, content: Parts, item_type: str
) -> tuple[Media, ...]:
    """Return an item's media in file order; several with one uri are renditions of one thing."""
    return with_a_place(
        (
            *_renditions(item, parts, content, item_type),
            *_package_items(parts),
            *_linked_items(parts),
        )
    )


def _renditions(item: Element, parts: Parts, content: Parts, item_type: str) -> Iterator[Media]:
    remotes = [
        remote
        for content_set in parts["contentSet"]
        for remote in children(content_set, "remoteContent")
    ]
    if not remotes:
        return
    is_its_own = item_type in OWN_MEDIA_TYPES
    rights = parts_of(parts.first("rightsInfo")) if is_its_own else Parts()
    caption = (
        _described(content, CAPTION_ROLES) or _described(content, None) or content.words("headline")
    )
    for remote in remotes:
        href = remote.get("href") or remote.get("residref")
        if not href:
            continue
        yield Media(
            href,
            caption=caption if is_its_own else None,
            credit=content.words("creditline") if is_its_own else None,
            alt=_described(content, ALT_ROLES) if is_its_own else None,
            kind=media_kind(remote.get("contenttype"), item_type, href),
            uri=item.get("guid") if is_its_own else remote.get("residref"),
            copyright_notice=rights.words("copyrightNotice"),
            usage_terms=rights.words("usageTerms"),
        )


def _described(content: Parts, roles: set[str] | None) -> str | None:
    """Return the first description in one of these roles, or in any but alt text for None."""
    for description in content["description"]:
        role = local_part(description.get("role") or "").lower()
        fits = role not in ALT_ROLES if roles is None else role in roles
        if fits and (words := words_in(description)):
            return words
    return None


def _package_items(parts: Parts) -> Iterator[Media]:
    """Give what a package names, in the order of its groups."""
    for reference in descendants(parts.first("groupSet"), "itemRef"):
        if media := _named(reference):
            yield media


def _linked_items(parts: Parts) -> Iterator[Media]:
    """Give the pictures and other media items that an item links to; pages it cites are none."""
    for link in children(parts.first("itemMeta"), "link"):
        media = _named(link)
        if media and media.kind != "other":
            yield media


def _named(reference: Element) -> Media | None:
    uri = reference.get("residref") or reference.get("guidref")
    href = reference.get("href") or uri
    if not href:
        return None
    parts = parts_of(reference)
    item_class = parts.first("itemClass")
    return Media(
        href,
        caption=_described(parts, CAPTION_ROLES)
        or parts.words("headline")
        or parts.words("title")
        or _described(parts, None),
        credit=parts.words("creditline"),
        alt=_described(parts, ALT_ROLES),
        kind=media_kind(
            item_class.get("qcode") if item_class is not None else None,
            reference.get("contenttype"),
        ),
        uri=uri,
        copyright_notice=parts.words("copyrightNotice"),
        usage_terms=parts.words("usageTerms"),
        expires=needed_time(parts.words("expires"), where="link/expires"),
    )
