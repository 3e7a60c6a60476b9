"""Near-duplicate and mail-merged comments in a stream: evidence for a person, never a verdict.

Comments are compared by MinHash of character 5-grams, in bands, and every match is verified; what
is left is grouped. Organised letter-writing is legitimate: a campaign says that texts belong
together, who sent them and how fast, and leaves the judgement to a moderator.
Source: Broder, "On the resemblance and containment of documents" (1997).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.vocabulary import mixed

SHINGLE_CHARS = 5
_HASHES = 64
_BANDS = 32
_ROWS_A_BAND = _HASHES // _BANDS
# Two comments belong together when they share this much of their shingles.
LEAST_LIKENESS = 0.30
# Without this a chain of half-alike texts would pull strangers into one group.
_LEAST_LIKENESS_OF_GROUPS = 0.20
# Strangers who quote one saying share no more than this, unless that is all they say.
_FEWEST_SHARED = 60
_AS_GOOD_AS_THE_SAME = 0.8
FEWEST_COMMENTS = 4
_FEWEST_SHINGLES = 40
_LONGEST_CHARS = 5000
# A bucket that everybody falls into tells nothing: compare each comment with its first few.
_MOST_COMPARED = 12
_SEED = 20261124

# A busy quarter of an hour; 16 KiB of shingles at most for each.
_SHINGLED_AT_MOST = 1024

Shingles = NDArray[np.uint32]
_NO_SHINGLES: Shingles = np.zeros(0, np.uint32)


@dataclass(frozen=True, slots=True)
class Sent:
    """A comment as it came in. The marks are already hashed with the newsroom's salt."""

    id: str
    text: str
    account: str = ""
    sent_at: datetime | None = None
    story: str = ""
    address_mark: str = ""
    agent_mark: str = ""
    mail_domain: str = ""


@dataclass(frozen=True, slots=True)
class Campaign:
    """Comments that say the same: which, how alike, and what else they share.

    `score` is 0.0 to 1.0 and grows with size, accounts, speed against the stream's own, and shared
    marks.
    """

    ids: tuple[str, ...]
    likeness: float
    accounts: int
    stories: int
    seconds: float | None
    burst: float
    shared: dict[str, float]
    sample: str
    score: float


def find_campaigns(comments: Sequence[Sent]) -> list[Campaign]:
    """Return the campaigns among some comments, the strongest first."""
    shingles = [shingles_of(comment.text) for comment in comments]
    groups = _grouped(shingles)
    rate = _comments_a_second(comments)
    found = [
        _campaign([comments[n] for n in group], [shingles[n] for n in group], rate)
        for group in groups
        if len(group) >= FEWEST_COMMENTS and not _is_one_person_repeating(comments, group)
    ]
    return sorted(found, key=lambda campaign: (-campaign.score, campaign.ids))


@lru_cache(maxsize=_SHINGLED_AT_MOST)
def shingles_of(text: str) -> Shingles:
    """Return the distinct hashed 5-grams of a comment, without case, signs and spacing; read only.

    The newest texts are kept: each is compared with those that come after it.
    """
    plain = " ".join(
        "".join(s if s.isalnum() else " " for s in text[:_LONGEST_CHARS].lower()).split()
    )
    signs = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), np.uint32)
    if len(signs) < SHINGLE_CHARS:
        return _NO_SHINGLES
    rolling = np.full(len(signs) - SHINGLE_CHARS + 1, 2166136261, np.uint32)
    for n in range(SHINGLE_CHARS):
        rolling = (rolling ^ signs[n : n + len(rolling)]) * np.uint32(16777619)
    shingles = np.unique(mixed(rolling))
    shingles.flags.writeable = False
    return shingles


def likeness(one: Shingles, other: Shingles) -> float:
    """Return the share of shingles two comments have in common, 0.0 to 1.0 (Jaccard)."""
    if not len(one) or not len(other):
        return 0.0
    # Both are sorted, each shingle once.
    places = one.searchsorted(other)
    common = int(np.count_nonzero(one.take(places, mode="clip") == other))
    return common / (len(one) + len(other) - common)


