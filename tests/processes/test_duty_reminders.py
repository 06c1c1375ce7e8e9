"""What is owed is told to whoever owes it, and in time to the unit above: things, never people, each once."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.foundation.accounts.models import Post, Tenure
from taizhang.foundation.accounts.rules import Role
from taizhang.foundation.accounts.selectors import reach_of
from taizhang.foundation.accounts.services import add_person, add_post, begin_tenure
from taizhang.foundation.office_days.services import tell_year
from taizhang.foundation.units.models import Affiliation, Unit
from taizhang.kernel.recurrence import Once, stored
from taizhang.kernel.workdays import NO_NOTICE
from taizhang.ledgers.duties import rules, services
from taizhang.ledgers.duties.models import Duty, Occurrence
from taizhang.processes import reorganise
from taizhang.processes.desk import MOST, Task, desk_of
from taizhang.processes.reminders import digests
from tests.duties.conftest import handed_down, task
from tests.web.conftest import hold

__all__ = ["handed_down"]
DAY = dt.date(2025, 4, 3)
"""A Thursday: what was due on Monday 31 March is overdue, and three worked days have passed."""

MARCH = dt.date(2025, 3, 31)
LEAD = rules.Role.LEAD


@pytest.fixture(autouse=True)
def posts(office):
    """Give everybody a post with an inbox of its own."""
    hold(office.clerk, office.north, Role.CLERK)
    hold(office.reviewer, office.street, Role.REVIEWER)
    hold(office.stranger, office.other_street, Role.CLERK, Role.REVIEWER)
    for post in Post.objects.all():
        post.mail = f"{post.unit_id}@liuxi.example"
        post.save()


@pytest.fixture
def once(office, handed_down):
    """Return a maker of a duty of a unit (the north community) that is due once, on a day, and of its occurrence."""

    def make(due: dt.date = MARCH, unit: Unit | None = None, number: str = "1", **told) -> Occurrence:
        line = task(number, (unit or office.north, LEAD), frequency=stored(Once(due)), **told.pop("text", {}))
        scheme = handed_down(line, **told)
        return Occurrence.objects.get(duty__task__scheme=scheme)

    return make


def letter(unit: Unit, day: dt.date = DAY):
    """Return the digest of the one inbox of a unit."""
    [found] = [one for one in digests(day=day) if one.post.mail == f"{unit.pk}@liuxi.example"]
    return found


def told(unit: Unit, day: dt.date = DAY) -> tuple[list[str], list[str]]:
    """Return the titles of what a unit's inbox is told as overdue and as due soon."""
    found = letter(unit, day)
    return [one.title for one in found.overdue], [one.title for one in found.soon]


def below(unit: Unit, day: dt.date) -> list[tuple[str, int]]:
    """Return which units a unit's inbox is told of, each with how many."""
    return [(one.unit, one.number) for one in letter(unit, day).below.units]


def test_a_units_post_is_told_what_is_overdue_and_what_is_due_within_a_week(office, once):
    for number, due in (("1", MARCH), ("2", DAY), ("3", dt.date(2025, 4, 10)), ("4", dt.date(2025, 4, 11))):
        once(due, number=number)

    assert told(office.north) == (
        ["1 第1项工作，2025年3月31日前"],
        ["2 第2项工作，2025年4月3日前", "3 第3项工作，2025年4月10日前"],
    )
    assert letter(office.north).subject == "【臺帳】北桥社区 周敏的岗位：1 项逾期，2 项一周内到期"
    assert "  3月31日　责任逾期　1 第1项工作，2025年3月31日前（北桥社区）" in letter(office.north).text(
        address=""
    )
    assert told(office.street) == ([], [])
    assert letter(office.other_street).empty


def test_a_day_of_another_year_is_told_with_its_year(office, once):
    once()

    assert "  2025年3月31日　责任逾期" in letter(office.north, dt.date(2026, 1, 8)).text(address="")


def test_what_a_post_is_named_for_is_told_to_that_post_alone(office, once, at):
    named = add_post(unit=office.north, name="宣传委员", roles=["VIEWER"], mail="xuanchuan@liuxi.example")
    tenure = begin_tenure(
        post=named, person=add_person(login="lin", name="林岚", unit=office.north), since=MARCH
    )
    services.appoint(duty=once().duty, post=named, first=None, direct=None, by=office.clerk, at=at)

    letters = {one.post.mail: len(one.overdue) for one in digests(day=DAY)}
    Tenure.objects.filter(pk=tenure.pk).update(until=DAY)

    assert letters["xuanchuan@liuxi.example"] == 1
    assert letters[f"{office.north.pk}@liuxi.example"] == 0
    # Nobody holds the post any more: its unit is told, so that nothing is forgotten.
    assert len(told(office.north)[0]) == 1


