"""Rules are written at the desk, tried on what has come, and every decision names its rule."""

import pytest

from dateline.intake.models import Notice, RoutingRule, TaskFailure, WireItem
from dateline.pages.models import Story

HARBOUR = {"slugline": "Varland-Harbour", "subject": [{"code": "subj:15054001", "name": "Rowing"}]}


def rows(*conditions):
    """Return form values in which each condition is (group, not, field, operator, value)."""
    values = {
        "row-TOTAL_FORMS": str(len(conditions) + 1),
        "row-INITIAL_FORMS": "0",
        f"row-{len(conditions)}-group": "1",
        f"row-{len(conditions)}-field": "source",
        f"row-{len(conditions)}-operator": "is",
    }
    for number, (group, negated, field, operator, value) in enumerate(conditions):
        values |= {
            f"row-{number}-group": group,
            f"row-{number}-field": field,
            f"row-{number}-operator": operator,
            f"row-{number}-value": value,
        } | ({f"row-{number}-negated": "on"} if negated else {})
    return values


@pytest.fixture
def write(desk, site):
    """Sends the form of a rule, a new one unless a row is given."""

    def send(*conditions, row=None, **values):
        path = f"/admin/desk/rules/{row.pk}/" if row else "/admin/desk/rules/add/"
        said = {"name": "Harbours", "is_active": "on"} | rows(*conditions) | values
        return desk.post(path, said)

    return send


SLUG = ("1", False, "slug", "starts_with", "varland")


def test_a_rule_written_as_rows_gives_section_and_tags_and_says_so(write, deliver, desk):
    write(SLUG, ("1", True, "keyword", "is", "weather"), section="politics", tags="Port Ansel, Sea")

    record = deliver(**HARBOUR)

    story = Story.objects.get()
    assert story.live
    assert story.section.slug == "politics"
    assert {"Port Ansel", "Sea"} <= {topic.label for topic in story.topics.all()}
    assert record.items.get().rulings == [["Harbours", "section politics, tags Port Ansel, Sea"]]
    for page in (f"/admin/desk/wire/{record.pk}/", f"/admin/desk/stories/{story.pk}/"):
        assert "Harbours – section politics" in desk.get(page).content.decode()


def test_any_group_that_holds_is_enough(write, deliver):
    write(("1", False, "slug", "is", "weather"), ("2", *SLUG[1:]), decision="hold", reason="Ask.")

    item = deliver(**HARBOUR).items.get()

    assert item.outcome == WireItem.Outcome.HOLD
    assert item.reason == "Ask. (By the rule “Harbours”.)"
    assert not Story.objects.get().live


def test_a_rule_may_publish_what_its_source_would_hold(write, deliver, source):
    source.policy = source.Policy.HOLD
    source.save()
    write(SLUG, source=str(source.pk), decision="publish")

    deliver(**HARBOUR)

    assert Story.objects.get().live


@pytest.mark.parametrize(
    ("top", "named"), [("subj:15000000", "subj:15054001"), ("medtop:15000000", "medtop:20000961")]
)
def test_a_subject_stands_for_its_narrower_ones(write, deliver, top, named):
    write(("1", False, "subject", "is", top), decision="hold")

    deliver(subject=[{"code": named, "name": "Sport"}])

    assert not Story.objects.get().live


def test_a_dropped_item_is_kept_with_its_reason_and_can_be_brought_back(
    write, deliver, desk, django_capture_on_commit_callbacks
):
    write(SLUG, decision="drop", reason="We have our own man there.")
    record = deliver(**HARBOUR)
    item = record.items.get()
    assert not Story.objects.exists()
    listing = desk.get("/admin/desk/wire/?outcome=drop").content.decode()
    page = desk.get(f"/admin/desk/wire/{record.pk}/").content.decode()
    assert "treaty.json" in listing
    assert "We have our own man there." in page

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/admin/desk/items/{item.pk}/bring-back/", {"reason": "He is ill."})

    story = Story.objects.get()
    assert not story.live
    item.refresh_from_db()
    assert item.reason.endswith("He is ill.")
    assert item.rulings[0][0] == "Harbours"
    assert item.rulings[1][0].startswith("Brought back by ")


