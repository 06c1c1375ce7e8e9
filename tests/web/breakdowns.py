"""Schemes and breakdown tables of the street of these tests, made as its pages make them."""

from __future__ import annotations

import datetime as dt
import io

from openpyxl import Workbook

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import Role as PostRole
from taizhang.foundation.accounts.services import add_person
from taizhang.kernel.recurrence import Every, Once, parse_planned, stored
from taizhang.ledgers.duties.models import Scheme
from taizhang.ledgers.duties.rules import Role, Sort
from taizhang.ledgers.duties.services import (
    Answering,
    NewTask,
    TaskText,
    add_tasks,
    create_scheme,
    issue_scheme,
)
from taizhang.processes.import_duties import begin_table_upload
from tests.processes.breakdowns import LABELS, LEARN, SUM_UP, VISIT, changed
from tests.web.conftest import hold

NOW = dt.datetime.now(dt.UTC)
TODAY = NOW.date()
YEAR = TODAY.year
AHEAD = f"{YEAR + 1}年6月30日前"
FAULTY = changed(VISIT, 编号="3", 牵头单位=None, 完成时限="长期坚持")
GOOD = (changed(LEARN, 依据="柳街发1号"), VISIT, changed(SUM_UP, 完成时限=AHEAD))


def table(*rows: tuple[object, ...]) -> bytes:
    """Return a workbook with a title, the labels in the second row, and these tasks."""
    book = Workbook()
    book.active.append([f"柳溪街道{YEAR}年任务分解表"])
    for row in (LABELS, *rows):
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    book.close()
    return out.getvalue()


def drafter_of(office) -> Person:
    """Return who writes the street's schemes."""
    found = Person.objects.filter(login="drafter").first()
    if found is None:
        found = add_person(login="drafter", name="沈拟稿", unit=office.street)
        hold(found, office.street, PostRole.CLERK)
    return found


def uploaded_table(by, unit, *rows):
    """Upload a table with three good tasks and a faulty one, or with these rows."""
    return begin_table_upload(
        content=table(*(rows or (*GOOD, FAULTY))),
        name="分解表.xlsx",
        title="年度任务分解",
        year=YEAR,
        unit=unit,
        by=by,
        today=TODAY,
        at=NOW,
    )


def drafted(office, *, title: str = "年度任务分解", by: Person | None = None) -> Scheme:
    """Return a draft of the street with two tasks: learning by both villages, a summary by the north."""
    scheme = create_scheme(
        title=title, year=YEAR, unit=office.street, sort=Sort.DUTY, by=by or drafter_of(office), at=NOW
    )
    learn = NewTask(
        TaskText(number="1", content="理论学习", frequency=stored(Every("month")), kinds=("study_session",)),
        (Answering(office.north, Role.LEAD), Answering(office.south, Role.RESPONSIBLE)),
    )
    by_day = stored(Once(dt.date(YEAR + 1, 6, 30)))
    sum_up = NewTask(
        TaskText(number="2", content="工作总结", frequency=by_day, basis="柳街发1号"),
        (Answering(office.north, Role.LEAD), Answering(office.south, Role.SUPPORTING)),
    )
    add_tasks(scheme=scheme, tasks=[learn, sum_up], by=scheme.author, at=NOW)
    return scheme


def issued(office, **told: object) -> Scheme:
    """Return such a scheme, handed down by the reviewer today."""
    return issue_scheme(
        scheme=drafted(office, **told), document="柳街发2号", issued_on=TODAY, by=office.reviewer, at=NOW
    )


def planned(office, *, title: str = "年度学习计划", months: tuple[int, ...] = (1, 12)) -> Scheme:
    """Return a study plan of the street, handed down: a session in each of these months, held by the north."""
    plan = create_scheme(
        title=title, year=YEAR, unit=office.street, sort=Sort.STUDY, by=drafter_of(office), at=NOW
    )
    sessions = [
        NewTask(
            TaskText(
                number=str(number),
                content=f"《档案法》第{number}讲",
                frequency=stored(parse_planned(f"{month}月", year=YEAR).frequency),
                start=dt.date(YEAR, month, 1),
                kinds=("study_session",),
                words=("档案法",),
                conveys="台账填报说明",
                attends="社区工作者",
            ),
            (Answering(office.north, Role.LEAD),),
        )
        for number, month in enumerate(months, start=1)
    ]
    add_tasks(scheme=plan, tasks=sessions, by=plan.author, at=NOW)
    return issue_scheme(scheme=plan, document="柳街发3号", issued_on=TODAY, by=office.reviewer, at=NOW)
