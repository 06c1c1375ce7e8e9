"""Made-up journal lines of the county: in the order in which they were posted, with corrections among them."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple, TypeVar

from bench.figures.county import MERGED_ON, County

FIRST_DAY, DAYS = dt.date(2021, 1, 1), 1826
"""Five years, 2021 to 2025."""
UNSEALED = 1000
"""So many of the last lines have no position yet."""
UNKNOWN = r"\N"
_CORRECTED = 0.02
_RECENT = 2000

_SHARES = {
    "community_activity": 30, "study_session": 15, "meeting": 14, "publicity_item": 14, "visit": 7, "lecture": 6,
    "festival_activity": 5, "youth_programme": 4, "training": 2, "briefing": 2, "contest": 1,
}  # fmt: skip
_KINDS = tuple(kind for kind, share in _SHARES.items() for _ in range(share))
_FESTIVALS = ("春节", "元宵节", "清明节", "端午节", "七夕节", "中秋节", "重阳节", "腊八节", "国庆节")
_TAGS = (
    "|有佐证|",
    "|文体活动|有佐证|",
    "|志愿服务|有佐证|",
    "|有佐证|",
    "|便民服务|有佐证|",
    "|文体活动|",
    "|志愿服务|",
    "",
)
_FESTIVE_TAGS = tuple(f"|有佐证|节日:{name}|" for name in _FESTIVALS) + tuple(
    f"|节日:{name}|" for name in _FESTIVALS[:2]
)
_DAYS = tuple(FIRST_DAY + dt.timedelta(days=day) for day in range(DAYS))
_DAY_TEXTS = tuple(day.isoformat() for day in _DAYS)

_T = TypeVar("_T")


class Content(NamedTuple):
    """What a line says of its record."""

    source: str
    revision: int
    unit: int
    on: str
    kind: str
    tags: str
    people: int | None
    minutes: int | None
    copies: int | None


class JournalLine(NamedTuple):
    """One row of the table journal_posting, column by column."""

    id: int
    book: str
    source: str
    revision: int
    unit_id: int
    on_day: str
    kind: str
    tags: str
    people: int | None
    minutes: int | None
    copies: int | None
    points: int | None
    weight: int
    reverses_id: int | None
    posted_at: str
    chain_number: int
    digest: str
    position: int | None


def journal_lines(*, county: County, size: int) -> Iterator[JournalLine]:
    """Yield so many lines. A few of the records are corrected: taken back, then posted anew."""
    dice = Random(2025)
    chains = dict.fromkeys((*county.streets, *county.villages), 0)
    recent: list[tuple[int, Content] | None] = [None] * _RECENT
    number = records = 0

    def placed(content: Content, *, day: int, reverses: int | None = None) -> JournalLine:
        """Give the line its place in the journal and in its unit's chain."""
        nonlocal number
        number += 1
        chain_number = chains[content.unit] = chains[content.unit] + 1
        source, revision, unit, on, kind, tags, people, minutes, copies = content
        return JournalLine(
            number, "records", source, revision, unit, on, kind, tags, people, minutes, copies, None,
            1 if reverses is None else -1, reverses, f"{_DAY_TEXTS[day]} 08:00:00", chain_number,
            # Of the right shape only: this bench verifies no chain.
            hashlib.sha256(b"%d" % number).hexdigest(), number if number <= size - UNSEALED else None,
        )  # fmt: skip

    while number < size:
        day = number * DAYS // size
        slot = int(dice.random() * _RECENT)
        earlier = recent[slot]
        if earlier is not None and dice.random() < _CORRECTED and number + 2 <= size:
            recent[slot] = None
            reverses, content = earlier
            yield placed(content, day=day, reverses=reverses)
            yield placed(content._replace(revision=2, people=8 + int(dice.random() * 392)), day=day)
        else:
            records += 1
            content = _content(records, county, day, dice)
            line = placed(content, day=day)
            recent[slot] = (line.id, content)
            yield line


def _content(record: int, county: County, posted: int, dice: Random) -> Content:
    """Return a record of a day within the two weeks before it was posted."""
    chance = dice.random
    day = max(posted - int(chance() * 14), 0)
    unit = _one(county.villages if chance() < 0.9 else county.streets, dice)
    if _DAYS[day] >= MERGED_ON:
        unit = county.heirs.get(unit, unit)
    kind = _one(_KINDS, dice)
    publicity = kind == "publicity_item"
    return Content(
        f"records:{record}", 1, unit, _DAY_TEXTS[day], kind,
        _one(_FESTIVE_TAGS if kind == "festival_activity" else _TAGS, dice),
        None if publicity or chance() < 0.1 else 8 + int(chance() * 392),
        _one((60, 90, 120, None), dice),
        50 + int(chance() * 950) if publicity else None,
    )  # fmt: skip


def _one(values: Sequence[_T], dice: Random) -> _T:
    return values[int(dice.random() * len(values))]


def write_lines(*, path: Path, county: County, size: int) -> None:
    """Write the lines as CSV, an unknown value as UNKNOWN: both databases load the same file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [UNKNOWN if cell is None else cell for cell in line]
            for line in journal_lines(county=county, size=size)
        )
