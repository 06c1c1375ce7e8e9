"""The demo office goes on: what it has done since its two years, up to the day before today.

Without this the pages of a served demo would show an office asleep. The records of a day are the
same whenever they are loaded; only how far they go depends on today.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_CEILING, Decimal

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.selectors import person_by
from taizhang.foundation.audit import services as audit
from taizhang.foundation.audit.selectors import acts_on
from taizhang.foundation.keys.services import SigningKey
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import unit_by
from taizhang.kernel.period import Period
from taizhang.processes.demo.days import CHINA, ONE_DAY
from taizhang.processes.demo.desk import Desk
from taizhang.processes.demo.duties import live_through
from taizhang.processes.demo.items import begin_items
from taizhang.processes.demo.months import Progress, bring_in
from taizhang.processes.demo.people import CLERKS, REVIEWER
from taizhang.processes.demo.plan import plan_records
from taizhang.processes.demo.premises import look_after_places
from taizhang.processes.demo.reports import begin_reports
from taizhang.processes.demo.unfinished import CLEARED_AT, clear_up, play_out
from taizhang.processes.demo.world import STREET, UNITS, YEARS
from taizhang.reporting.kept_figures import KeptFigures
from taizhang.reporting.rules import rule_book
from taizhang.reporting.targets import set_target

SUBJECT = "demo:此后"
IN_HAND = dt.timedelta(days=10)
"""What was done in these last days still goes through review."""
TARGETS = {
    "activities_held": Decimal("1.10"),
    "activity_people": Decimal("1.05"),
    "festival_activities": Decimal("1.00"),
    "briefings": Decimal("1.05"),
    "lectures": Decimal("1.20"),
    "youth_programmes": Decimal("1.15"),
    "contests": Decimal("1.35"),
}
"""Counting rule -> this year's target as a multiple of last year's figure, rounded up to tens."""


def go_on(*, today: dt.date, key: SigningKey, progress: Progress) -> int:
    """Load what the demo office has done since, up to the day before `today`; return how many records.

    With it come this year's targets, and two reports on their way: one waits for the signature of
    the leader, one is being written; the places, inspected up to then; and three items for channels among
    them. What was loaded by an earlier call is not loaded again.
    """
    since, until = _loaded_until(), today
    if since >= until:
        return 0
    years = range(max(since.year, YEARS[-1] + 1), (until - ONE_DAY).year + 1)
    records = [record for record in plan_records(years=years) if since <= record.on < until]
    in_hand = until - IN_HAND
    with transaction.atomic():
        desk, now = _desk(), dt.datetime.combine(until - ONE_DAY, dt.time(9, 30), CHINA)
        if since < CLEARED_AT.date() < now.date():
            clear_up(desk, progress)
        settled = [record for record in records if record.on < in_hand]
        bring_in(desk, settled, progress, latest=now - 2 * ONE_DAY)
        play_out(desk, [record for record in records if record.on >= in_hand], progress, decided_at=now)
        for year in years:
            _set_targets(year, desk.reviewer, now)
        for year in range(years.start - 1, years.stop):
            live_through(desk, year=year, now=now.replace(hour=18), progress=progress)
        look_after_places(today=today)
        begin_items(today=today, at=now)
        audit.record(verb="demo.go_on", subject=SUBJECT, by=None, at=now, detail={"until": until.isoformat()})
    begin_reports(today=today, by=desk.clerks[STREET.key], key=key, at=now)
    return len(records)


def _loaded_until() -> dt.date:
    """Return the first day that is not loaded yet."""
    told = [dt.date.fromisoformat(act.detail["until"]) for act in acts_on(subject=SUBJECT)]
    return max(told, default=dt.date(YEARS[-1] + 1, 1, 1))


def _desk() -> Desk:
    clerks: dict[str, Person] = {key: person_by(text=login) for key, (login, _) in CLERKS.items()}
    units: dict[str, Unit] = {plan.key: unit_by(text=plan.code) for plan in UNITS}
    return Desk(units=units, clerks=clerks, reviewer=person_by(text=REVIEWER[0]))


def _set_targets(year: int, by: Person, at: dt.datetime) -> None:
    street = unit_by(text=STREET.code)
    rules = [rule_book().rule(code=code) for code in TARGETS]
    before = KeptFigures().values(rules=rules, unit=street, period=Period.year(year - 1))
    for rule, value in zip(rules, before, strict=True):
        if value:
            tens = (value * TARGETS[rule.code] / 10).to_integral_value(ROUND_CEILING) * 10
            set_target(unit=street, year=year, rule=rule.code, value=tens, by=by, at=at)
