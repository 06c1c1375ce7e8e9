"""How a person finds what stands behind a figure: number, title, unit and digest of each source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import ever_renamed, name_on
from taizhang.kernel.source_ref import SourceRef
from taizhang.ledgers.premises.selectors import names_by_source
from taizhang.ledgers.publication.selectors import versions_by_source
from taizhang.ledgers.records.selectors import BOOK as RECORDS
from taizhang.ledgers.records.selectors import numbers_by_source, tellings_by_source
from taizhang.reporting.duty_names import duty_names
from taizhang.rollups.engines.base import SourceKey

Revision = tuple[str, int]
"""A source, and which revision of it."""


class SourceNames:
    """Tells sources, each looked up once.

    With `keep_contents` the contents of records are kept as well: for whoever asks of few sources again
    and again. A county's year has hundreds of thousands.
    """

    def __init__(self, *, keep_contents: bool = False) -> None:
        self._told: dict[Revision, SourceRef] = {}
        self._renamed: frozenset[int] | None = None
        self._names: dict[tuple[int, dt.date], str] = {}
        self._contents: dict[Revision, Mapping[str, Any]] | None = {} if keep_contents else None

    def told(self, keys: Iterable[SourceKey]) -> tuple[SourceRef, ...]:
        """Return the sources by day, then by number."""
        wanted = list(keys)
        fresh = [key for key in wanted if (key.source, key.revision) not in self._told]
        if fresh:
            self._look_up(fresh)
        refs = [self._told[key.source, key.revision] for key in wanted]
        return tuple(sorted(refs, key=lambda ref: (ref.on, ref.number)))

    def told_in_order(self, keys: Iterable[SourceKey]) -> list[SourceRef]:
        """Return the sources in the order of their keys."""
        wanted = list(keys)
        self.told(wanted)
        return [self._told[key.source, key.revision] for key in wanted]

    def contents(self, keys: Collection[Revision]) -> dict[Revision, Mapping[str, Any]]:
        """Return what the records among these sources tell, at their revisions."""
        known = self._contents or {}
        found = {key: known[key] for key in keys if key in known}
        fresh = [key for key in keys if key not in found and key[0].startswith(f"{RECORDS}:")]
        return found | {key: content for key, (content, _) in tellings_by_source(keys=fresh).items()}

    def _look_up(self, keys: list[SourceKey]) -> None:
        sources = {key.source for key in keys}
        names = duty_names(sources=sources) | names_by_source(sources=sources)
        mine = [key for key in keys if key.source.startswith(f"{RECORDS}:")]
        numbers = numbers_by_source(sources={key.source for key in mine})
        tellings = tellings_by_source(keys={(key.source, key.revision) for key in mine})
        if self._contents is not None:
            self._contents |= {key: content for key, (content, _) in tellings.items()}
        versions = versions_by_source(keys={(key.source, key.revision) for key in keys})
        units = {unit.pk: unit for unit in Unit.objects.filter(pk__in={key.unit for key in keys})}
        for key in keys:
            number, title = names.get(key.source, (key.source, ""))
            digest, version = "", versions.get((key.source, key.revision))
            telling = tellings.get((key.source, key.revision))
            if telling is not None:
                title, digest = str(telling[0]["title"]), telling[1]
            elif version is not None:
                title, digest = str(version.content["title"]), version.digest
                number = f"稿件{version.item_id}第{version.number}稿"
            self._told[key.source, key.revision] = SourceRef(
                source=key.source,
                revision=key.revision,
                unit=key.unit,
                on=key.on,
                number=numbers.get(key.source, number),
                title=title,
                unit_name=self._name(units[key.unit], key.on),
                digest=digest,
            )

    def _name(self, unit: Unit, day: dt.date) -> str:
        if self._renamed is None:
            self._renamed = ever_renamed()
        if unit.pk not in self._renamed:
            return unit.name
        if (unit.pk, day) not in self._names:
            self._names[unit.pk, day] = name_on(unit=unit, day=day)
        return self._names[unit.pk, day]
