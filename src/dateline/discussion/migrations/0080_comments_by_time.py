from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dateline_discussion", "0060_outside_phases"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["-submitted_at"], name="comment_by_time"),
        ),
    ]
