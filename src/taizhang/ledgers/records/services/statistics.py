"""Tell the database how its tables have grown, so that it takes the right index."""

from __future__ import annotations

from django.db import connection


def refresh_statistics() -> None:
    """Count the tables anew: all of them on SQLite, the records on PostgreSQL.

    Without this, SQLite sorts 200,000 records to show fifty: 400 ms in place of 3.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE records_record, records_evidence")
        else:
            cursor.execute("ANALYZE")
