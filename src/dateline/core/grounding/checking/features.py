"""What is measured of a line against its copy, as a few dozen numbers by name."""

from collections.abc import Sequence
from itertools import pairwise

from dateline.core.grounding.checking.align import Link
from dateline.core.grounding.checking.case import Case, Finding

# Every sign the guards know. A sign missing here would weigh nothing, so the fit refuses it.
SIGNS = (
    "quote_splice", "quote_altered", "quote_speaker",
    "figure_absent", "figure_unit", "figure_share", "figure_hedge", "count", "trend",
    "extreme_added",
    "date_absent", "date_elsewhere", "date_bound", "date_side", "order",
    "name_absent", "name_elsewhere", "name_mixed", "name_head",
    "negation_verb", "negation_word", "opposite",
    "hedge_alleged", "hedge_modal", "hedge_dropped", "hedge_added",
    "tense_open", "tense_now",
    "attribution", "attribution_act", "attribution_event", "attribution_partly",
    "attribution_clause",
    "speaker", "speaker_role", "speaker_none",
    "actor_swapped", "actor_head", "actor_beside", "actor_name", "actor_other",
    "object_other", "rival_name", "rival_thing",
    "relation_added", "relation_turned", "condition_dropped", "condition_added",
    "noun_replaced", "verb_replaced", "noun_added", "verb_added", "sibling", "title_added",
)  # fmt: skip
MEASURES = (
    "covered", "first_covered", "weak", "missing_verbs", "missing_nouns", "scattered", "turned",
    "sentences", "unpaired", "strayed", "seams", "dangling",
)  # fmt: skip
# Measures that can only speak for a line; all the other ones only against it.
FAVOURABLE = frozenset({"covered", "first_covered"})
NAMES = (*MEASURES, *SIGNS)
# What a guard is sure of refuses a line whatever else speaks for it: the fit starts from here, so
# that an error too rare to be learnt is not forgiven.
REFUSING = frozenset(
    """
    quote_splice quote_altered quote_speaker figure_absent figure_share figure_hedge trend
    date_absent date_side order name_absent name_mixed name_head negation_verb negation_word
    opposite hedge_alleged hedge_modal hedge_dropped tense_open attribution attribution_event
    speaker actor_swapped actor_name actor_head relation_added relation_turned sibling
    """.split()
)
REFUSING_WEIGHT = -2.5
_WEAK_BELOW = 0.75
_NEAR_WORDS = 5
_PRONOUNS = frozenset("he she it they his her its their this these".split())


def features(case: Case, findings: Sequence[Finding]) -> dict[str, float]:
    """Return the measures and the strongest finding of each sign, each about 0.0 to 1.0."""
    found = dict.fromkeys(NAMES, 0.0)
    for finding in findings:
        found[finding.name] = max(found[finding.name], finding.strength)
    found |= _measures(case)
    return found


def _measures(case: Case) -> dict[str, float]:
    alignment, words = case.alignment, case.line.content
    links = [alignment.links[t.place] for t in words if t.place in alignment.links]
    count = max(len(links), 1)
    weak = sum(link.strength < _WEAK_BELOW for link in links) / count
    verbs = [e.verb for e in case.line.events if e.verb.is_content and not case.is_cue(e.verb)]
    missing = {t.place for t in alignment.missing}
    nouns = [t for t in alignment.missing if t.part in ("N", "A")]
    scattered = turned = neighbours = 0
    for one, other in pairwise(links):
        if one.token.is_quoted and other.token.is_quoted:
            continue
        neighbours += 1
        distance = other.source.place - one.source.place
        if one.source.sentence != other.source.sentence or abs(distance) > _NEAR_WORDS:
            scattered += 1
        turned += one.source.sentence == other.source.sentence and distance < 0
    unpaired = [e for e in case.line.events if e.verb.is_content and e.verb.place not in missing
                and not any(e is mine for mine, _ in case.pairs)]  # fmt: skip
    return {
        "covered": alignment.covered,
        "first_covered": alignment.first_covered,
        "weak": weak,
        "missing_verbs": sum(v.place in missing for v in verbs) / max(len(verbs), 1),
        "missing_nouns": min(1.0, len(nouns) / 4),
        "scattered": scattered / max(neighbours, 1),
        "turned": turned / max(neighbours, 1),
        "sentences": (len(alignment.evidence) - 1) / 3,
        "unpaired": len(unpaired) / max(len(verbs), 1),
        "strayed": _strayed(case),
        "seams": _seams(case, links),
        "dangling": float(_dangles(case)),
    }


def _strayed(case: Case) -> float:
    """Return the share of the actors and objects that in the copy belong to another act."""
    told = strayed = 0
    for mine, its in case.pairs:
        own = {t.place for t in (*its.agent, *its.patient, *its.rest)}
        for token in (*mine.agent, *mine.patient, *mine.rest):
            link = case.link(token)
            if link is None or token.is_quoted:
                continue
            told += 1
            strayed += link.source.place not in own and not case.are_alike(
                token, (*its.agent, *its.patient, *its.rest)
            )
    return strayed / max(told, 1)


def _seams(case: Case, links: Sequence[Link]) -> float:
    """Return how many neighbours of the line the copy parts by another act, 0.0 to 1.0 for four."""
    seams = 0
    for one, other in pairwise(links):
        low, high = sorted((one.source.place, other.source.place))
        if one.source.sentence != other.source.sentence or high - low <= 2:
            continue
        between = case.index.tokens[low + 1 : high]
        seams += any(t.part == "V" and not case.is_bound(t) for t in between)
    return min(1.0, seams / 4)


def _dangles(case: Case) -> bool:
    """Whether the line opens with a pronoun that nothing before it names."""
    first = next((t for t in case.line.tokens if t.part != "P"), None)
    return first is not None and first.low in _PRONOUNS
