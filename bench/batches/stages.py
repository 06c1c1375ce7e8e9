"""What each stage of many reports costs: `python -m bench.batches.stages REPORTS FOLDER` tells milliseconds as JSON.

Compiles some of the city's streets in this process, with a stopwatch around the functions that the stages are.
What a stage asks of another one is the other's.
"""

from __future__ import annotations

import datetime as dt
import functools
import gc
import importlib
import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import django

django.setup()

from bench.batches.sizes import CITY, TOGETHER  # noqa: E402 -- Django must be set up first
from taizhang.foundation.accounts.selectors import OPERATOR, person_by  # noqa: E402 -- app ready
from taizhang.foundation.journal.models import SealerState  # noqa: E402 -- app ready
from taizhang.reporting.template_choice import find_template  # noqa: E402 -- app ready
from taizhang.reporting.unit_reports.batches import Batch, units_of  # noqa: E402 -- app ready
from taizhang.reporting.unit_reports.compiling import compile_together  # noqa: E402 -- app ready

AT = dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)
_REPORTING, _DOCX = "taizhang.reporting", "taizhang.render.docx"
STAGES = (
    ("读账本", f"{_REPORTING}.unit_reports.slices", "Slice._read"),
    ("查来源名称", f"{_REPORTING}.source_names", "SourceNames._look_up"),
    ("算数", f"{_REPORTING}.reader", "LedgerReader.figure"),
    ("列活动", f"{_REPORTING}.reader", "LedgerReader.activities"),
    ("填模板", "taizhang.compiler.compile", "fill"),
    ("分段排表", "taizhang.compiler.compile", "_body"),
    ("数据来源附件", "taizhang.compiler.compile", "sources_annex"),
    ("查漏", "taizhang.compiler.compile", "open_places"),
    ("查漏", "taizhang.compiler.compile", "missing_figures"),
    ("查漏", "taizhang.compiler.compile", "too_long"),
    ("存报告", f"{_REPORTING}.unit_reports.compiling", "keep_runs"),
    ("写 JSON", f"{_REPORTING}.runs", "json_text"),
    ("记来源", f"{_REPORTING}.runs", "sources_by_unit"),
    ("存来源", f"{_REPORTING}.runs", "keep_sources"),
    ("写 docx", f"{_REPORTING}.outputs", "docx_bytes"),
    ("排列宽", f"{_DOCX}.body", "plan_table"),
    ("压缩", f"{_DOCX}.writer", "member"),
    ("写盘", f"{_REPORTING}.unit_reports.compiling", "write_whole"),
)


class Stopwatch:
    """Processor time by stage, in nanoseconds."""

    def __init__(self) -> None:
        self.spent: dict[str, int] = defaultdict(int)
        self._inner: list[int] = []

    def around(self, stage: str, function: Any) -> Any:
        """Return the function with the stopwatch around it."""

        @functools.wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            begun = time.process_time_ns()
            self._inner.append(0)
            try:
                return function(*args, **kwargs)
            finally:
                took = time.process_time_ns() - begun
                self.spent[stage] += took - self._inner.pop()
                if self._inner:
                    self._inner[-1] += took

        return timed


def main(reports: int, folder: Path) -> None:
    """Print the milliseconds of each stage for one report, the largest first; 其他 is what no stage has."""
    watch = Stopwatch()
    batch = Batch(
        template="work_report", digest=find_template(name="work_report").digest, unit=CITY, level="STREET",
        period="2025年", subject="分步计时", signed_on="2026-01-05", profile="word", suffix=".docx",
        position=SealerState.objects.get().size,
    )  # fmt: skip
    units, by = units_of(batch=batch)[: reports + TOGETHER], person_by(text=OPERATOR)
    # What is done once in a process, reading rules and templates, is not a report's.
    compile_together(batch=batch, units=units[:TOGETHER], folder=folder, by=by, at=AT)
    # As in the processes of the command.
    gc.disable()
    for stage, module, name in STAGES:
        *path, last = name.split(".")
        owner = functools.reduce(getattr, path, importlib.import_module(module))
        setattr(owner, last, watch.around(stage, getattr(owner, last)))
    compiled = watch.around("其他", compile_together)
    for start in range(TOGETHER, len(units), TOGETHER):
        compiled(batch=batch, units=units[start : start + TOGETHER], folder=folder, by=by, at=AT)
    each = {stage: spent / 1e6 / (len(units) - TOGETHER) for stage, spent in watch.spent.items()}
    print(json.dumps(dict(sorted(each.items(), key=lambda pair: -pair[1]))))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
