"""One list says what colleagues are spared."""

from django.db import migrations

import dateline.discussion.models.sparing


class Migration(migrations.Migration):
    dependencies = [("dateline_discussion", "0140_open_reports")]

    operations = [
        migrations.AddField(
            model_name="moderationsettings",
            name="spared",
            field=dateline.discussion.models.sparing.SparedField(
                blank=True,
                default=dateline.discussion.models.sparing.spared_at_first,
                help_text=(
                    "Comments with the badge of a colleague who is signed in. What they are spared "
                    "is still told on the card."
                ),
                verbose_name="colleagues are spared",
            ),
        ),
    ]
