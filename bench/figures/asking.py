"""Ask figures as a report does, the units that count worked out anew each time, and time every answer."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from random import Random
from typing import Any

from bench.figures.county import COUNTY, County
from bench.figures.lines import UNSEALED
from bench.figures.rules import RULES
from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period
from taizhang.reporting.figures import FigureDesk, scope_for

SCOPES = ("street-year", "county-year", "county-quarter")
OLD = "county-year-old"
"""The county's year as the journal stood long ago: counted from the lines."""

RECENT = 900
"""So many lines before the last sealed one a report was compiled: near enough for the totals by month."""

YEARS = (2021, 2022, 2023, 2024, 2025)


@dataclass(frozen=True, slots=True)
class Question:
    """One figure asked: live where `as_of` is None."""

    scope: str
    rule: str
    unit: int
    period: Period
    as_of: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """How long one figure took, and how much of that went into finding the units."""

    scope: str
    rule: str
    seconds: float
    scope_seconds: float
    value: str | None

    def as_dict(self) -> dict[str, Any]:
        """Return the answer for JSON."""
        return asdict(self)


def questions(*, county: County, postings: int, each: int) -> list[Question]:
    """Return so many questions for each scope and rule, half of them live but for the old ones, well mixed."""
    dice = Random(9704)
    asked = [
        Question(
            scope=scope,
            rule=rule,
            unit=dice.choice(county.streets) if scope == "street-year" else COUNTY,
            period=_period(scope, dice),
            as_of=_position(scope, number, postings, dice),
        )
        for scope in (*SCOPES, OLD)
        for rule in RULES
        for number in range(each)
    ]
    dice.shuffle(asked)
    return asked


def answers(asked: Sequence[Question]) -> list[Answer]:
    """Return every answer with its time. Each rule is asked once before, unmeasured."""
    for question in {question.rule: question for question in asked}.values():
        _answer(question)
    return [_answer(question) for question in asked]


def _answer(question: Question) -> Answer:
    rule = RULES[question.rule]
    begun = time.perf_counter()
    unit = Unit.objects.get(pk=question.unit)
    scope = scope_for(rule=rule, unit=unit, period=question.period)
    found = time.perf_counter()
    result = FigureDesk(as_of=question.as_of).count(rule=rule, scope=scope, period=question.period)
    ended = time.perf_counter()
    value = None if result.value is None else str(result.value)
    return Answer(question.scope, question.rule, ended - begun, found - begun, value)


def _position(scope: str, number: int, postings: int, dice: Random) -> int | None:
    sealed, middle = postings - UNSEALED, postings // 2
    if scope == OLD:
        return dice.randrange(middle, max(sealed - 10 * RECENT, middle + 1))
    return None if number % 2 else dice.randrange(sealed - RECENT, sealed)


def _period(scope: str, dice: Random) -> Period:
    year = dice.choice(YEARS)
    return Period.quarter(year, dice.randint(1, 4)) if scope == "county-quarter" else Period.year(year)
