"""Put the words of all cases into tables of their own, with the places they lie in and the month they were opened in.

Why: words are looked for among the latest, or the open ones, first (docs/adr/0011-search.md).
Cost: about a millisecond a case. Back: nothing; the words stay where they are.
"""

from django.db import migrations

from shishi.lib import fulltext
from shishi.rules.deadlines import local

LASTING, DAILY, OPEN, BATCH = "search_words", "search_words_daily", "search_words_open", 2_000
READ = (
    *("number", "title", "topic", "enterprise", "place", "outside_number", "text"),
    *("region_path", "opened_at", "closed_at"),
)


def put_again(apps, schema_editor):
    entries = dict(apps.get_model("search", "Entry").objects.filter(kind="case").values_list("subject_id", "pk"))
    batch = []
    for case in apps.get_model("cases", "Case").objects.order_by("pk").only(*READ).iterator(BATCH):
        if case.pk in entries:
            batch.append((entries[case.pk], words_of(case), case.closed_at is None))
        if len(batch) == BATCH:
            put(batch)
            batch = []
    put(batch)


def words_of(case):
    said = (case.number, case.topic, case.enterprise, case.place, case.outside_number, case.text[:500])
    when = [fulltext.month(local(case.opened_at).date())]
    return when + fulltext.places(case.region_path) + fulltext.words_of(case.title, " ".join(said))


def put(batch):
    fulltext.remove(LASTING, [pk for pk, _words, _is_open in batch])
    fulltext.put(DAILY, [(pk, words) for pk, words, _is_open in batch])
    fulltext.put(OPEN, [(pk, words) for pk, words, is_open in batch if is_open])


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_enterprise"), ("search", "0003_daily_and_open")]

    operations = [migrations.RunPython(put_again, migrations.RunPython.noop)]
