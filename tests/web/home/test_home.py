"""The home page: what waits, the month, the targets; a new office; the calendar."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from taizhang.kernel.recurrence import Every, Once, stored
from taizhang.ledgers.duties.models import Occurrence
from taizhang.ledgers.duties.rules import Role
from taizhang.ledgers.duties.services import confirm
from taizhang.ledgers.records import services
from taizhang.processes.desk import Task, Waiting
from taizhang.reporting.targets import set_target
from taizhang.web.home.pages import groups
from tests.duties.conftest import handed_down, task

__all__ = ["handed_down"]

CHINA = dt.timezone(dt.timedelta(hours=8))
WEDNESDAY = dt.date(2025, 6, 18)


def now():
    """Return the moment of the visit, which the middleware reads too."""
    return dt.datetime.now(CHINA)


@pytest.fixture
def drafted(office, activity):
    """Return a maker of drafts of the clerk, begun so many days ago."""

    def make(days=0, **changes):
        at = now() - dt.timedelta(days=days)
        return services.create_record(content=activity(kind="visit", **changes), by=office.clerk, at=at)

    return make


@pytest.fixture
def submitted(office, drafted):
    """Return a maker of records that the clerk submitted so many days ago."""

    def make(days=0, **changes):
        at = now() - dt.timedelta(days=days)
        return services.submit_record(record=drafted(days=days, **changes), by=office.clerk, at=at)

    return make


def waiting(due, title="走访"):
    return Waiting(Task.REVIEW, "2025-000001", title, "北桥社区", dt.date(2025, 6, 1), due)


def shown(answer):
    return {group.label: [todo.title for todo in group.todos] for group in answer.context["groups"]}


@pytest.mark.parametrize(
    ("due", "group", "told"),
    [
        (dt.date(2025, 6, 16), "逾期", "逾期 2 天"),
        (dt.date(2025, 6, 18), "今天", "今天到期"),
        (dt.date(2025, 6, 19), "本周", "还有 1 天"),
        (dt.date(2025, 6, 22), "本周", "还有 4 天"),
        (dt.date(2025, 6, 23), "以后", "还有 5 天"),
    ],
)
def test_what_waits_is_grouped_by_the_day_it_is_due(due, group, told):
    [found] = groups([waiting(due)], today=WEDNESDAY)

    assert (found.label, found.todos[0].told) == (group, told)


def test_the_groups_stand_in_order_and_empty_ones_are_left_out():
    things = [waiting(WEDNESDAY), waiting(WEDNESDAY - dt.timedelta(1)), waiting(WEDNESDAY + dt.timedelta(20))]

    assert [group.label for group in groups(things, today=WEDNESDAY)] == ["逾期", "今天", "以后"]


def test_a_reviewer_sees_what_waits_and_comes_to_it(cast, submitted):
    record = submitted(days=30, title="走访独居老人")

    answer = cast.reviewer.get("/")

    assert shown(answer) == {"逾期": ["走访独居老人"]}
    assert f'href="/records/{record.number}/"' in answer.content.decode()
    assert "待审核" in answer.content.decode()


def test_an_author_sees_the_own_draft_and_what_was_returned(cast, office, drafted, submitted):
    drafted(days=30, title="旧草稿")
    record = submitted(days=1, title="退回的")
    services.return_record(record=record, reason="补照片", by=office.reviewer, at=now())

    answer = cast.clerk.get("/")

    titles = [title for titles in shown(answer).values() for title in titles]
    assert sorted(titles) == ["旧草稿", "退回的"]
    assert (answer.context["numbers"]["mend"], answer.context["numbers"]["finish"]) == (1, 1)


def test_a_stranger_sees_nothing_of_it(cast, submitted):
    submitted(days=30, title="走访独居老人")

    page = cast.stranger.get("/").content.decode()

    assert "走访独居老人" not in page
    assert "没有待办" in page


def test_the_months_records_are_shown_and_counted(cast, accepted, drafted):
    accepted(title="本月走访", on=now().date().replace(day=1))
    accepted(title="旧年走访", on=dt.date(2024, 1, 9))

    answer = cast.upper.get("/")

    assert [line.title for line in answer.context["lines"]] == ["本月走访"]
    assert (answer.context["tally"].records, answer.context["tally"].without_evidence) == (1, 1)


def test_targets_are_shown_against_the_calendar_in_words(cast, office, accepted, at):
    year = now().year
    for rule, value in (("visits", 1), ("lectures", 100)):
        set_target(unit=office.street, year=year, rule=rule, value=Decimal(value), by=office.reviewer, at=at)
    accepted(title="走访", on=dt.date(year, 1, 1))

    answer = cast.reviewer.get("/")

    pace = {one.rule: one.pace for one in answer.context["progress"]}
    assert pace["visits"] == "超前" or now().month == 12
    assert all(f">{word}<" in answer.content.decode() for word in pace.values())


def test_duties_are_told_of_the_month_and_the_year_and_only_where_there_are_any(
    cast, office, accepted, handed_down, at
):
    accepted()
    assert "责任完成" not in cast.reviewer.get("/").content.decode()
    today = now().date()
    first = dt.date(today.year, 1, 1)
    handed_down(
        task("1", (office.north, Role.LEAD), frequency=stored(Every("month")), start=first),
        task("2", (office.south, Role.LEAD), frequency=stored(Once(dt.date(today.year, 12, 31)))),
        issued_on=first,
    )
    january = Occurrence.objects.get(label=f"{today.year}年1月")
    confirm(occurrence=january, source="records:1", on=first, by=office.clerk, at=at)

    answer = cast.reviewer.get("/")

    months = {one.period.kind: one for one in answer.context["duties"]}
    assert (months["year"].owed, months["year"].done) == (13, 1)
    past = Occurrence.objects.filter(due_on__gte=first, due_on__lt=today, state="DUE").count()
    assert months["year"].overdue == (past or None)
    assert "责任完成" in answer.content.decode()
    assert "责任完成" not in cast.stranger.get("/").content.decode()


def test_a_new_office_is_led_through_three_steps(cast):
    manager, clerk = cast.manager.get("/").content.decode(), cast.clerk.get("/").content.decode()

    assert "三步用起来" in manager
    assert 'href="/units/"' in manager
    assert "由本单位管理员办理" in clerk
    assert 'href="/imports/"' in clerk


def test_the_three_steps_are_gone_with_the_first_record(cast, drafted):
    drafted()

    assert "三步用起来" not in cast.clerk.get("/").content.decode()


def test_somebody_without_a_post_reads_whom_to_ask(cast):
    assert "请联系本单位管理员" in cast.nobody.get("/").content.decode()


def test_long_lists_are_cut_and_say_so(cast, drafted):
    for number in range(15):
        drafted(title=f"走访第{number}户")

    page = cast.clerk.get("/")

    assert sum(map(len, shown(page).values())) == 12
    assert "另有 3 件" in page.content.decode()


def test_the_page_costs_the_same_for_one_record_and_for_many(
    cast, accepted, submitted, django_assert_num_queries
):
    accepted()
    submitted()
    cast.reviewer.get("/")
    with django_assert_num_queries(31):
        cast.reviewer.get("/")

    for number in range(3):
        accepted(title=f"走访第{number}户")
        submitted(title=f"慰问第{number}户")
    with django_assert_num_queries(31):
        cast.reviewer.get("/")


def test_the_calendar_marks_days_with_records_and_leads_to_them(cast, accepted):
    accepted(title="走访", on=dt.date(2025, 10, 9))

    answer = cast.clerk.get("/calendar/?month=2025-10")

    page = answer.content.decode()
    marked = [cell.day.day for week in answer.context["weeks"] for cell in week if cell.signs == "has"]
    assert marked == [dt.date(2025, 10, 9)]
    assert 'href="/records/?period=2025-10-09"' in page
    assert 'href="?month=2025-09"' in page
    assert 'href="?month=2025-11"' in page
    assert "国庆" in page


def test_the_calendar_marks_the_day_on_which_something_is_due(cast, drafted):
    drafted(title="走访")
    due = now().date() + dt.timedelta(days=7)

    answer = cast.clerk.get(f"/calendar/?month={due:%Y-%m}")

    marked = [cell.day.day for week in answer.context["weeks"] for cell in week if "due" in cell.signs]
    assert marked == [due]
    assert "1 件到期" in answer.content.decode()


@pytest.mark.parametrize("month", ["", "2025-13", "2025", "abc", "9999-01", "２０２５-01", "2025-1-1"])
def test_what_is_no_month_shows_this_one(cast, month):
    answer = cast.clerk.get("/calendar/", {"month": month})

    assert (answer.status_code, answer.context["month"]) in {(200, now().month), (200, 1)}


def test_the_turn_of_the_year_is_leafed_over(cast):
    page = cast.clerk.get("/calendar/?month=2025-12").content.decode()

    assert 'href="?month=2026-01"' in page


def test_a_year_whose_holidays_are_not_known_says_so(cast):
    assert "还不掌握" in cast.clerk.get("/calendar/?month=2090-05").content.decode()
