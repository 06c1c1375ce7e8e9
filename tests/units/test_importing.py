"""Importing many units: all or nothing, twice the same."""

from __future__ import annotations

import pytest

from taizhang.foundation.units.models import Affiliation, Reorganisation, Unit
from taizhang.foundation.units.selectors import tree_on, unit_by
from taizhang.foundation.units.services import ImportResult, UnitsNotImported, import_units
from taizhang.reading.division import UnitRow
from tests.units.street import AT, JUNE, NEXT_YEAR, Street, found, merge


def take(*rows: UnitRow) -> ImportResult:
    """Import rows."""
    return import_units(rows=rows, by="李办事", at=AT)


def refused(*rows: UnitRow) -> list[tuple[int, str, str]]:
    """Return (row, column, reason) of every problem, after looking that nothing was imported."""
    before = (Unit.objects.count(), Affiliation.objects.count(), Reorganisation.objects.count())
    with pytest.raises(UnitsNotImported) as refusal:
        take(*rows)
    assert (Unit.objects.count(), Affiliation.objects.count(), Reorganisation.objects.count()) == before
    return [(problem.row, problem.column, problem.reason) for problem in refusal.value.problems]


TOWN = (
    UnitRow(row=2, name="青禾镇", code="990205101", level="乡镇"),
    UnitRow(row=3, name="禾东社区", code="990205101001", parent="青禾镇"),
    UnitRow(row=4, name="禾西村", code="990205101201", parent="990205101"),
    UnitRow(row=5, name="第1网格", parent="禾东社区"),
)


@pytest.mark.django_db
def test_a_table_becomes_a_tree() -> None:
    result = take(*TOWN)

    assert result == ImportResult(created=4, unchanged=0)
    assert [(node.name, node.level, node.depth) for node in tree_on(day=JUNE)] == [
        ("青禾镇", "STREET", 0),
        ("禾东社区", "VILLAGE", 1),
        ("第1网格", "GRID", 2),
        ("禾西村", "VILLAGE", 1),
    ]


@pytest.mark.django_db
def test_importing_twice_changes_nothing() -> None:
    take(*TOWN)
    tree = tree_on(day=JUNE)

    assert take(*TOWN) == ImportResult(created=0, unchanged=4)
    assert tree_on(day=JUNE) == tree
    assert Reorganisation.objects.count() == 1


@pytest.mark.django_db
def test_sub_units_may_stand_before_their_parents() -> None:
    take(*reversed(TOWN))

    assert [node.name for node in tree_on(day=JUNE)] == ["青禾镇", "禾东社区", "第1网格", "禾西村"]


@pytest.mark.django_db
def test_without_a_parent_the_code_tells_it() -> None:
    take(
        UnitRow(row=2, name="青禾镇", code="990205101"), UnitRow(row=3, name="禾东社区", code="990205101001")
    )

    assert tree_on(day=JUNE)[1].depth == 1


@pytest.mark.django_db
def test_a_street_of_the_city_without_counties_finds_the_county_of_the_same_code() -> None:
    take(
        UnitRow(row=1, name="双名市", code="9919"),
        UnitRow(row=2, name="双名市", code="991900", parent="9919"),
        UnitRow(row=3, name="城中街道", code="991900001", parent="991900"),
        UnitRow(row=4, name="城南街道", code="991900002"),
    )

    assert [(node.name, node.level, node.depth) for node in tree_on(day=JUNE)] == [
        ("双名市", "CITY", 0),
        ("双名市", "COUNTY", 1),
        ("城中街道", "STREET", 2),
        ("城南街道", "STREET", 2),
    ]


@pytest.mark.django_db
def test_rows_join_the_units_that_stand_already(street: Street) -> None:
    result = take(
        UnitRow(row=2, name="北苑社区", parent="杏林街道办事处"),
        UnitRow(row=3, name="第3网格", parent="东溪社区"),
        UnitRow(row=4, name="第1网格", parent="东溪社区", level="网格"),
    )

    assert result == ImportResult(created=2, unchanged=1)
    assert unit_by(text="杏林街道/北苑社区").level == "VILLAGE"


@pytest.mark.django_db
def test_a_missing_code_is_completed(street: Street) -> None:
    unit = found("北苑社区", parent=street.office)

    result = take(UnitRow(row=2, name="北苑社区", code="990107003009", parent="杏林街道"))

    assert result == ImportResult(created=0, unchanged=0, completed=1)
    assert unit_by(text="990107003009") == unit


@pytest.mark.django_db
def test_another_name_with_a_day_is_a_renaming(street: Street) -> None:
    result = take(UnitRow(row=2, name="柏树社区", code="990107003201", valid_from="2025-06-01"))

    assert result == ImportResult(created=0, unchanged=0, renamed=1)
    assert [node.name for node in tree_on(day=NEXT_YEAR) if node.id == street.village.pk] == ["柏树社区"]


