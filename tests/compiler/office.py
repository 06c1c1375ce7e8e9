"""A small office with a year or two of records: a whole ledger in memory to compile reports from."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from taizhang.compiler.context import Activity, Order, ReportContext, UnitRef
from taizhang.compiler.document import MISSING, Figure
from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.kernel.refusal import Refused
from taizhang.kernel.scope import Scope, Span
from taizhang.kernel.source_ref import SourceRef
from taizhang.rollups.engines.memory import MemoryEngine
from taizhang.rollups.narrowing import narrowed
from taizhang.rollups.packs import load_rules
from taizhang.rollups.plan import Count, Rule, Sum

RULES = load_rules()
KIND_NAMES = {
    "study_session": "集中学习", "meeting": "会议", "training": "培训", "briefing": "宣讲",
    "publicity_item": "宣传信息", "community_activity": "社区活动", "festival_activity": "节日活动",
    "lecture": "讲座", "youth_programme": "青少年活动", "visit": "走访慰问", "contest": "竞赛",
}  # fmt: skip

STREET = UnitRef(1, "150602007000", "梧桐街道", "乡镇街道")
QINGHE = UnitRef(2, "150602007001", "青禾社区", "村社区")
WANGHE = UnitRef(3, "150602007002", "望河社区", "村社区")
SHIQIAO = UnitRef(4, "150602007201", "石桥村", "村社区")


@dataclass(frozen=True)
class Record:
    """One accepted record of the office."""

    number: int
    kind: str
    on: dt.date
    title: str
    unit: UnitRef = QINGHE
    people: int | None = None
    people_text: str = ""
    festival: str = ""
    until: dt.date | None = None
    place: str = "文化活动室"
    evidence: bool = True
    copies: int | None = None

    @property
    def tags(self) -> tuple[str, ...]:
        named = ([f"节日:{self.festival}"] if self.festival else []) + (["有佐证"] if self.evidence else [])
        return tuple(sorted(named))

    @property
    def ref(self) -> SourceRef:
        return SourceRef(
            source=f"records:{self.number}",
            revision=1,
            unit=self.unit.id,
            on=self.on,
            number=f"{self.on.year}-{self.number:06d}",
            title=self.title,
            unit_name=self.unit.name,
        )

    def posting(self) -> Posting:
        known = {"people": self.people, "copies": self.copies}
        measures = {measure: value for measure, value in known.items() if value is not None}
        ref = self.ref
        return Posting(
            "records", ref.source, 1, self.unit.id, self.on, self.kind, self.tags, measures, 1, self.number
        )

    def activity(self) -> Activity:
        return Activity(
            self.ref, self.title, self.on, self.until or self.on, self.unit.name, KIND_NAMES[self.kind],
            self.place, self.people, self.people_text, self.tags,
        )  # fmt: skip


@dataclass
class Office:
    """A Ledger over records: figures by the reference engine, at position `position`."""

    records: Sequence[Record]
    below: tuple[UnitRef, ...] = (QINGHE, WANGHE, SHIQIAO)
    period: Period = field(default_factory=lambda: Period.year(2025))
    root: UnitRef = STREET
    position: int = 900

    def __post_init__(self) -> None:
        self._engine = MemoryEngine([record.posting() for record in self.records])
        self._by_source = {record.ref.source: record for record in self.records}
        self._known: dict[tuple[object, ...], Figure] = {}

    def _scope(self, unit: UnitRef, own: bool) -> Scope:
        below = self.below if unit.id == self.root.id and not own else ()
        return Scope(unit.id, unit.name, tuple(Span(each.id) for each in (unit, *below)))

    def figure(
        self,
        *,
        rule: str,
        unit: UnitRef | None,
        period: Period | None,
        own: bool = False,
        tags: tuple[str, ...] = (),
    ) -> Figure:
        found, days, where = (
            narrowed(RULES.rule(code=rule), tags=tags),
            period or self.period,
            unit or self.root,
        )
        asked = (found.code, where.id, own, days.start, days.until, tags, self.position)
        if asked not in self._known:
            self._known[asked] = self._counted(found, where, days, own)
        return self._known[asked]

    def _counted(self, found: Rule, where: UnitRef, days: Period, own: bool) -> Figure:
        scope = self._scope(where, own)
        result = self._engine.figure(rule=found, scope=scope, period=days)
        keys = self._engine.sources(rule=found, scope=scope, period=days)
        value = None if result.value is None else f"{result.value:f}"
        return Figure(
            key="", rule=found.code, rule_version=found.version, label=found.label,
            definition=found.definition, value=value, text=MISSING if value is None else value,
            unit=found.unit, period=days.label, start=days.start, until=days.until, unit_id=where.id,
            unit_name=where.name + ("本级" if own else ""), position=self.position,
            sources=tuple(self._by_source[key.source].ref for key in keys), tags=found.tags,
            only="、".join(found.tags),
        )  # fmt: skip

    def unit(self, number: int) -> UnitRef:
        known = {one.id: one for one in (self.root, *self.below)}
        if number not in known:
            raise Refused(f"没有编号为{number}的单位。")
        return known[number]

    def record(self, source: str) -> Activity | None:
        found = self._by_source.get(source)
        return found.activity() if found else None

    def adds_up(self, rule: str) -> bool:
        return isinstance(RULES.rule(code=rule).aggregate, Count | Sum)

    def reasons(
        self, *, rule: str, unit: UnitRef | None, period: Period | None, own: bool, tags: tuple[str, ...]
    ) -> tuple[tuple[str, tuple[SourceRef, ...]], ...]:
        sources = self.figure(rule=rule, unit=unit, period=period, own=own, tags=tags).sources
        return (("", sources),) if sources else ()

    def subunits(self) -> tuple[UnitRef, ...]:
        return self.below

    def activities(
        self,
        *,
        rule: str,
        order: Order,
        limit: int | None,
        unit: UnitRef | None = None,
        period: Period | None = None,
    ) -> tuple[Activity, ...]:
        figure = self.figure(rule=rule, unit=unit, period=period)
        found = [self._by_source[ref.source] for ref in figure.sources]
        found.sort(key=lambda record: (record.on, record.number), reverse=order == "latest")
        if order == "largest":
            found = sorted(
                (each for each in found if each.people is not None), key=lambda each: -(each.people or 0)
            )
        return tuple(record.activity() for record in found[:limit])


def context_of(
    office: Office,
    *,
    subject: str = "宣传文化工作",
    period: Period | None = None,
    texts: Mapping[str, str] | None = None,
    unit: UnitRef = STREET,
) -> ReportContext:
    """Return the context of a report on the office, signed on New Year's Day after."""
    days = period or office.period
    return ReportContext(
        unit=unit,
        subject=subject,
        period=days,
        ledger=office,
        signed_on=dt.date(days.last_day.year + 1, 1, 5),
        signer="梧桐街道办事处",
        texts=texts or {},
    )


