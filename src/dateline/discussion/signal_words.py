"""What the phases found, in a moderator's words, and where in the comment they found it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dateline.core.moderation.phases.scores import BEFORE_CORRECTION, MOVED_BY
from dateline.discussion.models import (
    EXTERNAL,
    PHASE_MAX_CHARS,
    Author,
    Comment,
    Decision,
    RefusalReason,
    Signal,
)

Span = tuple[int, int]

# By the code of what was found; `%(value)s` is the evidence, joined where there is more than one.
SENTENCES = {
    "too-short": gettext_lazy("Too short: %(value)s characters"),
    "too-long": gettext_lazy("Too long: %(value)s characters"),
    "closed": gettext_lazy("Sent in time; the discussion was closed since"),
    "links": gettext_lazy("More links than are allowed: %(value)s"),
    "link-held": gettext_lazy("A link to a domain that is held: %(value)s"),
    "link-refused": gettext_lazy("A link to a domain that is refused: %(value)s"),
    "too-often": gettext_lazy("Too many comments in a short while: %(value)s"),
    "repeats-own": gettext_lazy(
        "Repeats an earlier comment of the same author, likeness %(value)s"
    ),
    "repeats-address": gettext_lazy(
        "Repeats what came from the same connection, likeness %(value)s"
    ),
    "repeats-others": gettext_lazy("Repeats what others wrote, likeness %(value)s"),
    "same-shape": gettext_lazy("Written from one form: %(value)s comments look alike"),
    "banned-word": gettext_lazy("Banned word %(value)s"),
    "suspect-word": gettext_lazy("Suspect word %(value)s"),
    "scores-high": gettext_lazy("The scorer: %(value)s"),
    "scores-lowered": gettext_lazy("The scorer, lowered by the newsroom’s correction: %(value)s"),
    "off-topic": gettext_lazy("Perhaps off the topic: it shares hardly a word with its story"),
    "not-verified": gettext_lazy("The address is not verified"),
    "new-commenter": gettext_lazy("A new commenter: %(value)s approved so far"),
    "often-refused": gettext_lazy("Often refused lately: %(value)s"),
    "domain-refused": gettext_lazy("The address belongs to a domain that is refused"),
    "domain-held": gettext_lazy("The address belongs to a domain that is held"),
    "disposable-address": gettext_lazy("A throw-away address"),
    "address-alias": gettext_lazy("An address with a “+”"),
    "author-banned": gettext_lazy("The author is banned"),
    "author-suspended": gettext_lazy("The author is suspended"),
    "thread-pre-moderated": gettext_lazy("Every comment on this story waits for a moderator"),
    "author-pre-moderated": gettext_lazy("Every comment of this author waits for a moderator"),
    "outside-noted": gettext_lazy("The newsroom’s own check “%(phase)s” says: %(value)s"),
    "outside-held": gettext_lazy("The newsroom’s own check “%(phase)s” holds it: %(value)s"),
    "outside-refused": gettext_lazy("The newsroom’s own check “%(phase)s” refuses it: %(value)s"),
    "akismet-spam": gettext_lazy("Akismet takes it for spam"),
}
# The same codes for anyone to read: what was found, and not how much of it or which.
REASONS = {
    "too-short": gettext_lazy("too short"),
    "too-long": gettext_lazy("too long"),
    "closed": gettext_lazy("the discussion was closed"),
    "links": gettext_lazy("links"),
    "link-held": gettext_lazy("a link to a domain that is held"),
    "link-refused": gettext_lazy("a link to a domain that is refused"),
    "too-often": gettext_lazy("too many comments in a short while"),
    "repeats-own": gettext_lazy("a repetition"),
    "repeats-address": gettext_lazy("a repetition"),
    "repeats-others": gettext_lazy("a repetition of what others wrote"),
    "banned-word": gettext_lazy("a word that the house rules do not allow"),
    "suspect-word": gettext_lazy("a word that a person has to look at"),
    "scores-high": gettext_lazy("the scorer"),
    "phase-failed": gettext_lazy("a check could not look at it"),
    "not-verified": gettext_lazy("the address is not verified"),
    "new-commenter": gettext_lazy("a new commenter"),
    "often-refused": gettext_lazy("often refused lately"),
    "domain-refused": gettext_lazy("the domain of the address"),
    "domain-held": gettext_lazy("the domain of the address"),
    "disposable-address": gettext_lazy("a throw-away address"),
    "address-alias": gettext_lazy("the form of the address"),
    "thread-pre-moderated": gettext_lazy("every comment there waits for a moderator"),
    "author-pre-moderated": gettext_lazy("every comment of its author waits for a moderator"),
    "author-banned": gettext_lazy("its author may not comment at present"),
    "author-suspended": gettext_lazy("its author may not comment at present"),
    "outside-noted": gettext_lazy("the newsroom’s own check"),
    "outside-held": gettext_lazy("the newsroom’s own check"),
    "outside-refused": gettext_lazy("the newsroom’s own check"),
    "akismet-spam": gettext_lazy("likeness to spam"),
}
# In the public log these would speak of whoever wrote the comment: they are told in one word.
OF_PERSONS = frozenset(
    {
        "too-often",
        "not-verified",
        "new-commenter",
        "often-refused",
        "domain-refused",
        "domain-held",
        "disposable-address",
        "address-alias",
        "author-pre-moderated",
        "author-banned",
        "author-suspended",
        RefusalReason.AUTHOR_BARRED,
    }
)
A_RULE = gettext_lazy("a rule of the newsroom")
PHASES = {
    "length": gettext_lazy("length"),
    "open": gettext_lazy("closed discussions"),
    "standing": gettext_lazy("bans and suspensions"),
    "pace": gettext_lazy("too many at once"),
    "repeated-text": gettext_lazy("repeated text"),
    "words": gettext_lazy("word lists"),
    "links": gettext_lazy("links"),
    "scores": gettext_lazy("the scorer"),
    "new-commenter": gettext_lazy("new commenters"),
    "history": gettext_lazy("the author’s history"),
    "mail-domain": gettext_lazy("domains of addresses"),
    "off-topic": gettext_lazy("off the topic"),
    "same-shape": gettext_lazy("same shape"),
    "pre-moderation": gettext_lazy("pre-moderation"),
    "akismet": gettext_lazy("Akismet"),
}
KINDS = {BEFORE_CORRECTION: gettext_lazy("before the newsroom’s correction")}
# The evidence of these is a word: it stands in quotation marks. The rest tell a value each.
_QUOTED = {"banned-word", "suspect-word"}
_NAMED = {
    "scores-high",
    "scores-lowered",
    "outside-noted",
    "outside-held",
    "outside-refused",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One signal as a moderator reads it: the sentence, and how heavy it is (`Signal.Outcome`)."""

    sentence: str
    outcome: str
    is_spared: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as a moderator reads it: what, by whom (empty: by a program), when, and why."""

    act: str
    by: str
    at: datetime
    why: str


def decided(decision: Decision) -> Decided:
    """Return a row of the log in words."""
    reasons = [reason_in_words(decision.reason_code)]
    if decision.by_id is None:
        reasons += [_fact_in_words(fact) for fact in decision.facts.split(", ")]
    else:
        reasons.append(decision.facts)
    return Decided(
        act=decision.get_act_display(),
        by=decision.by.get_username() if decision.by else "",
        at=decision.at,
        # A phase that decided is often the reason too.
        why="; ".join(dict.fromkeys(one for one in reasons if one)),
    )


def standing_in_words(author: Author, *, now: datetime) -> list[str]:
    """Return what stands about an author, each thing with whom it reaches; nothing for most."""
    stands = []
    if author.standing != Author.Standing.NORMAL:
        stands.append(author.get_standing_display())
    if (until := author.suspended_until) and until > now:
        stands.append(_("suspended until %(time)s") % {"time": _told_time(until)})
    if author.are_unproved_held:
        stands.append(_("comments that nobody proved are held"))
    elif (until := author.unproved_held_until) and until > now:
        words = _("comments that nobody proved are held until %(time)s")
        stands.append(words % {"time": _told_time(until)})
    return stands


def _told_time(at: datetime) -> str:
    return date_format(localtime(at), "j M Y, H:i")


def reason_in_words(code: str) -> str:
    """Return a reason in words; only what this program names, never what somebody typed."""
    if code in RefusalReason.values:
        return str(RefusalReason(code).label)
    return str(REASONS.get(code, ""))


def public_reason(code: str) -> str:
    """Return a reason in words for the public log: nothing of whoever wrote the comment."""
    return str(A_RULE) if code in OF_PERSONS else reason_in_words(code)


def _fact_in_words(fact: str) -> str:
    """Return what a phase decided on, such as “links: link-held”, without its codes."""
    phase, _colon, code = fact.partition(": ")
    if code == "phase-failed":
        return _("%(phase)s could not look") % {"phase": phase_name(phase)}
    return str(REASONS.get(code, fact))


def phase_name(phase: str) -> str:
    """Return what a phase is called among moderators; its own name where it has none here."""
    return str(PHASES.get(phase, phase.removeprefix(EXTERNAL)))


def is_phase(name: str) -> bool:
    """Return whether moderators may ask what a phase of this name held."""
    return name in PHASES or (name.startswith(EXTERNAL) and len(name) <= PHASE_MAX_CHARS)


def told(signal: Signal) -> Told:
    """Return what a phase found as a sentence."""
    return Told(_sentence(signal), signal.outcome, signal.is_spared)


def _sentence(signal: Signal) -> str:
    if signal.outcome == Signal.Outcome.FAILED:
        what = ", ".join(str(one["value"]) for one in signal.evidence)
        return _("%(phase)s could not look: %(fault)s") % {
            "phase": phase_name(signal.phase).capitalize(),
            "fault": what,
        }
    sentence = SENTENCES.get(signal.reason_code)
    if sentence is None:
        return f"{phase_name(signal.phase)}: {signal.reason_code}"
    value = _value(signal.reason_code, signal.evidence)
    return str(sentence) % {"value": value, "phase": phase_name(signal.phase)}


def _value(reason: str, evidence: Iterable[dict[str, object]]) -> str:
    # The same word twice in a comment is told once, in the order of first sight.
    values = dict.fromkeys(
        f"“{one['value']}”"
        if reason in _QUOTED
        else f"{KINDS.get(str(one['what']), one['what'])} {one['value']}"
        if reason in _NAMED
        else str(one["value"])
        for one in evidence
        if one["what"] != MOVED_BY  # marked in the text, and not told
    )
    return ", ".join(values)


def latest(signals: Iterable[Signal]) -> list[Signal]:
    """Return what was found in the newest version that was looked at."""
    signals = list(signals)
    newest = max((signal.comment_version for signal in signals), default=0)
    return [
        signal
        for signal in signals
        if signal.comment_version == newest and signal.outcome != Signal.Outcome.PASS
    ]


def marked_text(comment: Comment, signals: Sequence[Signal]) -> SafeString:
    """Return a comment's text, escaped, with what the phases found between `<mark>`.

    Words that were changed after the phases looked are marked nowhere: the places are not theirs.
    """
    spans = [
        (one["span"][0], one["span"][1])
        for signal in signals
        if comment.edited_at is None or signal.at >= comment.edited_at
        for one in signal.evidence
        if one.get("span")
    ]
    pieces, done = [], 0
    for start, end in _merged(spans, len(comment.text)):
        pieces.append(f"{escape(comment.text[done:start])}<mark>")
        pieces.append(f"{escape(comment.text[start:end])}</mark>")
        done = end
    pieces.append(escape(comment.text[done:]))
    # Every piece of the comment went through `escape` above.
    return mark_safe("".join(pieces))  # noqa: S308


def _merged(spans: Iterable[Span], length: int) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if not 0 <= start < end <= length:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
