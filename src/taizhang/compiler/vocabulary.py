"""The template language: every name a template may use, over one report's context."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from taizhang.compiler.comparison import compared, share, within
from taizhang.compiler.context import Order, ReportContext
from taizhang.compiler.desk import Chip, Desk
from taizhang.compiler.document import MISSING, Finding
from taizhang.compiler.grammar import near
from taizhang.compiler.listing import Listing
from taizhang.compiler.markup import clean, one_line
from taizhang.compiler.scheme_views import ReasonView, SchemeView, SourceView, TaskView
from taizhang.compiler.views import ActivityView, FestivalView, Passage, PeriodView, SubjectView, UnitView
from taizhang.compiler.wording.periods import said_before, said_year_before
from taizhang.compiler.wording.subject import plain_subject
from taizhang.compiler.wording.units import collective_name
from taizhang.compiler.words import Budget, Word, WrongUse
from taizhang.kernel.period import a_year_before, previous

VALUES: Final = ("单位", "本级", "下级单位", "下级统称", "主题", "期间", "上期", "上年同期", "方案")
FUNCTIONS: Final = (
    "数", "计", "名", "合计", "比", "较", "占", "有", "活动", "节日", "明细", "其中", "免除理由", "文", "有文", "逐条",
    "无记录单位", "无记录月份", "减少单位", "居前单位",
)  # fmt: skip
NAMES: Final = frozenset(VALUES) | frozenset(FUNCTIONS)
Narrowing = TaskView | SchemeView
"""What a figure may be narrowed to."""
_MOST_LISTED: Final = 500
_ORDINAL: Final = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}(?:是|、)|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.．、](?![0-9]))[ \t]*"
)
"""一是, 一、, （一）, 1. before a line: the compiler numbers the lines itself."""


class Vocabulary:
    """The names of the template language. What the clerk has still to write is in `findings`."""

    def __init__(
        self, *, context: ReportContext, needs: Mapping[str, str], desk: Desk, budget: Budget
    ) -> None:
        self._context = context
        self._needs = needs
        self._desk = desk
        self._budget = budget
        self._listing = Listing(context=context, desk=desk)
        self._subunits = [UnitView(unit) for unit in context.ledger.subunits()]
        self._unwritten: dict[str, Finding] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """One finding for each passage that was asked for and is not written."""
        return tuple(self._unwritten.values())

    def names(self) -> Mapping[str, object]:
        """Return every name with what stands behind it."""
        return self._values() | {name: Word(name, getattr(self, name), self._budget) for name in FUNCTIONS}

    def _values(self) -> dict[str, object]:
        context, whole = self._context, self._context.period
        before, year_before = previous(whole), a_year_before(whole)
        subject = plain_subject(
            subject=clean(context.subject), unit_name=context.unit.name, period_label=whole.label
        )
        return {
            "单位": UnitView(context.unit),
            "本级": UnitView(context.unit, own=True),
            "下级单位": self._subunits,
            "下级统称": collective_name([unit.名称 for unit in self._subunits]),
            "主题": SubjectView(one_line(subject)),
            "期间": PeriodView(whole, whole),
            "上期": PeriodView(before, whole, said_before(before, whole=whole)),
            "上年同期": PeriodView(year_before, whole, said_year_before(whole)),
            "方案": None if context.scheme is None else SchemeView(context.scheme),
        }

    def 数(
        self,
        口径: str,
        *,
        期: PeriodView | None = None,
        单位: UnitView | None = None,
        只计: Narrowing | None = None,
    ) -> Chip:
        """Return the figure of a rule, narrowed to the scheme or to one of its tasks."""
        _check(口径, 期, 单位, 只计)
        tags = () if 只计 is None else 只计.tags
        return self._listing.figure(rule=口径, period=期, unit=单位, tags=tags)

    def 计(
        self,
        口径: str,
        *,
        期: PeriodView | None = None,
        单位: UnitView | None = None,
        只计: Narrowing | None = None,
    ) -> str:
        """Return the figure with its unit of measure: 120场."""
        chip = self.数(口径, 期=期, 单位=单位, 只计=只计)
        return f"{chip}{one_line(chip.figure.unit)}"

    def 名(self, 口径: str) -> str:
        """Return the label of a rule."""
        return one_line(self.数(口径).figure.label)

    def 合计(self, 口径: str, *, 期: PeriodView | None = None, 只计: Narrowing | None = None) -> Chip:
        """Return the figure of a rule that must be the sum of the table's column above it."""
        chip = self.数(口径, 期=期, 只计=只计)
        return Chip(serial=chip.serial, figure=chip.figure, total=True)

    def 比(
        self, 口径: str, 期: PeriodView, *, 单位: UnitView | None = None, 只计: Narrowing | None = None
    ) -> str:
        """Return how a figure stands to that of an earlier period."""
        now = self.数(口径, 单位=单位, 只计=只计)
        before = self.数(口径, 期=期, 单位=单位, 只计=只计)
        return compared(desk=self._desk, now=now, before=before, than=期.叫法)

    def 较(
        self, 口径: str, 期: PeriodView, *, 单位: UnitView | None = None, 只计: Narrowing | None = None
    ) -> str:
        """Return the comparison after a comma, or "" where either period has nothing to compare."""
        now = self.数(口径, 单位=单位, 只计=只计)
        if not now:
            return ""
        before = self.数(口径, 期=期, 单位=单位, 只计=只计)
        return f"，{compared(desk=self._desk, now=now, before=before, than=期.叫法)}" if before else ""

    def 占(self, 部分: Chip, 全部: Chip) -> Chip:
        """Return the share of one figure in another, in percent."""
        if not isinstance(部分, Chip) or not isinstance(全部, Chip):
            raise WrongUse('“占”要两个报告数字，例如 占(数("lectures"), 数("activities_held"))')
        return share(desk=self._desk, part=部分, whole=全部)

    def 有(
        self,
        口径: str,
        *,
        期: PeriodView | None = None,
        单位: UnitView | None = None,
        只计: Narrowing | None = None,
    ) -> bool:
        """Return whether anything is behind the figure; asking does not put it into the report."""
        return bool(self.数(口径, 期=期, 单位=单位, 只计=只计))

    def 明细(self, 口径: str, *, 取: int = 30, 只计: Narrowing | None = None) -> list[SourceView]:
        """Return the first things that a rule counts, by day."""
        _check_limit(取)
        sources = self.数(口径, 只计=只计).figure.sources[:取]
        return [SourceView(one, self._context.period) for one in sources]

    def 其中(
        self,
        部分: str,
        全部: str,
        *,
        期: PeriodView | None = None,
        单位: UnitView | None = None,
        只计: Narrowing | None = None,
    ) -> Chip:
        """Return the figure of a rule that counts a part of another: a true 0 where the whole has no such part."""
        part = self.数(部分, 期=期, 单位=单位, 只计=只计)
        return within(desk=self._desk, part=part, whole=self.数(全部, 期=期, 单位=单位, 只计=只计))

    def 免除理由(self, 口径: str, *, 只计: Narrowing | None = None) -> list[ReasonView]:
        """Return the reasons for which what a rule counts was excused, each with its number."""
        _check(口径, None, None, 只计)
        return self._listing.reasons(rule=口径, period=None, tags=() if 只计 is None else 只计.tags)

    def 活动(
        self,
        口径: str,
        *,
        按: str = "人数",
        取: int = 5,
        期: PeriodView | None = None,
        单位: UnitView | None = None,
    ) -> list[ActivityView]:
        """Return the largest or the latest activities that a rule counts."""
        _check(口径, 期, 单位)
        if 按 not in ("人数", "时间"):
            raise WrongUse(f"“按”只能是“人数”（规模最大的）或“时间”（最近的），不能是“{按}”")
        _check_limit(取)
        order: Order = "largest" if 按 == "人数" else "latest"
        return self._listing.activities(rule=口径, order=order, limit=取, period=期, unit=单位)

    def 节日(self, 口径: str, *, 期: PeriodView | None = None) -> list[FestivalView]:
        """Return the festivals of the activities that a rule counts, in order of their first day."""
        _check(口径, 期, None)
        return self._listing.festivals(rule=口径, period=期)

    def 文(self, 名称: str) -> Passage:
        """Return what the clerk wrote, in paragraphs; where nothing is written "—" is printed and listed."""
        passage = self._passage(名称)
        if not passage:
            self._list_unwritten(名称, f"，已印作“{MISSING}”")
        return passage or Passage(MISSING)

    def 逐条(self, 名称: str) -> list[str]:
        """Return what the clerk wrote, line by line without numbers; nothing written is listed."""
        passage = self._passage(名称)
        if not passage:
            self._list_unwritten(名称, "")
        lines = (_ORDINAL.sub("", line.strip(" \t\u3000")) for line in passage.text.split("\n"))
        return [line for line in lines if line]

    def 有文(self, 名称: str) -> bool:
        """Return whether the clerk wrote that passage."""
        return bool(self._passage(名称))

    def 无记录单位(self, 口径: str) -> list[UnitView]:
        """Return the units below that have nothing behind the figure."""
        return [unit for unit in self._subunits if not self.有(口径, 单位=unit)]

    def 无记录月份(self, 口径: str) -> list[str]:
        """Return the names of the months of the period that have nothing behind the figure."""
        whole = self._context.period
        months = PeriodView(whole, whole).各月
        return [month.月份 for month in months if not self.有(口径, 期=month)]

    def 减少单位(self, 口径: str, 期: PeriodView) -> list[UnitView]:
        """Return the units below whose figure is less than in the earlier period.

        A unit that left before the period's end is not among them: it had less time.
        """
        staying = [unit for unit in self._subunits if not unit.去向]
        return [unit for unit in staying if self.数(口径, 单位=unit) < self.数(口径, 单位=unit, 期=期)]

    def 居前单位(self, 口径: str, *, 取: int = 3) -> list[UnitView]:
        """Return the units below with the most, most first; those equal to the last one are with it."""
        numbers = [(self.数(口径, 单位=unit).number, unit) for unit in self._subunits]
        known: list[tuple[Decimal, UnitView]] = [(n, unit) for n, unit in numbers if n is not None]
        known.sort(key=lambda pair: -pair[0])
        least = known[min(取, len(known)) - 1][0] if known and 取 > 0 else None
        return [unit for number, unit in known if least is not None and number >= least]

    def _list_unwritten(self, name: str, printed: str) -> None:
        if printed or name not in self._unwritten:
            told = f"“{name}”没有填写{printed}。应写：{(self._needs[name] or name).rstrip('。')}。"
            self._unwritten[name] = Finding(kind="other", text=told, place=f"需要填写：{name}")

    def _passage(self, name: str) -> Passage:
        if name not in self._needs:
            raise WrongUse(f"开头的“需要填写”里没有“{name}”{near(str(name), self._needs.keys())}")
        return Passage(clean(self._context.texts.get(name, "")).strip())


def _check_limit(limit: object) -> None:
    if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= _MOST_LISTED:
        raise WrongUse(f"“取”要在1至{_MOST_LISTED}之间")


def _check(rule: object, period: object, unit: object, only: object = None) -> None:
    """Refuse what is no rule code, no period, no unit, or nothing to narrow to.

    Raises:  WrongUse.
    """
    if not isinstance(rule, str):
        raise WrongUse('口径要写成引号里的代码，例如 "activities_held"')
    if period is not None and not isinstance(period, PeriodView):
        raise WrongUse("“期”只能是 期间、上期、上年同期，或 期间.各月 中的一个月")
    if unit is not None and not isinstance(unit, UnitView):
        raise WrongUse("“单位”只能是 单位、本级，或 下级单位 中的一个")
    if only is not None and not isinstance(only, TaskView | SchemeView):
        raise WrongUse("“只计”只能是 方案，或 方案.任务 中的一项")
