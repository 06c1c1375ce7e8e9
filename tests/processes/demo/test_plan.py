"""Two years of an invented office: enough of everything, and nothing that could not be."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict

from taizhang.kernel.quantity import read_quantity
from taizhang.ledgers.records.rules import Content, kind_by_code, kinds
from taizhang.ledgers.records.rules.content import festivals_of
from taizhang.processes.demo.days import in_school_holiday, is_public_holiday, is_workday
from taizhang.processes.demo.places import INHERITED, SPOTS, places_of
from taizhang.processes.demo.plan import plan_records
from taizhang.processes.demo.theme import Planned
from taizhang.processes.demo.world import BY_KEY, HEIR, MERGED, MERGED_ON, UNITS

FESTIVAL_DAYS = {
    2024: {
        "元旦": (1, 1), "腊八节": (1, 18), "小年": (2, 3), "春节": (2, 10), "元宵节": (2, 24),
        "清明节": (4, 4), "劳动节": (5, 1), "儿童节": (6, 1), "端午节": (6, 10), "七夕节": (8, 10),
        "中秋节": (9, 17), "国庆节": (10, 1), "重阳节": (10, 11),
    },
    2025: {
        "元旦": (1, 1), "腊八节": (1, 7), "小年": (1, 23), "春节": (1, 29), "元宵节": (2, 12),
        "清明节": (4, 4), "劳动节": (5, 1), "儿童节": (6, 1), "端午节": (5, 31), "七夕节": (8, 29),
        "中秋节": (10, 6), "国庆节": (10, 1), "重阳节": (10, 29),
    },
}  # fmt: skip
"""As printed on the calendars of the two years."""

Plan = tuple[Planned, ...]


def content(record: Planned) -> Content:
    """Return the record's content; the number of the unit does not matter here."""
    return Content(
        unit=1, kind=record.kind, title=record.title, on=record.on, until=record.until, fields=record.fields
    )


def test_the_plan_is_the_same_each_time(plan: Plan) -> None:
    assert plan_records() == plan


def test_there_are_more_than_two_thousand_records_a_little_more_in_the_second_year(plan: Plan) -> None:
    years = Counter(record.on.year for record in plan)

    assert set(years) == {2024, 2025}
    assert sum(years.values()) > 2000
    assert 1.01 < years[2025] / years[2024] < 1.15


def test_every_unit_does_every_kind_of_work(plan: Plan) -> None:
    done = {(record.unit, record.kind) for record in plan if record.kind != "contest"}

    assert done == {(unit.key, kind.code) for unit in UNITS for kind in kinds() if kind.code != "contest"}
    assert len({record.unit for record in plan if record.kind == "contest"}) >= 8


def test_a_unit_has_no_two_records_of_one_title_on_a_day(plan: Plan) -> None:
    seen = Counter((record.unit, record.on, record.title) for record in plan)

    assert [key for key, times in seen.items() if times > 1] == []


def test_a_unit_has_at_most_two_things_on_a_day(plan: Plan) -> None:
    assert max(Counter((record.unit, record.on) for record in plan).values()) == 2


def test_every_unit_studies_each_month_that_it_is_there(plan: Plan) -> None:
    studied = {
        (record.unit, record.on.year, record.on.month) for record in plan if record.kind == "study_session"
    }
    due = {
        (unit.key, year, month)
        for unit in UNITS
        for year in (2024, 2025)
        for month in range(1, 13)
        if unit.lives_on(dt.date(year, month, 1))
    }

    assert studied == due


