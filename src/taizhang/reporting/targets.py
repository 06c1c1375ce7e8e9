"""What a unit is to reach in a year, and how far it is against the calendar."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit import services as audit
from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period
from taizhang.kernel.refusal import Refused
from taizhang.reporting.kept_figures import KeptFigures
from taizhang.reporting.models import Target
from taizhang.reporting.rules import rule_book
from taizhang.rollups.plan import Ratio, Rule

AHEAD, BEHIND = Decimal(2), Decimal(10)
"""Percent points: further ahead of the calendar is 超前, further behind is 滞后."""


class TargetRefused(Refused):
    """The target cannot be as asked."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A target with what stands against it. `share` and `calendar` are percents, 0-100 and more."""

    rule: str
    label: str
    unit_of_measure: str
    month: Decimal | None
    reached: Decimal | None
    target: Decimal
    share: Decimal
    calendar: Decimal
    pace: str

    @property
    def late(self) -> bool:
        return self.pace == "滞后"


def calendar_progress(*, on: dt.date) -> Decimal:
    """Return how much of the year is over at the end of a day, percent with one decimal."""
    first, next_first = dt.date(on.year, 1, 1), dt.date(on.year + 1, 1, 1)
    days = Decimal((on - first).days + 1)
    return (days * 100 / Decimal((next_first - first).days)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def pace_of(*, share: Decimal, calendar: Decimal) -> str:
    """Return 超前, 按期, 略慢 or 滞后: the share reached against the calendar, in percent points."""
    ahead = share - calendar
    if ahead >= AHEAD:
        return "超前"
    if ahead >= -AHEAD:
        return "按期"
    return "略慢" if ahead >= -BEHIND else "滞后"


def progress_of(*, unit: Unit, on: dt.date, figures: KeptFigures) -> list[Progress]:
    """Return every target of a unit in the year of a day, with what was reached in that year so far."""
    targets = list(Target.objects.filter(unit=unit, year=on.year).order_by("pk"))
    rules = [rule_book().rule(code=target.rule) for target in targets]
    calendar = calendar_progress(on=on)
    year = figures.values(rules=rules, unit=unit, period=Period.year(on.year))
    month = figures.values(rules=rules, unit=unit, period=Period.month(on.year, on.month))
    return [
        _progress(target, rule, in_year, in_month, calendar)
        for target, rule, in_year, in_month in zip(targets, rules, year, month, strict=True)
    ]


def _progress(
    target: Target, rule: Rule, reached: Decimal | None, month: Decimal | None, calendar: Decimal
) -> Progress:
    share = Decimal(0) if reached is None else (reached * 100 / target.value).quantize(Decimal("0.1"))
    return Progress(
        rule=rule.code,
        label=rule.label,
        unit_of_measure=rule.unit,
        month=month,
        reached=reached,
        target=target.value,
        share=share,
        calendar=calendar,
        pace=pace_of(share=share, calendar=calendar),
    )


def targets_of(*, unit: Unit, year: int) -> dict[str, Decimal]:
    """Return the targets of a unit in a year, by rule."""
    return dict(Target.objects.filter(unit=unit, year=year).values_list("rule", "value"))


def digest_of(targets: Mapping[str, Decimal]) -> str:
    """Return a digest of targets, "" of none: whether they changed since somebody looked at them."""
    if not targets:
        return ""
    told = "\n".join(f"{rule} {targets[rule].normalize():f}" for rule in sorted(targets))
    return hashlib.sha256(told.encode()).hexdigest()


def countable_rules() -> Sequence[Rule]:
    """Return the rules under which a target can be set: what adds up over a year, no ratios."""
    return tuple(rule for rule in rule_book().rules() if not isinstance(rule.aggregate, Ratio))


def set_target(
    *, unit: Unit, year: int, rule: str, value: Decimal | None, by: Person, at: dt.datetime
) -> None:
    """Set a unit's target of a year under a rule; None takes it away.

    Raises:  TargetRefused for a target of nothing or less, or of a ratio; UnknownRule.
    """
    known = rule_book().rule(code=rule)
    if isinstance(known.aggregate, Ratio):
        raise TargetRefused(f"“{known.label}”是比率，不随时间累加，不能按年度进度设目标。")
    if value is not None and value <= 0:
        raise TargetRefused(f"“{known.label}”的目标要大于 0；不设目标请留空。")
    with transaction.atomic():
        before = Target.objects.filter(unit=unit, year=year, rule=rule).first()
        if (before.value if before else None) == value:
            return
        if value is None:
            Target.objects.filter(unit=unit, year=year, rule=rule).delete()
        else:
            told = {"value": value, "by": by, "at": at}
            Target.objects.update_or_create(unit=unit, year=year, rule=rule, defaults=told)
        audit.record(
            verb="target.set",
            subject=f"unit:{unit.pk}",
            by=by,
            at=at,
            detail={
                "rule": rule,
                "year": year,
                "before": str(before.value) if before else None,
                "after": str(value) if value else None,
            },
        )
