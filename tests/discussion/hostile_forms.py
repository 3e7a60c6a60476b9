"""Other people's links and numbers, and hostile words in every other form than a new comment's."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dateline.discussion import tickets
from dateline.discussion.mail_links import Purpose, token_for
from tests.discussion.hostile import Submission

if TYPE_CHECKING:
    from tests.discussion.hostile_run import Attack

NUMBERS = ("9" * 5000, "9" * 18, "٣", "1 OR 1=1", "-1", "\x00", "")


@dataclass(frozen=True, slots=True)
class Form:
    """A form, and where it is sent: a reader's, or a moderator's below `/admin/`."""

    path: str
    fields: dict[str, Any]


def forms_with(attack: "Attack", submission: Submission, number: int) -> tuple[Form, ...]:
    """Return each form that is there with what somebody sent, or with what is not theirs."""
    sent, victim, shown = submission.fields["text"], attack.victim.pk, attack.shown.pk
    given_out = attack.now - timedelta(minutes=1)
    ticket = tickets.issue(story_id=attack.story.pk, parent_id=shown, now=given_out)
    name = submission.name.replace("/", "") or "x"
    verifies, signs_in = (
        token_for(purpose, victim, now=attack.now) for purpose in (Purpose.VERIFY, Purpose.SIGN_IN)
    )
    wrongs = (attack.last_token[:-1] + "~", verifies, str(victim), name, signs_in[:-1])
    which = NUMBERS[number // 10 % len(NUMBERS)]
    wrong = wrongs[number // 10 % len(wrongs)]
    words = {"words": submission.text, "reason": "SPAM", "ticket": ticket}
    return (
        Form(f"/comments/mine/{attack.last_token}/edit/", {"text": sent}),
        Form(f"/comments/report/{shown}/", words),
        Form(f"/comments/report/{victim}/", words),
        Form("/comments/me/", {"email": submission.email}),
        Form(f"/comments/mine/{wrong}/withdraw/", {}),
        Form(f"/comments/mine/{wrong}/edit/", {"text": sent}),
        Form(f"/comments/mine/{wrong}/verify-again/", {}),
        Form(f"/comments/verify/{signs_in}/", {}),
        Form(f"/comments/unsubscribe/{wrong}/", {"List-Unsubscribe": "One-Click"}),
        Form(f"/comments/me/{wrong}/erase/", {}),
        Form(f"/comments/me/{wrong}/csv/", {}),
        Form(f"/comments/account/sign-in/{wrong}/", {}),
        Form(f"/comments/account/{victim}/edit/", {"text": sent}),
        Form(f"/comments/account/{victim}/withdraw/", {}),
        Form("/comments/account/json/", {}),
        Form("/comments/account/", {"email": submission.email, "story": submission.text}),
        Form("/admin/comments/decide/", _decision(submission, which)),
        Form("/admin/comments/undo/", {"batch": submission.text, "queue": submission.name}),
        Form(f"/admin/comments/authors/{name}/judge/", _judgement(submission, "banned", which)),
        Form(
            f"/admin/comments/authors/{attack.shown.author.pseudonym}/judge/",
            _judgement(submission, "noted", which),
        ),
    )


def _decision(submission: Submission, which: str) -> dict[str, Any]:
    return {
        "refuse": which, f"reason-{which}": submission.text[:50], "words": submission.text,
        f"facts-{which}": submission.text, "comment": [which], f"version-{which}": which,
    }  # fmt: skip


def _judgement(submission: Submission, act: str, days: str) -> dict[str, Any]:
    return {"act": act, "reason": submission.name, "text": submission.text, "days": days}
