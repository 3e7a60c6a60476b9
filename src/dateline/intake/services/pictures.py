"""Taking in the pictures that items bring or point to, each a row of work until it is kept."""

import logging
from datetime import datetime
from functools import partial
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from dateline.core.story import item_from_plain
from dateline.gateways.fetch_errors import BadScheme, BodyTooLarge, FetchError, RefusedAddress
from dateline.intake import selectors
from dateline.intake.models import PictureLink, WireChain, WireItem, WirePicture, WireRecord
from dateline.intake.picture_naming import (
    PICTURE_TYPES,
    NamedPicture,
    file_name_in,
    from_plain,
    is_address,
    pictures_named_in,
    stories_named_in,
    to_plain,
)
from dateline.intake.services import attempts
from dateline.intake.services.fetching import fetch_document
from dateline.intake.signals import picture_kept, picture_named
from dateline.media.errors import (
    BadFileName,
    KilledPicture,
    NotBeside,
    PictureRefused,
    TooManyBytes,
)
from dateline.media.models import NewsImage
from dateline.media.services import describe_picture, keep_picture, kill_picture

logger = logging.getLogger(__name__)

State = WirePicture.State
Outcome = WireItem.Outcome

# Of these, what they say about pictures counts; the others changed nothing.
COUNTING = {
    Outcome.PUBLISH,
    Outcome.HOLD,
    Outcome.UPDATE,
    Outcome.WITHHOLD,
    Outcome.NOT_A_STORY,
}
# Asking again would not help.
FINAL_REFUSALS = (BadScheme, BodyTooLarge, RefusedAddress)
PICTURE_FORMAT = "picture"


def note_named(row: WireItem, *, now: datetime, announces: bool) -> None:
    """Note the pictures an item names, in the transaction that stores it, and have them fetched.

    What a picture's own item says of a picture that is kept already counts from this moment: a
    withhold or an embargo waits for no fetch.
    """
    has_any = row.item.get("media") or row.item_type.lower() in PICTURE_TYPES
    if row.outcome not in COUNTING or not has_any:
        return
    item = item_from_plain(row.item)
    source = row.record.source
    named = pictures_named_in(item, credit=source.credit_line or source.name)
    for position, picture in enumerate(named):
        known = _kept_before(source.pk, picture)
        if known and picture.facts.is_own_item and known.picture:
            describe_picture(picture=known.picture, facts=picture.facts)
        new = WirePicture.objects.create(
            item=row,
            position=position,
            source=source,
            key=picture.key,
            file_name=_file_name(picture, row.record),
            named=to_plain(picture),
            state=State.WAITING if picture.hrefs or known else State.NAMED,
            named_at=now,
        )
        for guid in stories_named_in(item):
            PictureLink.objects.get_or_create(
                source=source, story_guid=guid, picture_key=picture.key
            )
        if announces and new.state == State.WAITING:
            _announce_named(new)


def kill_pictures_of(chain: WireChain, *, now: datetime, note: str) -> None:
    """Take down every picture that ever came under a guid. Others wait and are not taken in."""
    namings = WirePicture.objects.filter(source_id=chain.source_id, key=chain.guid)
    for picture in NewsImage.objects.filter(namings__in=namings).distinct():
        kill_picture(picture=picture, now=now, note=note)


def fetch_picture(*, wire_picture_id: int, now: datetime) -> NewsImage | None:
    """Take in one picture and return it; None when there is nothing to do, or it was refused.

    Why it was refused stands on the row. What may only be late or out of order is tried again.
    """
    row = _begin(wire_picture_id, now=now)
    if row is None:
        return None
    try:
        picture = _picture_of(row, from_plain(row.named))
        return _keep_unless_killed(row, picture, now=now)
    except (PictureRefused, FetchError) as refusal:
        _note_refused(row, refusal, now=now)
        return None


def note_file_came(record: WireRecord, *, announces: bool) -> None:
    """Have the items that name a file beside them look again: it has come."""
    waiting = WirePicture.objects.filter(
        Q(state=State.WAITING) | Q(state=State.REFUSED, error_code=NotBeside.code),
        source_id=record.source_id,
        file_name=record.origin.rpartition("/")[2],
    )
    for row in waiting:
        row.state, row.attempts, row.next_attempt_at = State.WAITING, 0, None
        row.save(update_fields=["state", "attempts", "next_attempt_at"])
        if announces:
            _announce_named(row)


def _announce_named(row: WirePicture) -> None:
    transaction.on_commit(partial(picture_named.send_robust, sender=WirePicture, wire_picture=row))


@transaction.atomic
def _begin(wire_picture_id: int, *, now: datetime) -> WirePicture | None:
    rows = WirePicture.objects.select_for_update(of=("self",)).select_related("item__record")
    row = rows.get(pk=wire_picture_id)
    return row if row.state == State.WAITING and attempts.begin([row], now=now) else None


def _picture_of(row: WirePicture, named: NamedPicture) -> NewsImage:
    """Return the picture, kept before or now.

    Raises: PictureRefused, FetchError.
    """
    if _is_killed(row):
        raise _killed(row)
    known = _kept_before(row.source_id, named)
    if known and known.picture and (not named.hrefs or _has_same_bytes(known, named)):
        describe_picture(picture=known.picture, facts=named.facts)
        return known.picture
    return _largest(row, named)


