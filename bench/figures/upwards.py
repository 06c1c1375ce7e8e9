"""Post one line after another in a village, and ask at once what it makes of the figures of all units above."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from random import Random

from django.db import transaction

from bench.figures.county import COUNTY, County
from bench.figures.rules import RULES
from taizhang.foundation.journal.services import post
from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.reporting.figures import FigureDesk
from taizhang.reporting.kept_figures import KeptFigures
from taizhang.reporting.kept_totals import catch_up, many_lines_wait

YEAR = Period.year(2025)
RULE = RULES["count"]

Told = dict[int, int]


class FigureWrong(AssertionError):
    """A unit above does not have the line that was just posted."""


def told_upwards(*, county: County, times: int) -> dict[str, list[float]]:
    """Return how long it took, from the commit of each line, to have the year's figures of the units above.

    `together` asks of all of them at once and `alone` of each by itself, as its page does, while lines are counted
    whenever the worker of a served office would; `uncounted` asks of all while nothing counts the lines, so that each
    is asked for beside all that were posted before it.
    Raises:  FigureWrong.
    """
    dice = Random(83)
    above = {
        each.unit: each.parent
        for each in county.belongings
        if each.until is None and each.unit in county.villages
    }
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=[COUNTY, *county.streets])}
    before = _together(list(units.values()))
    asked: dict[str, Callable[[Sequence[Unit]], Told]] = {
        "together": _together,
        "alone": _alone,
        "uncounted": _together,
    }
    seconds: dict[str, list[float]] = {}
    for turn, (name, ask) in enumerate(asked.items()):
        seconds[name] = []
        for number in range(times):
            village = dice.choice(list(above))
            uppers = [units[above[village]], units[COUNTY]]
            _post(village, turn * times + number, dice)
            begun = time.perf_counter()
            told = ask(uppers)
            seconds[name].append(time.perf_counter() - begun)
            _check(uppers, told, before)
            if name != "uncounted" and many_lines_wait():
                catch_up(rules=tuple(RULES.values()))
    return seconds


def _together(units: Sequence[Unit]) -> Told:
    values = FigureDesk(as_of=None).subtree_values(rules=[RULE], units=units, period=YEAR)
    return {unit.pk: int(values[unit.pk, RULE] or 0) for unit in units}


def _alone(units: Sequence[Unit]) -> Told:
    return {unit.pk: int(KeptFigures().value(rule=RULE, unit=unit, period=YEAR) or 0) for unit in units}


def _check(uppers: Sequence[Unit], told: Told, before: Told) -> None:
    for unit in uppers:
        before[unit.pk] += 1
        if told[unit.pk] != before[unit.pk]:
            raise FigureWrong(f"{unit.name}: {told[unit.pk]} instead of {before[unit.pk]}")


def _post(village: int, number: int, dice: Random) -> None:
    posting = Posting(
        book="records",
        source=f"records:{9_000_000_000 + number}",
        revision=1,
        unit=village,
        on=YEAR.start + dt.timedelta(days=dice.randrange(365)),
        kind="lecture",
        measures={"people": dice.randrange(5, 200)},
    )
    with transaction.atomic():
        post(postings=[posting], at=dt.datetime.now(dt.UTC))
