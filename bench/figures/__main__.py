"""One database, in a process of its own: load the journal, ask the figures, tell the times as JSON.

`python -m bench.figures FILE.csv POSTINGS EACH`, with TAIZHANG_HOME a data folder that `taizhang init` made.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402 -- Django must be set up first

from bench.figures.asking import answers, questions  # noqa: E402 -- Django must be set up first
from bench.figures.county import county  # noqa: E402 -- Django must be set up first
from bench.figures.loading import keep_totals, load_county, load_lines, settle  # noqa: E402 -- Django must be set up first
from bench.figures.upwards import told_upwards  # noqa: E402 -- Django must be set up first

LINES_UPWARDS = 500


def main(lines: Path, postings: int, each: int) -> None:
    """Print how long loading took, and every answer."""
    place = county()
    begun = time.perf_counter()
    load_county(place)
    load_lines(lines)
    settle()
    loaded = time.perf_counter() - begun
    begun = time.perf_counter()
    keep_totals()
    totalled = time.perf_counter() - begun
    told = answers(questions(county=place, postings=postings, each=each))
    upwards = told_upwards(county=place, times=LINES_UPWARDS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        version = cursor.fetchone()[0].split()[0]
    answer = {
        "version": version,
        "loaded": loaded,
        "totalled": totalled,
        "upwards": upwards,
        "answers": [each.as_dict() for each in told],
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