def test_a_dropped_item_that_comes_again_is_a_repeat(write, deliver):
    write(SLUG, decision="drop", reason="Not ours.")
    deliver(**HARBOUR)

    again = deliver(origin="again.json", **HARBOUR)

    assert again.items.get().outcome == WireItem.Outcome.REPEAT
    assert not Story.objects.exists()


def test_nothing_is_brought_back_without_a_reason_or_twice(write, deliver, desk):
    item = deliver().items.get()

    for reason in ("", "Twice."):
        desk.post(f"/admin/desk/items/{item.pk}/bring-back/", {"reason": reason})

    item.refresh_from_db()
    assert item.outcome == WireItem.Outcome.PUBLISH


def test_no_rule_drops_the_newer_version_of_a_public_story_and_one_may_hold_it(write, deliver):
    deliver()
    write(SLUG, decision="drop", reason="Not ours.")
    changed = {"versioncreated": "2026-11-23T10:00:00Z", "headline": "The treaty is off"}
    deliver(version="2", **HARBOUR, **changed)
    assert Story.objects.get().headline == "The treaty is off"

    write(SLUG, row=RoutingRule.objects.get(), decision="hold")
    held = deliver(version="3", **HARBOUR, headline="The treaty is on")

    story = Story.objects.get()
    assert story.headline == "The treaty is off"
    assert story.pending_item == held.items.get()


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_no_rule_stands_in_the_way_of_a_kill_or_a_withheld_item(write, deliver, status, now):
    deliver(**HARBOUR)
    write(SLUG, decision="publish")

    deliver(version="2", pubstatus=status, **HARBOUR)

    assert not Story.objects.public(now).exists()


def test_no_rule_publishes_what_comes_after_a_kill(write, deliver, now):
    deliver(**HARBOUR)
    deliver(version="2", pubstatus="canceled", **HARBOUR)
    write(SLUG, decision="publish")

    deliver(version="3", **HARBOUR)

    assert Story.objects.get().is_killed


def test_a_notice_stands_on_the_first_page_until_someone_has_seen_to_it(write, deliver, desk):
    write(SLUG, notice="Ring the harbour office.")
    deliver(**HARBOUR)
    assert "Ring the harbour office." in desk.get("/admin/").content.decode()

    desk.post(f"/admin/desk/notices/{Notice.objects.get().pk}/settle/")

    assert "Ring the harbour office." not in desk.get("/admin/").content.decode()
    assert Notice.objects.get().settled_by.username == "ida"


def test_a_rule_outside_its_hours_is_not_asked(write, deliver):
    write(SLUG, decision="hold", start="22:00", end="06:00", timezone="Europe/Oslo", days=["mon"])
    assert RoutingRule.objects.get().window["timezone"] == "Europe/Oslo"

    deliver(**HARBOUR)  # at noon

    assert Story.objects.get().live


def test_a_dry_run_shows_what_a_rule_would_have_done_and_changes_nothing(write, deliver, desk):
    deliver(**HARBOUR)
    deliver(uri="nwa:other", headline="Lighthouse for sale", slugline="Varland-Light")
    before = list(WireItem.objects.values_list("outcome", "reason", "rulings"))

    answer = write(SLUG, decision="drop", reason="Not ours.", rehearse="1")

    page = answer.content.decode()
    assert "2 of the last 2 items fit" in page
    assert page.count("<strong>dropped by a rule: kept</strong>") == 2
    assert list(WireItem.objects.values_list("outcome", "reason", "rulings")) == before
    assert not RoutingRule.objects.exists()
    assert "varland" in page  # the form still holds what was typed


