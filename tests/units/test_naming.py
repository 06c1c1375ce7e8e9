"""Resolving the names of a whole ledger within one subtree."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.foundation.units.rules import Level
from taizhang.foundation.units.selectors import AmbiguousUnit, UnitNotThen, UnknownUnit, unit_names
from tests.units.street import JUNE, NEW_YEAR, NEXT_YEAR, Street, found, merge, move, rename

MAY = dt.date(2025, 5, 20)


@pytest.mark.parametrize(
    "text", ["机关", "街道机关", "本级", "街道办事处", "杏林街道", "杏林", "杏林街道机关", "990107003"]
)
def test_the_own_office_is_the_root(street: Street, text: str) -> None:
    assert unit_names(root=street.office).find(text) == street.office


@pytest.mark.parametrize(
    "text",
    [
        "东溪",
        "东溪社区",
        "东溪社区居委会",
        "杏林街道东溪社区",
        "南屏区杏林街道东溪社区",
        "杏林/东溪",
        "990107003001",
    ],
)
def test_a_sub_unit_is_found_however_it_is_written(street: Street, text: str) -> None:
    assert unit_names(root=street.office).find(text, MAY) == street.east


def test_a_unit_of_another_street_is_unknown_here(street: Street) -> None:
    other = found("石塘街道", Level.STREET, parent=street.county)
    found("北苑社区", parent=other)

    with pytest.raises(UnknownUnit, match="杏林街道及其下级单位中没有单位“北苑社区”"):
        unit_names(root=street.office).find("北苑社区")


def test_a_merged_village_is_found_for_days_before_its_merger(street: Street) -> None:
    merge([street.village], street.west, JUNE)
    names = unit_names(root=street.office, day_range=(NEW_YEAR, NEXT_YEAR))

    assert names.find("柏树村", MAY) == street.village
    with pytest.raises(UnitNotThen, match=r"柏树村已于2025年6月1日撤并入西桥社区.*请改填西桥社区"):
        names.find("柏树村", JUNE)


def test_a_name_means_the_unit_that_bore_it_on_that_day(street: Street) -> None:
    merge([street.village], street.west, JUNE)
    new = found("柏树村", parent=street.office, on=JUNE)
    names = unit_names(root=street.office)

    assert names.find("柏树村", MAY) == street.village
    assert names.find("柏树村", JUNE) == new
    assert names.find("柏树村") == new


def test_a_unit_that_is_not_founded_yet_is_refused(street: Street) -> None:
    found("北苑社区", parent=street.office, on=JUNE)

    with pytest.raises(UnitNotThen, match="到2025年6月1日才成立"):
        unit_names(root=street.office).find("北苑社区", MAY)


def test_a_unit_that_moved_away_is_refused_after_that_day(street: Street) -> None:
    other = found("石塘街道", Level.STREET, parent=street.county)
    move(street.east, other, JUNE)

    with pytest.raises(UnitNotThen, match="东溪社区在2025年6月1日不属于杏林街道"):
        unit_names(root=street.office).find("东溪社区", JUNE)


def test_a_former_name_is_known_too(street: Street) -> None:
    rename(street.village, "翠柏社区", JUNE)

    assert unit_names(root=street.office).find("柏树村委会", JUNE) == street.village


def test_one_name_of_two_sub_units_is_refused(street: Street) -> None:
    found("东溪村", parent=street.office)

    with pytest.raises(AmbiguousUnit, match="“东溪”对应2个单位"):
        unit_names(root=street.office).find("东溪")


def test_an_unknown_name_gets_the_nearest_proposed_each_time(street: Street) -> None:
    names = unit_names(root=street.office)

    for _ in range(2):
        with pytest.raises(UnknownUnit, match="是否指：东溪社区") as refusal:
            names.find("冬溪社区")
        assert refusal.value.near == ("东溪社区",)


def test_an_empty_cell_is_refused(street: Street) -> None:
    with pytest.raises(UnknownUnit, match="没有写单位"):
        unit_names(root=street.office).find("  ")


def test_finding_asks_the_database_nothing(street: Street) -> None:
    names = unit_names(root=street.office)

    with CaptureQueriesContext(connection) as queries:
        for count in range(1000):
            names.find(("东溪社区居委会", "机关", "第2网格", "杏林街道柏树村")[count % 4], MAY)

    assert len(queries) == 0
