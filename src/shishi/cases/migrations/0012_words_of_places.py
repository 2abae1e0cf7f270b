"""Put the words of all cases into the search again, with those of the places they lie in.

Why: a search within one region walks past what lies elsewhere, so that frequent words cost a county no more than its own.
Cost: about a millisecond a case. Back: nothing; the words of places are not asked for then.
"""

from django.db import migrations

from shishi.lib import fulltext

TABLE, BATCH = "search_words", 2_000


def put_again(apps, schema_editor):
    entries = dict(apps.get_model("search", "Entry").objects.filter(kind="case").values_list("subject_id", "pk"))
    cases = apps.get_model("cases", "Case").objects.order_by("pk")
    batch = []
    for case in cases.only("number", "title", "topic", "place", "text", "region_path").iterator(BATCH):
        if case.pk in entries:
            text = f"{case.number} {case.topic} {case.place} {case.text[:500]}"
            batch.append((entries[case.pk], fulltext.places(case.region_path) + fulltext.words_of(case.title, text)))
        if len(batch) == BATCH:
            fulltext.put(TABLE, batch)
            batch = []
    fulltext.put(TABLE, batch)


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_enterprise"), ("search", "0002_words")]

    operations = [migrations.RunPython(put_again, migrations.RunPython.noop)]
