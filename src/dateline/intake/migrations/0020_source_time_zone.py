from django.db import migrations, models

import dateline.intake.models.source


class Migration(migrations.Migration):
    dependencies = [("dateline_intake", "0006_wire_format")]

    operations = [
        migrations.AddField(
            model_name="source",
            name="time_zone",
            field=models.CharField(
                blank=True,
                help_text=(
                    "Of times that name none, such as “Europe/Oslo”. Empty: such an embargo is held "
                    "until its hour has come everywhere."
                ),
                max_length=60,
                validators=[dateline.intake.models.source.check_zone],
                verbose_name="time zone",
            ),
        ),
    ]
