"""One way of rolling up, in a process of its own: `python -m bench.rollups.ways WAY FOLDER TIMES`.

Prints JSON: seconds on the clock and of the processors, peak memory, and what the answers come to.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.rollups.asked import Export

MEMORY = 1 << 20


def main(way: str, folder: Path, times: int) -> None:
    """Do it once unmeasured, where it is cheap enough to be done several times; print the fastest."""
    prepared = _ways()[way](Export.of(folder))
    ran = []
    if times > 1:
        prepared.run()
    for _ in range(times):
        begun, worked = time.perf_counter(), time.process_time()
        prepared.run()
        ran.append((time.perf_counter() - begun, time.process_time() - worked))
    # Linux tells kilobytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEMORY
    seconds, processors = min(ran)
    told = {"seconds": seconds, "processors": processors, "peak": peak, "answers": prepared.answers()}
    print(json.dumps(told))


def _ways() -> dict[str, Callable[[Export], Any]]:
    # Each way is imported by itself: none pays for the libraries of the others.
    from bench.rollups.dense_way import DenseWay  # noqa: PLC0415 -- optional
    from bench.rollups.duckdb_way import DuckDbWay, Floor  # noqa: PLC0415 -- optional
    from bench.rollups.polars_way import PolarsWay  # noqa: PLC0415 -- optional
    from bench.rollups.postgresql_way import PostgreSqlWay  # noqa: PLC0415 -- optional

    return {
        "floor": Floor,
        "dense": DenseWay,
        "duckdb": DuckDbWay,
        "polars": PolarsWay,
        "postgresql": PostgreSqlWay,
    }


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
