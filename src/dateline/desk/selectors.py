"""What stands where on the desk: a story's state in words, and what waits for a person."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeGuard

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from dateline.core.story import Origin
from dateline.intake import selectors as intake
from dateline.intake.models import (
    NearDuplicate,
    RoutingRule,
    WireItem,
    WirePicture,
    WireRecord,
)
from dateline.intake.rule_data import RuleError, parse_actions, parse_condition
from dateline.intake.rules import Condition, Group, in_words
from dateline.pages.model_selectors import offered_lines
from dateline.pages.models import LineDecision, Story, StoryEvent, StoryLine, StoryPicture


class DeskState(models.TextChoices):
    """Where a story stands, in the order the states are asked for."""

    KILLED = "killed", _("killed")
    REPLACED = "replaced", _("replaced by another story")
    PAUSED = "paused", _("paused")
    SCHEDULED = "scheduled", _("scheduled")
    HELD = "held", _("held for the desk")
    DRAFT = "draft", _("draft")
    EMBARGOED = "embargoed", _("embargoed")
    EXPIRED = "expired", _("expired")
    PUBLIC = "public", _("public")


class Waiting(models.TextChoices):
    """Why a story waits for a person, whatever its state."""

    NEWER_VERSION = "newer-version", _("a newer version waits")
    LINES = "lines", _("a line is held or stale")
    ALT_TEXT = "alt-text", _("a picture has no alternative text")


def stories() -> QuerySet[Story]:
    """Return all stories with what their state is told from.

    That is `scheduled_for`, `needs_lines` and `needs_alt_text`.
    """
    scheduled = Revision.objects.filter(
        content_type=ContentType.objects.get_for_model(Story),
        object_id=Cast(OuterRef("pk"), models.CharField()),
        approved_go_live_at__isnull=False,
    ).values("approved_go_live_at")[:1]
    unproved = StoryLine.objects.filter(_waits_for_a_person(), story=OuterRef("pk"))
    undescribed = StoryPicture.objects.filter(
        story=OuterRef("pk"), alt_text="", removed_at=None, picture__killed_at=None
    )
    return Story.objects.select_related("section", "latest_revision").annotate(
        scheduled_for=Subquery(scheduled),
        needs_lines=Exists(unproved),
        needs_alt_text=Exists(undescribed),
    )


def _waits_for_a_person() -> Q:
    """Return which lines somebody should look at. What a machine offers can be left where it is."""
    state = StoryLine.State
    return (
        Q(state=state.STALE)
        | Q(state=state.HELD, origin=Origin.HUMAN)
        | Q(state__in=(state.PROVED, state.APPROVED), is_held_by_reader=True)
    )


def state_of(story: Story, now: datetime) -> DeskState:
    """Return where a story of `stories` stands at `now`."""
    if story.is_killed:
        return DeskState.KILLED
    if story.replaced_by_id:
        return DeskState.REPLACED
    if story.paused_at:
        return DeskState.PAUSED
    if not story.live:
        if getattr(story, "scheduled_for", None):
            return DeskState.SCHEDULED
        return DeskState.HELD if story.chain_id and not story.last_published_at else DeskState.DRAFT
    if story.expire_at and story.expire_at <= now:
        return DeskState.EXPIRED
    return DeskState.PUBLIC if story.is_public(now) else DeskState.EMBARGOED


def in_state(queryset: QuerySet[Story], state: str, now: datetime) -> QuerySet[Story]:
    """Return those of `stories` that `state_of` would call so."""
    ours = queryset.filter(killed_at=None, replaced_by=None)
    standing = ours.filter(paused_at=None)
    offline = standing.filter(live=False)
    from_wire = Q(chain__isnull=False, last_published_at=None)
    public = Story.objects.public(now).values("pk")
    expired = Q(expire_at__lte=now)
    found = {
        DeskState.KILLED: queryset.filter(killed_at__isnull=False),
        DeskState.REPLACED: queryset.filter(killed_at=None, replaced_by__isnull=False),
        DeskState.PAUSED: ours.filter(paused_at__isnull=False),
        DeskState.SCHEDULED: offline.filter(scheduled_for__isnull=False),
        DeskState.HELD: offline.filter(from_wire, scheduled_for=None),
        DeskState.DRAFT: offline.filter(scheduled_for=None).exclude(from_wire),
        DeskState.EMBARGOED: standing.filter(live=True).exclude(expired).exclude(pk__in=public),
        DeskState.EXPIRED: standing.filter(expired, live=True),
        DeskState.PUBLIC: queryset.filter(pk__in=public),
        Waiting.NEWER_VERSION: queryset.filter(pending_item__isnull=False),
        Waiting.LINES: queryset.filter(needs_lines=True, killed_at=None),
        Waiting.ALT_TEXT: queryset.filter(needs_alt_text=True, killed_at=None),
    }
    return found[DeskState(state) if state in DeskState.values else Waiting(state)]


def state_in_words(story: Story, now: datetime) -> str:
    """Return a story's state as the listing says it, with the time it ends if it has one."""
    state = state_of(story, now)
    if state is DeskState.SCHEDULED:
        return translate("scheduled for %s") % _moment(story.scheduled_for)
    if state in (DeskState.EMBARGOED, DeskState.HELD, DeskState.DRAFT):
        if story.is_embargoed_indefinitely:
            return f"{state.label}, {translate('embargoed until further notice')}"
        if story.embargoed_until and story.embargoed_until > now:
            until = translate("until %s") % _moment(story.embargoed_until)
            if state is DeskState.EMBARGOED:
                return f"{state.label} {until}"
            return f"{state.label}, {DeskState.EMBARGOED.label} {until}"
    if state is DeskState.PUBLIC and story.has_unpublished_changes:
        return f"{state.label}, {translate('with unpublished changes')}"
    return str(state.label)


