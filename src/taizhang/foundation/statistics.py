"""Tell the database how its tables have grown, so that it takes the right index."""

from __future__ import annotations

from django.db import connection, models

MANY = 1000
"""So many new rows at one go are told at once; fewer change no plan."""


def refresh_statistics(*grown: type[models.Model]) -> None:
    """Count these tables anew on PostgreSQL, which sees to the others by itself; on SQLite all of them.

    Without this, SQLite sorts 200,000 records to show fifty, 400 ms in place of 3, and so it does where
    some tables are counted and those that they are joined with are not. PostgreSQL takes each of the
    43,000 occurrences of a scheme just handed down from the index one by one, until it looks by itself.
    """
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("ANALYZE")
        elif grown:
            tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in grown)
            cursor.execute(f"ANALYZE {tables}")


def tell_growth(*grown: type[models.Model], rows: int) -> None:
    """Let the database see at once that so many rows came into these tables, where they are many."""
    if rows >= MANY:
        refresh_statistics(*grown)
