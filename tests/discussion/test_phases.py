"""Every phase looks at a comment, all of it is kept, and one policy decides."""

from datetime import timedelta
from importlib import import_module

import pytest
from lxml import html

from dateline.core.moderation.phases import Length
from dateline.discussion.models import (
    Author,
    Comment,
    Discussion,
    ModerationSettings,
    RuleList,
    Signal,
    Sparable,
)
from dateline.discussion.own_scorer import own_scores
from dateline.discussion.pipeline import steps_of
from dateline.discussion.services import (
    approve_comment,
    moderate_comment,
    moderate_received,
    submit_comment,
    verify_comment,
)
from dateline.discussion.signal_words import told
from dateline.discussion.tasks import sweep_comments
from dateline.discussion.tickets import Ticket


@pytest.fixture
def rules(site):
    """A newsroom that publishes what no phase holds, from anyone who is verified."""
    rules = ModerationSettings.for_site(site)
    rules.is_pre_moderated = False
    rules.approvals_needed = 0
    rules.save()
    return rules


@pytest.fixture
def received(story, now):
    """Store a comment of a verified author that no phase has looked at yet."""
    made = []

    def store(text, *, email="signe.tarn@example.org", minutes=0, is_verified=True):
        made.append(text)
        at = now + timedelta(minutes=minutes)
        comment = submit_comment(
            story=story,
            ticket=Ticket(story.pk, None, f"nonce-{len(made)}"),
            author_name="Signe Tarn",
            email=email,
            text=text,
            client_address=f"192.0.2.{len(made)}",
            now=at,
        ).comment
        if is_verified:
            Comment.objects.filter(pk=comment.pk).update(verified_at=at)
        return comment

    return store


@pytest.fixture
def looked_at(received, now):
    """Store a comment and have every phase look at it."""

    def store(text, *, scorer=own_scores, **fields):
        comment = received(text, **fields)
        moderate_comment(comment_id=comment.pk, scorer=scorer, now=comment.submitted_at)
        comment.refresh_from_db()
        return comment

    return store


def outcomes(comment):
    return {signal.phase: signal.outcome for signal in comment.signals.all()}


def test_what_no_phase_objects_to_is_shown_by_no_person(rules, looked_at):
    comment = looked_at("The pilots of Lund Bay deserve a roster that lets them sleep.")

    decision = comment.decisions.get()

    assert comment.state == "shown"
    assert (decision.act, decision.by, decision.automation) == ("approved", None, "fully")
    assert set(outcomes(comment).values()) == {"pass"}
    assert len(outcomes(comment)) == len(steps_of(rules))


def test_a_comment_waits_by_default(looked_at):
    assert looked_at("The roster is a scandal.").state == "waiting"


def test_a_banned_word_refuses_and_says_which_and_where(rules, looked_at):
    RuleList.objects.create(kind="banned-words", entries="blatherskite  # by the house rules")

    comment = looked_at("What a BLATHERSKITE he is, with http://spam.example/x in it.")

    found = comment.signals.get(phase="words")
    decision = comment.decisions.get()
    assert comment.state == "refused"
    assert decision.reason_code == "BANNED_WORD"
    assert found.evidence == [{"what": "banned-word", "value": "blatherskite", "span": [7, 19]}]
    assert outcomes(comment)["links"] == "hold", "the others were asked all the same"


@pytest.mark.parametrize(
    ("entries", "text"),
    [
        ("held-domains", "See https://tips.example/a for more."),
        ("suspect-words", "A tips.example of a word."),
    ],
)
def test_a_suspect_word_or_domain_holds(rules, looked_at, entries, text):
    rules.links_allowed = 3
    rules.save()
    RuleList.objects.create(kind=entries, entries="tips.example\nword")

    assert looked_at(text).state == "waiting"


def test_an_unverified_address_and_a_new_commenter_wait(rules, looked_at, editor, now):
    rules.approvals_needed = 1
    rules.save()
    first = looked_at("The first words on the roster.", is_verified=False)
    second = looked_at("Other words, on the schedule of ferries.", minutes=10)
    approve_comment(comment=second, by=editor, now=second.submitted_at)
    third = looked_at("Something about the harbour master.", minutes=20)

    reasons = [c.decisions.first().reason_code for c in (first, second, third)]
    assert [first.state, third.state] == ["waiting", "shown"]
    assert reasons == ["not-verified", "new-commenter", ""]


