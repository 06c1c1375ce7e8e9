"""Where a record counts: the figures that look at it, and the reports that name it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.selectors import BOOK
from taizhang.reporting.counted_in import CountingReport, figures_with_source, reports_with_source

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
    found = reports_with_source(
        book=BOOK, source=record.source, drafts_of=drafts_of, units=units, most=MOST + 1
    )
    return Counted(
        figures=tuple(InFigure(rule.code, rule.label) for rule in rules),
        reports=tuple(_told(each, record) for each in found[:MOST]),
        more=len(found) > MOST,
    )


def _told(found: CountingReport, record: Record) -> InReport:
    run = found.run
    return InReport(
        page=found.page,
        name=f"{run.period}{run.subject}的报告",
        unit=run.unit.name,
        at=run.compiled_at,
        signed=run.signed_at is not None,
        behind=found.revision != record.revision,
    )
