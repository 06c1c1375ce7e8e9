"""What a template sees of a scheme: its tasks, what a figure of theirs counts, why some was excused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from taizhang.compiler.context import SchemeRef, TaskRef
from taizhang.compiler.desk import Chip
from taizhang.compiler.markup import one_line
from taizhang.compiler.views import View
from taizhang.compiler.wording.periods import said_days
from taizhang.kernel.period import Period
from taizhang.kernel.source_ref import SourceRef


@dataclass(frozen=True, slots=True)
class TaskView(View):
    """One task of the report's scheme: figures can be narrowed to it."""

    task: TaskRef

    NAMES: ClassVar[tuple[str, ...]] = ("编号", "内容", "频次", "责任单位", "依据")
    TITLE: ClassVar[str] = "任务"

    @property
    def tags(self) -> tuple[str, ...]:
        return (self.task.tag,)

    @property
    def 编号(self) -> str:
        return one_line(self.task.number)

    @property
    def 内容(self) -> str:
        return one_line(self.task.content)

    @property
    def 频次(self) -> str:
        return one_line(self.task.often)

    @property
    def 责任单位(self) -> str:
        return one_line(self.task.who)

    @property
    def 依据(self) -> str:
        return one_line(self.task.basis)

    def __str__(self) -> str:
        return self.内容


@dataclass(frozen=True, slots=True)
class SchemeView(View):
    """The scheme that the report is about: figures can be narrowed to it."""

    scheme: SchemeRef

    NAMES: ClassVar[tuple[str, ...]] = ("名称", "引题", "下发单位", "文件", "任务")
    TITLE: ClassVar[str] = "方案"

    @property
    def tags(self) -> tuple[str, ...]:
        return (self.scheme.tag,)

    @property
    def 名称(self) -> str:
        return one_line(self.scheme.title)

    @property
    def 引题(self) -> str:
        return f"《{self.名称}》"

    @property
    def 下发单位(self) -> str:
        return one_line(self.scheme.issuer)

    @property
    def 文件(self) -> str:
        return one_line(self.scheme.document)

    @property
    def 任务(self) -> list[TaskView]:
        return [TaskView(task) for task in self.scheme.tasks]

    def __str__(self) -> str:
        return self.名称


@dataclass(frozen=True, slots=True)
class SourceView(View):
    """One thing that a figure counts, as it is listed."""

    source: SourceRef
    whole: Period

    NAMES: ClassVar[tuple[str, ...]] = ("编号", "名称", "日期", "单位")
    TITLE: ClassVar[str] = "来源"

    @property
    def 编号(self) -> str:
        return one_line(self.source.number or self.source.source)

    @property
    def 名称(self) -> str:
        return one_line(self.source.title)

    @property
    def 日期(self) -> str:
        return said_days(first=self.source.on, last=self.source.on, whole=self.whole)

    @property
    def 单位(self) -> str:
        return one_line(self.source.unit_name)

    def __str__(self) -> str:
        return self.编号


@dataclass(frozen=True, slots=True)
class ReasonView(View):
    """Why some of what a figure counts was excused; `count` is the figure of how many."""

    reason: str
    count: Chip

    NAMES: ClassVar[tuple[str, ...]] = ("理由", "项数")
    TITLE: ClassVar[str] = "理由"

    @property
    def 理由(self) -> str:
        return self.reason

    @property
    def 项数(self) -> Chip:
        return self.count

    def __str__(self) -> str:
        return self.reason
