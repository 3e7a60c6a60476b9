from django.db import migrations


class Migration(migrations.Migration):
    """Two steps were taken side by side: from here on there is one order again."""

    dependencies = [
        ("dateline_discussion", "0062_scorer_corrections"),
        ("dateline_discussion", "0080_comments_by_time"),
    ]

    operations = []
