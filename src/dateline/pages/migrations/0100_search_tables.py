"""The search tables, in each database's own kind."""

from django.db import migrations

from dateline.pages.search import fts5, tsvector


def _engine(schema_editor):
    return tsvector if schema_editor.connection.vendor == "postgresql" else fts5


def create(apps, schema_editor):
    schema_editor.execute(_engine(schema_editor).CREATE)


def drop(apps, schema_editor):
    schema_editor.execute(_engine(schema_editor).DROP)


class Migration(migrations.Migration):
    dependencies = [("dateline_pages", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
