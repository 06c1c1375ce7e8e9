"""Which units count for a figure, and on which days: a subtree over a period, a stock on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from taizhang.foundation.units import rules
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors.changes import ChangeNotes, change_notes
from taizhang.foundation.units.selectors.names import ever_renamed, former_names_on, name_on
from taizhang.foundation.units.selectors.walks import (
    EVER,
    Stay,
    carried_by_subtree,
    stays_in_subtree,
    stays_in_subtrees,
)
from taizhang.kernel.plain_data import plain_data
from taizhang.kernel.scope import Scope, Span

ONE_DAY = dt.timedelta(days=1)


@plain_data
class ChildSpan:
    """A direct sub-unit's stay under its parent in a period.

    `start` None: from the first day of the period; `until` None: to its last day. `gone` says that
    it left before the end, and `note` why, in words for a table: "2025年6月1日撤并入望河社区".
    `name` is its name on the last day of the stay. `scope` is its own subtree on those days.
    """

    unit: Unit
    name: str
    start: dt.date | None
    until: dt.date | None
    gone: bool
    note: str
    scope: Scope


def scope_of(*, unit: Unit, start: dt.date, until: dt.date) -> Scope:
    """Return the unit and its subtree by the tree of each day of [start, until).

    A unit that belonged on every day of the period has an open span. The name is that of the
    period's last day.
    """
    stays = stays_in_subtree(root=unit.pk, start=start, until=until)
    name = name_on(unit=unit, day=until - ONE_DAY)
    return Scope(root=unit.pk, name=name, spans=_spans(stays, start=start, until=until))


def stock_scope(*, unit: Unit, day: dt.date) -> Scope:
    """Return whose stock the unit and its subtree hold on a day, every span open.

    They are the units in the subtree on that day, wherever they belonged before, and the closed
    ones whose heir, or their heir's heir, is among them.
    """
    units = carried_by_subtree(root=unit.pk, day=day)
    return Scope(
        root=unit.pk, name=name_on(unit=unit, day=day), spans=tuple(Span(unit=each) for each in units)
    )


def children_in(*, unit: Unit, start: dt.date, until: dt.date) -> list[ChildSpan]:
    """Return the direct sub-units that existed on any day of [start, until), in code order.

    A sub-unit that left and came back is there twice. The scopes of all of them and the unit's own
    days make up its scope of the period exactly.
    """
    stays = stays_in_subtree(root=unit.pk, start=start, until=until)
    branches = _branches(stays)
    return _children(
        branches, Unit.objects.in_bulk(branches), former_names_on(day=until - ONE_DAY), start, until
    )


def ever_below(*, units: Collection[int]) -> frozenset[int]:
    """Return these units and all that ever belonged to their subtrees."""
    return _all_of(stays_in_subtrees(roots=units, start=EVER[0], until=EVER[1]))


def _all_of(stays: Mapping[int, Sequence[Stay]]) -> frozenset[int]:
    return frozenset(stay.unit for below in stays.values() for stay in below)


class Subtrees:
    """Several units' subtrees of all days, read at once: any period is told without asking again.

    What it tells is what `scope_of` and `children_in` tell.
    """

    def __init__(self, *, units: Collection[int]) -> None:
        self._stays = stays_in_subtrees(roots=units, start=EVER[0], until=EVER[1])
        children = {stay.via for stays in self._stays.values() for stay in stays}
        self._units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=children)}
        self._renamed = ever_renamed()
        self._alike = {
            root
            for root, stays in self._stays.items()
            if all((stay.since, stay.until) == EVER for stay in stays)
            and self._renamed.isdisjoint(stay.unit for stay in stays)
        }
        """Those below whom nobody ever came, went or was called otherwise: of them every period tells the same."""
        self._scopes: dict[int, Scope] = {}
        self._children: dict[int, list[ChildSpan]] = {}

    def below(self, *, unit: int) -> frozenset[int]:
        """Return the unit and all that ever belonged to its subtree."""
        return frozenset(stay.unit for stay in self._stays[unit])

    def everything(self) -> frozenset[int]:
        """Return all these units and all that ever belonged to their subtrees."""
        return _all_of(self._stays)

    def scope_of(self, *, unit: Unit, start: dt.date, until: dt.date) -> Scope:
        """See `scope_of`."""
        if unit.pk not in self._alike:
            return self._scope_of(unit, start, until)
        if unit.pk not in self._scopes:
            self._scopes[unit.pk] = self._scope_of(unit, start, until)
        return self._scopes[unit.pk]

    def _scope_of(self, unit: Unit, start: dt.date, until: dt.date) -> Scope:
        spans = _spans(_clipped(self._stays[unit.pk], start, until), start=start, until=until)
        return Scope(root=unit.pk, name=self.name_on(unit=unit, day=until - ONE_DAY), spans=spans)

    def name_on(self, *, unit: Unit, day: dt.date) -> str:
        """See `name_on`."""
        return name_on(unit=unit, day=day) if unit.pk in self._renamed else unit.name

    def children_in(self, *, unit: Unit, start: dt.date, until: dt.date) -> list[ChildSpan]:
        """See `children_in`."""
        if unit.pk not in self._alike:
            return self._children_in(unit, start, until)
        if unit.pk not in self._children:
            self._children[unit.pk] = self._children_in(unit, start, until)
        return self._children[unit.pk]

    def _children_in(self, unit: Unit, start: dt.date, until: dt.date) -> list[ChildSpan]:
        branches = _branches(_clipped(self._stays[unit.pk], start, until))
        renamed = not self._renamed.isdisjoint(branches)
        names = former_names_on(day=until - ONE_DAY) if renamed else {}
        return _children(branches, self._units, names, start, until)


def _clipped(stays: Iterable[Stay], start: dt.date, until: dt.date) -> list[Stay]:
    """Return what of these stays lies in [start, until)."""
    return [
        Stay(stay.via, stay.unit, stay.parent, max(stay.since, start), min(stay.until, until))
        for stay in stays
        if stay.since < until and start < stay.until
    ]


def _branches(stays: Iterable[Stay]) -> dict[int, list[Stay]]:
    """Return the stays below each direct sub-unit."""
    branches: dict[int, list[Stay]] = {}
    for stay in stays:
        if stay.parent is not None:
            branches.setdefault(stay.via, []).append(stay)
    return branches


def _children(
    branches: dict[int, list[Stay]],
    units: Mapping[int, Unit],
    names: dict[int, tuple[str, str]],
    start: dt.date,
    until: dt.date,
) -> list[ChildSpan]:
    stays = [
        (child, span)
        for child, branch in branches.items()
        for span in _merged((stay.since, stay.until) for stay in branch if stay.unit == child)
    ]
    # Of those that stayed all the time there is nothing to tell.
    moved = {child for child, span in stays if span != (start, until)}
    notes = change_notes(units=moved, start=start, until=until) if moved else ChangeNotes()
    spans = [
        _child_span(units[child], span, branches[child], names=names, notes=notes, period=(start, until))
        for child, span in stays
    ]
    # The code and name of the period's end decide the order, as in the tree of that day.
    return sorted(spans, key=lambda child: _order(child, names))


def _child_span(
    unit: Unit,
    days: tuple[dt.date, dt.date],
    branch: list[Stay],
    *,
    names: dict[int, tuple[str, str]],
    notes: ChangeNotes,
    period: tuple[dt.date, dt.date],
) -> ChildSpan:
    since, end = days
    inside = branch if days == period else _clipped(branch, since, end)
    name = (
        names.get(unit.pk, (unit.name, ""))[0] if end == period[1] else name_on(unit=unit, day=end - ONE_DAY)
    )
    return ChildSpan(
        unit=unit,
        name=name,
        start=None if since == period[0] else since,
        until=None if end == period[1] else end,
        gone=end < period[1],
        note=notes.text(unit=unit.pk, since=since, until=end),
        scope=Scope(root=unit.pk, name=name, spans=_spans(inside, start=period[0], until=period[1])),
    )


def _order(child: ChildSpan, names: dict[int, tuple[str, str]]) -> tuple[object, ...]:
    name, code = names.get(child.unit.pk, (child.unit.name, child.unit.code))
    return (*rules.sibling_order(code, name), child.unit.pk, child.start or dt.date.min)


def _spans(stays: Iterable[Stay], *, start: dt.date, until: dt.date) -> tuple[Span, ...]:
    by_unit: dict[int, list[tuple[dt.date, dt.date]]] = {}
    for stay in stays:
        by_unit.setdefault(stay.unit, []).append((stay.since, stay.until))
    return tuple(
        Span(
            unit=unit,
            start=None if since == start else since,
            until=None if end == until else end,
        )
        for unit in sorted(by_unit)
        for since, end in _merged(by_unit[unit])
    )


def _merged(intervals: Iterable[tuple[dt.date, dt.date]]) -> list[tuple[dt.date, dt.date]]:
    """Return the intervals in order, those that touch made one."""
    merged: list[tuple[dt.date, dt.date]] = []
    for since, until in sorted(intervals):
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(until, merged[-1][1]))
        else:
            merged.append((since, until))
    return merged
