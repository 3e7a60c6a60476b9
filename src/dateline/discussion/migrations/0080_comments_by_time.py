from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dateline_discussion", "0062_scorer_corrections"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["-submitted_at"], name="comment_by_time"),
        ),
    ]
