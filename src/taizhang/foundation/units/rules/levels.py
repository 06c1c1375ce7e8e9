"""Levels of units, from the nation down to the grid."""

from __future__ import annotations

import enum

from taizhang.kernel.refusal import Refused


class LevelNotUnderstood(Refused):
    """The written level is none that we know."""


class Level(enum.StrEnum):
    """The level of a unit, from the top."""

    NATION = "NATION"
    PROVINCE = "PROVINCE"
    CITY = "CITY"
    COUNTY = "COUNTY"
    STREET = "STREET"
    VILLAGE = "VILLAGE"
    GRID = "GRID"
    OFFICE = "OFFICE"

    @property
    def label(self) -> str:
        """Return the word a clerk reads."""
        return LEVEL_LABELS[self]

    @property
    def rank(self) -> int:
        """Return 0 for the nation, and one more for each level below.

        An internal office comes last: it may be part of any unit, and nothing but an office of it.
        """
        return _RANKS[self]

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return (code, label) pairs for a column."""
        return [(level.value, level.label) for level in cls]


LEVEL_LABELS = {
    Level.NATION: "国家",
    Level.PROVINCE: "省级",
    Level.CITY: "市级",
    Level.COUNTY: "县级",
    Level.STREET: "街道（乡镇）",
    Level.VILLAGE: "社区（村）",
    Level.GRID: "网格",
    Level.OFFICE: "内设机构",
}

_RANKS = {level: rank for rank, level in enumerate(Level)}

_WORDS = {
    Level.NATION: "国家 全国 国家级 中央",
    Level.PROVINCE: "省级 省 自治区 直辖市 特别行政区",
    Level.CITY: "市级 市 地级 地级市 地市级 地区 自治州 州 盟",
    Level.COUNTY: "县级 县 区 区县 县区 县市区 区级 县级市 市辖区 旗",
    Level.STREET: "街道（乡镇） 街道(乡镇) 街道 乡镇 镇街 乡 镇 乡级 乡镇级 镇级 街道级 镇街级 街道办事处 民族乡 苏木",
    Level.VILLAGE: "社区（村） 社区(村) 社区 村 村级 社区级 村社区 村居 行政村 居委会 村委会 嘎查",
    Level.GRID: "网格 网格级 微网格",
    Level.OFFICE: "内设机构 内设科室 科室 部门",
}
_LEVEL_OF_WORD = {word: level for level, words in _WORDS.items() for word in words.split()}

_ENDINGS = (
    (Level.GRID, ("网格",)),
    (Level.VILLAGE, ("社区", "村", "居委会", "村委会", "居民委员会", "村民委员会", "嘎查")),
    (Level.STREET, ("街道", "街道办事处", "镇", "乡", "苏木")),
    (Level.COUNTY, ("县", "区", "旗")),
    (Level.PROVINCE, ("省", "自治区")),
)
"""How names end that tell their level. 市 is left out: it may be a province's, a city's, a county's."""


def read_level(text: str) -> Level:
    """Return the level that a clerk wrote ("街道", "县级", or the code "STREET").

    Raises:  LevelNotUnderstood.
    """
    word = text.strip().replace(" ", "")
    if word in Level.__members__:
        return Level[word]
    if word in _LEVEL_OF_WORD:
        return _LEVEL_OF_WORD[word]
    labels = "、".join(level.label for level in Level)
    raise LevelNotUnderstood(f"看不懂级别“{text.strip()}”，请填：{labels}。")


def level_by_name(name: str) -> Level | None:
    """Return the level that a name's ending tells for certain, or None."""
    if name.endswith("自治区"):
        return Level.PROVINCE
    for level, endings in _ENDINGS:
        if name.endswith(endings):
            return level
    return None
