"""What was written before some comments: looked up once for all of them, told of each by itself."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from django.db.models import Q, QuerySet

from dateline.core.moderation import Earlier
from dateline.discussion.models import Comment

A_WHILE = timedelta(hours=24)
# What others wrote is compared one by one: the newest are enough to see a wave.
OTHERS_AT_MOST = 200
OWN_AT_MOST = 50
# So many for each comment are looked up together; of whoever wrote more, by themselves.
ALIKE_AT_MOST = 15


class _Row(NamedTuple):
    pk: int
    text: str
    submitted_at: datetime
    author_id: int | None
    verified_at: datetime | None
    address_hash: str
    text_hash: str


class _Rows:
    """The newest rows of some kind, and whether they are all there are.

    alike_in  of which field a comment shares the value with the rows it is compared with
    """

    def __init__(self, rows: "QuerySet[Comment, _Row]", most: int, *, alike_in: str = "") -> None:
        self._alike_in = alike_in
        self._by_value: defaultdict[object, list[_Row]] = defaultdict(list)
        newest = list(rows[:most])
        for row in newest:
            self._by_value[getattr(row, alike_in, None)].append(row)
        self._are_all = len(newest) < most

    def before(
        self, comment: Comment, fits: Callable[[_Row], bool], most: int
    ) -> Sequence[_Row] | None:
        """Return the newest `most` that came a day before a comment; None if some are missing."""
        since, until = comment.submitted_at - A_WHILE, comment.submitted_at
        found = [
            row
            for row in self._by_value.get(getattr(comment, self._alike_in, None), ())
            if since < row.submitted_at <= until and row.pk != comment.pk and fits(row)
        ][:most]
        return found if self._are_all or len(found) == most else None


class EarlierComments:
    """What came within a day before each of some comments, the newest first.

    Of a busy day only the newest are looked up together; a comment they do not suffice for is
    looked up by itself.
    """

    def __init__(self, comments: Sequence[Comment]) -> None:
        moments = [comment.submitted_at for comment in comments]
        window = _window(since=min(moments) - A_WHILE, until=max(moments))
        some = len(comments) + OWN_AT_MOST
        self._newest = _Rows(window, OTHERS_AT_MOST + some)

        def alike(field: str) -> _Rows:
            values = {getattr(comment, field) for comment in comments} - {None, ""}
            rows = window.filter(**{f"{field}__in": values})
            return _Rows(rows, ALIKE_AT_MOST * some, alike_in=field)

        self._own, self._from_address = alike("author_id"), alike("address_hash")
        self._in_same_words = alike("text_hash")

    def own(self, comment: Comment) -> tuple[Earlier, ...]:
        """Return what the author of a comment wrote, as far as it is certainly theirs."""
        rows: Iterable[_Row] | None = self._own.before(
            comment, partial(_is_theirs, comment), OWN_AT_MOST
        )
        if rows is None:
            rows = _window_of(comment).filter(_theirs(comment))[:OWN_AT_MOST]
        return _earlier(rows)

    def others(self, comment: Comment) -> tuple[Earlier, ...]:
        """Return what everyone else wrote; on a busy day the very same words behind it, too."""

        def fits(row: _Row) -> bool:
            return not _is_theirs(comment, row)

        rows = self._newest.before(comment, fits, OTHERS_AT_MOST)
        if rows is None:
            rows = list(_window_of(comment).exclude(_theirs(comment))[:OTHERS_AT_MOST])
        if len(rows) < OTHERS_AT_MOST:
            return _earlier(rows)
        oldest = rows[-1].submitted_at

        def stands_behind(row: _Row) -> bool:
            return row.text_hash == comment.text_hash and row.submitted_at < oldest and fits(row)

        same: Iterable[_Row] | None = self._in_same_words.before(comment, stands_behind, 1)
        if same is None:
            behind = _window_of(comment).exclude(_theirs(comment)).filter(submitted_at__lt=oldest)
            same = behind.filter(text_hash=comment.text_hash)[:1]
        return _earlier([*rows, *same])

    def from_address(self, comment: Comment) -> tuple[Earlier, ...]:
        """Return what came from the network address of a comment, whoever wrote it."""
        if not comment.address_hash:
            return ()

        def fits(row: _Row) -> bool:
            return row.address_hash == comment.address_hash

        rows: Iterable[_Row] | None = self._from_address.before(comment, fits, OWN_AT_MOST)
        if rows is None:
            alike = _window_of(comment).filter(address_hash=comment.address_hash)
            rows = alike[:OWN_AT_MOST]
        return _earlier(rows)


def _window(*, since: datetime, until: datetime) -> "QuerySet[Comment, _Row]":
    comments = Comment.objects.filter(submitted_at__gt=since, submitted_at__lte=until)
    rows: QuerySet[Comment, _Row] = comments.order_by("-submitted_at").values_list(
        *_Row._fields, named=True
    )
    return rows


def _window_of(comment: Comment) -> "QuerySet[Comment, _Row]":
    at = comment.submitted_at
    return _window(since=at - A_WHILE, until=at).exclude(pk=comment.pk)


# What others sent with an address does not count against its owner, who proved this one.


def _theirs(comment: Comment) -> Q:
    theirs = Q(author=comment.author_id) if comment.author_id else Q(pk=None)
    return theirs & Q(verified_at__isnull=False) if comment.verified_at else theirs


def _is_theirs(comment: Comment, row: _Row) -> bool:
    is_of_author = comment.author_id is not None and row.author_id == comment.author_id
    return is_of_author and (comment.verified_at is None or row.verified_at is not None)


def _earlier(rows: Iterable[_Row]) -> tuple[Earlier, ...]:
    return tuple(Earlier(row.text, row.submitted_at) for row in rows)
