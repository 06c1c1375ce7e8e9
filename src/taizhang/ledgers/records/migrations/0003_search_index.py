"""An index over the search tokens: FTS5 kept by triggers on SQLite, a GIN index on PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from taizhang.kernel.pairs import search_text

SQLITE = (
    """
    CREATE VIRTUAL TABLE records_search USING fts5(
        search, content='records_record', content_rowid='id', tokenize='ascii', detail='none', columnsize=0
    )
    """,
    """
    CREATE TRIGGER records_search_new AFTER INSERT ON records_record BEGIN
        INSERT INTO records_search(rowid, search) VALUES (new.id, new.search);
    END
    """,
    """
    CREATE TRIGGER records_search_changed AFTER UPDATE OF search ON records_record
    WHEN old.search <> new.search BEGIN
        INSERT INTO records_search(records_search, rowid, search) VALUES ('delete', old.id, old.search);
        INSERT INTO records_search(rowid, search) VALUES (new.id, new.search);
    END
    """,
)
POSTGRESQL = ("CREATE INDEX record_by_search ON records_record USING gin (to_tsvector('simple', search))",)
UNDO_SQLITE = (
    "DROP TRIGGER records_search_changed",
    "DROP TRIGGER records_search_new",
    "DROP TABLE records_search",
)
UNDO_POSTGRESQL = ("DROP INDEX record_by_search",)


def fill(apps: Any, editor: Any) -> None:
    """Write the tokens of the records that stand already."""
    record = apps.get_model("records", "Record")
    rows = record.objects.only("pk", "title", "place", "host", "note", "tags", "fields")
    batch = []
    for row in rows.iterator(chunk_size=2000):
        told = (row.title, row.place, row.host, row.note, *row.tags, *map(str, row.fields.values()))
        row.search = search_text(*told)
        batch.append(row)
        if len(batch) == 2000:
            record.objects.bulk_update(batch, ["search"])
            batch = []
    record.objects.bulk_update(batch, ["search"])


def build(apps: Any, editor: Any) -> None:
    """Make the index."""
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def drop(apps: Any, editor: Any) -> None:
    """Take the index away."""
    for statement in UNDO_POSTGRESQL if editor.connection.vendor == "postgresql" else UNDO_SQLITE:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("records", "0002_uploads_views_and_search")]
    operations = [
        migrations.RunPython(build, drop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
