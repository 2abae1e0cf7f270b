"""Make the tables of words of what comes in numbers every day, and of what of that is still open.

Why: a frequent word among a million cases is looked for among the latest, or the open ones, first; and what lasts is
not looked for among cases at all (docs/adr/0011-search.md).
Cost: nothing; the tables are empty. Back: the tables are dropped; the index is filled by putting things into it.
"""

from django.db import migrations

from shishi.lib import fulltext

TABLES = ("search_words_daily", "search_words_open")


def create(apps, schema_editor):
    for table in TABLES:
        fulltext.create(table, schema_editor.connection)


def drop(apps, schema_editor):
    for table in TABLES:
        fulltext.drop(table, schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_words")]

    operations = [migrations.RunPython(create, drop)]
