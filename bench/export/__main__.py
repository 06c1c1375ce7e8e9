"""Load a sealed journal into a data folder that `taizhang init` made: `python -m bench.export FILE.csv`."""

from __future__ import annotations

import sys
from pathlib import Path

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 -- Django must be set up first

from bench.figures.county import county  # noqa: E402 -- Django must be set up first
from bench.figures.loading import load_county, load_lines, settle  # noqa: E402 -- Django must be set up first
from taizhang.foundation.journal.models import SealerState  # noqa: E402 -- app ready


def main(lines: Path) -> None:
    """Load the county with its journal, and give the lines that wait for a position theirs."""
    load_county(county())
    load_lines(lines)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT MAX(position) FROM journal_posting")
        sealed = cursor.fetchone()[0] or 0
        cursor.execute("SELECT id FROM journal_posting WHERE position IS NULL ORDER BY id")
        places = [(sealed + number, posting) for number, (posting,) in enumerate(cursor.fetchall(), start=1)]
        cursor.executemany("UPDATE journal_posting SET position = %s WHERE id = %s", places)
        SealerState.objects.create(id=1, size=sealed + len(places), frontier=[])
    settle()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
