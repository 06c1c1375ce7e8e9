"""How a unit stands with its duties, month and year, against the calendar; by counting rules alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period
from taizhang.ledgers.duties.selectors import occurrences_within
from taizhang.reporting.kept_figures import KeptFigures
from taizhang.reporting.rules import rule_book
from taizhang.reporting.targets import calendar_progress

OWED, DONE, OPEN = "duties_owed", "duties_done", "duties_open"


@dataclass(frozen=True, slots=True)
class DutyProgress:
    """What falls due in a period: how many, done, and still open after their due day.

    `share` is the percent done, `calendar` the percent of the period that is over.
    """

    period: Period
    owed: Decimal
    done: Decimal | None
    overdue: Decimal | None
    share: Decimal
    calendar: Decimal


def duty_progress(
    *, unit: Unit, units: Collection[int], on: dt.date, figures: KeptFigures
) -> list[DutyProgress]:
    """Return how a unit and its subtree stand in the month and in the year of a day; nothing where nothing is owed.

    `units` are those in whose duties one may look whether there are any.
    """
    year, month = Period.year(on.year), Period.month(on.year, on.month)
    within = occurrences_within(units=units).filter(due_on__gte=year.start, due_on__lt=year.until)
    if not within.order_by().exists():
        return []
    days = (month.until - month.start).days
    over = (Decimal(on.day * 100) / days).quantize(Decimal("0.1"), ROUND_HALF_UP)
    told = [
        _progress(unit, month, on, over, figures),
        _progress(unit, year, on, calendar_progress(on=on), figures),
    ]
    return [one for one in told if one is not None]


def _progress(
    unit: Unit, period: Period, on: dt.date, over: Decimal, figures: KeptFigures
) -> DutyProgress | None:
    book = rule_book()
    rules = [book.rule(code=OWED), book.rule(code=DONE)]
    owed, done = figures.values(rules=rules, unit=unit, period=period)
    if not owed:
        return None
    overdue = None
    if on > period.start:
        past = Period.range(period.start, on - dt.timedelta(days=1))
        overdue = figures.value(rule=book.rule(code=OPEN), unit=unit, period=past)
    share = ((done or Decimal(0)) * 100 / owed).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return DutyProgress(period, owed, done, overdue, share, over)
