"""Where a record counts: the figures that look at it, and the reports that name it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.selectors import BOOK
from taizhang.reporting.counted_in import figures_with_source, reports_with_source
from taizhang.reporting.models import ReportRun

MOST = 10
"""How many reports are named; a record that counts in more is in the latest."""


@dataclass(frozen=True, slots=True)
class InFigure:
    """A figure that counts the record."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class InReport:
    """A report that counts the record. `page` is its number on the reports' pages, if it has one.

    `behind` says that the report counts an earlier telling of the record than the one in force.
    """

    page: int | None
    name: str
    unit: str
    at: dt.datetime
    signed: bool
    behind: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """Every figure and the latest reports that count a record."""

    figures: tuple[InFigure, ...]
    reports: tuple[InReport, ...]
    more: bool


def counted(record: Record, *, drafts_of: Collection[int], units: Collection[int]) -> Counted:
    """Return where the record counts: of reports the signed ones of `units`, and all of `drafts_of`."""
    rules = figures_with_source(book=BOOK, source=record.source)
    runs = list(reports_with_source(source=record.source, drafts_of=drafts_of, units=units)[: MOST + 1])
    return Counted(
        figures=tuple(InFigure(rule.code, rule.label) for rule in rules),
        reports=tuple(_in_report(run, record) for run in runs[:MOST]),
        more=len(runs) > MOST,
    )


def _in_report(run: ReportRun, record: Record) -> InReport:
    return InReport(
        page=run.page,  # type: ignore[attr-defined]
        name=f"{run.period}{run.subject}的报告",
        unit=run.unit.name,
        at=run.compiled_at,
        signed=run.signed_at is not None,
        behind=run.counted_revision != record.revision,  # type: ignore[attr-defined]
    )
