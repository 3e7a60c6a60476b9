"""Wagtail's “Moderators” publish pages; ours are for comments alone, so the editors take that over."""

from django.db import migrations


def hand_over(apps, schema_editor):
    Group = apps.get_model("auth.Group")
    moderators = Group.objects.filter(name="Moderators").first()
    if moderators is None:
        return
    editors, _ = Group.objects.get_or_create(name="Editors")
    PagePermission = apps.get_model("wagtailcore.GroupPagePermission")
    for right in PagePermission.objects.filter(group=moderators):
        PagePermission.objects.get_or_create(
            group=editors, page_id=right.page_id, permission_id=right.permission_id
        )
        right.delete()
    apps.get_model("wagtailcore.GroupCollectionPermission").objects.filter(
        group=moderators
    ).delete()
    moderators.permissions.remove(
        *moderators.permissions.filter(
            content_type__app_label__in=("wagtailimages", "wagtaildocs", "dateline_media")
        )
    )
    for task in apps.get_model("wagtailcore.GroupApprovalTask").objects.filter(groups=moderators):
        task.groups.remove(moderators)
        task.groups.add(editors)


class Migration(migrations.Migration):
    dependencies = [
        ("dateline_accounts", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]
    operations = [migrations.RunPython(hand_over, migrations.RunPython.noop)]
