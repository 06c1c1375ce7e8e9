"""The index for rules about some kinds: it leads to their rows alone, and tells which kinds there are."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CARRIED = "weight, position, people, minutes, copies, points, tags"


def build(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Carry the columns in the index: PostgreSQL includes them, SQLite appends them.

    PostgreSQL takes a list of kinds within each unit; SQLite finds the kinds by leaps.
    """
    if editor.connection.vendor == "postgresql":
        columns = f"(book, unit_id, kind, on_day) INCLUDE ({CARRIED})"
    else:
        columns = f"(book, kind, unit_id, on_day, {CARRIED})"
    editor.execute(f"CREATE INDEX posting_by_kind ON journal_posting {columns}")


def drop(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute("DROP INDEX posting_by_kind")


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_figure_index")]

    operations = [migrations.RunPython(build, drop)]
