"""The demo's clerks at work: a planned record becomes content with its pictures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.units.models import Unit
from taizhang.kernel.quantity import read_quantity
from taizhang.ledgers.records.rules import Content
from taizhang.ledgers.records.services import NewRecord
from taizhang.processes.demo.album import Album
from taizhang.processes.demo.theme import Planned


@dataclass(frozen=True, slots=True)
class Desk:
    """Who and what the demo's records need: the units and their clerks by key, the reviewer, the pictures."""

    units: Mapping[str, Unit]
    clerks: Mapping[str, Person]
    reviewer: Person
    album: Album = field(default_factory=Album)

    def content(self, record: Planned, *, evidence: tuple[str, ...] = ()) -> Content:
        """Return the content of a planned record."""
        return Content(
            unit=self.units[record.unit].pk,
            kind=record.kind,
            title=record.title,
            on=record.on,
            until=record.until,
            place=record.place,
            host=record.host,
            people=read_quantity(record.people) if record.people else None,
            minutes=record.minutes,
            copies=record.copies,
            tags=record.tags,
            note=record.note,
            fields=record.fields,
            evidence=evidence,
        )

    def new_record(self, record: Planned, *, at: dt.datetime) -> NewRecord:
        """Return the record with its pictures, ready to be brought in."""
        files = self.album.pictures_of(record=record, at=at)
        content = self.content(record, evidence=tuple(evidence.digest for evidence, _ in files))
        return NewRecord(content=content, files=files)
