"""How a person finds what stands behind a figure: number, title, unit and digest of each source."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any, Protocol

from taizhang.foundation.among import among
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import ever_renamed, name_on
from taizhang.kernel.source_ref import SourceRef
from taizhang.ledgers.premises.selectors import names_by_source
from taizhang.ledgers.publication.selectors import versions_by_source
from taizhang.ledgers.records.selectors import SOURCES, tellings_by_source
from taizhang.reporting.duty_names import duty_names

Revision = tuple[str, int]
"""A source, and which revision of it."""
_AS_PRINTED = attrgetter("on", "number")


class Known(Protocol):
    """A source as the journal knows it: which revision, and where and when it counts."""

    @property
    def source(self) -> str: ...
    @property
    def revision(self) -> int: ...
    @property
    def unit(self) -> int: ...
    @property
    def on(self) -> dt.date: ...


class SourceNames:
    """Tells sources, each looked up once.

    With `near` what records say is kept as well: for whoever asks of few sources again and again. A county's year has
    hundreds of thousands.
    """

    def __init__(self, *, near: bool = False) -> None:
        self._told: dict[Revision, SourceRef] = {}
        self._renamed: frozenset[int] | None = None
        self._names: dict[tuple[int, dt.date], str] = {}
        self._contents: dict[Revision, str | bytes] | None = {} if near else None

    def told(self, keys: Iterable[Known]) -> tuple[SourceRef, ...]:
        """Return the sources by day, then by number."""
        return tuple(sorted(self.told_in_order(keys), key=_AS_PRINTED))

    def told_in_order(self, keys: Iterable[Known]) -> list[SourceRef]:
        """Return the sources in the order of their keys."""
        wanted, told = list(keys), self._told
        revisions = [(key.source, key.revision) for key in wanted]
        asked = zip(revisions, wanted, strict=True)
        fresh = {revision: key for revision, key in asked if revision not in told} if told else dict(asked)
        if fresh:
            self._look_up(fresh)
        return list(map(told.__getitem__, revisions))

    def contents(self, keys: Collection[Revision]) -> dict[Revision, Mapping[str, Any]]:
        """Return what the records among these sources tell, at their revisions."""
        known = self._contents or {}
        found: dict[Revision, str | bytes] = {key: known[key] for key in keys if known.get(key)}
        fresh = [key for key in keys if key not in found and key[0].startswith(SOURCES)]
        if fresh:
            found |= {key: telling.content for key, telling in tellings_by_source(keys=fresh).items()}
        return {key: json.loads(content) for key, content in found.items()}

    def learn(
        self,
        revisions: Sequence[Revision],
        units: Sequence[int],
        days: Sequence[dt.date],
        *,
        numbers: Sequence[str],
        titles: Sequence[str],
        digests: Sequence[str],
    ) -> list[SourceRef]:
        """Return the sources that are told by these columns; they are not looked up any more."""
        if not revisions:
            return []
        sources, numbered = zip(*revisions, strict=True)
        names = self._units_on(units, days)
        refs = list(map(SourceRef, sources, numbered, units, days, numbers, titles, names, digests))
        self._told.update(zip(revisions, refs, strict=True))
        return refs

    def remember(self, contents: Iterable[tuple[Revision, str | bytes]]) -> None:
        """Keep what records say, as JSON, where it is to be near; what is empty is looked up when it is asked for."""
        if self._contents is not None:
            self._contents.update(contents)

    def _look_up(self, keys: Mapping[Revision, Known]) -> None:
        records = [revision for revision in keys if revision[0].startswith(SOURCES)]
        tellings = tellings_by_source(keys=records)
        others: Mapping[Revision, tuple[str, ...]] = {}
        if len(records) < len(keys):
            others = _naming([revision for revision in keys if not revision[0].startswith(SOURCES)])
        # By columns: a slice of reports has thousands of sources, and each step is one call for all of them.
        told = [tellings.get(key) or others.get(key) or (key[0], "", "") for key in keys]
        numbers, titles, digests = islice(zip(*told, strict=False), 3)
        units, days = [key.unit for key in keys.values()], [key.on for key in keys.values()]
        self.learn(list(keys), units, days, numbers=numbers, titles=titles, digests=digests)
        self.remember((key, telling.content) for key, telling in tellings.items())

    def _units_on(self, units: Sequence[int], days: Sequence[dt.date]) -> list[str]:
        """Return how each unit is called on the day beside it."""
        now = dict(Unit.objects.filter(pk__in=among(units)).values_list("pk", "name"))
        if self._renamed is None:
            self._renamed = ever_renamed()
        if self._renamed.isdisjoint(now):
            return list(map(now.__getitem__, units))
        return [
            self._name_on(unit, day) if unit in self._renamed else now[unit]
            for unit, day in zip(units, days, strict=True)
        ]

    def _name_on(self, unit: int, day: dt.date) -> str:
        if (unit, day) not in self._names:
            self._names[unit, day] = name_on(unit=Unit.objects.get(pk=unit), day=day)
        return self._names[unit, day]


def _naming(revisions: Sequence[Revision]) -> dict[Revision, tuple[str, str, str]]:
    """Return number, title and digest of what is no record."""
    sources = {source for source, _ in revisions}
    names = duty_names(sources=sources) | names_by_source(sources=sources)
    told = {each: (*names[each[0]], "") for each in revisions if each[0] in names}
    for revision, version in versions_by_source(keys=revisions).items():
        number = f"稿件{version.item_id}第{version.number}稿"
        told[revision] = number, str(version.content["title"]), version.digest
    return told