def _signatures(shingles: Sequence[Shingles]) -> NDArray[np.uint32]:
    chance = np.random.default_rng(_SEED)
    factors = chance.integers(1, 1 << 32, _HASHES, dtype=np.uint32) | np.uint32(1)
    shifts = chance.integers(0, 1 << 32, _HASHES, dtype=np.uint32)
    table = np.full((len(shingles), _HASHES), 0xFFFFFFFF, np.uint32)
    for number, own in enumerate(shingles):
        if len(own) >= _FEWEST_SHINGLES:
            table[number] = mixed(own[:, None] * factors + shifts).min(axis=0)
    return table


def _grouped(shingles: Sequence[Shingles]) -> list[list[int]]:
    """Return the numbers of comments that belong together, by verified matches."""
    signatures = _signatures(shingles)
    parent = list(range(len(shingles)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    tried: set[tuple[int, int]] = set()
    for band in range(_BANDS):
        columns = signatures[:, band * _ROWS_A_BAND : (band + 1) * _ROWS_A_BAND]
        buckets: dict[bytes, list[int]] = {}
        for number, key in enumerate(columns):
            if len(shingles[number]) >= _FEWEST_SHINGLES:
                buckets.setdefault(key.tobytes(), []).append(number)
        for bucket in buckets.values():
            for place, number in enumerate(bucket[1:], start=1):
                for other in bucket[max(0, place - _MOST_COMPARED) : place]:
                    pair = (other, number)
                    if pair in tried or root(other) == root(number):
                        continue
                    tried.add(pair)
                    if _belong(shingles, number, other, root):
                        parent[root(number)] = root(other)
    groups: dict[int, list[int]] = {}
    for number in range(len(shingles)):
        groups.setdefault(root(number), []).append(number)
    return [group for group in groups.values() if len(group) > 1]


def _belong(
    shingles: Sequence[Shingles], number: int, other: int, root: Callable[[int], int]
) -> bool:
    """Whether two comments are alike, and so are the first ones of the groups they stand in."""
    alike = likeness(shingles[other], shingles[number])
    shared = alike / (1 + alike) * (len(shingles[other]) + len(shingles[number]))
    if alike < LEAST_LIKENESS or (shared < _FEWEST_SHARED and alike < _AS_GOOD_AS_THE_SAME):
        return False
    return likeness(shingles[root(other)], shingles[root(number)]) >= _LEAST_LIKENESS_OF_GROUPS


def _is_one_person_repeating(comments: Sequence[Sent], group: Iterable[int]) -> bool:
    accounts = {comments[n].account for n in group}
    return len(accounts) == 1 and accounts != {""}


def _comments_a_second(comments: Sequence[Sent]) -> float | None:
    times = sorted(c.sent_at for c in comments if c.sent_at is not None)
    if len(times) < FEWEST_COMMENTS:
        return None
    seconds = (times[-1] - times[0]).total_seconds()
    return len(times) / seconds if seconds > 0 else None


def _campaign(members: list[Sent], shingles: list[Shingles], rate: float | None) -> Campaign:
    heart = max(range(len(members)), key=lambda n: (len(shingles[n]), -n))
    alike = [likeness(shingles[heart], s) for n, s in enumerate(shingles) if n != heart]
    times = sorted(m.sent_at for m in members if m.sent_at is not None)
    seconds = (times[-1] - times[0]).total_seconds() if len(times) > 1 else None
    burst = len(times) / max(seconds, 1.0) / rate if seconds is not None and rate else 1.0
    accounts = len({m.account or m.id for m in members})
    shared = {
        name: share
        for name in ("address_mark", "agent_mark", "mail_domain")
        if (share := _largest_share([getattr(m, name) for m in members])) > 0
    }
    size = 1 - FEWEST_COMMENTS / (FEWEST_COMMENTS + len(members))
    spread = accounts / len(members)
    speed = burst / (1 + burst)
    together = max(shared.values(), default=0.0)
    return Campaign(
        ids=tuple(m.id for m in members),
        likeness=round(float(np.mean(alike)), 3),
        accounts=accounts,
        stories=len({m.story for m in members}),
        seconds=seconds,
        burst=round(burst, 2),
        shared={name: round(share, 3) for name, share in shared.items()},
        sample=members[heart].text,
        score=round(0.4 * size + 0.2 * spread + 0.2 * speed + 0.2 * together, 3),
    )


def _largest_share(marks: list[str]) -> float:
    """Return the share of members with the commonest mark, 0.0 where it is nobody's habit."""
    counts = Counter(mark for mark in marks if mark)
    most = counts.most_common(1)[0][1] if counts else 0
    return most / len(marks) if most > 1 else 0.0
