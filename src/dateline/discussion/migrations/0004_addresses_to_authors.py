"""Moves e-mail addresses to the authors they tell apart, and counts what is shown."""

from django.db import migrations
from django.db.models import Count, Q

from dateline.discussion.models.authors import new_pseudonym


def move_addresses(apps, schema_editor):
    Author = apps.get_model("dateline_discussion", "Author")
    Contact = apps.get_model("dateline_discussion", "Contact")
    Comment = apps.get_model("dateline_discussion", "Comment")
    authors = {}
    for comment in Comment.objects.exclude(email_hash="").order_by("submitted_at", "pk").iterator():
        email_hash = comment.email_hash
        if email_hash not in authors:
            author = Author.objects.create(
                pseudonym=new_pseudonym(), first_seen_at=comment.submitted_at
            )
            Contact.objects.create(
                author=author, email_hash=email_hash, email_encrypted=comment.email_encrypted
            )
            authors[email_hash] = author.pk
        Comment.objects.filter(pk=comment.pk).update(author_id=authors[email_hash])


def find_roots(apps, schema_editor):
    Comment = apps.get_model("dateline_discussion", "Comment")
    roots, replies_made = {}, {}
    replies = Comment.objects.exclude(parent=None).order_by("pk")
    for pk, parent_id in replies.values_list("pk", "parent_id").iterator():
        roots[pk] = root_id = roots.get(parent_id, parent_id)
        replies_made[root_id] = number = replies_made.get(root_id, 0) + 1
        Comment.objects.filter(pk=pk).update(root_id=root_id, reply_number=number)
    for root_id, number in replies_made.items():
        shown = Comment.objects.filter(root_id=root_id, state="shown").count()
        Comment.objects.filter(pk=root_id).update(replies_made=number, shown_replies=shown)
    Comment.objects.filter(Q(state="shown") | Q(shown_replies__gt=0), root=None).update(
        is_listed=True
    )


def count_shown(apps, schema_editor):
    Comment = apps.get_model("dateline_discussion", "Comment")
    Discussion = apps.get_model("dateline_discussion", "Discussion")
    shown = Comment.objects.filter(state="shown").values("story").annotate(n=Count("pk"))
    Discussion.objects.bulk_create(
        [Discussion(story_id=row["story"], shown_count=row["n"]) for row in shown.iterator()],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("dateline_discussion", "0003_threads_authors_signals")]

    operations = [
        migrations.RunPython(move_addresses, migrations.RunPython.noop),
        migrations.RunPython(find_roots, migrations.RunPython.noop),
        migrations.RunPython(count_shown, migrations.RunPython.noop),
    ]
