"""Post one line after another in a village, and ask at once what it makes of the figures of all units above."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from random import Random

from django.db import transaction

from bench.figures.county import COUNTY, County
from bench.figures.rules import RULES
from taizhang.foundation.journal.services import post
from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.reporting.figures import FigureDesk

YEAR = Period.year(2025)
RULE = RULES["count"]


class FigureWrong(AssertionError):
    """A unit above does not have the line that was just posted."""


def told_upwards(*, county: County, times: int) -> list[float]:
    """Return how long it took, from the commit of each line, to have the year's figure of every unit above.

    Nothing counts the lines meanwhile, so each is asked for beside those that were posted before it.
    Raises:  FigureWrong.
    """
    dice = Random(83)
    above = {
        each.unit: each.parent
        for each in county.belongings
        if each.until is None and each.unit in county.villages
    }
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=[COUNTY, *county.streets])}
    villages = list(above)
    before = _told(list(units.values()))
    seconds = []
    for number in range(times):
        village = dice.choice(villages)
        uppers = [units[above[village]], units[COUNTY]]
        _post(village, number, dice)
        begun = time.perf_counter()
        told = _told(uppers)
        seconds.append(time.perf_counter() - begun)
        for unit in uppers:
            before[unit.pk] += 1
            if told[unit.pk] != before[unit.pk]:
                raise FigureWrong(f"{unit.name}: {told[unit.pk]} instead of {before[unit.pk]}")
    return seconds


def _told(units: Sequence[Unit]) -> dict[int, int]:
    values = FigureDesk(as_of=None).subtree_values(rules=[RULE], units=units, period=YEAR)
    return {unit.pk: int(values[unit.pk, RULE] or 0) for unit in units}


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
