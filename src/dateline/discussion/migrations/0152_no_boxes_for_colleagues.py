"""The two boxes are gone: the list says it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dateline_discussion", "0151_spared_as_it_was")]

    operations = [
        migrations.RemoveField("moderationsettings", "are_staff_spared_scores"),
        migrations.RemoveField("moderationsettings", "are_staff_spared_words"),
    ]
