"""The index that tells which kinds a book has, a leap for each. It is small: equal keys share an entry."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def build(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """On PostgreSQL alone: SQLite's index of kinds begins with book and kind already."""
    if editor.connection.vendor == "postgresql":
        editor.execute("CREATE INDEX posting_kinds ON journal_posting (book, kind)")


def drop(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX posting_kinds")


class Migration(migrations.Migration):
    dependencies = [("journal", "0004_kind_index")]

    operations = [migrations.RunPython(build, drop)]
