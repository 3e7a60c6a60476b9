"""How often somebody writes, and whether the same is written again, by them or by others."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from dateline.core.moderation.findings import Decision, Evidence, Finding
from dateline.core.moderation.submission import Earlier, Submission
from dateline.core.scoring.campaigns import LEAST_LIKENESS, likeness, shingles_of

# With fewer shingles two comments are alike because both are short: “Well said!”.
FEWEST_SHINGLES = 40
KEPT_AT_MOST = 1024


@dataclass(frozen=True, slots=True)
class Pace:
    """How many comments may come within a while, from one author and from one network address.

    most_by_author  with so many before it a comment is held: a lively debate is no crime, and
                    what nobody proved may be somebody else's
    flood           with so many before it, from one network address or from an author who proved
                    to be it, a comment is refused: no person writes so fast
    """

    most_by_author: int = 5
    flood: int = 20
    within: timedelta = timedelta(minutes=5)
    name: str = "pace"
    version: str = "2"

    def judge(self, submission: Submission) -> Finding:
        """Hold what comes fast, and refuse what comes faster than a person writes."""
        by_author = self._lately(submission, submission.own)
        by_address = self._lately(submission, submission.from_address)
        if by_address >= self.flood:
            return self._too_often(Decision.REFUSE, "by-address", by_address)
        if by_author >= self.flood and submission.author.is_verified:
            return self._too_often(Decision.REFUSE, "by-author", by_author)
        if by_author >= self.most_by_author:
            return self._too_often(Decision.HOLD, "by-author", by_author)
        return Finding(self.name, self.version, Decision.PASS)

    def _too_often(self, decision: Decision, what: str, count: int) -> Finding:
        evidence = (Evidence(what, str(count)),)
        return Finding(self.name, self.version, decision, "too-often", evidence)

    def _lately(self, submission: Submission, earlier: Iterable[Earlier]) -> int:
        since = submission.sent_at - self.within
        return sum(since < one.sent_at <= submission.sent_at for one in earlier)


@dataclass(frozen=True, slots=True)
class RepeatedText:
    """Whether the same was sent a while ago, by the author or by somebody else.

    Who gives no address for mail is known by their connection alone. Others may share it: what
    repeats is held, and never refused.

    own_likeness, others_likeness  from which share of common shingles texts count as the same
    """

    within: timedelta = timedelta(hours=24)
    own_likeness: float = 0.8
    others_likeness: float = 0.9
    name: str = "repeated-text"
    version: str = "2"

    def judge(self, submission: Submission) -> Finding:
        """Hold what was said before in the same words, or the same signs where it has no words."""
        is_guest = not submission.author.mail_domain
        for reason, earlier, least in (
            ("repeats-own", submission.own, self.own_likeness),
            ("repeats-address", submission.from_address if is_guest else (), self.own_likeness),
            ("repeats-others", submission.others, self.others_likeness),
        ):
            # A few words of applause, or a few thumbs, are anybody's.
            if reason == "repeats-others" and not _is_long(submission.text):
                continue
            alike = self._again(submission, earlier, least)
            if alike is not None:
                return Finding(self.name, self.version, Decision.HOLD, reason, (alike,))
        return Finding(self.name, self.version, Decision.PASS)

    def _again(
        self, submission: Submission, earlier: Iterable[Earlier], least: float
    ) -> Evidence | None:
        words, shingles = bare(submission.text), shingles_of(submission.text)
        for one in earlier:
            if not timedelta(0) <= submission.sent_at - one.sent_at <= self.within:
                continue
            if words and bare(one.text) == words:
                return Evidence("likeness", "1.00")
            alike = likeness(shingles, shingles_of(one.text))
            if len(shingles) >= FEWEST_SHINGLES and alike >= least:
                return Evidence("likeness", f"{alike:.2f}")
        return None


@lru_cache(maxsize=KEPT_AT_MOST)
def bare(text: str) -> str:
    """Return a text without case, spacing, signs and width: what is left says the same.

    Of a text without letters and digits, such as “👍👍”, the signs that are seen are left.
    The newest texts are kept: each is compared with those that come after it.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    is_worded = any(sign.isalnum() for sign in plain)
    kinds = "LMN" if is_worded else "PS"
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in kinds)


def _is_long(text: str) -> bool:
    return len(shingles_of(text)) >= FEWEST_SHINGLES or len(bare(text)) >= FEWEST_SHINGLES


@dataclass(frozen=True, slots=True)
class SameShape:
    """Whether several comments look as if they were written from one form.

    People who write from a form mean what they send, so this is a signal and never a verdict.
    """

    fewest: int = 3
    name: str = "same-shape"
    version: str = "1"

    def judge(self, submission: Submission) -> Finding:
        """Tell how many comments of others share much of their wording with this one."""
        own = shingles_of(submission.text)
        if len(own) < FEWEST_SHINGLES:
            return Finding(self.name, self.version, Decision.PASS)
        alike = sum(
            likeness(own, shingles_of(one.text)) >= LEAST_LIKENESS for one in submission.others
        )
        if alike < self.fewest:
            return Finding(self.name, self.version, Decision.PASS)
        evidence = (Evidence("comments", str(alike)),)
        return Finding(self.name, self.version, Decision.SIGNAL, "same-shape", evidence)
