"""Figures looked at from all sides: a rule's value, its course over the months, its parts by unit."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import ChildSpan, children_in
from taizhang.kernel.period import Period, previous
from taizhang.kernel.scope import Scope, Span
from taizhang.kernel.source_ref import SourceRef
from taizhang.render.workbook import SheetColumn, write_workbook
from taizhang.reporting.figures import counts_stock
from taizhang.reporting.kept_figures import KeptFigures
from taizhang.reporting.rules import rule_book, rule_in
from taizhang.rollups.plan import Rule

MOST_MONTHS = 24
OWN = "本级"


@dataclass(frozen=True, slots=True)
class Looked:
    """A rule with its value in a period, and in the period before."""

    code: str
    label: str
    definition: str
    version: int
    unit_of_measure: str
    value: Decimal | None
    before: Decimal | None
    before_label: str

    @property
    def change(self) -> Decimal | None:
        """How much more than before; None where either is missing."""
        return None if self.value is None or self.before is None else self.value - self.before


@dataclass(frozen=True, slots=True)
class Part:
    """One value among several: of a month, or of a sub-unit. `note` tells why a unit left."""

    label: str
    value: Decimal | None
    unit: int | None = None
    note: str = ""


def look(*, rule: str, unit: Unit, period: Period, figures: KeptFigures) -> Looked:
    """Return one rule's value for a unit's subtree, and that of the period before.

    Raises:  UnknownRule.
    """
    found = rule_in(code=rule, period=period)
    before = figures.value(rule=found, unit=unit, period=previous(period))
    return _looked(found, figures.value(rule=found, unit=unit, period=period), before, period)


def look_at_all(*, unit: Unit, period: Period, figures: KeptFigures) -> list[Looked]:
    """Return every rule's value for a unit's subtree, in the order of the packs."""
    rules = [rule for rule in rule_book().rules() if rule.valid_on(period.last_day)]
    now = figures.values(rules=rules, unit=unit, period=period)
    before = figures.values(rules=rules, unit=unit, period=previous(period))
    return [_looked(*told, period) for told in zip(rules, now, before, strict=True)]


def _looked(rule: Rule, value: Decimal | None, before: Decimal | None, period: Period) -> Looked:
    return Looked(
        code=rule.code,
        label=rule.label,
        definition=rule.definition,
        version=rule.version,
        unit_of_measure=rule.unit,
        value=value,
        before=before,
        before_label=previous(period).label,
    )


def course(*, rule: str, unit: Unit, period: Period, figures: KeptFigures) -> list[Part]:
    """Return the rule's value in each month of the period, at most the last 24."""
    found = rule_in(code=rule, period=period)
    months = period.months()[-MOST_MONTHS:]
    if counts_stock(found):
        return [Part(month.label, figures.value(rule=found, unit=unit, period=month)) for month in months]
    told = []
    for month in months:
        by_totals = figures.told_by_totals(rule=found, units=[unit], period=month)
        if unit.pk in by_totals:
            value = by_totals[unit.pk]
        else:
            whole = figures.scope(rule=found, unit=unit, period=period)
            scope = whole.within(start=month.start, until=month.until)
            value = figures.value_in(rule=found, scope=scope, period=month)
        told.append(Part(month.label, value))
    return told


def parts(*, rule: str, unit: Unit, period: Period, figures: KeptFigures) -> list[Part]:
    """Return the rule's value for each direct sub-unit, and for the unit's own work.

    A sub-unit that left during the period is there with its days and the reason.
    """
    found = rule_in(code=rule, period=period)
    children = children_in(unit=unit, start=period.start, until=period.until)
    # Whoever was below the unit all the time counts as by itself; a stock here is of all who were, not of the last day.
    stayed = [] if counts_stock(found) else [each.unit for each in children if _stayed(each)]
    by_totals = figures.told_by_totals(rule=found, units=stayed, period=period)
    told = []
    for child in children:
        if child.unit.pk in by_totals:
            value = by_totals[child.unit.pk]
        else:
            value = figures.value_in(rule=found, scope=child.scope, period=period)
        told.append(Part(child.name, value, child.unit.pk, child.note))
    own = Scope(unit.pk, unit.name, (Span(unit.pk),))
    value = figures.value_in(rule=found, scope=own, period=period)
    told.append(Part(f"{unit.name}{OWN}", value))
    return told


