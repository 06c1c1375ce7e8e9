"""Finding one unit by what a person typed."""

from __future__ import annotations

import pytest

from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.rules import CodeNotUnderstood, Level
from taizhang.foundation.units.selectors import AmbiguousUnit, UnknownUnit, unit_by
from tests.units.street import JUNE, Street, found, merge, rename


@pytest.mark.parametrize(
    "text",
    [
        "990107003001",
        "东溪社区",
        " 东溪 社区 ",
        "东溪",
        "东溪社区居委会",
        "东溪居委会",
        "杏林街道东溪社区",
        "南屏区杏林街道东溪社区居委会",
        "杏林街道/东溪社区",
        "南屏区 / 东溪",
    ],
)
def test_a_unit_is_found_by_code_name_short_name_and_path(street: Street, text: str) -> None:
    assert unit_by(text=text) == street.east


@pytest.mark.parametrize("text", ["990107003", "990107003000", "杏林街道办事处", "杏林", "南屏区杏林街道"])
def test_a_street_is_found_by_its_short_code_and_its_office(street: Street, text: str) -> None:
    assert unit_by(text=text) == street.office


def test_a_short_code_tells_the_county_from_the_city_of_the_same_code(db: None) -> None:
    city = found("双名市", Level.CITY, code="9919")
    county = found("双名市", Level.COUNTY, code="991900", parent=city)

    assert unit_by(text="9919") == city
    assert unit_by(text="991900") == county
    with pytest.raises(AmbiguousUnit, match="请改写成9919（市级）或991900（县级）") as refusal:
        unit_by(text="991900000000")
    assert refusal.value.codes == ("991900000000", "991900000000")


def test_a_name_of_several_units_is_refused_with_their_codes(street: Street) -> None:
    other = found("石塘街道", Level.STREET, parent=street.county)
    found("东溪社区", parent=other, code="990107004001")

    with pytest.raises(
        AmbiguousUnit, match=r"杏林街道东溪社区.*990107003001.*石塘街道东溪社区.*990107004001"
    ) as refusal:
        unit_by(text="东溪社区")
    assert refusal.value.codes == ("990107003001", "990107004001")
    assert unit_by(text="石塘街道/东溪社区").code == "990107004001"


def test_the_full_name_goes_before_the_short_one(street: Street) -> None:
    found("柏树社区", parent=street.office)

    assert unit_by(text="柏树村委会") == street.village
    with pytest.raises(AmbiguousUnit):
        unit_by(text="柏树")


def test_an_unknown_name_is_refused_with_the_nearest(street: Street) -> None:
    with pytest.raises(UnknownUnit, match="没有单位“东西社区”。是否指：东溪社区") as refusal:
        unit_by(text="东西社区")
    assert refusal.value.near[0] == "东溪社区"


@pytest.mark.parametrize("text", ["", "  ", "990107009", "完全不相干的单位"])
def test_what_nobody_is_called_is_refused_with_a_remedy(street: Street, text: str) -> None:
    with pytest.raises(UnknownUnit, match="请"):
        unit_by(text=text)


def test_a_number_that_is_no_code_is_refused_as_such(street: Street) -> None:
    with pytest.raises(CodeNotUnderstood):
        unit_by(text="12345")


def test_a_renamed_unit_is_found_by_its_former_name_and_code(street: Street) -> None:
    rename(street.village, "翠柏社区", JUNE, code="990107003004")

    assert unit_by(text="柏树村") == street.village
    assert unit_by(text="990107003201") == street.village


def test_a_closed_unit_is_found_when_no_living_one_is_called_so(street: Street) -> None:
    merge([street.village], street.west, JUNE)
    assert unit_by(text="柏树村") == street.village

    new = found("柏树村", parent=street.office, on=JUNE)

    assert unit_by(text="柏树村") == Unit.objects.get(pk=new.pk)
