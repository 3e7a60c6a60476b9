"""What stands where: deliveries and items that wait, and the bytes as they came."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes

from django.core.files import File
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from dateline.core.story import text_hash
from dateline.intake import vault
from dateline.intake.embargoes import Embargo, Statement, standing_embargo
from dateline.intake.families import Take, TakeKind
from dateline.intake.models import (
    Heartbeat,
    NearDuplicate,
    Notice,
    PictureLink,
    PushReceipt,
    PushToken,
    RoutingRule,
    Source,
    TaskFailure,
    WireChain,
    WireItem,
    WirePicture,
    WireRecord,
)
from dateline.intake.placing import TOLD_A_STORY
from dateline.intake.versions import Version
from dateline.intake.zones import not_before
from dateline.media.models import NewsImage

# What nobody began for this long was left behind by a worker that died.
STANDS_STILL_AFTER = timedelta(seconds=60)
EMAIL_FORMAT = "e-mail"
# After so many attempts a person has to look.
MOST_ATTEMPTS = 5
# What a source's rhythm is learnt from: of a busy one fewer weeks are enough.
RHYTHM_PAST = timedelta(weeks=8)
RHYTHM_DELIVERIES = 20_000


@dataclass(frozen=True, slots=True)
class ReadingAgain:
    """How far deliveries are that were read again together: in all, not begun yet, still unread."""

    at: datetime
    total: int
    waiting: int
    unread: int

    @property
    def done(self) -> int:
        """How many have been read or refused again."""
        return self.total - self.waiting


def records_due(now: datetime) -> QuerySet[WireRecord]:
    """Return the deliveries that stand still or are to be tried again, the oldest first."""
    never_begun = Q(next_attempt_at=None, attempts=0, received_at__lte=now - STANDS_STILL_AFTER)
    return WireRecord.objects.filter(
        never_begun | Q(next_attempt_at__lte=now),
        state__in=(WireRecord.State.RECEIVED, WireRecord.State.FAILED),
    ).order_by("pk")


def records_not_begun() -> QuerySet[WireRecord]:
    """Return the deliveries that nobody has begun to read, the oldest first."""
    return WireRecord.objects.filter(
        state=WireRecord.State.RECEIVED, attempts=0, next_attempt_at=None
    ).order_by("pk")


def items_due(now: datetime) -> QuerySet[WireItem]:
    """Return the placed items that were not taken up, or are to be tried again, oldest first."""
    never_begun = Q(next_attempt_at=None, attempts=0, placed_at__lte=now - STANDS_STILL_AFTER)
    return WireItem.objects.filter(
        never_begun | Q(next_attempt_at__lte=now), taken_up_at=None
    ).order_by("pk")


def quarantine() -> QuerySet[WireRecord]:
    """Return the deliveries that could not be read, whole or in part, the newest first."""
    refused_item = WireItem.objects.filter(record=OuterRef("pk"), outcome=WireItem.Outcome.REFUSED)
    unread = Q(state__in=(WireRecord.State.REFUSED, WireRecord.State.FAILED))
    return WireRecord.objects.filter(unread | Exists(refused_item)).order_by("-pk")


def last_reading_again() -> ReadingAgain | None:
    """Return how far the deliveries are that were last read again together, or None."""
    at = WireRecord.objects.aggregate(at=Max("read_again_at"))["at"]
    if at is None:
        return None
    together = WireRecord.objects.filter(read_again_at=at)
    return ReadingAgain(
        at=at,
        total=together.count(),
        waiting=together.filter(state=WireRecord.State.RECEIVED).count(),
        unread=quarantine().filter(read_again_at=at).count(),
    )


def pictures_due(now: datetime) -> QuerySet[WirePicture]:
    """Return the named pictures that stand still or are to be tried again, the oldest first."""
    never_begun = Q(next_attempt_at=None, attempts=0, named_at__lte=now - STANDS_STILL_AFTER)
    return WirePicture.objects.filter(
        never_begun | Q(next_attempt_at__lte=now), state=WirePicture.State.WAITING
    ).order_by("pk")


def kept_pictures_due() -> QuerySet[WirePicture]:
    """Return the kept pictures that were not put beside their stories yet."""
    return WirePicture.objects.filter(
        state=WirePicture.State.KEPT, taken_up_at=None, picture__isnull=False
    ).order_by("pk")


@dataclass(frozen=True, slots=True)
class PictureBeside:
    """A kept picture that the wire puts beside a story, with what is said of it there."""

    key: str
    picture: NewsImage
    caption: str
    alt_text: str


def pictures_beside(chain: WireChain, item: WireItem) -> list[PictureBeside]:
    """Return the pictures of a story that was taken from `item`: its own, then linked ones."""
    own = {row.key: row for row in item.pictures.order_by("position")}
    linked = PictureLink.objects.filter(source=chain.source_id, story_guid=chain.guid)
    keys = [*own, *linked.order_by("pk").values_list("picture_key", flat=True)]
    kept = WirePicture.objects.filter(
        source=chain.source_id, key__in=keys, state=WirePicture.State.KEPT, picture__isnull=False
    ).select_related("picture")
    latest = {row.key: row.picture for row in kept.order_by("pk") if row.picture}
    found = []
    for key in dict.fromkeys(keys):
        if picture := latest.get(key):
            words = own[key].named["facts"] if key in own else {}
            caption = words.get("caption") or picture.caption
            alt_text = words.get("alt_text") or picture.alt_text
            found.append(PictureBeside(key, picture, caption, alt_text))
    return found


def with_pictures(items: Iterable[WireItem]) -> set[int]:
    """Return the ids of those items that the wire names pictures for, in themselves or by links."""
    by_guid = {(item.chain.source_id, item.chain.guid): item.pk for item in items if item.chain}
    linked = PictureLink.objects.filter(
        source__in={source_id for source_id, _ in by_guid},
        story_guid__in={guid for _, guid in by_guid},
    )
    named = WirePicture.objects.filter(item__in=by_guid.values())
    found = set(named.values_list("item", flat=True))
    for key in linked.values_list("source", "story_guid"):
        if key in by_guid:
            found.add(by_guid[key])
    return found


def chains_named_by(row: WirePicture) -> QuerySet[WireChain]:
    """Return the chains whose stories a kept picture may belong beside."""
    namings = WirePicture.objects.filter(source=row.source_id, key=row.key)
    linked = PictureLink.objects.filter(source=row.source_id, picture_key=row.key)
    return WireChain.objects.filter(
        Q(pk__in=namings.values("item__chain"))
        | Q(source=row.source_id, guid__in=linked.values("story_guid"))
    )


def record_beside(record: WireRecord, name: str) -> WireRecord | None:
    """Return the latest delivery of a file with this name from where another delivery came."""
    folder, slash, _own_name = record.origin.rpartition("/")
    origin_hash = text_hash(f"{record.source_id} {folder}{slash}{name}")
    beside = WireRecord.objects.filter(source=record.source_id, origin_hash=origin_hash)
    return beside.order_by("-pk").first()


def attached_bytes(record: WireRecord, name: str) -> bytes | None:
    """Return a picture attached to a message under a name; None for what is no message, or none."""
    if record.wire_format != EMAIL_FORMAT:
        return None
    with raw_bytes(record) as file:
        message = message_from_bytes(file.read())
    for part in message.walk():
        own_name = (part.get_filename() or "").replace("\\", "/").rpartition("/")[2]
        if " ".join(own_name.split()) == name:
            payload = part.get_payload(decode=True)
            return payload if isinstance(payload, bytes) else None
    return None


def sources_due(now: datetime) -> QuerySet[Source]:
    """Return the sources to be fetched now, which nobody fetches, the longest due first.

    One whose feed is gone for good is due only when a person asks for it, which unsets its time.
    """
    return (
        Source.objects.filter(
            Q(next_fetch_at=None) | Q(next_fetch_at__lte=now),
            Q(fetching_until=None) | Q(fetching_until__lte=now),
            is_active=True,
        )
        .exclude(url="")
        .exclude(fetch_error_code=Source.GONE, next_fetch_at__isnull=False)
        .order_by(F("next_fetch_at").asc(nulls_first=True), "pk")
    )


def sources_being_fetched(now: datetime) -> QuerySet[Source]:
    """Return the sources that a worker is fetching."""
    return Source.objects.filter(fetching_until__gt=now)


def quiet_sources() -> QuerySet[Source]:
    """Return the active sources that have gone quiet, the longest first."""
    return Source.objects.filter(is_active=True, quiet_since__isnull=False).order_by("quiet_since")


def failing_sources() -> QuerySet[Source]:
    """Return the active sources whose last fetch failed."""
    return Source.objects.filter(is_active=True, failed_fetches__gt=0).exclude(url="")


def last_delivery_at(source: Source) -> datetime | None:
    """Return when a source last sent something new."""
    times = WireRecord.objects.filter(source=source).order_by("-received_at")
    return times.values_list("received_at", flat=True).first()


def delivery_times(source: Source, *, before: datetime) -> list[datetime]:
    """Return when a source sent something new in the last weeks, oldest first."""
    times = WireRecord.objects.filter(source=source, received_at__gt=before - RHYTHM_PAST)
    newest = times.order_by("-received_at").values_list("received_at", flat=True)
    return list(newest[:RHYTHM_DELIVERIES])[::-1]


def token_hash(token: str) -> str:
    """Return what is kept of a push token."""
    return hashlib.sha256(token.encode()).hexdigest()


def push_token(*, slug: str, token: str) -> PushToken | None:
    """Return the token if it opens the way to this source and was not revoked."""
    return (
        PushToken.objects.select_related("source")
        .filter(token_hash=token_hash(token), source__slug=slug, revoked_at=None)
        .first()
    )


def push_receipt(source: Source, key_hash: str) -> PushReceipt | None:
    """Return the receipt of an earlier push under a key."""
    receipts = PushReceipt.objects.select_related("record")
    return receipts.filter(source=source, key_hash=key_hash).first()


def unsettled_failures() -> QuerySet[TaskFailure]:
    """Return the failures that nobody has dealt with yet, the newest first."""
    return TaskFailure.objects.filter(settled_at=None)


def raw_bytes(record: WireRecord) -> File:  # type: ignore[type-arg]
    """Return a delivery's bytes as an open file, which the caller closes."""
    return vault.opened(record.sha256)


