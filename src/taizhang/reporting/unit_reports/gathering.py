"""The lines of very many reports, gathered in one walk through the journal, in the order in which they lie there.

A unit's lines lie scattered over the journal, and what their records are called over the records: each report that
looks for its own asks for hundreds of places far from each other, which in a large database are read from the disk
one by one. Walked through once, everything is read in its order, and laid down by the share of units that is
compiled together. What is gathered is what `lines_of_units` and `tellings_by_source` tell.
"""

from __future__ import annotations

import functools
import marshal
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from taizhang.foundation.journal.selectors import (
    DAY,
    REVISION,
    SOURCE,
    UNIT,
    SealedLine,
    line_from,
    lines_in_chains,
    rows_between,
)
from taizhang.foundation.units.selectors import Subtrees
from taizhang.kernel.period import parse_period
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.selectors import SOURCES, Telling, tellings_by_source
from taizhang.reporting.source_names import Revision
from taizhang.reporting.unit_reports.batches import Batch
from taizhang.reporting.unit_reports.looked_at import ONE_LINE, days_looked_at

FEWEST_GATHERED = 2000
"""Where fewer reports are to be made each looks for its own lines."""
LEAST_PART = 4
"""And where their lines are less than this part of the journal, a fourth."""
AT_ONCE = 150_000
"""So many positions are walked through at once: some 200 MB."""
NEAR_AT_HAND = 5_000
"""So many lines are looked into together: what is made of them stays in the processor's cache."""
_FOLDER, _SHARES = ".归拢", "单位"
_Laid = tuple[tuple[Any, ...], tuple[str, ...] | None]
"""A row of the journal, and what the record that is its source tells."""


class Share(NamedTuple):
    """Units that are compiled together: all that ever belonged below them, and how many lines these have."""

    number: int
    units: tuple[int, ...]
    lines: int


@dataclass(frozen=True, slots=True)
class Walk:
    """What is walked through, and the folder that what is found is laid down in."""

    batch: Batch
    folder: Path

    def begin(self, *, shares: Sequence[Share]) -> Sequence[tuple[int, int]]:
        """Lay down which share wants which unit's lines; return the stretches to be walked through, (after, last)."""
        self.end()
        wanted: dict[int, tuple[int, ...]] = {}
        for share in shares:
            for unit in share.units:
                wanted[unit] = (*wanted.get(unit, ()), share.number)
        self._place.mkdir(parents=True)
        (self._place / _SHARES).write_bytes(marshal.dumps(wanted))
        last = self.batch.position
        return [(after, min(after + AT_ONCE, last)) for after in range(0, last, AT_ONCE)]

    def end(self) -> None:
        """Take away what was laid down."""
        shutil.rmtree(self._place, ignore_errors=True)

    def through(self, stretch: tuple[int, int]) -> None:
        """Walk through a stretch and lay down by share what is wanted."""
        names = self._place / _SHARES
        wanted = _wanted(names, names.stat().st_mtime_ns)
        days = days_looked_at(parse_period(self.batch.period))
        after, last = stretch
        rows = rows_between(books=ONE_LINE, start=days.start, until=days.until, after=after, last=last)
        asked = (row for row in rows if row[UNIT] in wanted)
        packed: dict[int, bytearray] = defaultdict(bytearray)
        while some := list(islice(asked, NEAR_AT_HAND)):
            for share, lines in self._by_share(some, wanted).items():
                packed[share] += marshal.dumps(lines)
        places: dict[int, tuple[int, int]] = {}
        with (self._place / f"{after}.lines").open("wb") as file:
            for share, laid in packed.items():
                places[share] = file.tell(), len(laid)
                file.write(laid)
        (self._place / f"{after}.places").write_bytes(marshal.dumps(places))

    def _by_share(
        self, rows: Sequence[tuple[Any, ...]], wanted: Mapping[int, Sequence[int]]
    ) -> dict[int, list[_Laid]]:
        """Return rows with what their records tell, by the shares that want them."""
        keys = [(row[SOURCE], row[REVISION]) for row in rows]
        told = _tellings([key for key in keys if key[0].startswith(SOURCES)])
        # Of activities those of the period itself are printed, the others are only counted.
        first = parse_period(self.batch.period).start.isoformat()
        by_share: dict[int, list[_Laid]] = defaultdict(list)
        for row, key in zip(rows, keys, strict=True):
            telling = told.get(key)
            content = telling.content if telling is not None and row[DAY] >= first else ""
            laid = row, None if telling is None else (*telling[:-1], content)
            for share in wanted[row[UNIT]]:
                by_share[share].append(laid)
        return by_share

    def gathered(self, share: int) -> Gathered | None:
        """Return what was laid down for a share, None where nobody walked."""
        if not self._place.is_dir():
            return None
        lines: list[SealedLine] = []
        tellings: dict[Revision, Telling] = {}
        for row, telling in self._laid_down(share):
            line = line_from(row)
            lines.append(line)
            if telling is not None:
                tellings[line.source, line.revision] = Telling._make(telling)
        return Gathered(lines, tellings)

    def _laid_down(self, share: int) -> Iterator[_Laid]:
        for places in sorted(self._place.glob("*.places"), key=lambda path: int(path.stem)):
            found = marshal.loads(places.read_bytes()).get(share)
            if found is not None:
                at, length = found
                with places.with_suffix(".lines").open("rb") as file:
                    file.seek(at)
                    while file.tell() < at + length:
                        yield from marshal.load(file)

    @property
    def _place(self) -> Path:
        return self.folder / _FOLDER


def _tellings(keys: Sequence[Revision]) -> dict[Revision, Telling]:
    """Return what the records tell; where one cannot be read none, so that the share that has it names it."""
    try:
        return tellings_by_source(keys=keys)
    except Refused:
        return {}


@functools.lru_cache(maxsize=1)
def _wanted(path: Path, written: int) -> Mapping[int, Sequence[int]]:
    """Return by unit the shares that want its lines: read once by each process. `written` is when that was laid down."""
    wanted: Mapping[int, Sequence[int]] = marshal.loads(path.read_bytes())
    return wanted


class Gathered(NamedTuple):
    """The lines of a share in the order of the journal, and what the records among their sources tell."""

    lines: Sequence[SealedLine]
    tellings: dict[Revision, Telling]


def share_of(numbered: tuple[int, Sequence[int]]) -> Share:
    """Return the share of these units, given with its number."""
    number, units = numbered
    below = Subtrees(units=units).everything()
    return Share(number, tuple(sorted(below)), lines_in_chains(units=below))


def is_worth_walking(*, shares: Iterable[Share], position: int) -> bool:
    """Return whether the shares' lines are so large a part of the journal that one walk through it finds them sooner."""
    return sum(share.lines for share in shares) * LEAST_PART >= position
