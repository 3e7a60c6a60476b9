"""What is known of who writes: verified or not, new or not, and how earlier comments fared."""

from dataclasses import dataclass, field

from dateline.core.moderation.findings import Decision, Evidence, Finding
from dateline.core.moderation.hosts import host_of, is_below
from dateline.core.moderation.submission import Submission


@dataclass(frozen=True, slots=True)
class NewCommenter:
    """Whether somebody is known: a verified address, and some comments approved."""

    approved_needed: int = 2
    name: str = "new-commenter"
    version: str = "1"

    def judge(self, submission: Submission) -> Finding:
        """Hold the first comments of somebody new."""
        author = submission.author
        if not author.is_verified:
            return Finding(self.name, self.version, Decision.HOLD, "not-verified")
        if author.approved < self.approved_needed:
            evidence = (Evidence("approved", str(author.approved)),)
            return Finding(self.name, self.version, Decision.HOLD, "new-commenter", evidence)
        return Finding(self.name, self.version, Decision.PASS)


@dataclass(frozen=True, slots=True)
class AuthorHistory:
    """Whether much of what somebody wrote lately was refused.

    most_refused    the share from which comments are held, 0.0 to 1.0
    fewest_decided  with fewer, one bad day would tell
    """

    most_refused: float = 0.3
    fewest_decided: int = 3
    name: str = "history"
    version: str = "1"

    def judge(self, submission: Submission) -> Finding:
        """Hold what comes from somebody whose comments are often refused."""
        refused = submission.author.refused_lately
        decided = refused + submission.author.approved_lately
        if decided < self.fewest_decided or refused / decided < self.most_refused:
            return Finding(self.name, self.version, Decision.PASS)
        evidence = (Evidence("refused", f"{refused} of {decided}"),)
        return Finding(self.name, self.version, Decision.HOLD, "often-refused", evidence)


@dataclass(frozen=True, slots=True)
class MailDomain:
    """Where somebody's e-mail address is: at a listed domain, or one that throws addresses away.

    held, refused, disposable  as `listed_domain` gives them; one stands for all below it
    holds_aliases              whether an address with a “+” in it is held
    """

    held: frozenset[str] = field(default_factory=frozenset)
    refused: frozenset[str] = field(default_factory=frozenset)
    disposable: frozenset[str] = field(default_factory=frozenset)
    holds_aliases: bool = False
    name: str = "mail-domain"
    version: str = "1"

    def judge(self, submission: Submission) -> Finding:
        """Refuse or hold by the domain; without an address there is nothing to say."""
        domain = host_of(submission.author.mail_domain)
        for listed, decision, reason in (
            (self.refused, Decision.REFUSE, "domain-refused"),
            (self.held, Decision.HOLD, "domain-held"),
            (self.disposable, Decision.HOLD, "disposable-address"),
        ):
            if domain and is_below(domain, listed):
                evidence = (Evidence("domain", domain),)
                return Finding(self.name, self.version, decision, reason, evidence)
        if self.holds_aliases and submission.author.has_mail_alias:
            return Finding(self.name, self.version, Decision.HOLD, "address-alias")
        return Finding(self.name, self.version, Decision.PASS)


@dataclass(frozen=True, slots=True)
class Standing:
    """Refuses who may not comment at present. They are told so: nobody is banned in secret."""

    name: str = "standing"
    version: str = "1"

    def judge(self, submission: Submission) -> Finding:
        """Return what follows from what moderators decided about the author."""
        author = submission.author
        if author.is_banned:
            return Finding(self.name, self.version, Decision.REFUSE, "author-banned")
        if author.is_suspended:
            return Finding(self.name, self.version, Decision.REFUSE, "author-suspended")
        return Finding(self.name, self.version, Decision.PASS)


@dataclass(frozen=True, slots=True)
class PreModeration:
    """Whether everything in this thread, or by this author, waits for a moderator."""

    name: str = "pre-moderation"
    version: str = "1"

    def judge(self, submission: Submission) -> Finding:
        """Hold all of it."""
        if submission.is_thread_pre_moderated:
            return Finding(self.name, self.version, Decision.HOLD, "thread-pre-moderated")
        if submission.author.is_pre_moderated:
            return Finding(self.name, self.version, Decision.HOLD, "author-pre-moderated")
        return Finding(self.name, self.version, Decision.PASS)
