import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dateline_discussion", "0162_no_common_reach")]

    operations = [
        migrations.CreateModel(
            name="BarredAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email_hash", models.CharField(max_length=64, unique=True)),
                (
                    "author",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="barred_address",
                        to="dateline_discussion.author",
                    ),
                ),
            ],
        ),
        migrations.AlterField(
            model_name="report",
            name="address_hash",
            field=models.CharField(max_length=64, null=True),
        ),
    ]
