"""Load the demo office into an empty ledger: all of it, or nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import Role
from taizhang.foundation.accounts.services import add_person, add_post, begin_tenure
from taizhang.foundation.audit import services as audit
from taizhang.foundation.audit.selectors import acts_on
from taizhang.foundation.evidence.models import Evidence
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.rules import Level
from taizhang.foundation.units.services import found_unit, merge_units
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import State
from taizhang.processes.demo.days import CHINA
from taizhang.processes.demo.desk import Desk
from taizhang.processes.demo.duties import live_through
from taizhang.processes.demo.months import Progress, bring_in
from taizhang.processes.demo.people import (
    CLERK_POST,
    CLERKS,
    LEADER,
    LEADER_POST,
    REVIEWER,
    REVIEWER_POST,
    UPPER,
)
from taizhang.processes.demo.plan import plan_records
from taizhang.processes.demo.unfinished import FIRST_UNFINISHED, play_out, with_corrections
from taizhang.processes.demo.world import COUNTY, HEIR, MERGED, MERGED_ON, MERGER_BASIS, STREET, UNITS, YEARS

SUBJECT = "demo:梧桐街道"
BEGINNING = dt.datetime(2023, 12, 29, 10, tzinfo=CHINA)
SETTLED = dt.datetime(2026, 1, 5, 18, tzinfo=CHINA)
"""When the last year's ledger and duties are settled."""
ABOVE = "county"
LEVELS = {"街道": Level.STREET, "社区": Level.VILLAGE, "村": Level.VILLAGE}


class LedgerInUse(Refused):
    """The ledger holds an office's own units: the demo does not mix with them."""


@dataclass(frozen=True, slots=True)
class DemoFacts:
    """What the ledger holds of the demo. `counted` are the records that figures count.

    `fresh` tells whether this call loaded it, or found it there.
    """

    street: str
    units: int
    people: int
    records: int
    counted: int
    pictures: int
    fresh: bool


def load_demo(*, home: Path, at: dt.datetime, progress: Progress) -> DemoFacts:
    """Load units, people and two years of records into an empty ledger and say what it holds now.

    Every moment in it comes from the demo itself, so it is the same each time; `at` is only noted
    as the moment of loading. `progress` is told (step, done, total). Loaded before: nothing is done.
    Raises:  LedgerInUse; ValueError if `home` is not the data folder that is open.
    """
    if Path(settings.TAIZHANG_HOME).resolve() != home.resolve():
        raise ValueError(f"{home} is not the open data folder {settings.TAIZHANG_HOME}")
    if acts_on(subject=SUBJECT).exists():
        return _facts(fresh=False)
    if Unit.objects.exists():
        raise LedgerInUse(
            f"数据文件夹 {home} 里已有本单位的台账，演示数据不会混进去，请用 --home 另指定一个空文件夹。"
        )
    with transaction.atomic():
        units = _found_units()
        people = _add_people(units)
        clerks = {key: people[login] for key, (login, _) in CLERKS.items()}
        desk = Desk(units=units, clerks=clerks, reviewer=people[REVIEWER[0]])
        records = plan_records()
        bring_in(desk, [record for record in records if record.on < FIRST_UNFINISHED], progress)
        play_out(desk, [record for record in records if record.on >= FIRST_UNFINISHED], progress)
        with_corrections(desk, progress)
        live_through(desk, year=YEARS[-1], now=SETTLED, progress=progress)
        audit.record(verb="demo.load", subject=SUBJECT, by=None, at=at, detail={"records": len(records)})
    return _facts(fresh=True)


def _facts(*, fresh: bool) -> DemoFacts:
    return DemoFacts(
        street=STREET.name,
        units=Unit.objects.count(),
        people=Person.objects.count(),
        records=Record.objects.count(),
        counted=Record.objects.filter(state=State.ACCEPTED.value).count(),
        pictures=Evidence.objects.count(),
        fresh=fresh,
    )


def _found_units() -> dict[str, Unit]:
    """Found the units since ever, so that older ledgers fit too, and merge one village."""
    by = REVIEWER[1]
    county = found_unit(name=COUNTY[0], code=COUNTY[1], level=Level.COUNTY, by=by, at=BEGINNING)
    street = found_unit(
        name=STREET.name, code=STREET.code, level=Level.STREET, parent=county, by=by, at=BEGINNING
    )
    units = {ABOVE: county, STREET.key: street}
    for plan in UNITS[1:]:
        units[plan.key] = found_unit(
            name=plan.name, code=plan.code, level=LEVELS[plan.sort], parent=street, by=by, at=BEGINNING
        )
    merge_units(
        predecessors=[units[MERGED]],
        successor=units[HEIR],
        on=MERGED_ON,
        basis=MERGER_BASIS,
        by=by,
        at=dt.datetime(2025, 6, 27, 15, tzinfo=CHINA),
    )
    return units


def _add_people(units: dict[str, Unit]) -> dict[str, Person]:
    """Add the leader, the reviewer, a clerk for each unit and somebody above; return them by login.

    The clerk of the merged village has no post: those who carry on its work write its records now.
    """
    clerk = (CLERK_POST, (Role.CLERK,))
    staff: list[tuple[tuple[str, str], str, tuple[str, tuple[Role, ...]]]] = [
        (LEADER, STREET.key, (LEADER_POST, (Role.LEADER,))),
        (REVIEWER, STREET.key, (REVIEWER_POST, (Role.REVIEWER, Role.MANAGER))),
        (UPPER, ABOVE, ("科室联络员", (Role.VIEWER,))),
        *((who, key, clerk) for key, who in CLERKS.items()),
    ]
    people = {}
    for (login, name), key, (post_name, roles) in staff:
        people[login] = person = add_person(login=login, name=name, unit=units[key])
        if key != MERGED:
            post = add_post(unit=units[key], name=post_name, roles=[role.value for role in roles])
            begin_tenure(post=post, person=person, since=BEGINNING.date())
    return people
