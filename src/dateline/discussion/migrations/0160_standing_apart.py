from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dateline_discussion", "0152_no_boxes_for_colleagues"),
    ]

    operations = [
        migrations.AddField(
            model_name="author",
            name="are_unproved_held",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="author",
            name="unproved_held_until",
            field=models.DateTimeField(null=True),
        ),
    ]
