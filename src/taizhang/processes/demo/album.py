"""The pictures of the demo: a few for each unit, kind, festival and year, shown again and again.

Evidence is synced to the disk file by file. A picture of its own for each of 2,300 records would
make loading wait for the disk half a minute or more and show nothing new.
"""

from __future__ import annotations

import datetime as dt

from taizhang.foundation.evidence.models import Evidence
from taizhang.foundation.evidence.services import keep_file
from taizhang.processes.demo.pictures import picture
from taizhang.processes.demo.theme import Planned


class Album:
    """Pictures that are drawn and kept when the first record asks for them."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, ...], Evidence] = {}

    def pictures_of(self, *, record: Planned, at: dt.datetime) -> tuple[tuple[Evidence, str], ...]:
        """Return the pictures of a record, each with its name."""
        return tuple(
            (self._picture(record, number, at), f"现场照片{number}.png")
            for number in range(1, record.pictures + 1)
        )

    def _picture(self, record: Planned, number: int, at: dt.datetime) -> Evidence:
        festival = record.fields.get("festival", "")
        key = (record.unit, record.kind, festival if number == 1 else "", str(record.on.year), str(number))
        if key not in self._kept:
            drawn = picture(
                kind=record.kind, on=record.on, place=record.place, festival=festival, seed="/".join(key)
            )
            self._kept[key] = keep_file(content=drawn, name=f"现场照片{number}.png", at=at)
        return self._kept[key]