@functools.cache
def busy_office(*years: int) -> Office:
    """Return the office of `busy_records`; what it has counted once it knows for all tests."""
    return Office(busy_records(*years))


def busy_records(*years: int) -> list[Record]:
    """Return records of every kind in each month of the years, in all units, with known numbers."""
    kinds = list(KIND_NAMES)
    units = (QINGHE, WANGHE, SHIQIAO, STREET)
    festivals = {1: "元旦", 2: "春节", 4: "清明节", 6: "端午节", 9: "中秋节", 10: "国庆节"}
    records: list[Record] = []
    for year in years:
        for month in range(1, 13):
            for step, kind in enumerate(kinds):
                for turn, unit in enumerate(units):
                    number = len(records) + 1
                    festival = festivals.get(month, "") if kind == "festival_activity" else ""
                    records.append(
                        Record(
                            number=number,
                            kind=kind,
                            on=dt.date(year, month, 1 + (step * 4 + turn * 3 + year) % 27),
                            title=f"{festival}{KIND_NAMES[kind]}第{number}期",
                            unit=unit,
                            people=20 + (number * 7) % 60 + (year - 2024) * 2,
                            festival=festival,
                            evidence=number % 40 != 0,
                            copies=100 if kind == "publicity_item" else None,
                        )
                    )
    return records


def lectures_of(*, now: int, before: int, people: int = 10) -> Office:
    """Return an office with so many lectures in 2025 and in 2024."""
    days = [dt.date(2025, 1, 1)] * now + [dt.date(2024, 1, 1)] * before
    return Office(
        [Record(n, "lecture", day, f"第{n}讲", people=people) for n, day in enumerate(days, start=1)]
    )
