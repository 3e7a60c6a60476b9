"""A story's lines as the desk shows them: each beside the sentences that carry it."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from dateline.core import grounding
from dateline.core.story import Line, LineKind, Verdict
from dateline.desk.candidates import candidates_for
from dateline.desk.forms import ChangeLineForm, OverruleForm, RefuseLineForm
from dateline.desk.reasons import ReasonShown, Stretch, failing_words, reasons_shown
from dateline.pages.models import Story, StoryLine
from dateline.pages.rendering import Cited, render_story
from dateline.pages.services import NEVER_OVERRULED

State = StoryLine.State


@dataclass(frozen=True, slots=True)
class LineCard:
    """One line with all an editor needs to decide about it."""

    line: StoryLine
    is_of_this_text: bool
    cited: tuple[Cited, ...]
    reasons: tuple[ReasonShown, ...]
    words: tuple[Stretch, ...]
    candidates: tuple[Line, ...]
    change_form: ChangeLineForm
    refuse_form: RefuseLineForm
    overrule_form: OverruleForm
    verdict: "TypedVerdict | None" = None

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
        open_states = (State.PROVED, State.CANDIDATE, State.HELD, State.STALE)
        is_open = self.line.state in open_states or self.line.is_held_by_reader
        return is_open and self.is_of_this_text and self.is_supported

    @property
    def may_be_overruled(self) -> bool:
        """Whether a reason could put the line on the page although the check refuses it."""
        codes = {reason.code for reason in self.reasons}
        return (
            self.line.state in (State.HELD, State.STALE)
            and self.is_of_this_text
            and bool(codes)
            and self.line.kind != LineKind.PULL_QUOTE
            and not codes & NEVER_OVERRULED
        )

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


@dataclass(frozen=True, slots=True)
class TypedVerdict:
    """What the check says of words as they stand in a form, not kept anywhere."""

    is_supported: bool
    reasons: tuple[ReasonShown, ...]
    words: tuple[Stretch, ...]
    evidence: tuple[str, ...]


def verdict_on(
    story: Story, *, text: str, kind: LineKind, speaker: str, derivation: tuple[str, ...] = ()
) -> TypedVerdict:
    """Return what the check says of words that someone is typing."""
    understanding = grounding.understand(story.as_item())
    result = grounding.check(
        understanding, text, kind=kind, speaker=speaker or None, derivation=derivation
    )
    rows = grounding.reasons_as_json(result.reasons)
    return TypedVerdict(
        is_supported=result.verdict is Verdict.SUPPORTED,
        reasons=reasons_shown(text, story.text, rows),
        words=failing_words(text, rows),
        evidence=tuple(span.of(story.text) for span in result.evidence),
    )


def cards_of(
    story: Story,
    lines: list[StoryLine],
    *,
    typed: ChangeLineForm | None = None,
    verdict: TypedVerdict | None = None,
) -> list[LineCard]:
    """Return a story's lines with their evidence, and what could stand in their place.

    typed, verdict  the form someone asked to have checked, and the answer, for its line
    """
    understanding = grounding.understand(story.as_item())
    offered = {
        kind: tuple(candidates_for(understanding, kind, lines))
        for kind in {line.kind for line in lines}
    }
    return [_card(story, line, offered[line.kind], typed, verdict) for line in lines]


def _card(
    story: Story,
    line: StoryLine,
    candidates: tuple[Line, ...],
    typed: ChangeLineForm | None,
    verdict: TypedVerdict | None,
) -> LineCard:
    is_of_this_text = line.text_hash == story.text_hash
    cited: tuple[Cited, ...] = ()
    if is_of_this_text:
        rendered = render_story(story, [line])
        shown = (*rendered.summary, *rendered.key_points, rendered.pull_quote)
        cited = next(one for one in shown if one is not None).cited
    rows = line.reasons if is_of_this_text else []
    is_typed = typed is not None and typed.line.pk == line.pk
    return LineCard(
        line=line,
        is_of_this_text=is_of_this_text,
        cited=cited,
        reasons=reasons_shown(line.text, story.text, rows),
        words=failing_words(line.text, rows),
        candidates=candidates,
        change_form=typed if typed is not None and is_typed else ChangeLineForm(line=line),
        refuse_form=RefuseLineForm(prefix=f"refuse-{line.pk}", line=line),
        overrule_form=OverruleForm(prefix=f"overrule-{line.pk}"),
        verdict=verdict if is_typed else None,
    )
