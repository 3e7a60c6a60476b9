"""The newsroom's lists of words and domains, and what they hold before anybody has kept one."""

from dateline.core.moderation.throw_away import THROW_AWAY_DOMAINS
from dateline.discussion.models import RuleList

_SHIPPED = {RuleList.Kind.DISPOSABLE_DOMAINS: "\n".join(THROW_AWAY_DOMAINS)}


def rule_lists() -> dict[str, RuleList]:
    """Return every list by its kind: as the newsroom keeps it, or as it is shipped (version 0)."""
    kept = {row.kind: row for row in RuleList.objects.all()}
    return {
        kind.value: kept.get(kind.value)
        or RuleList(kind=kind.value, version=0, entries=_SHIPPED.get(kind, ""))
        for kind in RuleList.Kind
    }