def test_a_dry_run_tells_what_a_rule_cannot_change(write, deliver):
    deliver(pubstatus="withheld", **HARBOUR)

    page = write(SLUG, decision="publish", rehearse="1").content.decode()

    assert "1 of the last 1 items fits" in page
    assert "the same" in page


@pytest.mark.parametrize(
    ("condition", "values", "said"),
    [
        (("1", False, "text", "matches", "(open"), {"decision": "hold"}, "regular expression"),
        (("1", False, "urgency", "less", "many"), {"decision": "hold"}, "expected a number"),
        (("1", False, "slug", "less", "3"), {"decision": "hold"}, "a field of numbers"),
        (SLUG, {}, "at least one thing to do"),
        (SLUG, {"decision": "drop"}, "why the item is dropped"),
        (SLUG, {"decision": "hold", "timezone": "Varland"}, "no such time zone"),
        (SLUG, {"decision": "hold", "as_json": "{"}, "JSON"),
        (SLUG, {"decision": "hold", "as_json": '{"all": []}'}, "a list of conditions"),
    ],
)
def test_what_is_no_rule_is_not_saved_and_the_form_says_why(write, condition, values, said):
    answer = write(condition, **values)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not RoutingRule.objects.exists()


def test_a_rule_without_conditions_is_not_saved(write):
    assert write(decision="hold").status_code == 422
    assert not RoutingRule.objects.exists()


def test_a_rule_is_opened_as_it_was_written_and_can_be_changed(write, desk):
    write(SLUG, ("2", True, "keyword", "in", "a, b"), tags="Sea", days=["sat"], start="08:00")
    rule = RoutingRule.objects.get()

    shown = desk.get(f"/admin/desk/rules/{rule.pk}/").context
    assert [row.initial["value"] for row in shown["rows"].initial_forms] == ["varland", "a, b"]
    assert shown["form"].initial["days"] == ["sat"]

    write(SLUG, row=rule, name="Ports", tags="Ports")
    rule.refresh_from_db()
    assert (rule.name, rule.actions) == ("Ports", {"tags": ["Ports"]})


def test_conditions_nested_deeper_than_rows_are_written_and_shown_as_json(write, desk, deliver):
    nested = (
        '{"all": [{"field": "slug", "operator": "exists"}, {"any": ['
        '{"field": "type", "operator": "is", "value": "video"},'
        '{"field": "place", "operator": "exists"}]}]}'
    )
    write(as_json=nested, decision="hold")
    rule = RoutingRule.objects.get()

    assert '"any"' in desk.get(f"/admin/desk/rules/{rule.pk}/").context["form"].initial["as_json"]
    assert "slug exists and" in desk.get("/admin/desk/rules/").content.decode()


def test_rules_are_asked_in_the_order_the_desk_gives_them(write, desk, deliver):
    write(SLUG, name="First", section="world")
    write(SLUG, name="Second", section="politics")
    second = RoutingRule.objects.get(name="Second")

    desk.post(f"/admin/desk/rules/{second.pk}/move/", {"up": "1"})
    deliver(**HARBOUR)

    assert [rule.name for rule in RoutingRule.objects.all()] == ["Second", "First"]
    assert Story.objects.get().section.slug == "politics"


def test_a_rule_can_be_deleted_or_switched_off(write, desk, deliver):
    write(SLUG, decision="hold")
    rule = RoutingRule.objects.get()
    write(SLUG, row=rule, decision="hold", is_active="")
    deliver(**HARBOUR)
    assert Story.objects.get().live

    desk.post(f"/admin/desk/rules/{rule.pk}/delete/")

    assert not RoutingRule.objects.exists()


def test_a_stored_rule_that_cannot_be_read_is_left_out_and_shown(deliver, now, desk):
    RoutingRule.objects.create(name="Broken", conditions={}, actions={}, changed_at=now)

    deliver(**HARBOUR)

    assert Story.objects.get().live
    assert TaskFailure.objects.get().about == "Broken"
    assert "expected one of source" in desk.get("/admin/desk/rules/").content.decode()
