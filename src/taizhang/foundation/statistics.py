"""Tell the database how its tables have grown, so that it takes the right index."""

from __future__ import annotations

from django.db import connection, models

MANY = 1000
"""So many new rows at one go are told at once; fewer change no plan."""


def refresh_statistics(*grown: type[models.Model]) -> None:
    """Count these tables anew; with none named, all of them on SQLite: PostgreSQL sees to that by itself.

    Without this, SQLite sorts 200,000 records to show fifty, 400 ms in place of 3; and for a minute after
    a scheme was handed down PostgreSQL takes each of its 43,000 occurrences from the index one by one.
    """
    tables = [connection.ops.quote_name(model._meta.db_table) for model in grown]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            if tables:
                cursor.execute(f"ANALYZE {', '.join(tables)}")
        else:
            for statement in [f"ANALYZE {table}" for table in tables] or ["ANALYZE"]:
                cursor.execute(statement)
