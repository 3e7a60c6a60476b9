"""What the two boxes said is said in the list."""

from django.db import migrations

ALWAYS = ["pace", "new-commenter", "pre-moderation", "akismet"]


def spared(*, scores, words):
    """Return what was spared, by what the two boxes said."""
    return ALWAYS + ["scores"] * scores + ["words"] * words


def say_in_list(apps, _editor):
    """Fill the list of every newsroom."""
    for rules in apps.get_model("dateline_discussion", "ModerationSettings").objects.all():
        rules.spared = spared(
            scores=rules.are_staff_spared_scores, words=rules.are_staff_spared_words
        )
        rules.save(update_fields=["spared"])


def say_in_boxes(apps, _editor):
    """Tick the two boxes again."""
    for rules in apps.get_model("dateline_discussion", "ModerationSettings").objects.all():
        rules.are_staff_spared_scores = "scores" in rules.spared
        rules.are_staff_spared_words = "words" in rules.spared
        rules.save(update_fields=["are_staff_spared_scores", "are_staff_spared_words"])


class Migration(migrations.Migration):
    dependencies = [("dateline_discussion", "0150_spared_phases")]

    operations = [migrations.RunPython(say_in_list, say_in_boxes)]