@pytest.mark.django_db
def test_another_parent_with_a_day_is_a_move(street: Street) -> None:
    result = take(
        UnitRow(row=2, name="石塘街道", code="990107004", parent="南屏区"),
        UnitRow(row=3, name="东溪社区", code="990107003001", parent="石塘街道", valid_from="2025年6月1日"),
    )

    assert result == ImportResult(created=1, unchanged=0, moved=1)
    assert unit_by(text="石塘街道/东溪社区") == street.east


@pytest.mark.django_db
def test_a_change_without_a_day_is_refused(street: Street) -> None:
    problems = refused(
        UnitRow(row=2, name="柏树社区", code="990107003201"),
        UnitRow(row=3, name="东溪社区", code="990107003001", parent="西桥社区"),
    )

    assert [(row, column) for row, column, _ in problems] == [(2, "名称"), (3, "上级")]
    assert all("请在“生效日期”写明" in reason for _, _, reason in problems)


@pytest.mark.django_db
def test_the_same_name_with_its_organ_is_no_change(street: Street) -> None:
    result = take(UnitRow(row=2, name="东溪社区居委会", code="990107003001", parent="杏林街道办事处"))

    assert result == ImportResult(created=0, unchanged=1)
    assert Unit.objects.get(pk=street.east.pk).name == "东溪社区"


@pytest.mark.django_db
def test_every_problem_is_told_with_row_and_column() -> None:
    problems = refused(
        UnitRow(row=2, name="", code="990205101"),
        UnitRow(row=3, name="禾东社区", code="99020510"),
        UnitRow(row=4, name="文化站"),
        UnitRow(row=5, name="禾西村", level="正科"),
        UnitRow(row=6, name="禾南村", parent="没有的镇"),
        UnitRow(row=7, name="禾北村", valid_from="2025-02-30"),
        UnitRow(row=8, name="禾中村", code="990205101202", level="县级"),
        UnitRow(row=9, name="禾下村", valid_from="2025年6月"),
        UnitRow(row=10, name="禾上村", code="9902", level="村"),
    )

    assert [(row, column) for row, column, _ in problems] == [
        (2, "名称"),
        (3, "代码"),
        (4, "级别"),
        (5, "级别"),
        (6, "上级"),
        (7, "生效日期"),
        (8, "级别"),
        (9, "生效日期"),
        (10, "级别"),
    ]
    assert all("请" in reason for _, _, reason in problems)


@pytest.mark.django_db
def test_one_unit_in_two_rows_is_refused() -> None:
    problems = refused(*TOWN, UnitRow(row=9, name="禾东社区", code="990205101001", parent="青禾镇"))

    assert problems == [(9, "代码", "与第3行是同一个单位，请删去一行。")]


@pytest.mark.django_db
def test_units_above_each_other_are_refused() -> None:
    problems = refused(
        UnitRow(row=2, name="甲网格", level="网格", parent="乙网格"),
        UnitRow(row=3, name="乙网格", level="网格", parent="甲网格"),
    )

    assert [(row, column) for row, column, _ in problems] == [(2, "上级")]
    assert "互为上级" in problems[0][2]


@pytest.mark.django_db
def test_a_parent_that_several_units_are_called_is_refused(street: Street) -> None:
    other = found("石塘街道", street.office.level, parent=street.county)
    found("东溪社区", parent=other)

    problems = refused(UnitRow(row=2, name="第3网格", parent="东溪社区"))

    assert problems == [(2, "上级", "叫“东溪社区”的上级单位有2个，请改写它的区划代码。")]


@pytest.mark.django_db
def test_a_unit_older_than_its_parent_is_refused() -> None:
    problems = refused(
        UnitRow(row=2, name="青禾镇", valid_from="2025-06-01"),
        UnitRow(row=3, name="禾东社区", parent="青禾镇"),
        UnitRow(row=4, name="禾西村", parent="青禾镇", valid_from="2025-05-01"),
    )

    assert [(row, column) for row, column, _ in problems] == [(3, "生效日期"), (4, "生效日期")]


@pytest.mark.django_db
def test_a_closed_unit_does_not_come_back_by_import(street: Street) -> None:
    merge([street.village], street.west, JUNE)

    problems = refused(UnitRow(row=2, name="柏树村", code="990107003201", parent="杏林街道"))

    assert problems == [(2, "名称", "柏树村已于2025年6月1日撤销，请删去这一行。")]


@pytest.mark.django_db
def test_many_problems_are_counted_and_the_first_ones_shown() -> None:
    rows = [UnitRow(row=row, name="禾东社区", code="1") for row in range(2, 40)]

    with pytest.raises(UnitsNotImported, match="有38处不能导入，一个单位也没有入库") as refusal:
        take(*rows)

    assert "第21行" in str(refusal.value)
    assert "第22行" not in str(refusal.value)
    assert "另有18处" in str(refusal.value)


@pytest.mark.django_db
def test_progress_ends_with_all_rows_done() -> None:
    told: list[tuple[int, int]] = []

    import_units(rows=TOWN, by="李办事", at=AT, progress=lambda done, total: told.append((done, total)))

    assert told[-1] == (4, 4)
