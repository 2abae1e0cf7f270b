"""Make the table of words: FTS5 on SQLite, tsvector with GIN on PostgreSQL.

Why: two characters of Chinese must be found, on both databases alike (docs/adr/0011-search.md).
Cost: nothing; the table is empty. Back: the table is dropped; the index is filled again by putting things into it.
"""

from django.db import migrations

from shishi.lib import fulltext

TABLE = "search_words"


def create(apps, schema_editor):
    fulltext.create(TABLE, schema_editor.connection)


def drop(apps, schema_editor):
    fulltext.drop(TABLE, schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
