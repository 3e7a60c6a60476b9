from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dateline_discussion", "0161_each_with_its_reach")]

    operations = [
        migrations.RemoveField(model_name="author", name="is_owner_judged"),
    ]
