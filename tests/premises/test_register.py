"""What the body runs: registered, changed, handed over, out of use and back; the stock of any day follows."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.journal.models import PostingRow
from taizhang.kernel.period import Period, parse_period
from taizhang.kernel.recurrence import Every
from taizhang.ledgers.premises import services
from taizhang.ledgers.premises.models import Inspection, Place, PlaceStep, Stay
from taizhang.ledgers.premises.rules import (
    FieldRefused,
    PlaceRefused,
    UnknownType,
    type_by_code,
    type_by_name,
    types,
)
from taizhang.reporting.figures import FigureDesk, scope_for
from taizhang.reporting.rules import rule_book
from tests.premises.conftest import TODAY


def stock(code: str, unit, period: Period) -> str:
    """Return a figure as it stands at the end of a period."""
    rule = rule_book().rule(code=code)
    told = FigureDesk(as_of=None).count(
        rule=rule, scope=scope_for(rule=rule, unit=unit, period=period), period=period
    )
    return "—" if told.value is None else str(told.value)


def month(text: str) -> Period:
    return parse_period(f"2025年{text}月")


def test_a_place_counts_from_the_day_it_is_put_into_use(office, placed) -> None:
    placed(since=dt.date(2025, 3, 5))

    assert [stock("notice_groups", office.street, month(m)) for m in ("2", "3", "6")] == ["—", "1", "1"]
    assert stock("notice_groups_to_500", office.north, month("3")) == "1"
    assert stock("premises_channels", office.street, month("3")) == "1"
    assert stock("premises_facilities", office.street, month("3")) == "—"


def test_it_is_inspected_from_today_to_the_end_of_the_year(placed) -> None:
    place = placed("reading_room", name="北桥书屋")

    first = place.inspections.order_by("due_on").first()

    assert place.inspections.count() == 7
    assert (first.label, first.opens, first.due_on) == ("2025年6月", TODAY, dt.date(2025, 6, 30))


def test_a_group_that_grew_counts_in_its_new_size_from_that_day(office, placed, told, at) -> None:
    place = placed()
    services.change(
        place=place, details=told(fields={"band": "500人以上"}), on=dt.date(2025, 5, 1), by=office.clerk,
        today=TODAY, at=at,
    )  # fmt: skip

    large = [stock("notice_groups_over_500", office.street, month(m)) for m in ("4", "5")]
    former = [stock("notice_groups_to_500", office.street, month(m)) for m in ("4", "5")]

    assert (large, former) == (["—", "1"], ["1", "—"])
    assert place.steps.last().differences == [["规模", "200—500人", "500人以上"]]


def test_what_was_registered_wrongly_is_corrected_back_to_its_beginning(office, placed, told, at) -> None:
    place = placed()
    services.change(
        place=place, details=told(fields={"band": "500人以上"}), on=None, since=dt.date(2025, 2, 3),
        by=office.clerk, today=TODAY, at=at,
    )  # fmt: skip

    assert [stock("notice_groups_over_500", office.street, month(m)) for m in ("1", "2")] == ["—", "1"]
    assert stock("notice_groups_to_500", office.street, month("3")) == "—"
    assert Stay.objects.get().since == dt.date(2025, 2, 3)


def test_out_of_use_and_back(office, placed, at) -> None:
    place = placed("reading_room", name="北桥书屋")
    told = {"reason": "房屋修缮", "by": office.clerk, "today": TODAY, "at": at}
    services.withdraw(place=place, on=dt.date(2025, 3, 10), **told)
    left = Inspection.objects.filter(place=place, state="DUE").count()
    services.restore(place=place, on=dt.date(2025, 5, 6), **told)

    assert [stock("reading_rooms", office.street, month(m)) for m in "2345"] == ["1", "—", "—", "1"]
    assert left == 0
    assert Inspection.objects.filter(place=place, state="DUE").count() == 7


def test_the_register_refuses_what_cannot_be(office, placed, told, at) -> None:
    placed()
    act = {"since": TODAY, "by": office.clerk, "today": TODAY, "at": at}
    stranger = Post.objects.create(unit=office.south, name="村干事", roles=["CLERK"])

    with pytest.raises(PlaceRefused, match="已有叫“北桥通知群”的官方通知群"):
        services.register(details=told(), **act)
    with pytest.raises(PlaceRefused, match="“村干事”不是管理单位或它上级的在用岗位"):
        services.register(details=told(name="乙群", post=stranger.pk), **act)
    with pytest.raises(FieldRefused, match="规模应是这几项之一"):
        services.register(details=told(name="丙群", fields={"band": "很多人"}), **act)
    with pytest.raises(FieldRefused, match="没有“members”这一项"):
        services.register(details=told(name="丁群", fields={"members": "张三、李四"}), **act)
    with pytest.raises(PlaceRefused, match="坐标应先写东经"):
        services.register(details=told(name="戊群", coordinates="32.04,118.78"), **act)
    assert Place.objects.count() == 1


def test_a_place_has_exactly_one_responsible_post_by_the_database(room) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=room.pk).update(post=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        PlaceStep.objects.filter(place=room).update(reason="改写")


def test_handed_over_it_counts_with_the_other_unit_and_is_inspected_by_it(office, room, at) -> None:
    post = Post.objects.create(unit=office.south, name="村干事", roles=["CLERK"])
    services.move(
        place=room, into=office.south, post=post, on=TODAY, reason="按文件移交", by=office.reviewer,
        today=TODAY, at=at,
    )  # fmt: skip

    north = [stock("reading_rooms", office.north, month(m)) for m in ("5", "6")]
    south = [stock("reading_rooms", office.south, month(m)) for m in ("5", "6")]

    assert (north, south) == (["1", "—"], ["—", "1"])
    assert set(room.inspections.values_list("unit_id", flat=True)) == {office.south.pk}
    assert stock("inspections_due", office.south, month("6")) == "1"
    assert stock("inspections_due", office.north, month("6")) == "—"


def test_another_rhythm_begins_after_what_is_done(office, room, looked_at, at) -> None:
    looked_at(room)
    services.set_plan(
        unit=office.street, below=[office.north.pk], type="reading_room", frequency=Every("quarter"),
        by=office.reviewer, today=TODAY, at=at,
    )  # fmt: skip
    later = services.register(
        details=services.Details(
            type=type_by_code("reading_room"), name="二号书屋", unit=office.north.pk, post=room.post_id,
            fields={"area": 40},
        ),
        since=TODAY, by=office.clerk, today=TODAY, at=at,
    )  # fmt: skip

    labels = room.inspections.exclude(state="LIFTED").order_by("due_on").values_list("label", flat=True)
    assert list(labels) == ["2025年6月", "2025年第三季度", "2025年第四季度"]
    assert later.inspections.earliest("due_on").label == "2025年第二季度"


def test_names_that_offices_use_are_known() -> None:
    assert type_by_name("LED屏").code == "led_screen"
    assert type_by_name(" 农家书屋 ").code == "reading_room"
    with pytest.raises(UnknownType, match="是不是“文化广场”"):
        type_by_name("文化广厂")


@pytest.mark.parametrize("type", types(), ids=lambda type: type.code)
def test_every_type_has_a_checklist_a_rhythm_and_a_rule(type) -> None:
    assert len({item.code for item in type.items}) == len(type.items) >= 4
    assert any(type.code in part.where.kinds for rule in rule_book().rules() for part in rule.parts)


@pytest.mark.parametrize("type", types(), ids=lambda type: type.code)
def test_every_type_can_be_registered_with_all_its_fields(type, office, post, at) -> None:
    values = {
        "text": "写一句", "whole": 6, "day": "2025-03-05", "yes": True, "post": post.pk, "posts": [post.pk],
    }  # fmt: skip
    fields = {one.code: one.choices[0] if one.type == "choice" else values[one.type] for one in type.fields}
    details = services.Details(type=type, name="一处", unit=office.north.pk, post=post.pk, fields=fields)

    place = services.register(details=details, since=dt.date(2025, 1, 6), by=office.clerk, today=TODAY, at=at)

    assert place.fields == fields


ACTS = st.lists(
    st.tuples(st.sampled_from(["band", "correct", "withdraw", "restore"]), st.integers(0, 150)), max_size=8
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_done_the_journal_says_what_the_stays_say(office, told, at, acts) -> None:
    with transaction.atomic():
        place = services.register(
            details=told(), since=dt.date(2025, 1, 6), by=office.clerk, today=TODAY, at=at
        )
        for act, days in acts:
            _attempt(act, place, told, office, at, dt.date(2025, 1, 1) + dt.timedelta(days=days))
        _check_stock_of(place)
        transaction.set_rollback(True)


def _attempt(act, place, told, office, at, day) -> None:
    common = {"by": office.clerk, "today": TODAY, "at": at}
    size = type_by_code("notice_group").fields[1].choices[day.day % 4]
    try:
        with transaction.atomic():
            match act:
                case "band":
                    services.change(place=place, details=told(fields={"band": size}), on=day, **common)
                case "correct":
                    services.change(
                        place=place, details=told(fields={"band": size}), on=None, since=day, **common
                    )
                case "withdraw":
                    services.withdraw(place=place, on=day, reason="停用", **common)
                case "restore":
                    services.restore(place=place, on=day, reason="恢复", **common)
    except PlaceRefused:
        pass


def _check_stock_of(place: Place) -> None:
    rows = list(PostingRow.objects.filter(source=f"premises:p{place.pk}"))
    stays = list(Stay.objects.filter(place=place))
    for offset in range(0, 170, 7):
        day = dt.date(2025, 1, 1) + dt.timedelta(days=offset)
        there = [s for s in stays if s.since <= day and (s.until is None or day < s.until)]
        told = {}
        for row in rows:
            if row.on_day <= day:
                told[row.tags] = told.get(row.tags, 0) + row.weight
        assert {tags: n for tags, n in told.items() if n} == {
            f"|place:CHANNEL|size:{s.size}|": 1 for s in there
        }
