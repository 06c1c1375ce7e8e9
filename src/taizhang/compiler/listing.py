"""Asking the ledger: figures once each, activities with the figure of each one's people, festivals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Sequence
from decimal import Decimal

from taizhang.compiler.context import Activity, Order, ReportContext
from taizhang.compiler.desk import Chip, Desk, united
from taizhang.compiler.document import MISSING, Figure
from taizhang.compiler.markup import one_line
from taizhang.compiler.scheme_views import ReasonView
from taizhang.compiler.views import ActivityView, FestivalView, PeriodView, UnitView
from taizhang.compiler.wording.periods import said_days
from taizhang.compiler.wording.quotes import quoted
from taizhang.kernel.source_ref import SourceRef

RECORD_PEOPLE = "record.people"
"""The rule of the figure that one record's own number of people is."""
PEOPLE_UNIT = "人次"


class Listing:
    """One report's questions to the ledger.

    `mark` keeps apart what lies on one desk from ledgers at several positions.
    """

    def __init__(self, *, context: ReportContext, desk: Desk, mark: Hashable = None) -> None:
        self._mark = mark
        self._ledger = context.ledger
        self._root = context.unit
        self._whole = context.period
        self._desk = desk

    def figure(
        self, *, rule: str, period: PeriodView | None, unit: UnitView | None, tags: tuple[str, ...] = ()
    ) -> Chip:
        """Return the chip of a rule's figure, narrowed to `tags`; the ledger is asked only the first time."""
        days = period.period if period is not None else self._whole
        own = unit is not None and unit.own
        where = None if unit is None or (unit.unit.id == self._root.id and not own) else unit.unit
        asked = (rule, where.id if where else None, own, days.start, days.until, tags, self._mark)
        known = self._desk.known(asked)
        if known is not None:
            return known
        figure = self._ledger.figure(rule=rule, unit=where, period=days, own=own, tags=tags)
        same_as = None if figure.rule == rule else (figure.rule, *asked[1:])
        return self._desk.lay(asked=asked, same_as=same_as, figure=figure)

    def activities(
        self, *, rule: str, order: Order, limit: int | None, period: PeriodView | None, unit: UnitView | None
    ) -> list[ActivityView]:
        """Return the activities that the rule counts."""
        base = self.figure(rule=rule, period=period, unit=unit).figure
        own = unit is not None and unit.own
        found = self._ledger.activities(
            rule=rule,
            order=order,
            limit=None if own else limit,
            unit=unit.unit if unit is not None else None,
            period=period.period if period is not None else self._whole,
        )
        if own:
            # The ledger lists a unit with its subtree; the figure knows which records are its own.
            counted = {ref.source for ref in base.sources}
            found = tuple(each for each in found if each.source.source in counted)[:limit]
        return [self._shown(activity, base) for activity in found]

    def festivals(self, *, rule: str, period: PeriodView | None) -> list[FestivalView]:
        """Return the festivals of those activities, in order of their first day."""
        base = self.figure(rule=rule, period=period, unit=None)
        latest_first = self.activities(rule=rule, order="latest", limit=None, period=period, unit=None)
        grouped: dict[str, list[ActivityView]] = {}
        for view in sorted(latest_first, key=lambda view: (view.activity.on, view.activity.source.number)):
            for name in view.festivals():
                grouped.setdefault(name, []).append(view)
        return [self._festival(name, views, base) for name, views in grouped.items()]

    def reasons(
        self,
        *,
        rule: str,
        period: PeriodView | None,
        unit: UnitView | None = None,
        tags: tuple[str, ...] = (),
    ) -> list[ReasonView]:
        """Return the reasons for which what the rule counts was excused, each with its number."""
        base = self.figure(rule=rule, period=period, unit=unit, tags=tags)
        found = self._ledger.reasons(
            rule=rule,
            unit=unit.unit if unit is not None else None,
            period=period.period if period is not None else self._whole,
            own=unit is not None and unit.own,
            tags=tags,
        )
        return [self._reason(one_line(reason), sources, base) for reason, sources in found]

    def _reason(self, reason: str, sources: tuple[SourceRef, ...], base: Chip) -> ReasonView:
        return ReasonView(reason, reason_count(desk=self._desk, base=base, reason=reason, sources=sources))

    def _festival(self, name: str, views: Sequence[ActivityView], base: Chip) -> FestivalView:
        sources = united((tuple(view.activity.source for view in views),))
        count = festival_count(desk=self._desk, base=base, name=name, sources=sources)
        return FestivalView(name, tuple(views), count)

    def _shown(self, activity: Activity, base: Figure) -> ActivityView:
        asked = (RECORD_PEOPLE, activity.source.source, activity.source.revision, self._mark)
        known = self._desk.known(asked)
        if known is None:
            figure = people_figure(activity=activity, position=base.position, within=base.unit_name)
            known = self._desk.lay(asked=asked, figure=figure)
        return ActivityView(activity, self._whole, known)


def festival_count(*, desk: Desk, base: Chip, name: str, sources: tuple[SourceRef, ...]) -> Chip:
    """Return the chip of how many of the activities that `base` counts belong to a festival."""
    # A definition is filled in with the keys of its bases: what stands in a name is no place for one.
    shown = name.replace("{", "{{").replace("}", "}}")
    return desk.derive(
        kind="festival",
        bases=(base,),
        value=Decimal(len(sources)) if sources else None,
        unit=base.figure.unit,
        label=f"{base.figure.label}（{name}）",
        definition=f"{{0}}中的“{shown}”部分",
        sources=sources,
    )


def reason_count(*, desk: Desk, base: Chip, reason: str, sources: tuple[SourceRef, ...]) -> Chip:
    """Return the chip of how many of what `base` counts were excused for a reason."""
    shown = reason.replace("{", "{{").replace("}", "}}")
    return desk.derive(
        kind="reason",
        bases=(base,),
        value=Decimal(len(sources)) if sources else None,
        unit=base.figure.unit,
        label=f"{base.figure.label}（理由：{reason}）",
        definition=f"{{0}}中理由为“{shown}”的部分",
        sources=sources,
    )


def people_figure(*, activity: Activity, position: int, within: str) -> Figure:
    """Return the number of people of one record as a figure that stands on this record alone.

    `within` names the unit where the record's own has no name.
    """
    told = activity.people is not None
    return Figure(
        key="",
        rule=RECORD_PEOPLE,
        rule_version=1,
        label=f"{quoted(one_line(activity.title))}参加人数",
        definition="单条台账记录登记的参加人次。",
        value=str(activity.people) if told else None,
        text=(one_line(activity.people_text) or str(activity.people)) if told else MISSING,
        unit=PEOPLE_UNIT,
        unit_name=one_line(activity.unit_name) or within,
        unit_id=activity.source.unit,
        period=said_days(first=activity.on, last=activity.until, whole=None),
        start=activity.on,
        until=max(activity.until, activity.on) + dt.timedelta(days=1),
        position=position,
        sources=(activity.source,),
    )
