"""What a template sees of units, periods and activities: a few Chinese names each, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from taizhang.compiler.context import Activity, UnitRef
from taizhang.compiler.desk import Chip
from taizhang.compiler.markup import one_line
from taizhang.compiler.wording.periods import said_days, said_month, said_within, short_label
from taizhang.compiler.wording.quotes import quoted
from taizhang.compiler.wording.subject import as_deed, as_situation, as_work
from taizhang.kernel.festivals import FESTIVAL_TAG
from taizhang.kernel.period import Period
from taizhang.kernel.plain_data import plain_data


class View:
    """Something that a template may hold. `NAMES` are the names it answers to; `str()` is printed."""

    NAMES: ClassVar[tuple[str, ...]] = ()
    TITLE: ClassVar[str] = ""


@plain_data
class UnitView(View):
    """A unit; with `own` only itself, without the units below it."""

    unit: UnitRef
    own: bool = False

    NAMES: ClassVar[tuple[str, ...]] = ("名称", "级别", "去向")
    TITLE: ClassVar[str] = "单位"

    @property
    def 名称(self) -> str:
        return one_line(self.unit.name) + ("本级" if self.own else "")

    @property
    def 级别(self) -> str:
        return one_line(self.unit.level)

    @property
    def 去向(self) -> str:
        return one_line(self.unit.gone)

    def __str__(self) -> str:
        return self.名称


@dataclass(frozen=True, slots=True)
class PeriodView(View):
    """A period. `whole` is the report's; `said` is its name where it is compared with."""

    period: Period
    whole: Period
    said: str = ""

    NAMES: ClassVar[tuple[str, ...]] = ("名称", "简称", "内称", "叫法", "月份", "各月")
    TITLE: ClassVar[str] = "期间"

    @property
    def 名称(self) -> str:
        return one_line(self.period.label)

    @property
    def 简称(self) -> str:
        return short_label(self.period)

    @property
    def 内称(self) -> str:
        return said_within(self.period)

    @property
    def 叫法(self) -> str:
        return self.said or self.简称

    @property
    def 月份(self) -> str:
        return said_month(self.period, whole=self.whole)

    @property
    def 各月(self) -> list[PeriodView]:
        return [PeriodView(month, self.whole) for month in _months(self.period)]

    def __str__(self) -> str:
        return self.名称

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PeriodView):
            return NotImplemented
        return (self.period.start, self.period.until) == (other.period.start, other.period.until)

    def __hash__(self) -> int:
        return hash((self.period.start, self.period.until))


@lru_cache(maxsize=64)
def _months(period: Period) -> tuple[Period, ...]:
    """Return the months of a period: those of a report are asked for again and again."""
    return tuple(period.months())


@dataclass(frozen=True, slots=True)
class SubjectView(View):
    """The subject of the report, in the forms a sentence needs."""

    subject: str

    NAMES: ClassVar[tuple[str, ...]] = ("工作", "情况", "动宾")
    TITLE: ClassVar[str] = "主题"

    @property
    def 工作(self) -> str:
        return as_work(self.subject)

    @property
    def 情况(self) -> str:
        return as_situation(self.subject)

    @property
    def 动宾(self) -> str:
        return as_deed(self.subject)

    def __str__(self) -> str:
        return self.subject


@plain_data
class ActivityView(View):
    """One activity; `people` is the figure of its own record."""

    activity: Activity
    whole: Period
    people: Chip

    NAMES: ClassVar[tuple[str, ...]] = ("标题", "引题", "日期", "单位", "类型", "地点", "编号", "人数")
    TITLE: ClassVar[str] = "活动"

    @property
    def 标题(self) -> str:
        return one_line(self.activity.title)

    @property
    def 引题(self) -> str:
        return quoted(self.标题)

    @property
    def 日期(self) -> str:
        return said_days(first=self.activity.on, last=self.activity.until, whole=self.whole)

    @property
    def 单位(self) -> str:
        return one_line(self.activity.unit_name)

    @property
    def 类型(self) -> str:
        return one_line(self.activity.kind)

    @property
    def 地点(self) -> str:
        return one_line(self.activity.place)

    @property
    def 编号(self) -> str:
        return one_line(self.activity.source.number)

    @property
    def 人数(self) -> Chip:
        return self.people

    def festivals(self) -> tuple[str, ...]:
        """Return the festivals that the record is tagged with."""
        tags = (one_line(tag) for tag in self.activity.tags)
        return tuple(tag.removeprefix(FESTIVAL_TAG) for tag in tags if tag.startswith(FESTIVAL_TAG))

    def __str__(self) -> str:
        return self.引题


@plain_data
class FestivalView(View):
    """The activities of one festival, in order of day; `count` is the figure of how many."""

    festival: str
    activities: tuple[ActivityView, ...]
    count: Chip

    NAMES: ClassVar[tuple[str, ...]] = ("名称", "场次", "活动")
    TITLE: ClassVar[str] = "节日"

    @property
    def 名称(self) -> str:
        return self.festival

    @property
    def 场次(self) -> Chip:
        return self.count

    @property
    def 活动(self) -> list[ActivityView]:
        return list(self.activities)

    def __str__(self) -> str:
        return self.festival


@plain_data
class Passage:
    """What a clerk has written for the report; each line of it is a paragraph. False when empty."""

    text: str

    def __bool__(self) -> bool:
        return bool(self.text)