def _stayed(child: ChildSpan) -> bool:
    """Return whether a sub-unit was there on all days of the period that it was asked for."""
    return Span(child.unit.pk) in child.scope.spans


def source_count(*, rule: str, unit: Unit, period: Period, figures: KeptFigures) -> int:
    """Return how many sources a figure stands on."""
    return figures.figure(rule=rule_in(code=rule, period=period), unit=unit, period=period).sources


def source_page(
    *, rule: str, unit: Unit, period: Period, start: int, size: int, figures: KeptFigures
) -> list[SourceRef]:
    """Return some of the sources that a figure stands on, the latest first."""
    found = rule_in(code=rule, period=period)
    scope = figures.scope(rule=found, unit=unit, period=period)
    return figures.desk.latest_sources(rule=found, scope=scope, period=period, start=start, size=size)


def figures_csv(*, rows: Sequence[Looked]) -> bytes:
    """Return the figures as CSV in UTF-8 with a byte order mark, as Excel and WPS open it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    writer.writerows(_cells(row) for row in rows)
    return ("\ufeff" + text.getvalue()).encode()


def figures_workbook(*, rows: Sequence[Looked], title: str) -> bytes:
    """Return the figures as an Excel workbook."""
    out = io.BytesIO()
    kinds = ("text", "text", "number", "text", "number", "number")
    widths = (26, 60, 14, 10, 14, 12)
    columns = [
        SheetColumn(label, kind, width)  # type: ignore[arg-type]
        for label, kind, width in zip(HEAD, kinds, widths, strict=True)
    ]
    write_workbook(to=out, columns=columns, rows=map(_cells, rows), sheet_name="汇总", title=title)
    return out.getvalue()


def sides_csv(*, looked: Looked, course: Sequence[Part], parts: Sequence[Part]) -> bytes:
    """Return one figure with its months and its units as CSV, as Excel and WPS open it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(SIDES)
    writer.writerows(_sides(looked, course, parts))
    return ("\ufeff" + text.getvalue()).encode()


def sides_workbook(*, looked: Looked, course: Sequence[Part], parts: Sequence[Part], title: str) -> bytes:
    """Return one figure with its months and its units as an Excel workbook."""
    out = io.BytesIO()
    kinds, widths = ("text", "text", "number", "text", "text"), (10, 26, 14, 10, 60)
    columns = [
        SheetColumn(label, kind, width)  # type: ignore[arg-type]
        for label, kind, width in zip(SIDES, kinds, widths, strict=True)
    ]
    rows = _sides(looked, course, parts)
    write_workbook(to=out, columns=columns, rows=rows, sheet_name="指标", title=title)
    return out.getvalue()


def _sides(
    looked: Looked, course: Sequence[Part], parts: Sequence[Part]
) -> Iterator[list[str | Decimal | None]]:
    yield ["合计", looked.label, looked.value, looked.unit_of_measure, looked.definition]
    for part in course:
        yield ["各月", part.label, part.value, looked.unit_of_measure, part.note]
    for part in parts:
        yield ["分单位", part.label, part.value, looked.unit_of_measure, part.note]


SIDES = ("方面", "名称", "数值", "单位", "说明")
HEAD = ("指标", "口径", "数值", "单位", "上期", "增减")


def _cells(row: Looked) -> list[str | Decimal | None]:
    return [row.label, row.definition, row.value, row.unit_of_measure, row.before, row.change]
