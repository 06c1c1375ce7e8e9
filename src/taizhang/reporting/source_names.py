"""How a person finds what stands behind a figure: number, title, unit and digest of each source."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping
from operator import attrgetter
from typing import Any

from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import ever_renamed, name_on
from taizhang.kernel.source_ref import SourceRef
from taizhang.ledgers.premises.selectors import names_by_source
from taizhang.ledgers.publication.selectors import versions_by_source
from taizhang.ledgers.records.selectors import BOOK as RECORDS
from taizhang.ledgers.records.selectors import tellings_by_source
from taizhang.reporting.duty_names import duty_names
from taizhang.rollups.engines.base import SourceKey

Revision = tuple[str, int]
"""A source, and which revision of it."""
_RECORD = f"{RECORDS}:"
_AS_PRINTED = attrgetter("on", "number")


class SourceNames:
    """Tells sources, each looked up once.

    With `keep_contents` the contents of records are kept as well: for whoever asks of few sources again
    and again. A county's year has hundreds of thousands.
    """

    def __init__(self, *, keep_contents: bool = False) -> None:
        self._told: dict[Revision, SourceRef] = {}
        self._renamed: frozenset[int] | None = None
        self._names: dict[tuple[int, dt.date], str] = {}
        self._contents: dict[Revision, str] | None = {} if keep_contents else None

    def told(self, keys: Iterable[SourceKey]) -> tuple[SourceRef, ...]:
        """Return the sources by day, then by number."""
        return tuple(sorted(self.told_in_order(keys), key=_AS_PRINTED))

    def told_in_order(self, keys: Iterable[SourceKey]) -> list[SourceRef]:
        """Return the sources in the order of their keys."""
        wanted, told = list(keys), self._told
        try:
            return [told[key.source, key.revision] for key in wanted]
        except KeyError:
            self._look_up([key for key in wanted if (key.source, key.revision) not in told])
            return [told[key.source, key.revision] for key in wanted]

    def contents(self, keys: Collection[Revision]) -> dict[Revision, Mapping[str, Any]]:
        """Return what the records among these sources tell, at their revisions."""
        known = self._contents or {}
        found = {key: known[key] for key in keys if key in known}
        fresh = [key for key in keys if key not in found and key[0].startswith(_RECORD)]
        if fresh:
            found |= {key: telling.content for key, telling in tellings_by_source(keys=fresh).items()}
        return {key: json.loads(content) for key, content in found.items()}

    def _look_up(self, keys: list[SourceKey]) -> None:
        sources = {key.source for key in keys}
        names = duty_names(sources=sources) | names_by_source(sources=sources)
        revisions = {(key.source, key.revision) for key in keys}
        tellings = tellings_by_source(keys={each for each in revisions if each[0].startswith(_RECORD)})
        if self._contents is not None:
            self._contents |= {key: telling.content for key, telling in tellings.items()}
        versions = versions_by_source(keys=revisions)
        units = Unit.objects.in_bulk({key.unit for key in keys})
        for key in keys:
            revision = key.source, key.revision
            number, title = names.get(key.source, (key.source, ""))
            digest = ""
            if revision in tellings:
                number, title, digest, _ = tellings[revision]
            elif revision in versions:
                version = versions[revision]
                title, digest = str(version.content["title"]), version.digest
                number = f"稿件{version.item_id}第{version.number}稿"
            self._told[revision] = SourceRef(
                source=key.source,
                revision=key.revision,
                unit=key.unit,
                on=key.on,
                number=number,
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
