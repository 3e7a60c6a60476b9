"""Whether a comment has words of the newsroom's lists."""

from dataclasses import dataclass, field

from dateline.core.moderation.findings import Decision, Evidence, Finding
from dateline.core.moderation.submission import Submission
from dateline.core.moderation.word_lists import Listed, WordList


@dataclass(frozen=True, slots=True)
class ListedWords:
    """Two lists: a banned word refuses a comment, a suspect one holds it."""

    banned: WordList = field(default_factory=lambda: WordList(()))
    suspect: WordList = field(default_factory=lambda: WordList(()))
    name: str = "words"
    version: str = "2"

    def judge(self, submission: Submission) -> Finding:
        """Refuse or hold by the words, with the place of each."""
        if found := self.banned.find(submission.text):
            evidence = _evidence("banned-word", found)
            return Finding(self.name, self.version, Decision.REFUSE, "banned-word", evidence)
        if found := self.suspect.find(submission.text):
            evidence = _evidence("suspect-word", found)
            return Finding(self.name, self.version, Decision.HOLD, "suspect-word", evidence)
        return Finding(self.name, self.version, Decision.PASS)


def _evidence(what: str, found: tuple[Listed, ...]) -> tuple[Evidence, ...]:
    return tuple(Evidence(what, one.entry, one.span) for one in found)
