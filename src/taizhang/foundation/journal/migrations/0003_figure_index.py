"""The index that figures are counted from: the rows themselves are not read."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CARRIED = "kind, weight, position, people, minutes, copies, points, tags"


def build(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Carry the columns in the index: PostgreSQL includes them, SQLite appends them."""
    if editor.connection.vendor == "postgresql":
        columns = f"(book, unit_id, on_day) INCLUDE ({CARRIED})"
    else:
        columns = f"(book, unit_id, on_day, {CARRIED})"
    editor.execute(f"CREATE INDEX posting_for_figures ON journal_posting {columns}")
    if editor.connection.vendor == "postgresql":
        # Sealing rewrites rows; until they are vacuumed, an index-only scan must look at each of them.
        editor.execute(
            "ALTER TABLE journal_posting SET (autovacuum_vacuum_scale_factor = 0.02, "
            "autovacuum_vacuum_insert_scale_factor = 0.02)"
        )


def drop(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute("DROP INDEX posting_for_figures")


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_append_only")]

    operations = [migrations.RunPython(build, drop)]
