"""Units by tasks of a scheme, told by colour, pattern and words; each cell leads to its occurrences."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period, parse_period
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.models import Scheme
from taizhang.ledgers.duties.selectors import (
    Cell,
    matrix_of,
    occurrences_within,
    scheme_within,
    tasks_of,
)
from taizhang.web.access import Visit, allowed, found
from taizhang.web.shell.due_lines import count_said, lines_of

MOST_UNITS = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One unit's line of the matrix, its cells as written text."""

    unit: Unit
    cells: SafeString


@allowed(Right.READ)
def matrix(request: Visit, pk: int) -> HttpResponse:
    """Show how each unit stands with each task of a scheme. GET only; ?period=2025年3月, else its year so far."""
    scheme, period, fault = _asked(request, pk)
    tasks = list(tasks_of(scheme=scheme))
    units = request.reach.units(Right.READ)
    cells = matrix_of(scheme=scheme, units=units, start=period.start, until=period.until, on=request.today)
    rows = list(
        Unit.objects.filter(pk__in={unit for unit, _ in cells}).order_by("code", "name", "pk")[:MOST_UNITS]
    )
    origins = [task.origin for task in tasks]
    told = {
        "scheme": scheme,
        "period": period,
        "fault": fault,
        "tasks": tasks,
        "rows": [Row(unit, _written(scheme, unit.pk, origins, cells, period)) for unit in rows],
        "quick": [f"{scheme.year}年", *(f"{scheme.year}年第{number}季度" for number in "一二三四")],
    }
    return render(request, "owed/matrix.html", told, status=422 if fault else 200)


@allowed(Right.READ)
def cell(request: Visit, pk: int, unit: int, task: int) -> HttpResponse:
    """Show the occurrences behind a cell. GET only; ?period= as in the matrix; 404 out of reach."""
    scheme, period, fault = _asked(request, pk)
    place = found(Unit.objects.filter(pk=unit, pk__in=request.reach.units(Right.READ)).first())
    asked = found(scheme.tasks.filter(pk=task).first())
    rows = occurrences_within(units=[place.pk]).filter(
        duty__task__in=scheme.tasks.filter(number=asked.number),
        due_on__gte=period.start,
        due_on__lt=period.until,
    )
    told = {
        "scheme": scheme,
        "period": period,
        "fault": fault,
        "unit": place,
        "task": asked,
        "lines": lines_of(rows, on=request.today),
    }
    return render(request, "owed/cell.html", told, status=422 if fault else 200)


def _asked(request: Visit, pk: int) -> tuple[Scheme, Period, str]:
    scheme = found(scheme_within(pk=pk, units=request.reach.units(Right.READ)))
    text = request.GET.get("period", "").strip()
    try:
        return scheme, parse_period(text) if text else Period.year(scheme.year), ""
    except Refused as refusal:
        return scheme, Period.year(scheme.year), str(refusal)


def _written(
    scheme: Scheme,
    unit: int,
    origins: list[int],
    cells: dict[tuple[int, int], Cell],
    period: Period,
) -> SafeString:
    """Return a line's cells as markup. Only numbers and our own words go in: nothing that anybody typed."""
    whole = period == Period.year(scheme.year)
    frame = "" if whole else f"?period={period.start:%Y-%m-%d}至{period.last_day:%Y-%m-%d}"
    written = []
    for origin in origins:
        one = cells.get((unit, origin))
        if one is None:
            written.append('<td class="na">—</td>')
            continue
        sign, mark, words = _told(one)
        link = f'<a href="{unit}/{origin}/{frame}" title="{words}">{mark}</a>'
        written.append(f'<td class="{sign}">{link}</td>')
    return mark_safe("".join(written))


def _told(cell: Cell) -> tuple[str, str, str]:
    """Return how a cell is marked: its class, its sign, its words."""
    owed = cell.expected - cell.excused
    words = count_said(cell)
    if not owed:
        return "na", "免", words
    if cell.overdue:
        return "p0", f"! {cell.done}/{owed}", words
    if cell.late:
        return "p1", f"△ {cell.done}/{owed}", words
    if cell.done >= owed:
        return "p3", f"✓ {cell.done}/{owed}", words
    return "p2", f"{cell.done}/{owed}", words
