"""A standing and a suspension get the reach of the act that made each."""

from django.db import migrations

SUSPENDED = "suspended"
STANDING = ("banned", "pre-moderated", "freed")


def part(apps, schema_editor):
    """Move what was judged by comments that nobody proved to where it reaches no owner."""
    authors = apps.get_model("dateline_discussion", "Author").objects
    records = apps.get_model("dateline_discussion", "AuthorRecord").objects
    judged = authors.exclude(standing="normal", suspended_until=None)
    for author in judged.iterator():
        newest = records.filter(author=author).order_by("-at", "-pk")
        suspension = newest.filter(act=SUSPENDED).first()
        standing = newest.filter(act__in=STANDING).first()
        if suspension is not None and not suspension.is_owner_judged:
            author.unproved_held_until, author.suspended_until = author.suspended_until, None
        if standing is not None and not standing.is_owner_judged:
            author.are_unproved_held, author.standing = author.standing != "normal", "normal"
        author.save()


class Migration(migrations.Migration):
    dependencies = [("dateline_discussion", "0160_standing_apart")]

    operations = [migrations.RunPython(part, migrations.RunPython.noop, elidable=True)]