def test_every_unit_trains_once_a_quarter_and_the_street_office_twice(plan: Plan) -> None:
    trained = Counter(
        (record.unit, record.on.year, (record.on.month - 1) // 3)
        for record in plan
        if record.kind == "training"
    )

    assert {times for (unit, _, _), times in trained.items() if unit == "wutong"} == {2}
    assert {times for (unit, _, _), times in trained.items() if unit != "wutong"} == {1}
    assert len(trained) == 11 * 8 - 2


def test_festivals_are_kept_on_their_day_or_up_to_two_days_before(plan: Plan) -> None:
    kept: dict[str, set[int]] = defaultdict(set)
    for record in (record for record in plan if record.kind == "festival_activity"):
        name, year = record.fields["festival"], record.on.year
        days = [dt.date(year, *FESTIVAL_DAYS[year][name])]
        if name == "元旦":
            days.append(dt.date(year + 1, 1, 1))
        ahead = min((day - record.on).days for day in days if day >= record.on)
        assert 0 <= ahead <= 2, record
        kept[name].add(year)

    assert kept == {name: {2024, 2025} for name in FESTIVAL_DAYS[2024]}


def test_a_festival_activity_is_of_one_festival(plan: Plan) -> None:
    for record in (record for record in plan if record.kind == "festival_activity"):
        assert festivals_of(content(record)) == (record.fields["festival"],), record.title


def test_spring_festival_couplets_are_given_before_the_festival_and_the_flag_is_raised_on_the_day(
    plan: Plan,
) -> None:
    couplets = [record.on for record in plan if record.title == "新春送春联"]
    flags = {(record.on.month, record.on.day) for record in plan if record.title == "国庆升旗仪式"}

    assert couplets and all(day not in (dt.date(2024, 2, 10), dt.date(2025, 1, 29)) for day in couplets)
    assert flags == {(10, 1)}


def test_only_festivals_are_kept_on_public_holidays(plan: Plan) -> None:
    kinds_on_holidays = {record.kind for record in plan if is_public_holiday(record.on)}

    assert kinds_on_holidays == {"festival_activity"}


def test_offices_study_meet_and_visit_on_workdays(plan: Plan) -> None:
    for record in plan:
        if record.kind in ("study_session", "visit") or "例会" in record.title:
            assert is_workday(record.on), record


def test_holiday_programmes_fall_in_the_school_holidays_and_school_lessons_do_not(plan: Plan) -> None:
    for record in (record for record in plan if record.kind == "youth_programme"):
        on_holiday = record.title.startswith(("暑期", "寒假", "开学"))
        assert in_school_holiday(record.on) == on_holiday, record


def test_records_of_the_merged_village_stop_at_the_merger_and_its_heir_goes_on(plan: Plan) -> None:
    merged = [record.on for record in plan if record.unit == MERGED]
    after = [record for record in plan if record.unit == HEIR and record.on >= MERGED_ON]

    assert max(merged) < MERGED_ON <= max(record.on for record in after)
    assert max(merged) >= dt.date(2025, 6, 1)
    assert any(record.place in INHERITED.values() for record in after)
    assert not any(record.place in INHERITED.values() for record in plan if record.on < MERGED_ON)


def test_every_place_belongs_to_its_unit(plan: Plan) -> None:
    for record in plan:
        own = {place for spot in SPOTS for place in places_of(unit=record.unit, spot=spot, inherited=True)}
        assert record.place in own or (record.place == "" and record.fields["channel"] == "公众号")


def test_larger_units_do_more(plan: Plan) -> None:
    activities = Counter(record.unit for record in plan if record.kind == "community_activity")

    assert activities["qinghe"] > activities["beiyuan"] > activities["shiqiao"] > activities["dutou"]


def test_head_counts_read_as_people_and_not_all_of_them_are_exact(plan: Plan) -> None:
    told = [read_quantity(record.people) for record in plan if record.people]

    assert {quantity.relation for quantity in told} == {"exact", "about", "over", "nearly"}
    assert {quantity.unit for quantity in told} == {"人"}
    exact = [int(quantity.value) for quantity in told if quantity.relation == "exact" and quantity.value]
    assert sum(number % 10 == 0 for number in exact) < len(exact) / 6
    assert min(exact) >= 4 and max(exact) < 600


def test_no_more_people_study_than_the_unit_has(plan: Plan) -> None:
    for record in (record for record in plan if record.kind == "study_session"):
        assert (
            int(record.people.removesuffix("人"))
            <= int(record.fields["planned"])
            == BY_KEY[record.unit].staff
        )


def test_some_crowds_in_the_open_air_are_not_counted_and_are_not_nought(plan: Plan) -> None:
    uncounted = [record for record in plan if record.kind == "community_activity" and not record.people]

    assert 3 < len(uncounted) < 60
    assert not any(record.people.startswith("0") for record in plan)


def test_pictures_are_within_the_floor_and_the_ceiling_of_each_kind(plan: Plan) -> None:
    for record in plan:
        kind = kind_by_code(record.kind)
        assert kind.evidence_required <= record.pictures <= kind.evidence_ceiling


def test_fields_are_those_of_the_kind(plan: Plan) -> None:
    for record in plan:
        known = {field.code for field in kind_by_code(record.kind).fields}
        assert set(record.fields) <= known
        assert all(record.fields.values())


def test_the_numbers_of_a_series_follow_each_other(plan: Plan) -> None:
    series: dict[tuple[str, int, str], list[int]] = defaultdict(list)
    for record in plan:
        found = re.search(r"(.*?第)(\d+)[期讲次场条]", record.title)
        if found:
            series[record.unit, record.on.year, found[1]].append(int(found[2]))

    assert len(series) > 100
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in series.values())


def test_nothing_is_told_before_it_was_in_force(plan: Plan) -> None:
    revised = [record.on for record in plan if "新修订的《中华人民共和国文物保护法》" in record.title]

    assert revised and min(revised) >= dt.date(2025, 3, 1)


def test_things_of_several_days_end_before_a_holiday_and_within_the_month(plan: Plan) -> None:
    long = [record for record in plan if record.until > record.on]

    assert len(long) > 10
    for record in long:
        assert record.until.month == record.on.month
        days = [record.on + dt.timedelta(days=more) for more in range((record.until - record.on).days + 1)]
        assert not any(is_public_holiday(day) for day in days)


def test_what_is_held_for_a_day_of_the_calendar_is_held_by_that_day(plan: Plan) -> None:
    last_days = {
        "学雷锋志愿服务集市": (3, 5),
        "世界读书日诵读会": (4, 23),
        "国际志愿者日服务展示": (12, 5),
        "冬至包汤圆": (12, 21),
    }

    held = [record for record in plan if record.title in last_days]

    assert {record.title for record in held} == set(last_days)
    for record in held:
        late = (dt.date(record.on.year, *last_days[record.title]) - record.on).days
        assert 0 <= late <= 5, record


def test_no_title_is_left_unfilled_and_none_is_too_long(plan: Plan) -> None:
    for record in plan:
        text = f"{record.title}{record.place}{record.host}{record.note}{record.fields}".replace("'", "")
        assert "{n}" not in text and "{unit}" not in text and "{staff}" not in text
        assert 2 < len(record.title) <= 40


def test_the_office_keeps_to_its_own_work(plan: Plan) -> None:
    """Nothing in it watches anybody's words, beliefs or steps, or counts what people post."""
    never = re.compile(
        "舆情|研判|重点人员|排查人员|信教|宗教|转发|跟帖|评论|点赞|群聊|打卡|排名|轨迹|监控|思想动态"
    )
    for record in plan:
        assert not never.search(f"{record.title}{record.note}{record.fields}"), record
