"""A scheme of the street, handed down to its villages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from taizhang.kernel.recurrence import Every, stored
from taizhang.ledgers.duties import services
from taizhang.ledgers.duties.models import Duty, Occurrence, Scheme
from taizhang.ledgers.duties.rules import Role, Sort

ISSUED = dt.date(2025, 1, 2)
MONTHLY = stored(Every("month"))


def task(number: str = "1", *answering: tuple[object, Role], frequency=MONTHLY, **text) -> services.NewTask:
    """Return a line of a scheme that these units answer for."""
    return services.NewTask(
        services.TaskText(number=number, content=f"第{number}项工作", frequency=frequency, **text),
        tuple(services.Answering(unit, role) for unit, role in answering),
    )


@pytest.fixture
def handed_down(office, at) -> Callable[..., Scheme]:
    """Return a maker of issued schemes: written by the clerk, issued by her reviewer."""

    def make(
        *tasks: services.NewTask,
        sort: Sort = Sort.DUTY,
        issued_on: dt.date = ISSUED,
        title: str = "2025年任务分解表",
        **told,
    ) -> Scheme:
        scheme = services.create_scheme(
            title=title, year=2025, unit=office.street, sort=sort, by=office.clerk, at=at, **told
        )
        services.add_tasks(scheme=scheme, tasks=tasks, by=office.clerk, at=at)
        return services.issue_scheme(
            scheme=scheme, document="柳办〔2025〕1号", issued_on=issued_on, by=office.reviewer, at=at
        )

    return make


@pytest.fixture
def monthly(office, handed_down) -> Duty:
    """Return a monthly duty of the north community."""
    handed_down(task("1", (office.north, Role.LEAD)))
    return Duty.objects.get()


@pytest.fixture
def march(monthly) -> Occurrence:
    """Return its occurrence of March 2025, due on Monday the 31st."""
    return monthly.occurrences.get(label="2025年3月")
