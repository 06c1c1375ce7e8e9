"""How one unit is written in many ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.foundation.units import rules
from taizhang.foundation.units.rules import Level


@pytest.mark.parametrize(
    "written",
    [
        "东溪社区",
        "东溪社区居委会",
        "东溪社区居民委员会",
        "东溪居委会",
        "东溪居民委员会",
        "东 溪 社 区",
        "东溪社区\u200b",
    ],
)
def test_the_organs_of_a_community_are_the_community(written: str) -> None:
    assert rules.name_keys(written).plain == "东溪社区"


@pytest.mark.parametrize(
    "written", ["柏树村", "柏树村委会", "柏树村村委会", "柏树村民委员会", "柏树村村民委员会", "柏树行政村"]
)
def test_the_organs_of_a_village_are_the_village(written: str) -> None:
    assert rules.name_keys(written).plain == "柏树村"


@pytest.mark.parametrize("written", ["杏林街道", "杏林街道办事处", "杏林街道办", "杏林街道党工委"])
def test_the_organs_of_a_street_are_the_street(written: str) -> None:
    assert rules.name_keys(written).plain == "杏林街道"


@pytest.mark.parametrize("written", ["党建办", "党建办公室", "党建工作办公室"])
def test_the_short_name_of_an_office_is_the_office(written: str) -> None:
    assert rules.name_keys(written).plain == "党建办"


@pytest.mark.parametrize(
    "written", ["机关", "街道机关", "本级", "街道办事处", "镇政府", "街道本级", "本单位", "街道"]
)
def test_the_own_office_of_a_unit_is_recognised(written: str) -> None:
    assert rules.is_own_office(written)


@pytest.mark.parametrize("written", ["东溪社区", "机关幼儿园", "杏林街道", "办公室", ""])
def test_other_names_are_no_own_office(written: str) -> None:
    assert not rules.is_own_office(written)


def test_an_ending_alone_is_a_whole_name() -> None:
    assert rules.name_keys("村").stem == "村"


@given(st.text("东西溪桥村区社镇街道乡委会居办公室", min_size=1, max_size=8))
def test_every_spelling_with_the_same_plain_name_has_the_same_plain_name(name: str) -> None:
    keys = rules.name_keys(name)

    assert {rules.name_keys(each).stem for each in rules.same_stem_names(keys)} >= {keys.stem}
    assert name in rules.same_stem_names(keys) or not keys.kind


def test_grids_stand_in_the_order_of_their_numbers() -> None:
    names = ["第10网格", "第2网格", "第1网格"]

    assert sorted(names, key=lambda name: rules.sibling_order("", name)) == ["第1网格", "第2网格", "第10网格"]


def test_units_without_a_code_stand_after_those_with_one() -> None:
    assert rules.sibling_order("990107003201", "柏树村") < rules.sibling_order("", "第1网格")


@pytest.mark.parametrize("name", ["", "  ", "长" * 101, "东溪\x07社区"])
def test_an_unusable_name_is_refused(name: str) -> None:
    with pytest.raises(rules.NameNotUsable, match="请"):
        rules.check_name(name)


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("街道", Level.STREET),
        ("乡镇", Level.STREET),
        ("县级", Level.COUNTY),
        ("社区（村）", Level.VILLAGE),
        ("网格", Level.GRID),
        ("STREET", Level.STREET),
        ("地级市", Level.CITY),
    ],
)
def test_a_level_is_read_from_the_words_of_offices(written: str, level: Level) -> None:
    assert rules.read_level(written) == level


@pytest.mark.parametrize("level", list(Level))
def test_every_level_is_read_back_from_its_label(level: Level) -> None:
    assert rules.read_level(level.label) == level


def test_an_unknown_level_is_refused_with_the_known_ones() -> None:
    with pytest.raises(rules.LevelNotUnderstood, match="请填：国家、省级、市级、县级"):
        rules.read_level("正科级")


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("杏林街道", Level.STREET),
        ("柏树村", Level.VILLAGE),
        ("东溪社区", Level.VILLAGE),
        ("南屏区", Level.COUNTY),
        ("文化站", None),
    ],
)
def test_a_name_may_tell_its_level(name: str, level: Level | None) -> None:
    assert rules.level_by_name(name) == level
