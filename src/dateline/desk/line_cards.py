"""A story's lines as the desk shows them: each beside the sentences that carry it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dateline.core.story import ReasonCode
from dateline.desk.forms import ChangeLineForm, RefuseForm
from dateline.pages.models import Story, StoryLine
from dateline.pages.rendering import Cited, render_story

State = StoryLine.State

REASONS_IN_WORDS: dict[str, Promise] = {
    ReasonCode.ACTOR: _("Somebody else does this in the copy."),
    ReasonCode.ATTRIBUTION: _("The copy says who says so; the line does not."),
    ReasonCode.SPEAKER: _("The speaker is not the one the copy names."),
    ReasonCode.QUOTE_SPLICE: _("These words are not one quoted span: pieces were joined."),
    ReasonCode.QUOTE_ALTERED: _("The words in quotation marks are not the words that were said."),
    ReasonCode.TENSE: _("What has happened and what is to come are mixed up."),
    ReasonCode.FIGURE: _("A figure is not the copy’s."),
    ReasonCode.DATE: _("A date is not the copy’s."),
    ReasonCode.NAME: _("A name is not the copy’s."),
    ReasonCode.NEGATION: _("The copy says the opposite."),
    ReasonCode.HEDGE: _("The copy is less certain than the line."),
    ReasonCode.RELATION: _("The copy relates these things otherwise."),
    ReasonCode.OBJECT: _("The copy says it of something else."),
    ReasonCode.OUTSIDE: _("The copy does not say this."),
}


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """Why a line is not supported: in plain words, the detail, and what the copy has instead."""

    code: str
    words: Promise
    detail: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineCard:
    """One line with all an editor needs to decide about it."""

    line: StoryLine
    is_of_this_text: bool
    cited: tuple[Cited, ...]
    reasons: tuple[ReasonShown, ...]
    change_form: ChangeLineForm
    refuse_form: RefuseForm

    @property
    def is_shown(self) -> bool:
        """Whether the line stands on the story's page once that is public."""
        is_standing = self.line.state in (State.PROVED, State.APPROVED)
        return self.is_of_this_text and is_standing and not self.line.is_held_by_reader

    @property
    def is_supported(self) -> bool:
        """What the check said of the line."""
        return not self.line.reasons

    @property
    def may_be_accepted(self) -> bool:
        """Whether putting a name under it would change anything."""
        is_open = self.line.state in (State.PROVED, State.CANDIDATE)
        return is_open or self.line.is_held_by_reader

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to look at it again."""
        return self.line.state in (State.REFUSED, State.WITHDRAWN)

    @property
    def sentence_ids(self) -> str:
        """The ids of the sentences that carry it, for the page to tint."""
        return " ".join(cited.sentence_id for cited in self.cited)


def body_of(story: Story) -> SafeString:
    """Return a story's text with an id for each sentence."""
    return render_story(story, []).body


def card_of(story: Story, line: StoryLine) -> LineCard:
    """Return a line with its evidence; a line of an earlier text has none to point to."""
    is_of_this_text = line.text_hash == story.text_hash
    cited: tuple[Cited, ...] = ()
    if is_of_this_text:
        rendered = render_story(story, [line])
        shown = (*rendered.summary, *rendered.key_points, rendered.pull_quote)
        cited = next(one for one in shown if one is not None).cited
    return LineCard(
        line=line,
        is_of_this_text=is_of_this_text,
        cited=cited,
        reasons=tuple(_reason(story, row) for row in line.reasons) if is_of_this_text else (),
        change_form=ChangeLineForm(line=line),
        refuse_form=RefuseForm(prefix=f"refuse-{line.pk}"),
    )


def _reason(story: Story, row: dict[str, object]) -> ReasonShown:
    spans: list[list[int]] = row["evidence"]  # type: ignore[assignment]
    return ReasonShown(
        code=str(row["code"]),
        words=REASONS_IN_WORDS[str(row["code"])],
        detail=str(row["detail"]),
        evidence=tuple(story.text[start:end] for start, end in spans),
    )
