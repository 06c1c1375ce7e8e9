"""Tell the database how its tables have grown, so that it takes the right index."""

from __future__ import annotations

from django.db import connection


def refresh_statistics() -> None:
    """Look at the tables that have grown much; SQLite asks itself which, PostgreSQL is told.

    Without this, SQLite sorts 200,000 records to show fifty: 400 ms in place of 3.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE records_record, records_evidence")
        else:
            # All tables (0x10000), within bounds (0x10), and do it (0x02).
            cursor.execute("PRAGMA optimize=0x10012")
