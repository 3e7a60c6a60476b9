"""What a change of a list would have done to the newest comments. Nothing is changed by it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from dateline.core.moderation import Author, Decision, Policy, Step, Submission, examine
from dateline.core.moderation.phases import Links, ListedWords, MailDomain
from dateline.discussion.models import Comment, RuleList
from dateline.discussion.pipeline import address_of, domains_of, words_of
from dateline.discussion.selectors import rule_lists

COMMENTS_TRIED = 1000
EXAMPLES_SHOWN = 20
# Any number of links is fine here: only the lists are tried.
_ANY_LINKS = 10**6

Kind = RuleList.Kind
_IN_WORDS = {
    Decision.PASS: gettext_lazy("let through"),
    Decision.SIGNAL: gettext_lazy("let through"),
    Decision.HOLD: gettext_lazy("held"),
    Decision.REFUSE: gettext_lazy("refused"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A comment that would have fared otherwise: by the lists as they are, and as they would be."""

    comment: Comment
    before: Decision
    after: Decision

    @property
    def in_words(self) -> str:
        """What the lists do with it now, and what they would do."""
        return f"{_IN_WORDS[self.before]} → {_IN_WORDS[self.after]}"


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it.

    tried     how many comments were looked at
    after     how many of them the changed lists would have held or refused
    examples  the newest that would have fared otherwise, of `changed`
    """

    tried: int
    after: Counter[Decision]
    changed: int
    examples: tuple[Change, ...]

    @property
    def held(self) -> int:
        """How many the changed lists alone would hold."""
        return self.after[Decision.HOLD]

    @property
    def refused(self) -> int:
        """How many the changed lists alone would refuse."""
        return self.after[Decision.REFUSE]


def try_list(kind: str, entries: str) -> Trial:
    """Return what the newest comments would have met with `entries` in the place of a list.

    Only the lists look: whatever else holds a comment is left out.
    """
    now = {kind: row.lines() for kind, row in rule_lists().items()}
    then = now | {kind: RuleList(kind=kind, entries=entries).lines()}
    steps_now, steps_then = _steps(kind, now), _steps(kind, then)
    newest = Comment.objects.select_related("author__contact", "story").order_by("-pk")
    tried, after, changes = 0, Counter[Decision](), list[Change]()
    for comment in newest[:COMMENTS_TRIED]:
        submission = _submission(comment, kind)
        was = Policy().combine(examine(submission, steps_now)).decision
        would_be = Policy().combine(examine(submission, steps_then)).decision
        tried += 1
        after[would_be] += 1
        if was != would_be:
            changes.append(Change(comment, was, would_be))
    return Trial(tried, after, len(changes), tuple(changes[:EXAMPLES_SHOWN]))


def _steps(kind: str, lists: Mapping[str, list[str]]) -> tuple[Step, ...]:
    if kind in (Kind.BANNED_WORDS, Kind.SUSPECT_WORDS):
        words = words_of(lists)
        banned, suspect = words(Kind.BANNED_WORDS), words(Kind.SUSPECT_WORDS)
        return (Step(ListedWords(banned=banned, suspect=suspect)),)
    domains = domains_of(lists)
    held, refused = domains(Kind.HELD_DOMAINS), domains(Kind.REFUSED_DOMAINS)
    return (
        Step(Links(most=_ANY_LINKS, held_domains=held, refused_domains=refused)),
        Step(MailDomain(held=held, refused=refused, disposable=domains(Kind.DISPOSABLE_DOMAINS))),
    )


def _submission(comment: Comment, kind: str) -> Submission:
    author = Author()
    if kind not in (Kind.BANNED_WORDS, Kind.SUSPECT_WORDS) and comment.author is not None:
        contact = comment.author.contact if hasattr(comment.author, "contact") else None
        author = Author(mail_domain=address_of(contact)[1])
    return Submission(text=comment.text, sent_at=comment.submitted_at, author=author)