def test_a_comment_that_only_claims_an_address_earns_its_owner_nothing(
    rules, looked_at, editor, now
):
    rules.approvals_needed = 1
    rules.save()
    claimed = looked_at("Anyone can type an address.", is_verified=False)
    approve_comment(comment=claimed, by=editor, now=now)

    assert looked_at("So this one still waits for a moderator.", minutes=9).state == "waiting"


def test_the_same_words_again_wait(rules, looked_at):
    words = "The council has sold the harbour to a company nobody here has heard of."
    looked_at(words)

    assert looked_at(words, minutes=30).decisions.get().reason_code == "repeats-own"


def test_a_guest_without_an_address_is_known_by_the_connection_and_held_for_a_repeat(
    rules, received, now
):
    words = "Buy your boots at the pier."
    comments = [received(words, email="", minutes=minutes) for minutes in (0, 30, 60 * 25)]
    Comment.objects.update(address_hash="one and the same")

    moderate_received(scorer=own_scores, now=now)

    found = [comment.signals.get(phase="repeated-text") for comment in comments]
    assert [one.reason_code for one in found] == ["", "repeats-address", ""]
    assert told(found[1]).sentence.startswith("Repeats what came from the same connection")


BOATS = [
    f"Boat {number} came in late, and nobody said why."
    for number in "one two three four five".split()
]


def test_what_others_sent_with_an_address_refuses_nothing_of_its_owners(rules, looked_at):
    for words in BOATS:
        looked_at(words, is_verified=False)

    mine = looked_at("The ferries are late again today.", is_verified=False)
    verify_comment(comment=mine, now=mine.submitted_at)
    moderate_comment(comment_id=mine.pk, scorer=own_scores, now=mine.submitted_at)

    mine.refresh_from_db()
    assert mine.decisions.first().act == "held"
    assert mine.state == "shown"


def test_a_sixth_comment_in_a_lively_debate_waits_and_is_not_refused(rules, looked_at):
    earlier = [looked_at(words).state for words in BOATS]

    sixth = looked_at("The ferries are late again today.")

    assert earlier == ["shown"] * 5
    assert sixth.state == "waiting"
    assert sixth.decisions.get().reason_code == "too-often"


def test_what_a_program_alone_refused_is_looked_at_again_once_it_is_verified(rules, looked_at):
    banned = RuleList.objects.create(kind="banned-words", entries="blatherskite")
    refused = looked_at("What a blatherskite he is.", is_verified=False)
    banned.delete()

    verify_comment(comment=refused, now=refused.submitted_at)
    moderate_comment(comment_id=refused.pk, scorer=own_scores, now=refused.submitted_at)

    refused.refresh_from_db()
    assert [one.act for one in refused.decisions.all()] == ["refused", "approved"]
    assert refused.state == "shown"


@pytest.mark.parametrize(("on_fault", "state"), [("hold", "waiting"), ("pass", "shown")])
def test_a_scorer_that_fails_does_what_the_setting_says_and_it_is_recorded(
    rules, looked_at, on_fault, state
):
    def broken(texts):
        raise OSError

    rules.on_scorer_fault = on_fault
    rules.save()

    comment = looked_at("The pilots deserve better.", scorer=broken)

    assert comment.state == state
    assert outcomes(comment)["scores"] == "failed"


def test_a_person_under_pre_moderation_waits(rules, looked_at):
    comment = looked_at("The pilots deserve better.")
    Author.objects.update(standing="pre-moderated")

    again = looked_at("The ferries are late again today.", minutes=30)

    assert comment.state == "shown"
    assert again.decisions.get().reason_code == "author-pre-moderated"


