from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dateline_discussion", "0004_addresses_to_authors")]

    operations = [
        migrations.RemoveField(model_name="comment", name="email_encrypted"),
        migrations.RemoveField(model_name="comment", name="email_hash"),
    ]
