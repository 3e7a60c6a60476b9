"""A comment with all that the phases may know about it. Whoever stores comments fills it in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dateline.core.scoring import Attribute, Topic


@dataclass(frozen=True, slots=True)
class Earlier:
    """A comment that was sent before this one."""

    text: str
    sent_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who sends a comment, without anything that names them.

    roles             such as `staff`; empty for a reader
    mail_domain       of the e-mail address, lower-case, or empty
    has_mail_alias    whether the part before the @ holds a “+”
    approved          how many comments of theirs were approved so far
    approved_lately, refused_lately  of those decided within the newsroom's window
    is_pre_moderated  whether a moderator has put them under pre-moderation
    is_banned, is_suspended  whether a moderator has taken the right to comment, for good or a time
    """

    roles: frozenset[str] = frozenset()
    is_verified: bool = False
    mail_domain: str = ""
    has_mail_alias: bool = False
    approved: int = 0
    approved_lately: int = 0
    refused_lately: int = 0
    is_pre_moderated: bool = False
    is_banned: bool = False
    is_suspended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A comment as it is sent.

    sent_at         when; windows are counted back from here
    is_thread_open, is_thread_pre_moderated  of the story it is sent to
    topic           what the story is about; None where nobody asks
    answered        the words of the comment that this one answers
    scores          by the scorer, 0.0 to 1.0; None when the scorer gave no answer
    own             the author's comments of the last while, on any story
    others          other people's comments of the last while
    from_address    comments of the last while from the same network address, whoever wrote them
    """

    text: str
    sent_at: datetime
    author: Author = field(default_factory=Author)
    is_thread_open: bool = True
    is_thread_pre_moderated: bool = False
    topic: Topic | None = None
    answered: str = ""
    scores: Mapping[Attribute, float] | None = None
    own: tuple[Earlier, ...] = ()
    others: tuple[Earlier, ...] = ()
    from_address: tuple[Earlier, ...] = ()
