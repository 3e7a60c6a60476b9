"""The scorer learns from moderators, counts once a person chose it, forgets what is erased."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from dateline.discussion import signal_words
from dateline.discussion.models import Comment, Decision, ModerationSettings, ScorerCorrection
from dateline.discussion.own_scorer import own_scores
from dateline.discussion.services import learn_again, learn_correction, moderate_comment

PLACES = ("quay", "crane", "ferry", "harbour", "market", "northern wall", "bridge", "chapel")
COUNT = 208


@pytest.fixture
def decided(story, moderator, now):
    """A newsroom whose moderators refused half of 208 comments, for a word of their own."""
    comments = Comment.objects.bulk_create(
        Comment(
            story=story,
            author_name="Signe",
            text=f"The {'gullfeeder' if n % 2 else 'pilot'} of the {PLACES[n % 8]} is back, {n}.",
            state="refused" if n % 2 else "shown",
            submitted_at=now,
            form_hash=str(n),
        )
        for n in range(COUNT)
    )
    Decision.objects.bulk_create(
        Decision(
            comment=comment,
            act="refused" if comment.state == "refused" else "approved",
            reason_code="ABUSIVE" if comment.state == "refused" else "",
            by=moderator,
            automation="not-automated",
            at=now,
        )
        for comment in comments
    )
    return comments


def test_nothing_counts_until_a_person_chooses_it(rules, decided, received, now):
    made = learn_correction(rules=rules, now=now)
    before = received("The gullfeeder of the crane is back, at last.")
    after = received("The gullfeeder of the market is back, as ever.")

    moderate_comment(comment_id=before.pk, scorer=own_scores, now=now)
    rules.correction = made
    rules.save()
    moderate_comment(comment_id=after.pk, scorer=own_scores, now=now)

    before.refresh_from_db()
    after.refresh_from_db()
    signal = after.signals.get(phase="scores")
    assert (before.state, after.state) == ("shown", "waiting")
    assert before.signals.get(phase="scores").phase_version == "1"
    assert signal.phase_version == f"1+local-{made.pk}"
    assert "before the newsroom’s correction" in signal_words.told(signal).sentence
    assert "<mark>gullfeeder</mark>" in signal_words.marked_text(after, [signal])


def test_the_settings_page_shows_the_effect_beside_the_choice(client, rules, decided, editor, now):
    client.force_login(editor)
    address = f"/admin/settings/dateline_discussion/moderationsettings/{rules.site_id}/"

    empty = client.get(address).content.decode()
    made = learn_correction(rules=rules, now=now)
    page = client.get(address).content.decode()

    assert "Nothing was learned yet. It needs 200 comments" in empty
    assert f"no. {made.pk} of 2026-11-23, from 208 decisions" in page
    ((name, effect),) = made.effects()
    assert f"<td>{effect.before.agreement:.2f}</td><td>{effect.after.agreement:.2f}</td>" in page
    assert (name, effect.cut) == ("TOXICITY", 0.8)
    assert effect.after.agreement > effect.before.agreement


def test_a_correction_beside_other_weights_does_not_count(rules, decided, received, now):
    rules.correction = learn_correction(rules=rules, now=now)
    rules.correction.scorer = "other"
    rules.correction.save()
    rules.save()
    comment = received("The gullfeeder of the market is back, as ever.")

    moderate_comment(comment_id=comment.pk, scorer=own_scores, now=now)

    comment.refresh_from_db()
    assert comment.state == "shown"


def test_what_was_learned_from_erased_words_is_forgotten(rules, decided, now):
    rules.correction = first = learn_correction(rules=rules, now=now)
    rules.save()
    gone = decided[1]
    Comment.objects.filter(pk=gone.pk).update(text="", state="erased")
    later = now + timedelta(days=1)
    Decision.objects.create(comment=gone, act="erased", automation="fully", at=later)

    learn_again(rules=rules, now=later)

    kept = ScorerCorrection.objects.get()
    assert ModerationSettings.objects.get().correction == kept
    assert kept.pk != first.pk
    assert kept.decisions == COUNT - 1


def test_where_too_little_is_left_the_scores_count_as_shipped(rules, decided, now):
    rules.correction = learn_correction(rules=rules, now=now)
    rules.save()
    gone = [comment.pk for comment in decided[:20]]
    Comment.objects.filter(pk__in=gone).update(text="", state="erased")
    Decision.objects.create(comment=decided[0], act="erased", automation="fully", at=now)

    learn_again(rules=rules, now=now)

    assert not ScorerCorrection.objects.exists()
    assert ModerationSettings.objects.get().correction is None


def test_each_night_it_is_learned_if_there_is_enough_and_stays_off(rules, decided, now):
    for day in range(3):
        learn_again(rules=rules, now=now + timedelta(days=day))

    assert ScorerCorrection.objects.count() == 1
    assert ModerationSettings.objects.get().correction is None


def test_the_command_prints_the_table(rules, decided, at, capsys):
    call_command("correct_scorer")

    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == [
        "score", "weights", "cut", "precision", "recall", "agreement", "count",
    ]  # fmt: skip
    assert [line.split()[0:3] for line in lines[2:4]] == [
        ["TOXICITY", "shipped", "0.80"],
        ["TOXICITY", "corrected", "0.80"],
    ]


def test_the_command_says_what_is_missing(rules, at):
    with pytest.raises(CommandError, match="0 decisions"):
        call_command("correct_scorer")
