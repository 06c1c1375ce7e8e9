"""Write the indexes that figures are counted from anew, as lines that came in all over have left them half empty."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection

INDEXES = ("posting_for_figures", "posting_by_kind")


def tidy(*, progress: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Write the indexes of the journal's figures anew and let the database look at what it has.

    Every line stays as it is. In PostgreSQL pages are read and written meanwhile (source: PostgreSQL
    documentation, Routine Reindexing); in SQLite whoever writes waits, some seconds for a million lines.
    Raises:  RuntimeError inside a transaction.
    """
    if connection.in_atomic_block:
        raise RuntimeError("indexes are written anew outside a transaction")
    postgresql = connection.vendor == "postgresql"
    each = "REINDEX INDEX CONCURRENTLY {}" if postgresql else "REINDEX {}"
    steps = [
        *(each.format(index) for index in INDEXES),
        "VACUUM (ANALYZE) journal_posting" if postgresql else "ANALYZE journal_posting",
    ]
    with connection.cursor() as cursor:
        for done, step in enumerate(steps, start=1):
            cursor.execute(step)
            progress(done, len(steps))
