"""What the comment is as a piece of text, and whether its thread takes any."""

import re
import unicodedata
from dataclasses import dataclass, field

from dateline.core.moderation.findings import Decision, Evidence, Finding
from dateline.core.moderation.hosts import host_of, listed_in
from dateline.core.moderation.submission import Submission
from dateline.core.story import Span

# An address with its scheme, or a host that could not be the end of one sentence and the beginning
# of the next: after a missing space “me.In” is no link, “example.in/offer” is.
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]{3,500}"
    r"|(?<![\w@.-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}"
    r"(?:\.(?:com|net|org|info|biz|ru|cn|io|tv|uk|top|xyz|shop|online)(?![\w-])"
    r"(?:/[^\s<>\"]{0,500})?|\.[a-z]{2,10}/[^\s<>\"]{1,500})",
    re.IGNORECASE,
)
_NO_HOST = "?"


@dataclass(frozen=True, slots=True)
class Length:
    """Whether a comment says something, and not a book. Only what can be seen is counted."""

    fewest_chars: int = 1
    most_chars: int = 4000
    name: str = "length"
    version: str = "1"

    def judge(self, submission: Submission) -> Finding:
        """Refuse what is too short or too long."""
        length = sum(_is_seen(character) for character in submission.text)
        if self.fewest_chars <= length and len(submission.text) <= self.most_chars:
            return Finding(self.name, self.version, Decision.PASS)
        is_short = length < self.fewest_chars
        reason = "too-short" if is_short else "too-long"
        chars = length if is_short else len(submission.text)
        evidence = (Evidence("characters", str(chars)),)
        return Finding(self.name, self.version, Decision.REFUSE, reason, evidence)


def _is_seen(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character)[0] not in "CM"


@dataclass(frozen=True, slots=True)
class Open:
    """Whether the thread takes comments.

    What comes after it was closed is turned away before it is stored. What was sent in time, and is
    looked at (again) when the thread has been closed meanwhile, is for a person to decide.
    """

    name: str = "open"
    version: str = "2"

    def judge(self, submission: Submission) -> Finding:
        """Hold what is looked at after the thread was closed."""
        if submission.is_thread_open:
            return Finding(self.name, self.version, Decision.PASS)
        return Finding(self.name, self.version, Decision.HOLD, "closed")


@dataclass(frozen=True, slots=True)
class Links:
    """Whether a comment leads elsewhere more than it may, or names a domain on the newsroom's list.

    held_domains, refused_domains  as `listed_domain` gives them; one stands for all below it
    """

    most: int = 0
    held_domains: frozenset[str] = field(default_factory=frozenset)
    refused_domains: frozenset[str] = field(default_factory=frozenset)
    name: str = "links"
    version: str = "2"

    def judge(self, submission: Submission) -> Finding:
        """Hold or refuse by the domains it names, and hold by the number of links."""
        for listed, decision, reason in (
            (self.refused_domains, Decision.REFUSE, "link-refused"),
            (self.held_domains, Decision.HOLD, "link-held"),
        ):
            named = listed_in(submission.text, listed) if listed else ()
            if evidence := tuple(Evidence("link", domain, span) for domain, span in named):
                return Finding(self.name, self.version, decision, reason, evidence)
        found = tuple(
            Evidence("link", host_of(match.group()) or _NO_HOST, Span(match.start(), match.end()))
            for match in _LINK.finditer(submission.text)
        )
        if len(found) > self.most:
            return Finding(self.name, self.version, Decision.HOLD, "links", found)
        return Finding(self.name, self.version, Decision.PASS)
