"""An index in the order of the list; search tokens in the order of the text."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from taizhang.kernel.pairs import search_text

STEP = 2000


def refill(apps: Any, editor: Any) -> None:
    """Write the tokens of the records that stand already anew."""
    record = apps.get_model("records", "Record")
    last = 0
    while batch := list(record.objects.filter(pk__gt=last).order_by("pk")[:STEP]):
        for row in batch:
            told = (row.title, row.place, row.host, row.note, *row.tags, *map(str, row.fields.values()))
            row.search = search_text(*told)
        record.objects.bulk_update(batch, ["search"], batch_size=500)
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("records", "0003_search_index")]
    operations = [
        migrations.AddIndex(
            model_name="record",
            index=models.Index(fields=["-on", "-number"], name="record_by_day"),
        ),
        migrations.RunPython(refill, migrations.RunPython.noop),
    ]