def test_a_unit_in_which_nobody_writes_is_told_by_the_nearest_above(office, once):
    grid = Unit.objects.create(name="北桥第一网格", level="GRID")
    Affiliation.objects.create(unit=grid, parent=office.north)
    once(unit=grid)
    once(unit=office.south, number="2")

    assert told(office.north)[0] == ["1 第1项工作，2025年3月31日前"]
    assert told(office.street)[0] == ["2 第2项工作，2025年3月31日前"]


def test_done_excused_lifted_and_met_ones_are_never_told(office, once, at):
    done, excused, met = (once(number=number) for number in "123")
    lifted = once(dt.date(2025, 4, 9), number="4")
    services.confirm(occurrence=done, source="records:1", on=MARCH, by=office.clerk, at=at)
    services.excuse(occurrence=excused, reason="防汛", by=office.reviewer, at=at)
    Occurrence.objects.filter(pk=met.pk).update(done_on=MARCH, done=1, state="PARTIAL")
    services.withdraw_scheme(scheme=lifted.duty.task.scheme, on=DAY, reason="停办", by=office.reviewer, at=at)

    assert told(office.north) == ([], [])
    assert below(office.street, dt.date(2025, 6, 2)) == []


def test_long_lists_are_cut_counted_and_say_where_the_rest_is(office, handed_down):
    lines = [
        task(str(number), (office.north, LEAD), frequency=stored(Once(MARCH))) for number in range(MOST + 5)
    ]
    handed_down(*lines)

    found = letter(office.north)

    assert (len(found.overdue), found.more[Task.LAPSED]) == (MOST, 5)
    assert found.subject.endswith("25 项逾期")
    assert "  另有 5 项，见“我的责任”" in found.text(address="")


def test_the_unit_above_is_told_once_so_many_worked_days_have_passed(office, once):
    """Three days off for the Qingming festival, from Friday 4 April: the fifth worked day is Tuesday the 8th."""
    once()

    assert below(office.street, dt.date(2025, 4, 7)) == []
    assert below(office.street, dt.date(2025, 4, 8)) == [("北桥社区", 1)]
    found = letter(office.street, dt.date(2025, 4, 8))
    assert found.subject == "【臺帳】柳溪街道 秦川的岗位：下级单位 1 项逾期"
    assert (
        "下级单位逾期，已满5个工作日（1 项）\n  北桥社区 1 项\n    3月31日到期　1 第1项工作，2025年3月31日前\n"
        in found.text(address="")
    )


def test_days_worked_in_a_holidays_stead_count(office, once):
    once(dt.date(2025, 12, 31))
    text = "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。"
    tell_year(year=2026, text=text, by=office.reviewer, at=dt.datetime(2025, 11, 5, tzinfo=dt.UTC))

    assert below(office.street, dt.date(2026, 1, 7)) == []
    assert below(office.street, dt.date(2026, 1, 8)) == [("北桥社区", 1)]


def test_each_scheme_has_days_of_its_own_and_none_is_never(office, once):
    once(title="两天的方案", escalate_after=2)
    once(title="不告知的方案", number="2", escalate_after=0)
    once(title="五天的方案", number="3")

    assert below(office.street, DAY) == [("北桥社区", 1)]
    assert below(office.street, dt.date(2025, 6, 2)) == [("北桥社区", 2)]
    assert letter(office.street, dt.date(2025, 6, 2)).below.heading == "下级单位逾期，已满2、5个工作日"


def test_units_stand_in_the_order_of_codes_and_no_person_is_named(office, handed_down):
    for number in range(3):
        handed_down(task(str(number), (office.south, LEAD), frequency=stored(Once(MARCH))))
    handed_down(task("9", (office.north, LEAD), frequency=stored(Once(MARCH))))
    hold(add_person(login="he", name="何禾", unit=office.south), office.south, Role.CLERK)

    text = letter(office.street, dt.date(2025, 6, 2)).text(address="")

    assert below(office.street, dt.date(2025, 6, 2)) == [("北桥社区", 1), ("南浦村", 3)]
    assert not [name for name in ("周敏", "何禾") if name in text]


def test_only_the_nearest_unit_above_is_told(office, once):
    county = Unit.objects.create(name="澄江区", level="COUNTY", code="320999000000")
    Affiliation.objects.create(unit=office.street, parent=county)
    hold(add_person(login="gu", name="顾宁", unit=county), county, Role.REVIEWER)
    Post.objects.filter(unit=county).update(mail=f"{county.pk}@liuxi.example")
    once()
    once(number="2", unit=office.street)

    assert below(county, dt.date(2025, 6, 2)) == [("柳溪街道", 1)]
    assert below(office.street, dt.date(2025, 6, 2)) == [("北桥社区", 1)]
    assert below(office.other_street, dt.date(2025, 6, 2)) == []


