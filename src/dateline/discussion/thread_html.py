"""The comments of a page as HTML.

Written here and not in a template: a page has up to a hundred comments, and what a template looks
up for each (labels, addresses) is looked up once.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

# Django's own does the same, and makes an object that says so of every word.
from html import escape

from django.urls import reverse
from django.utils.dateformat import format as date_words
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from dateline.discussion.models import Comment
from dateline.discussion.selectors import CommentRow, Node
from dateline.discussion.wording import initial
from dateline.pages.models import Story

State = Comment.State
_PARAGRAPHS = re.compile("\n{2,}")


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands at every comment, in one language, escaped."""

    reply: str
    report: str
    reply_to: str
    report_whose: str
    in_reply_to: str
    edited: str
    picked: str
    day_and_time: str
    day_format: str
    badges: dict[str, str]


@lru_cache(maxsize=64)
def _words_in(_language: str | None) -> _Words:
    """Return the words in the language that is active, looked up once in a process."""
    return _Words(
        reply=escape(_("Reply")),
        report=escape(_("Report")),
        reply_to=escape(_("to %(name)s")),
        report_whose=escape(_("the comment of %(name)s")),
        in_reply_to=escape(_("in reply to %(name)s")),
        edited=escape(_("edited")),
        picked=escape(_("Editor’s pick")),
        day_and_time=escape(_("%(day)s, %(time)s")),
        day_format=_("j F Y"),
        badges={badge.value: escape(str(badge.label)) for badge in Comment.Badge if badge},
    )


class ThreadWriter:
    """Writes the comments of one story, in the language of the request.

    corrected_at  when the story was corrected last; comments from before say so
    """

    def __init__(
        self, story: Story, *, is_open: bool, corrected_at: datetime | None = None
    ) -> None:
        self._threads = reverse("discussion:comments", args=[story.public_id])
        self._new = reverse("discussion:new", args=[story.public_id]) if is_open else ""
        self._reports = reverse("discussion:report", args=[0]).removesuffix("0/")
        self._words = _words_in(get_language())
        self._zone = get_current_timezone()
        self._corrected_at = corrected_at
        self._days: dict[date, str] = {}

    def write(self, nodes: tuple[Node, ...]) -> SafeString:
        """Return beginnings with their answers as one list; nothing where there are none."""
        if not nodes:
            return SafeString("")
        items = "".join(f"<li>{self._with_answers(node)}</li>" for node in nodes)
        return SafeString(f'<ol class="comment-list">{items}</ol>')

    def _with_answers(self, node: Node) -> str:
        html = self._comment(node)
        if node.replies:
            answers = "".join(f"<li>{self._comment(reply)}</li>" for reply in node.replies)
            html += f'<ol class="comment-list replies">{answers}</ol>'
        if node.more_replies:
            words = ngettext("%(n)d more answer", "%(n)d more answers", node.more_replies)
            words = escape(words % {"n": node.more_replies})
            address = f"{self._threads}{node.comment.pk}/"
            html += f'<p class="more-replies"><a href="{address}">{words}</a></p>'
        return html

    def _comment(self, node: Node) -> str:
        comment = node.comment
        if node.is_gone:
            return (
                f'<article class="comment gone" id="comment-{comment.pk}">'
                f'<p class="help">{escape(_why_gone(comment))}</p></article>'
            )
        name = escape(comment.author_name)
        at = comment.submitted_at.astimezone(self._zone)
        return (
            f'<article class="comment" id="comment-{comment.pk}"><header>'
            f'<span class="avatar" aria-hidden="true">{escape(initial(comment.author_name))}</span>'
            f'<span><bdi class="comment-author">{name}</bdi>{self._badge(comment)}'
            f"{self._answered(node)}<br>"
            f'<a class="comment-time" href="{self._threads}{comment.pk}/">'
            f'<time datetime="{at.isoformat()}">{self._moment(at)}</time></a>'
            f'{self._marks(comment)}</span></header><div class="comment-text" dir="auto">'
            f"{_paragraphs(comment.text)}</div>"
            f"{self._acts(comment, name)}</article>"
        )

    def _answered(self, node: Node) -> str:
        if not node.answers:
            return ""
        words = self._words.in_reply_to % {"name": f"<bdi>{escape(node.answers)}</bdi>"}
        return f' <span class="help">{words}</span>'

    def _moment(self, at: datetime) -> str:
        # The names of months are looked up in every language there is: once a day is enough.
        day = self._days.get(at.date())
        if day is None:
            day = self._days[at.date()] = escape(date_words(at, self._words.day_format))
        return self._words.day_and_time % {"day": day, "time": f"{at.hour:02}:{at.minute:02}"}

    def _badge(self, comment: CommentRow) -> str:
        if not comment.badge:
            return ""
        return f' <span class="badge">{self._words.badges[comment.badge]}</span>'

    def _marks(self, comment: CommentRow) -> str:
        edited = f' <span class="help">{self._words.edited}</span>' if comment.edited_at else ""
        picked = f' <span class="badge">{self._words.picked}</span>' if comment.picked_at else ""
        return f"{edited}{picked}{self._before_correction(comment)}"

    def _before_correction(self, comment: CommentRow) -> str:
        written_at = comment.edited_at or comment.submitted_at
        if self._corrected_at is None or written_at >= self._corrected_at:
            return ""
        at = self._corrected_at.astimezone(self._zone)
        if written_at.astimezone(self._zone).date() == at.date():
            words = _("Written before the %(time)s correction") % {"time": f"{at:%H:%M}"}
        else:
            words = _("Written before the correction of %(time)s") % {"time": self._moment(at)}
        return f'<br><span class="help">{escape(words)}</span>'

    def _acts(self, comment: CommentRow, name: str) -> str:
        words, named = self._words, {"name": name}
        reply = ""
        if self._new:
            reply = (
                f'<a class="reply-link" href="{self._new}?parent={comment.pk}" rel="nofollow">'
                f'{words.reply}<span class="off-screen"> {words.reply_to % named}</span></a> '
            )
        whose = words.report_whose % named
        return (
            f'<footer>{reply}<a class="report-link" href="{self._reports}{comment.pk}/"'
            f' rel="nofollow">{words.report}<span class="off-screen"> {whose}</span></a></footer>'
        )


def _paragraphs(text: str) -> str:
    """Return a text escaped, an empty line as the end of a paragraph."""
    text = escape(text)
    if "\n" not in text and "\r" not in text:
        return f"<p>{text}</p>"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    paragraphs = [part.replace("\n", "<br>") for part in _PARAGRAPHS.split(text)]
    return "\n\n".join(f"<p>{part}</p>" for part in paragraphs)


def _why_gone(comment: CommentRow) -> str:
    if comment.state == State.REMOVED:
        return _("Removed by a moderator.")
    if comment.state == State.WITHDRAWN:
        return _("Withdrawn by its author.")
    if comment.state == State.ERASED:
        return _("Erased.")
    return _("Waits for a moderator.")
