"""The lines of very many reports, gathered in one walk through the journal, in the order in which they lie there.

A unit's lines lie scattered over the journal, and what their records are called over the records: each report that
looks for its own asks for hundreds of places far from each other, which in a large database are read from the disk
one by one. Walked through once, everything is read in its order, and laid down by the share of units that is
compiled together. What is gathered is what `lines_of_units` and `tellings_by_source` tell.

What is laid down of a line is one text: as things of their own its seventeen fields took most of the time.
"""

from __future__ import annotations

import functools
import marshal
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import compress, islice
from pathlib import Path
from typing import NamedTuple

from taizhang.foundation.journal.selectors import (
    FIELDS_OF_LINE,
    SealedColumns,
    columns_from,
    lines_in_chains,
    packed_lines,
)
from taizhang.foundation.packed import SEPARATOR, holds, unpacked
from taizhang.foundation.units.selectors import ever_below
from taizhang.kernel.period import parse_period
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.selectors import NOTHING_TOLD, SOURCES, packed_tellings
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
_FIELDS = FIELDS_OF_LINE + 3
"""A line, and its record's number, title and digest."""


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
        period = parse_period(self.batch.period)
        # Of activities those of the period itself are printed, the others are only counted.
        first = period.start.isoformat()
        days, (after, last) = days_looked_at(period), stretch
        rows = packed_lines(books=ONE_LINE, start=days.start, until=days.until, after=after, last=last)
        asked = (row for row in rows if row[0] in wanted)
        by_share: dict[int, _Laid] = defaultdict(_Laid)
        while some := list(islice(asked, NEAR_AT_HAND)):
            tellings = _tellings([(source, revision) for _, source, revision, _, _ in some])
            for (unit, _, _, day, line), (named, content) in zip(some, tellings, strict=True):
                laid, text = f"{line}{SEPARATOR}{named}".encode(), content.encode() if day >= first else b""
                for share in wanted[unit]:
                    by_share[share].add(laid, text)
        self._lay_down(after, by_share)

    def _lay_down(self, after: int, by_share: Mapping[int, _Laid]) -> None:
        places: dict[int, tuple[int, int, int]] = {}
        with (self._place / f"{after}.lines").open("wb") as file:
            for share, laid in by_share.items():
                lines, contents = laid.told()
                places[share] = file.tell(), file.write(lines), file.write(contents)
        (self._place / f"{after}.places").write_bytes(marshal.dumps(places))

    def gathered(self, share: int) -> Gathered | None:
        """Return what was laid down for a share, None where nobody walked or it cannot be told by texts."""
        if not self._place.is_dir():
            return None
        columns: list[list[str]] = [[] for _ in range(_FIELDS)]
        contents: list[bytes] = []
        for lines, texts in self._laid_down(share):
            if not lines:
                return None
            for column, fields in zip(columns, unpacked(lines.decode(), width=_FIELDS), strict=True):
                column += fields
            contents += texts.split(SEPARATOR.encode())
        numbers, titles, digests = columns[FIELDS_OF_LINE:]
        return Gathered(columns_from(columns[:FIELDS_OF_LINE]), numbers, titles, digests, contents)

    def _laid_down(self, share: int) -> Iterator[tuple[bytes, bytes]]:
        """Yield the lines and the contents that were laid down for a share, in the order of the stretches."""
        for path in sorted(self._place.glob("*.places"), key=lambda path: int(path.stem)):
            found = _places(path, path.stat().st_mtime_ns).get(share)
            if found is not None:
                at, *lengths = found
                with path.with_suffix(".lines").open("rb") as file:
                    file.seek(at)
                    lines, contents = map(file.read, lengths)
                    yield lines, contents

    @property
    def _place(self) -> Path:
        return self.folder / _FOLDER


def _tellings(keys: Sequence[Revision]) -> Iterable[tuple[str, str]]:
    """Return what the records tell; where one cannot be read none, so that the share that has it names it."""
    records = [key for key in keys if key[0].startswith(SOURCES)]
    try:
        told = packed_tellings(keys=records)
    except Refused:
        return [NOTHING_TOLD] * len(keys)
    if len(records) == len(keys):
        return told
    of_records = iter(told)
    return [next(of_records) if source.startswith(SOURCES) else NOTHING_TOLD for source, _ in keys]


@functools.lru_cache(maxsize=1)
def _wanted(path: Path, written: int) -> Mapping[int, Sequence[int]]:
    """Return by unit the shares that want its lines: read once by each process. `written` is when that was laid down."""
    wanted: Mapping[int, Sequence[int]] = marshal.loads(path.read_bytes())
    return wanted


@functools.lru_cache(maxsize=1000)
def _places(path: Path, written: int) -> Mapping[int, tuple[int, int, int]]:
    """Return by share where in a stretch's file its lines begin, how long they are, and how long the contents after them."""
    places: Mapping[int, tuple[int, int, int]] = marshal.loads(path.read_bytes())
    return places


class _Laid:
    """The lines that are laid down for a share, and the contents of their records."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._contents: list[bytes] = []

    def add(self, line: bytes, content: bytes) -> None:
        """Add a line and the content of its record, empty where it is not wanted."""
        self._lines.append(line)
        self._contents.append(content)

    def told(self) -> tuple[bytes, bytes]:
        """Return the fields of all lines and all contents, empty where one holds the separator itself."""
        lines, contents = map(SEPARATOR.encode().join, (self._lines, self._contents))
        count = len(self._lines)
        fit = holds(lines, fields=count * _FIELDS) and holds(contents, fields=count)
        return (lines, contents) if fit else (b"", b"")


class Gathered(NamedTuple):
    """The lines of a share in the order of the journal, and what the records tell that are their sources.

    Numbers, titles and digests are "" where the source is no record or cannot be read. Contents are JSON in UTF-8, b""
    there and where they were not laid down.
    """

    lines: SealedColumns
    numbers: Sequence[str]
    titles: Sequence[str]
    digests: Sequence[str]
    contents: Sequence[bytes]

    def of_units(self, units: Set[int]) -> Gathered:
        """Return the lines of these units."""
        theirs = [unit in units for unit in self.lines.units]
        return self if all(theirs) else self.only(theirs)

    def only(self, selectors: Sequence[object]) -> Gathered:
        """Return those lines for which the selector is true."""
        lines, *told = self
        return Gathered._make(
            (lines.only(selectors), *(list(compress(column, selectors)) for column in told))
        )


def share_of(numbered: tuple[int, Sequence[int]]) -> Share:
    """Return the share of these units, given with its number."""
    number, units = numbered
    below = ever_below(units=units)
    return Share(number, tuple(sorted(below)), lines_in_chains(units=below))


def is_worth_walking(*, shares: Iterable[Share], position: int) -> bool:
    """Return whether the shares' lines are so large a part of the journal that one walk through it finds them sooner."""
    return sum(share.lines for share in shares) * LEAST_PART >= position