def _moment(time: datetime) -> str:
    return date_format(localtime(time), "j N Y, H:i")


def credit_lines() -> QuerySet[Story, str]:
    """Return the credit lines that stories have, in order of the alphabet."""
    credited = Story.objects.exclude(credit_line="").order_by("credit_line")
    return credited.values_list("credit_line", flat=True).distinct()


def lines_of(story: Story) -> list[StoryLine]:
    """Return a story's lines for the desk: first those that wait, then by kind as on the page.

    What a model offers comes last.
    """
    kinds = {kind: place for place, kind in enumerate(StoryLine.Kind.values)}
    waiting = set(story.lines.filter(_waits_for_a_person()).values_list("pk", flat=True))
    offered = set(offered_lines(story).values_list("pk", flat=True))
    return sorted(
        story.lines.select_related("story", "approved_by", "answer", "reading"),
        key=lambda line: (
            line.pk in offered,
            line.pk not in waiting,
            kinds[line.kind],
            line.position,
            line.pk,
        ),
    )


def pictures_of(story: Story) -> list[StoryPicture]:
    """Return a story's pictures in page order, those taken off it last."""
    rows = story.pictures.select_related("picture")
    return sorted(rows, key=lambda row: (row.removed_at is not None, row.position, row.pk))


def pictures_not_kept(story: Story) -> QuerySet[WirePicture]:
    """Return the pictures the agency names for a story that are not here, with the reason."""
    named = WirePicture.objects.filter(item=story.wire_item_id, picture=None)
    return named.order_by("position")


def decisions_about(story: Story) -> list[StoryEvent | LineDecision]:
    """Return all that was done with a story and its lines, the newest first."""
    events: list[StoryEvent | LineDecision] = list(story.events.select_related("by"))
    decisions = LineDecision.objects.filter(line__story=story).select_related("by", "line")
    return sorted([*events, *decisions], key=lambda entry: (entry.at, entry.pk), reverse=True)


def deliveries() -> QuerySet[WireRecord]:
    """Return what came in, the newest first, with its source and the items read from it."""
    return WireRecord.objects.select_related("source").prefetch_related(
        models.Prefetch("items", queryset=WireItem.objects.defer("item"))
    )


def quarantined() -> QuerySet[WireRecord]:
    """Return what could not be read, the newest first, with its source and its refused items."""
    refused = WireItem.objects.filter(outcome=WireItem.Outcome.REFUSED).defer("item")
    return (
        intake.quarantine()
        .select_related("source")
        .prefetch_related(models.Prefetch("items", queryset=refused, to_attr="refused_items"))
    )


def reasons_of(record: WireRecord) -> list[WireRecord | WireItem]:
    """Return what carries an error of one of `quarantined`: the delivery, or the items in it."""
    return [record] if record.error_code else record.refused_items  # type: ignore[attr-defined]


def waiting_counts() -> dict[str, int]:
    """Return how much of each kind waits for a person."""
    standing = Story.objects.filter(killed_at=None, replaced_by=None)
    unproved = StoryLine.objects.filter(_waits_for_a_person(), story__killed_at=None)
    return {
        "held": standing.filter(
            live=False, paused_at=None, chain__isnull=False, last_published_at=None
        ).count(),
        "newer_versions": Story.objects.filter(pending_item__isnull=False).count(),
        "lines": unproved.aggregate(stories=models.Count(F("story"), distinct=True))["stories"],
        "pairs": NearDuplicate.objects.filter(decision=NearDuplicate.Decision.OPEN).count(),
        "refused": intake.quarantine().count(),
    }


@dataclass(frozen=True, slots=True)
class RuleInWords:
    """A rule as the list shows it: a line for each group of conditions, and what is done."""

    row: RoutingRule
    conditions: tuple[str, ...]
    actions: str


def rules_in_words() -> list[RuleInWords]:
    """Return all rules, the first asked first; one that cannot be read says why."""
    found = []
    for row in intake.rules_for(None):
        try:
            conditions = parse_condition(row.conditions)
            actions = in_words(parse_actions(row.actions))
        except RuleError as error:
            found.append(RuleInWords(row, (str(error),), ""))
            continue
        alternatives = conditions.members if _is_any(conditions) else (conditions,)
        found.append(RuleInWords(row, tuple(map(_words_of, alternatives)), actions))
    return found


def _is_any(condition: Condition) -> TypeGuard[Group]:
    return isinstance(condition, Group) and condition.kind == "any"


def _words_of(condition: Condition) -> str:
    if isinstance(condition, Group):
        words = (f" {'or' if condition.kind == 'any' else 'and'} ").join(
            _words_of(member) for member in condition.members
        )
        return f"not ({words})" if condition.kind == "not" else words
    value = condition.value
    said = ", ".join(value) if isinstance(value, tuple) else "" if value is None else f"{value}"
    return f"{condition.field} {condition.operator.replace('_', ' ')} {said}".strip()
