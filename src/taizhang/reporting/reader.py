"""The ledger as a report asks it: one unit, one period, one sealed position."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from taizhang.compiler.context import Activity, Order, UnitRef
from taizhang.compiler.document import MISSING, Figure
from taizhang.foundation.journal.selectors import standing_at
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.rules import Level
from taizhang.foundation.units.selectors import ChildSpan, name_on
from taizhang.kernel.period import Period
from taizhang.kernel.posting import Posting
from taizhang.kernel.refusal import Refused
from taizhang.kernel.scope import Scope, Span
from taizhang.kernel.source_ref import SourceRef
from taizhang.ledgers.duties.selectors import occurrences_by_source
from taizhang.ledgers.records.rules import Content, kind_by_code
from taizhang.ledgers.records.selectors import BOOK as RECORDS
from taizhang.ledgers.records.selectors import SOURCES
from taizhang.reporting.figures import FigureDesk, counts_stock, shown
from taizhang.reporting.narrowed import Said, TaskCounts, Words, single_task
from taizhang.reporting.scopes import AskedScopes, Scopes
from taizhang.rollups.engines.base import SourceKey
from taizhang.rollups.narrowing import narrowed
from taizhang.rollups.plan import Count, Rule, Sum
from taizhang.rollups.rulebook import RuleBook

ONE_DAY = dt.timedelta(days=1)
_WHOLE = Said()


class UnknownUnitOfReport(Refused):
    """A figure asks for a unit that is not there."""


class LedgerReader:
    """Answers the compiler (`compiler.context.Ledger`) from the journal at one position."""

    def __init__(
        self, *, unit: Unit, period: Period, rules: RuleBook, desk: FigureDesk, scopes: Scopes | None = None
    ) -> None:
        self._unit, self._period, self._rules, self._desk = unit, period, rules, desk
        self._told_by: Scopes = scopes or AskedScopes()
        self._children: dict[Period, dict[int, list[ChildSpan]]] = {}
        self._contents: dict[tuple[str, int], Mapping[str, Any]] = {}
        self._scopes: dict[tuple[bool, int | None, dt.date, dt.date, bool], Scope] = {}
        self._years: dict[int, Scope] = {}
        self._asked: dict[tuple[str, dt.date], Rule] = {}
        self._words = Words(unit=unit, period=period)
        self._tasks = TaskCounts(desk=desk)

    def figure(
        self,
        *,
        rule: str,
        unit: UnitRef | None,
        period: Period | None,
        own: bool = False,
        tags: tuple[str, ...] = (),
    ) -> Figure:
        """Return the figure of a counting rule with all its sources. See `compiler.context.Ledger`."""
        period = period or self._period
        found, said = self._narrowed(rule, period, tags)
        scope = self._scope(found, unit, period, own)
        value, sources = self._counted(found, scope, period)
        return Figure(
            key="",
            rule=found.code,
            rule_version=found.version,
            label=f"{found.label}（{said.short}）" if tags else found.label,
            definition=found.definition,
            value=value,
            text=value if value is not None else MISSING,
            unit=found.unit,
            period=period.label,
            start=period.start,
            until=period.until,
            unit_id=scope.root,
            unit_name=scope.name,
            position=self.position,
            sources=sources,
            tags=tags,
            only=said.full,
        )

    def _counted(self, rule: Rule, scope: Scope, period: Period) -> tuple[str | None, tuple[SourceRef, ...]]:
        """Return the value as it is printed, None where there is none, and all its sources."""
        task = single_task(rule.tags) if rule.tags else ""
        if task:
            whole = self._rules.rule(code=rule.code, version=rule.version)
            tagged = self._tasks.of(rule=whole, tag=task, scope=scope, period=period)
            return shown(tagged.result.value), self._desk.told(tagged.sources)
        counted = self._desk.count_with_sources(rule=rule, scope=scope, period=period)
        return shown(counted.value), counted.sources

    @property
    def position(self) -> int:
        """The journal position."""
        return self._desk.as_of or 0

    @property
    def name(self) -> str:
        """How the report's own unit is called at the end of the period."""
        return self._told_by.name_on(unit=self._unit, day=self._period.last_day)

    def unit(self, number: int) -> UnitRef:
        """Return a unit by its id, as it is called at the end of the period.

        Raises:  UnknownUnitOfReport.
        """
        stays = self._children_in(self._period).get(number)
        if stays:
            return _told(stays[-1])
        unit = Unit.objects.filter(pk=number).first()
        if unit is None:
            raise UnknownUnitOfReport("取数的单位不在系统里，请重新选单位。")
        name = name_on(unit=unit, day=self._period.last_day)
        return UnitRef(unit.pk, unit.code, name, Level(unit.level).label)

    def record(self, source: str) -> Activity | None:
        """Return one record as it counts at the position, None where it does not."""
        posting = standing_at(book=RECORDS, source=source, position=self.position)
        return None if posting is None else self._record_of(posting)

    def _record_of(self, posting: Posting) -> Activity | None:
        """Return the record of a posting, None where its unit is not the report's on that day."""
        if not self._year_scope(posting.on.year).covers(posting.unit, posting.on):
            return None
        key = SourceKey(posting.source, posting.revision, posting.unit, posting.on)
        return self.activity_of(self._desk.told([key])[0])

    def activity_of(self, ref: SourceRef) -> Activity | None:
        """Return the record that a source names, at its revision."""
        self._remember({(ref.source, ref.revision)})
        return self._activity(ref)

    def adds_up(self, rule: str) -> bool:
        """Return whether figures of a rule add up over units and months."""
        found = self._rule(rule, self._period)
        return isinstance(found.aggregate, Count | Sum)

    def scope_of(self, *, rule: str, unit: int | None, period: Period, own: bool) -> Scope:
        """Return the units and days that a figure counts."""
        where = None if unit is None else self.unit(unit)
        return self._scope(self._rule(rule, period), where, period, own)

    def subunits(self) -> tuple[UnitRef, ...]:
        """Return the units directly below in the period, in the order of their codes."""
        return tuple(_told(spans[-1]) for spans in self._children_in(self._period).values())

    def activities(
        self,
        *,
        rule: str,
        order: Order,
        limit: int | None,
        unit: UnitRef | None = None,
        period: Period | None = None,
    ) -> tuple[Activity, ...]:
        """Return the records that the rule counts, the largest or the latest first."""
        period = period or self._period
        found = self._rule(rule, period)
        scope = self._scope(found, unit, period, False)
        sources = self._desk.sources(rule=found, scope=scope, period=period)
        records = [ref for ref in sources if ref.source.startswith(SOURCES)]
        if order == "largest":
            counted = zip(self._desk.people(records), records, strict=True)
            sized = [(number, ref) for number, ref in counted if number is not None]
            sized.sort(key=lambda one: (-one[0], one[1].on, one[1].number))
            records = [ref for _, ref in sized]
        else:
            records.sort(key=lambda ref: (-ref.on.toordinal(), ref.number))
        ordered = records[:limit]
        self._remember({(ref.source, ref.revision) for ref in ordered})
        told = [self._activity(ref) for ref in ordered]
        return tuple(activity for activity in told if activity is not None)

    def reasons(
        self, *, rule: str, unit: UnitRef | None, period: Period | None, own: bool, tags: tuple[str, ...]
    ) -> tuple[tuple[str, tuple[SourceRef, ...]], ...]:
        """Return the reasons for which what the rule counts was excused, each with its sources."""
        period = period or self._period
        found = narrowed(self._rule(rule, period), tags=tags)
        refs = self._desk.sources(rule=found, scope=self._scope(found, unit, period, own), period=period)
        rows = occurrences_by_source(sources={ref.source for ref in refs})
        told: dict[str, list[SourceRef]] = {}
        for ref in refs:
            reason = rows[ref.source].excuse if ref.source in rows else ""
            told.setdefault(" ".join(reason.split()), []).append(ref)
        return tuple((reason, tuple(behind)) for reason, behind in told.items())

    def _activity(self, ref: SourceRef) -> Activity | None:
        content = self._contents.get((ref.source, ref.revision))
        return None if content is None else _activity(ref, Content.from_dict(content))

    def _narrowed(self, code: str, period: Period, tags: tuple[str, ...]) -> tuple[Rule, Said]:
        """Return the rule in force narrowed to tags, and these in words."""
        rule = self._rule(code, period)
        return (narrowed(rule, tags=tags), self._words.of(tags)) if tags else (rule, _WHOLE)

    def _rule(self, code: str, period: Period) -> Rule:
        asked = (code, period.until)
        if asked not in self._asked:
            self._asked[asked] = self._rules.rule(code=code, on=period.until - ONE_DAY)
        return self._asked[asked]

    def _scope(self, rule: Rule, unit: UnitRef | None, period: Period, own: bool) -> Scope:
        asked = (counts_stock(rule), None if unit is None else unit.id, period.start, period.until, own)
        if asked not in self._scopes:
            self._scopes[asked] = self._found_scope(rule, unit, period, own)
        return self._scopes[asked]

    def _found_scope(self, rule: Rule, unit: UnitRef | None, period: Period, own: bool) -> Scope:
        if own:
            name = f"{unit.name if unit else self._unit.name}本级"
            root = unit.id if unit else self._unit.pk
            return Scope(root, name, (Span(root),))
        if unit is None or unit.id == self._unit.pk:
            return self._told_by.scope_for(rule=rule, unit=self._unit, period=period)
        stays = self._children_in(period).get(unit.id)
        if stays is None:
            return self._told_by.scope_for(rule=rule, unit=Unit.objects.get(pk=unit.id), period=period)
        spans = tuple(span for stay in stays for span in stay.scope.spans)
        return Scope(unit.id, unit.name, spans)

    def _year_scope(self, year: int) -> Scope:
        if year not in self._years:
            days = Period.year(year)
            self._years[year] = self._told_by.scope_of(unit=self._unit, start=days.start, until=days.until)
        return self._years[year]

    def _children_in(self, period: Period) -> dict[int, list[ChildSpan]]:
        if period not in self._children:
            found: dict[int, list[ChildSpan]] = {}
            for child in self._told_by.children_in(unit=self._unit, start=period.start, until=period.until):
                found.setdefault(child.unit.pk, []).append(child)
            self._children[period] = found
        return self._children[period]

    def _remember(self, keys: set[tuple[str, int]]) -> None:
        fresh = keys - self._contents.keys()
        self._contents |= self._desk.names.contents(fresh)


def _told(child: ChildSpan) -> UnitRef:
    unit = child.unit
    gone = child.note if child.gone else ""
    return UnitRef(unit.pk, unit.code, child.name, Level(unit.level).label, gone)


def _activity(ref: SourceRef, content: Content) -> Activity:
    return Activity(
        source=ref,
        title=content.title,
        on=content.on,
        until=content.until,
        unit_name=ref.unit_name,
        kind=kind_by_code(content.kind).label,
        place=content.place,
        people=content.counted_people(),
        people_text=_people_text(content),
        tags=content.posting_tags(),
    )


def _people_text(content: Content) -> str:
    """Return the head count as the record says it, where that is not one plain number."""
    people = content.people
    if people is None or people.relation == "exact":
        return ""
    return people.raw.strip().removesuffix("人次").removesuffix("人")