def _keep_unless_killed(row: WirePicture, picture: NewsImage, *, now: datetime) -> NewsImage:
    """Note that the picture is kept. A kill that came while its bytes did takes it down at once.

    Raises: KilledPicture.
    """
    with transaction.atomic():
        # A kill holds this lock too: either it finds the picture below, or it is found here.
        list(WireChain.objects.select_for_update().filter(source=row.source_id, guid=row.key))
        is_killed = _is_killed(row)
        if is_killed:
            kill_picture(picture=picture, now=now, note="Withdrawn by the agency.")
        elif not picture.is_killed:
            row.picture, row.state, row.next_attempt_at = picture, State.KEPT, None
            row.error_code = row.error = ""
            row.save(update_fields=["picture", "state", "next_attempt_at", "error_code", "error"])
            _hand_to_those_who_named(row, picture)
            transaction.on_commit(
                partial(picture_kept.send_robust, sender=WirePicture, wire_picture=row)
            )
    if is_killed or picture.is_killed:
        raise _killed(row)
    return picture


def _is_killed(row: WirePicture) -> bool:
    """Return whether the agency killed this picture and no person has released it since."""
    if not WireChain.objects.filter(source=row.source_id, guid=row.key, is_killed=True).exists():
        return False
    namings = WirePicture.objects.filter(source=row.source_id, key=row.key)
    known = NewsImage.objects.filter(namings__in=namings)
    return not known.exists() or known.filter(killed_at__isnull=False).exists()


def _killed(row: WirePicture) -> KilledPicture:
    return KilledPicture(
        where=row.key, found="a picture that was killed", expected="one that was not"
    )


def _largest(row: WirePicture, named: NamedPicture) -> NewsImage:
    """Return the picture from the largest of the files the item offers."""
    found: list[tuple[int, bytes, str]] = []
    refusal: PictureRefused | FetchError | None = None
    for href in named.hrefs:
        try:
            raw = _bytes_at(href, row.item.record)
        except (PictureRefused, FetchError) as error:
            refusal = refusal or error
        else:
            found.append((len(raw), raw, href))
    # The heaviest file is the one with most of the picture in it; a broken one is passed over.
    for _size, raw, href in sorted(found, key=lambda offer: offer[0], reverse=True):
        try:
            return keep_picture(
                raw=raw, where=href, facts=named.facts, max_pixels=settings.PICTURE_MAX_PIXELS
            )
        except PictureRefused as error:
            refusal = error
    raise refusal or NotBeside(
        where=named.key, found="no file at all", expected="an address or a file name"
    )


def _bytes_at(href: str, record: WireRecord) -> bytes:
    """Return the bytes of a picture at an address, or of a file that came with the item.

    A file is looked for in the message and among what came from the same place, never on the disk.
    """
    if is_address(record.origin):
        href = urljoin(record.origin, href)
    if is_address(href):
        return _fetched(href)
    name = file_name_in(href)
    if name is None:
        raise BadFileName(
            where=repr(href[:200]),
            found="a path or a name no file has",
            expected="an http or https address, or the name of a file beside the item",
        )
    if (attached := selectors.attached_bytes(record, name)) is not None:
        return _not_too_large(attached, where=name)
    beside = selectors.record_beside(record, name)
    if beside is None or beside.wire_format != PICTURE_FORMAT:
        raise NotBeside(
            where=name,
            found="no such picture from the same place",
            expected="a file of this name beside the item",
        )
    with selectors.raw_bytes(beside) as file:
        return _not_too_large(file.read(settings.PICTURE_MAX_BYTES + 1), where=name)


def _not_too_large(raw: bytes, *, where: str) -> bytes:
    if len(raw) > settings.PICTURE_MAX_BYTES:
        raise TooManyBytes(
            where=where,
            found=f"more than {settings.PICTURE_MAX_BYTES} bytes",
            expected=f"at most {settings.PICTURE_MAX_BYTES} bytes (DATELINE_PICTURE_MAX_BYTES)",
        )
    return raw


def _fetched(url: str) -> bytes:
    return fetch_document(url, max_bytes=settings.PICTURE_MAX_BYTES).body or b""


def _note_refused(row: WirePicture, refusal: PictureRefused | FetchError, *, now: datetime) -> None:
    is_final = isinstance(refusal, FINAL_REFUSALS) or (
        isinstance(refusal, PictureRefused) and not isinstance(refusal, NotBeside)
    )
    row.error_code, row.error = refusal.code, str(refusal).replace("\x00", "")
    if is_final or row.attempts >= selectors.MOST_ATTEMPTS:
        row.state, row.next_attempt_at = State.REFUSED, None
    row.save(update_fields=["state", "next_attempt_at", "error_code", "error"])
    logger.info("Picture %s was not taken in: %s", row.pk, refusal)


def _hand_to_those_who_named(row: WirePicture, picture: NewsImage) -> None:
    """Give the picture to the items that only named it."""
    WirePicture.objects.filter(source_id=row.source_id, key=row.key, state=State.NAMED).update(
        picture=picture, state=State.KEPT
    )


def _kept_before(source_id: int, named: NamedPicture) -> WirePicture | None:
    kept = WirePicture.objects.filter(source_id=source_id, key=named.key, state=State.KEPT)
    return kept.exclude(picture=None).select_related("picture").last()


def _has_same_bytes(known: WirePicture, named: NamedPicture) -> bool:
    """Return whether a naming points to where the kept picture was taken from."""
    return from_plain(known.named).hrefs == named.hrefs


def _file_name(picture: NamedPicture, record: WireRecord) -> str:
    if is_address(record.origin):
        return ""
    names = (file_name_in(href) for href in picture.hrefs if not is_address(href))
    return next((name for name in names if name), "")