def test_the_same_words_are_found_behind_two_hundred_newer_comments(rules, looked_at, story):
    words = "Whoever votes for the harbour fees sells the quay of Kesterholm to strangers."
    first = looked_at(words)
    Comment.objects.filter(pk=first.pk).update(author=None)
    Comment.objects.bulk_create(
        Comment(
            story=story,
            author_name="Odd L.",
            text=f"Boat {number} is in.",
            submitted_at=first.submitted_at + timedelta(seconds=number),
            form_hash=str(number),
            text_hash=str(number),
        )
        for number in range(1, 251)
    )

    again = looked_at(words.upper(), minutes=30)

    assert outcomes(again)["repeated-text"] == "hold"


def test_what_was_sent_before_its_thread_was_closed_is_left_to_a_person(rules, received, story):
    comment = received("The pilots deserve better.")
    Discussion.objects.create(story=story, mode="closed")

    moderate_comment(comment_id=comment.pk, scorer=own_scores, now=comment.submitted_at)

    comment.refresh_from_db()
    assert comment.state == "waiting"
    assert outcomes(comment)["open"] == "hold"


def test_a_phase_that_fails_holds_the_comment_and_stops_no_other(rules, looked_at, monkeypatch):
    def broken(self, submission):
        raise ZeroDivisionError

    monkeypatch.setattr(Length, "judge", broken)

    comment = looked_at("The pilots deserve better.")

    assert comment.state == "waiting"
    assert outcomes(comment)["length"] == "failed"
    assert outcomes(comment)["scores"] == "pass"


def test_a_moderators_decision_stands_even_if_the_phases_come_later(received, editor, now):
    comment = received("The pilots deserve better.")
    approve_comment(comment=comment, by=editor, now=now)

    moderate_comment(comment_id=comment.pk, scorer=own_scores, now=now)

    comment.refresh_from_db()
    assert comment.state == "shown"
    assert comment.decisions.get().by == editor


def test_a_comment_whose_task_was_lost_is_looked_at_by_the_sweep_once(received, now, at):
    at(now)
    comment = received("The pilots deserve better.")

    sweep_comments.call_local()
    sweep_comments.call_local()

    comment.refresh_from_db()
    assert comment.state == "waiting"
    assert comment.decisions.count() == 1
    assert Signal.objects.values("phase").distinct().count() == Signal.objects.count()


def test_no_signal_holds_a_word_of_the_comment_or_its_address(rules, looked_at, caplog):
    comment = looked_at("Zanzibar quokka: write to me at https://tips.example/abc?d=1")

    kept = str(list(comment.signals.values()))

    assert "quokka" not in kept + caplog.text
    assert "signe.tarn" not in kept + caplog.text


def test_colleagues_are_spared_what_the_settings_say_and_no_more(rules):
    def spared():
        return {step.phase.name for step in steps_of(rules) if "staff" in step.spares}

    at_first = spared()
    rules.spared = list(Sparable)

    assert at_first == {"pace", "scores", "new-commenter", "pre-moderation"}
    assert spared() | {"akismet", "outside"} == set(Sparable)
    rules.spared = []
    assert spared() == set()


def test_what_colleagues_are_spared_is_ticked_in_the_settings(client, rules, editor):
    client.force_login(editor)
    address = f"/admin/settings/dateline_discussion/moderationsettings/{rules.site_id}/"
    page = html.fromstring(client.get(address).content)
    form = next(one for one in page.forms if "toxicity_held_from" in one.fields)
    ticked = page.xpath("//input[@name='spared' and @checked]/@value")
    fields = {name: value for name, value in form.form_values() if name != "spared"}

    client.post(address, fields | {"spared": ["links", "pace"]})
    rules.refresh_from_db()
    as_ticked = rules.spared
    client.post(address, fields)
    rules.refresh_from_db()

    assert set(ticked) == {"pace", "scores", "new-commenter", "pre-moderation", "akismet"}
    assert as_ticked == ["links", "pace"]
    assert rules.spared == []


@pytest.mark.parametrize(
    ("scores", "words", "more"),
    [(True, False, ["scores"]), (False, True, ["words"]), (False, False, [])],
)
def test_what_two_boxes_said_before_is_said_in_the_list(scores, words, more):
    migration = import_module("dateline.discussion.migrations.0151_spared_as_it_was")

    kept = migration.spared(scores=scores, words=words)

    assert kept == ["pace", "new-commenter", "pre-moderation", "akismet", *more]
