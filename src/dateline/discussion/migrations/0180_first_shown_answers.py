from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dateline_discussion", "0164_log_stays_whole"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="comment", name="comment_replies"),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["root", "state", "reply_number"], name="comment_replies"),
        ),
    ]