def test_what_one_owes_oneself_is_not_told_again_from_below(office, once):
    once(unit=office.south)

    found = letter(office.street, dt.date(2025, 6, 2))

    assert (len(found.overdue), found.below.number) == (1, 0)


def test_thirty_lines_are_told_and_the_rest_is_counted(office, handed_down):
    hold(add_person(login="he", name="何禾", unit=office.south), office.south, Role.CLERK)
    for unit in (office.north, office.south):
        handed_down(
            *(task(str(number), (unit, LEAD), frequency=stored(Once(MARCH))) for number in range(20)),
            title=f"{unit.name}的方案",
        )

    found = letter(office.street, dt.date(2025, 6, 2)).below

    assert [(one.unit, one.number, len(one.lapses)) for one in found.units] == [
        ("北桥社区", 20, 20),
        ("南浦村", 20, 10),
    ]
    assert [title for _, title in found.schemes] == ["北桥社区的方案", "南浦村的方案"]
    assert "  另有 10 项，见进度表" in letter(office.street, dt.date(2025, 6, 2)).text(address="")


def test_the_heir_of_a_merged_unit_is_reminded(office, once, at):
    hold(add_person(login="he", name="何禾", unit=office.south), office.south, Role.CLERK)
    Post.objects.filter(unit=office.south).update(mail=f"{office.south.pk}@liuxi.example")
    once()
    once(dt.date(2025, 4, 8), number="2")
    on = dt.date(2025, 4, 2)
    reorganise.merge(unit=office.north, into=office.south, on=on, basis="", by=office.reviewer, at=at)

    assert told(office.south) == (["1 第1项工作，2025年3月31日前"], ["2 第2项工作，2025年4月8日前"])
    assert dict(below(office.street, dt.date(2025, 6, 2))) == {"北桥社区": 1, "南浦村": 1}


def test_what_the_unit_above_urges_is_told_first_and_once_until_it_is_done(office, once, at):
    urged, other = once(dt.date(2025, 5, 30)), once(number="2")
    for occurrence, note in ((urged, "请先报方案"), (other, "")):
        services.urge(occurrence=occurrence, unit=office.street, note=note, on=DAY, by=office.reviewer, at=at)

    found = letter(office.north)

    assert [one.key for one in found.urged] == [str(other.pk), str(urged.pk)]
    assert (found.overdue, found.soon) == ((), ())
    assert found.subject.endswith("：2 项上级催办")
    assert (
        "上级催办\n"
        "  3月31日到期　2 第2项工作，2025年3月31日前（北桥社区）\n"
        "    柳溪街道4月3日催办\n"
        "  5月30日到期　1 第1项工作，2025年5月30日前（北桥社区）\n"
        "    柳溪街道4月3日催办：请先报方案\n" in found.text(address="")
    )
    assert "秦川" not in found.text(address="")
    services.confirm(occurrence=urged, source="records:1", on=DAY, by=office.clerk, at=at)
    services.excuse(occurrence=other, reason="防汛", by=office.reviewer, at=at)
    assert letter(office.north).empty


def test_the_heir_of_a_merged_unit_is_urged(office, once, at):
    hold(add_person(login="he", name="何禾", unit=office.south), office.south, Role.CLERK)
    Post.objects.filter(unit=office.south).update(mail=f"{office.south.pk}@liuxi.example")
    services.urge(occurrence=once(), unit=office.street, note="", on=DAY, by=office.reviewer, at=at)
    reorganise.merge(unit=office.north, into=office.south, on=DAY, basis="", by=office.reviewer, at=at)

    assert len(letter(office.south).urged) == 1


def test_it_costs_the_same_for_one_occurrence_and_for_many(office, handed_down, django_assert_num_queries):
    hold(add_person(login="he", name="何禾", unit=office.south), office.south, Role.CLERK)

    def many(number: int) -> None:
        units = (office.street, office.north, office.south)
        handed_down(
            *(
                task(f"{number}.{place}", (unit, LEAD), frequency=stored(Once(MARCH)))
                for place, unit in enumerate(units)
            )
        )

    def desk():
        reach = reach_of(person=office.reviewer, on=dt.date(2025, 6, 2))
        return desk_of(reach=reach, notice=NO_NOTICE)

    many(1)
    with django_assert_num_queries(21):
        assert desk().owed == 1
    for number in range(2, 8):
        many(number)
    with django_assert_num_queries(21):
        found = desk()

    assert (found.owed, found.below.number) == (7, 14)
    assert Duty.objects.count() == 21
