import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dateline_discussion", "0163_barred_addresses")]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="dateline_discussion.comment",
            ),
        ),
    ]
