"""Postings and checkpoints are never changed or deleted; the sealer sets a position once."""

from django.db import migrations

from taizhang.foundation.append_only import keep_append_only

CONTENT = (
    "id",
    "book",
    "source",
    "revision",
    "unit_id",
    "on_day",
    "kind",
    "tags",
    "people",
    "minutes",
    "copies",
    "points",
    "weight",
    "reverses_id",
    "posted_at",
    "chain_number",
    "digest",
)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.RunPython(
            keep_append_only(table="journal_posting", columns=CONTENT, once="position"),
            migrations.RunPython.noop,
        ),
        migrations.RunPython(keep_append_only(table="journal_checkpoint"), migrations.RunPython.noop),
    ]