def last_heartbeat() -> datetime | None:
    """Return when background work last showed a sign of life, or None if it never did."""
    return Heartbeat.objects.order_by("-at").values_list("at", flat=True).first()


def version_of_row(row: WireItem) -> Version:
    """Return what tells a placed version from another."""
    return Version(
        number=row.version, created_at=row.version_created_at, content_hash=row.content_hash
    )


def take_of_row(row: WireItem) -> Take:
    """Return what a placed item is to its story."""
    return Take(
        kind=TakeKind(row.take_kind or TakeKind.STORY),
        number=row.take_number,
        made_at=row.version_created_at or row.placed_at,
    )


def embargo_statements(chains: Iterable[WireChain]) -> dict[int, list[Statement]]:
    """Return, by chain, what each version says of an embargo, but for what a person lifted."""
    lifted_at = {chain.pk: chain.embargo_lifted_at for chain in chains}
    statements: dict[int, list[Statement]] = {pk: [] for pk in lifted_at}
    columns = (
        "version",
        "version_created_at",
        "content_hash",
        "item__embargoed",
        "item__versioncreated",
    )
    rows = WireItem.objects.filter(chain__in=lifted_at).order_by("pk")
    for pk, placed_at, number, created_at, content_hash, embargoed, made_at in rows.values_list(
        "chain", "placed_at", *columns
    ):
        lifted = lifted_at[pk]
        if lifted is None or placed_at > lifted:
            version = Version(number=number, created_at=created_at, content_hash=content_hash)
            statements[pk].append(
                Statement(version, embargo_from_plain(embargoed, made_at=made_at))
            )
    return statements


