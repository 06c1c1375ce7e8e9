"""Founding, moving, merging, splitting, renaming; and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.foundation.units import rules
from taizhang.foundation.units.models import Affiliation, FormerName, Reorganisation, Succession, Unit
from taizhang.foundation.units.rules import Level
from taizhang.foundation.units.selectors import bodies_of_offices, name_on, tree_on, unit_names, unit_state
from taizhang.kernel.refusal import Refused
from tests.units.street import JUNE, NEW_YEAR, NEXT_YEAR, Street, found, merge, move, rename, split

DAY = dt.timedelta(days=1)


def parents(day: dt.date) -> dict[str, str | None]:
    """Return name -> name of the parent in the tree of that day."""
    nodes = {node.id: node for node in tree_on(day=day)}
    return {
        node.name: nodes[node.parent].name if node.parent is not None else None for node in nodes.values()
    }


def test_a_unit_is_founded_under_its_parent_on_a_day(street: Street) -> None:
    found("北苑社区", parent=street.office, on=JUNE, code="990107003003")

    assert "北苑社区" not in parents(JUNE - DAY)
    assert parents(JUNE)["北苑社区"] == "杏林街道"


def test_an_internal_office_is_part_of_any_unit_and_no_unit_is_part_of_it(street: Street) -> None:
    party = found("党建工作办公室", parent=street.office, level=Level.OFFICE, on=JUNE)
    of_village = found("文体组", parent=street.village, level=Level.OFFICE, on=JUNE)

    assert parents(JUNE)["党建工作办公室"] == "杏林街道"
    assert unit_names(root=street.office).find("党建办", JUNE) == party
    day = bodies_of_offices(units=[party.pk, of_village.pk, street.village.pk], day=JUNE)
    assert day == {party.pk: street.office.pk, of_village.pk: street.village.pk}
    with pytest.raises(rules.UnitNotFounded, match="不能隶属更低一级的党建工作办公室（内设机构）"):
        found("东湖社区", parent=party, on=JUNE)


def test_a_founding_notes_who_and_when(street: Street) -> None:
    act = Reorganisation.objects.get(unit=street.village)

    assert (act.act, act.by, str(act)) == (rules.Act.FOUND, "李办事", "设立")


@pytest.mark.parametrize(
    ("name", "level", "code", "why"),
    [
        ("", Level.VILLAGE, "", "空的"),
        ("北苑社区", Level.VILLAGE, "990107003001", "已经是东溪社区"),
        ("北苑社区", Level.VILLAGE, "12345", "位"),
        ("南屏新区", Level.COUNTY, "", "更低一级"),
    ],
)
def test_a_founding_that_cannot_be_is_refused(
    street: Street, name: str, level: Level, code: str, why: str
) -> None:
    before = Unit.objects.count()

    with pytest.raises(Refused, match=why):
        found(name, level, parent=street.office, code=code)

    assert Unit.objects.count() == before


def test_a_unit_is_not_older_than_its_parent(street: Street) -> None:
    new = found("新区管理街道", Level.STREET, parent=street.county, on=JUNE)

    with pytest.raises(rules.UnitNotFounded, match="2025年6月1日才成立"):
        found("北苑社区", parent=new, on=JUNE - DAY)
    with pytest.raises(rules.UnitNotFounded, match="请写明北苑社区的成立日期"):
        found("北苑社区", parent=new)


def test_a_moved_unit_takes_its_sub_units_along(street: Street) -> None:
    other = found("石塘街道", Level.STREET, parent=street.county)

    move(street.east, other, JUNE)

    assert parents(JUNE - DAY)["东溪社区"] == "杏林街道"
    assert parents(JUNE)["东溪社区"] == "石塘街道"
    assert parents(JUNE)["第1网格"] == "东溪社区"


def test_a_second_move_on_the_same_day_replaces_the_first(street: Street) -> None:
    other = found("石塘街道", Level.STREET, parent=street.county)
    move(street.village, other, JUNE)

    move(street.village, street.county, JUNE)

    assert parents(JUNE)["柏树村"] == "南屏区"
    assert Affiliation.objects.filter(unit=street.village).count() == 2


def test_a_unit_moved_to_the_top_has_no_parent(street: Street) -> None:
    move(street.office, None, JUNE)

    assert parents(JUNE)["杏林街道"] is None
    assert parents(JUNE)["东溪社区"] == "杏林街道"


def test_a_unit_does_not_move_below_itself(street: Street) -> None:
    inner = found("社区分部", parent=street.east)

    with pytest.raises(rules.UnitNotMoved, match="本身或它的下级"):
        move(street.east, inner, JUNE)
    with pytest.raises(rules.UnitNotMoved, match="本身或它的下级"):
        move(street.east, street.east, JUNE)


def test_a_move_that_would_run_in_a_circle_later_is_refused_today(street: Street) -> None:
    move(street.west, street.east, NEXT_YEAR)

    with pytest.raises(rules.UnitNotMoved, match="西桥社区是东溪社区本身或它的下级"):
        move(street.east, street.west, JUNE)


def test_a_move_before_an_earlier_change_is_refused(street: Street) -> None:
    other = found("石塘街道", Level.STREET, parent=street.county)
    move(street.village, other, JUNE)

    with pytest.raises(rules.UnitNotMoved, match="2025年6月1日已有变动"):
        move(street.village, street.county, JUNE - DAY)


def test_a_move_to_where_the_unit_is_already_is_refused(street: Street) -> None:
    with pytest.raises(rules.UnitNotMoved, match="已经隶属杏林街道"):
        move(street.village, street.office, JUNE)
    with pytest.raises(rules.UnitNotMoved, match="本来就没有上级"):
        move(street.county, None, JUNE)


def test_a_merged_unit_closes_and_its_sub_units_go_to_the_successor(street: Street) -> None:
    merge([street.east, street.west], street.west, JUNE)

    assert parents(JUNE - DAY)["第1网格"] == "东溪社区"
    assert parents(JUNE)["第1网格"] == "西桥社区"
    assert "东溪社区" not in parents(JUNE)
    assert Succession.objects.get().heir


def test_units_merge_into_a_new_unit(street: Street) -> None:
    new = found("溪桥社区", parent=street.office, on=JUNE)

    merge([street.east, street.west], new, JUNE)

    assert {name for name, parent in parents(JUNE).items() if parent == "杏林街道"} == {"溪桥社区", "柏树村"}


def test_the_code_of_a_closed_unit_may_be_given_to_its_successor(street: Street) -> None:
    new = found("溪桥社区", parent=street.office, on=JUNE)
    merge([street.east, street.west], new, JUNE)

    rename(new, "溪桥社区", JUNE, code="990107003001")

    assert Unit.objects.get(pk=new.pk).code == "990107003001"


def test_a_unit_and_its_own_sub_unit_merge_together(street: Street) -> None:
    merge([street.east, street.first_grid], street.west, JUNE)

    assert parents(JUNE)["第2网格"] == "西桥社区"
    assert "第1网格" not in parents(JUNE)


def test_a_closed_unit_tells_where_its_work_went(street: Street) -> None:
    merge([street.village], street.west, JUNE)

    state = unit_state(unit=Unit.objects.get(pk=street.village.pk))

    assert state.text == "柏树村已于2025年6月1日撤并入西桥社区"
    assert (state.closed_on, state.successors) == (JUNE, (street.west,))
    assert unit_state(unit=street.west).text == ""


def test_a_closed_unit_does_not_change_any_more(street: Street) -> None:
    merge([street.village], street.west, JUNE)

    with pytest.raises(rules.UnitNotMoved, match="柏树村已于2025年6月1日撤销"):
        move(street.village, street.county, NEXT_YEAR)
    with pytest.raises(rules.UnitsNotMerged, match="柏树村已于2025年6月1日撤销"):
        merge([street.east], street.village, NEXT_YEAR)
    with pytest.raises(rules.UnitNotFounded, match="柏树村已于2025年6月1日撤销"):
        found("第3网格", Level.GRID, parent=street.village, on=NEXT_YEAR)
    with pytest.raises(rules.UnitNotRenamed, match="柏树村已于2025年6月1日撤销"):
        rename(street.village, "柏树社区", NEXT_YEAR)


def test_a_merger_that_cannot_be_is_refused_and_changes_nothing(street: Street) -> None:
    young = found("北苑社区", parent=street.office, on=JUNE)
    tree = tree_on(day=NEXT_YEAR)

    with pytest.raises(rules.UnitsNotMerged, match="请至少写一个"):
        merge([street.west], street.west, JUNE)
    with pytest.raises(rules.UnitsNotMerged, match="更低一级"):
        merge([street.west], street.first_grid, JUNE)
    with pytest.raises(rules.UnitsNotMerged, match="才成立"):
        merge([street.west], young, JUNE - DAY)
    with pytest.raises(rules.UnitsNotMerged, match="不能同一天撤销"):
        merge([young], street.west, JUNE)

    assert tree_on(day=NEXT_YEAR) == tree


def test_a_unit_does_not_merge_into_its_own_sub_unit(street: Street) -> None:
    inner = found("社区分部", parent=street.east)

    with pytest.raises(rules.UnitsNotMerged, match="是东溪社区的下级"):
        merge([street.east], inner, JUNE)


def test_a_unit_does_not_close_before_a_later_change_of_its_sub_units(street: Street) -> None:
    found("第3网格", Level.GRID, parent=street.east, on=NEXT_YEAR)

    with pytest.raises(rules.UnitsNotMerged, match="下级单位第3网格"):
        merge([street.east], street.west, JUNE)


def test_a_split_unit_closes_and_its_first_part_is_heir(street: Street) -> None:
    upper = found("上溪社区", parent=street.office, on=JUNE)
    lower = found("下溪社区", parent=street.office, on=JUNE)

    split(street.east, [upper, lower], JUNE)

    assert parents(JUNE)["第1网格"] == "上溪社区"
    assert (
        unit_state(unit=Unit.objects.get(pk=street.east.pk)).text
        == "东溪社区已于2025年6月1日拆分为上溪社区、下溪社区"
    )
    assert {each.successor: each.heir for each in Succession.objects.all()} == {upper: True, lower: False}


def test_sub_units_of_a_split_unit_can_be_handed_on_the_same_day(street: Street) -> None:
    upper = found("上溪社区", parent=street.office, on=JUNE)
    lower = found("下溪社区", parent=street.office, on=JUNE)
    split(street.east, [upper, lower], JUNE)

    move(street.second_grid, lower, JUNE)

    assert (parents(JUNE)["第1网格"], parents(JUNE)["第2网格"]) == ("上溪社区", "下溪社区")
    assert parents(JUNE - DAY)["第2网格"] == "东溪社区"


def test_a_unit_that_gives_a_part_away_goes_on(street: Street) -> None:
    new = found("新柏社区", parent=street.office, on=JUNE)

    split(street.village, [street.village, new], JUNE)

    assert {"柏树村", "新柏社区"} <= set(parents(JUNE))
    assert not Succession.objects.get().heir


def test_a_split_into_less_than_two_units_is_refused(street: Street) -> None:
    with pytest.raises(rules.UnitNotSplit, match="至少两个不同的单位"):
        split(street.east, [street.west], JUNE)
    with pytest.raises(rules.UnitNotSplit, match="至少两个不同的单位"):
        split(street.east, [street.west, street.west], JUNE)
    with pytest.raises(rules.UnitNotSplit, match="不同级"):
        split(street.east, [street.west, street.office], JUNE)


def test_a_renamed_unit_keeps_its_former_name_for_former_days(street: Street) -> None:
    rename(street.village, "柏树社区", JUNE, code="990107003004")
    village = Unit.objects.get(pk=street.village.pk)

    assert (village.name, village.code) == ("柏树社区", "990107003004")
    assert name_on(unit=village, day=JUNE - DAY) == "柏树村"
    assert name_on(unit=village, day=JUNE) == "柏树社区"
    assert "柏树村" in parents(JUNE - DAY)


def test_a_second_renaming_on_the_same_day_replaces_the_first(street: Street) -> None:
    rename(street.village, "柏树居", JUNE)
    rename(street.village, "柏树社区", JUNE)

    assert [each.name for each in FormerName.objects.all()] == ["柏树村"]


def test_a_renaming_that_cannot_be_is_refused(street: Street) -> None:
    rename(street.village, "柏树社区", JUNE)

    with pytest.raises(rules.UnitNotRenamed, match="更早的更名"):
        rename(street.village, "柏树新村", NEW_YEAR)
    with pytest.raises(rules.UnitNotRenamed, match="已经是这个名称"):
        rename(street.village, "柏树社区", NEXT_YEAR)
    with pytest.raises(rules.UnitNotRenamed, match="已经是东溪社区"):
        rename(street.village, "柏树社区", NEXT_YEAR, code="990107003001")
