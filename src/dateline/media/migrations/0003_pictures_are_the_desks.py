"""Comment moderators lose the pictures that Wagtail gives to every group of that name."""

from django.db import migrations


def take_back(apps, schema_editor):
    apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(
        group__name="Moderators", permission__content_type__app_label="wagtailimages"
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("dateline_media", "0002_pictures"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
    ]
    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]