def embargoes_of(chains: Iterable[WireChain]) -> dict[int, Embargo | None]:
    """Return, by chain, until when none of its versions may be public."""
    return {pk: standing_embargo(said) for pk, said in embargo_statements(chains).items()}


def embargo_of(chain: WireChain) -> Embargo | None:
    """Return until when no version of a chain may be public."""
    return embargoes_of([chain])[chain.pk]


def embargo_from_plain(plain: str | None, *, made_at: str | None) -> Embargo | None:
    """Return an embargo as the plain item has it, aware; `made_at` is its `versioncreated`."""
    if plain is None or plain == "indefinite":
        return "indefinite" if plain else None
    made = datetime.fromisoformat(made_at) if made_at else None
    return not_before(datetime.fromisoformat(plain), made_at=made)


def family_of(chain: WireChain) -> QuerySet[WireChain]:
    """Return the chains that tell one story with a chain, itself among them."""
    root_id = chain.head_id or chain.pk
    return WireChain.objects.filter(Q(pk=root_id) | Q(head_id=root_id)).order_by("pk")


def newest_of_chain(chain: WireChain) -> WireItem | None:
    """Return the version of a chain alone that a story would be taken from, or None."""
    return chain.versions.filter(outcome__in=TOLD_A_STORY).order_by("pk").last()


def rules_for(source: Source | None) -> QuerySet[RoutingRule]:
    """Return the rules a source's copy is asked about, in order; of all sources for None."""
    rules = RoutingRule.objects.select_related("source")
    return rules.filter(Q(source=source) | Q(source=None)) if source else rules


def dropped_items() -> QuerySet[WireItem]:
    """Return what rules have dropped, the newest first."""
    dropped = WireItem.objects.filter(outcome=WireItem.Outcome.DROP)
    return dropped.select_related("record__source").order_by("-pk")


def open_notices() -> QuerySet[Notice]:
    """Return what nobody has seen to yet, the newest first."""
    return Notice.objects.filter(settled_at=None).select_related("wire_item__chain__head")


def near_duplicates() -> QuerySet[NearDuplicate]:
    """Return the pairs of chains whose texts are much alike, the newest first."""
    return NearDuplicate.objects.select_related("first__source", "second__source", "decided_by")


def newest_told(chain: WireChain) -> WireItem | None:
    """Return the item that the story of a chain's family was told by last, or None."""
    told = WireItem.objects.filter(chain__in=family_of(chain).values("pk"))
    return told.filter(outcome__in=TOLD_A_STORY).order_by("pk").last()
