"""One way of rolling up, in a process of its own: `python -m bench.rollups.ways WAY FOLDER TIMES`.

Prints JSON: seconds on the clock and of the processors, peak memory, and what the answers come to.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.rollups.asked import Export

MEMORY = 1 << 20
WAYS = {
    "floor": ("duckdb_way", "Floor"),
    "dense": ("dense_way", "DenseWay"),
    "duckdb": ("duckdb_way", "DuckDbWay"),
    "polars": ("polars_way", "PolarsWay"),
    "chdb": ("chdb_way", "ChdbWay"),
    "postgresql": ("postgresql_way", "PostgreSqlWay"),
    "spark": ("spark_way", "SparkWay"),
}
"""By name: the module and the class of a way."""


def main(way: str, folder: Path, times: int) -> None:
    """Do it once unmeasured, where it is cheap enough to be done several times; print the fastest."""
    prepared = _way(way)(Export.of(folder))
    # A way that works in another process tells itself how long its processors worked.
    worked_so_far = getattr(prepared, "worked", time.process_time)
    ran = []
    if times > 1:
        prepared.run()
    for _ in range(times):
        begun, worked = time.perf_counter(), worked_so_far()
        prepared.run()
        ran.append((time.perf_counter() - begun, worked_so_far() - worked))
    # Linux tells kilobytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEMORY
    seconds, processors = min(ran)
    told = {"seconds": seconds, "processors": processors, "peak": peak, "answers": prepared.answers()}
    print(json.dumps(told))


def _way(name: str) -> Callable[[Export], Any]:
    """Return the class of a way. Each is imported by itself: none pays for the libraries of the others."""
    module, told = WAYS[name]
    found: Callable[[Export], Any] = getattr(import_module(f"bench.rollups.{module}"), told)
    return found


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
