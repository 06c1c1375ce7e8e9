"""The lines of very many reports, gathered in one walk through the journal, in the order in which they lie there.

A unit's lines lie scattered over the journal, and what their records are called over the records: each report that
looks for its own asks for hundreds of places far from each other, which in a large database are read from the disk
one by one. Walked through once, everything is read in its order, and laid down by the share of units that is
compiled together. What is gathered is what `lines_of_units` and `tellings_by_source` tell.

The database puts the lines together that a share wants: what comes out of it and is laid down are two long texts for
each share, not a row for each line (`ledgers/records/selectors/by_share`).
"""

from __future__ import annotations

import functools
import json
import marshal
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import NamedTuple

from django.db import connection

from taizhang.foundation.journal.selectors import (
    FIELDS_OF_LINE,
    SealedColumns,
    columns_from,
    lines_in_chains,
)
from taizhang.foundation.packed import SEPARATOR, unpacked
from taizhang.foundation.read_ahead import read_ahead
from taizhang.foundation.units.selectors import ever_below
from taizhang.kernel.period import parse_period
from taizhang.ledgers.records.selectors import TOLD_OF_LINE, LaidTogether, lay_wanted, lines_by_share
from taizhang.reporting.unit_reports.batches import Batch
from taizhang.reporting.unit_reports.looked_at import ONE_LINE, days_looked_at

FEWEST_GATHERED = 2000
"""Where fewer reports are to be made each looks for its own lines."""
LEAST_PART = 4
"""And where their lines are less than this part of the journal, a fourth."""
AT_ONCE = 150_000
"""So many positions are walked through at once: some 200 MB."""
TOGETHER = 25_000
"""And so many are gathered by one statement: fewer make more texts, more take more memory and are no sooner."""
_FOLDER, _SHARES = ".归拢", "单位"
_FIELDS = FIELDS_OF_LINE + TOLD_OF_LINE
"""A line, and its record's number, title and digest."""
_SEPARATOR = SEPARATOR.encode()
_Place = tuple[int, int, int, int]
"""How many lines there are, where in the file they begin, how long they are, and how long the contents after them."""


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
        self._place.mkdir(parents=True)
        wanted = sorted((unit, share.number) for share in shares for unit in share.units)
        (self._place / _SHARES).write_text(json.dumps(wanted))
        last = self.batch.position
        return [(after, min(after + AT_ONCE, last)) for after in range(0, last, AT_ONCE)]

    def end(self) -> None:
        """Take away what was laid down."""
        shutil.rmtree(self._place, ignore_errors=True)

    def through(self, stretch: tuple[int, int]) -> None:
        """Walk through a stretch and lay down by share what is wanted."""
        wanted = self._place / _SHARES
        connection.ensure_connection()
        _lay_wanted_once(wanted, wanted.stat().st_mtime_ns, id(connection.connection))
        period = parse_period(self.batch.period)
        days, (after, last) = days_looked_at(period), stretch
        # The one after the next: of two processes each has every second stretch.
        read_ahead(
            begin=(last + AT_ONCE) / self.batch.position, end=(last + 2 * AT_ONCE) / self.batch.position
        )
        by_share: dict[int, list[LaidTogether]] = defaultdict(list)
        for begin in range(after, last, TOGETHER):
            for some in lines_by_share(
                books=ONE_LINE,
                start=days.start,
                until=days.until,
                # Of activities those of the period itself are printed, the others are only counted.
                told_from=period.start,
                after=begin,
                last=min(begin + TOGETHER, last),
            ):
                by_share[some.share].append(some)
        self._lay_down(after, by_share)

    def _lay_down(self, after: int, by_share: Mapping[int, Sequence[LaidTogether]]) -> None:
        places: dict[int, _Place] = {}
        with (self._place / f"{after}.lines").open("wb") as file:
            for share, laid in by_share.items():
                lines = _SEPARATOR.join([some.lines for some in laid])
                contents = _SEPARATOR.join([some.contents for some in laid])
                size = sum(some.size for some in laid)
                places[share] = size, file.tell(), file.write(lines), file.write(contents)
        (self._place / f"{after}.places").write_bytes(marshal.dumps(places))

    def gathered(self, share: int) -> Gathered | None:
        """Return what was laid down for a share, None where nobody walked or it cannot be told by texts."""
        if not self._place.is_dir():
            return None
        laid = list(self._laid_down(share))
        if not laid:
            return _NOTHING
        sizes, lines, texts = zip(*laid, strict=True)
        columns = unpacked(_SEPARATOR.join(lines).decode(), width=_FIELDS, rows=sum(sizes))
        contents = _SEPARATOR.join(texts).split(_SEPARATOR)
        if columns is None or len(contents) != sum(sizes):
            return None
        read = columns_from(columns[:FIELDS_OF_LINE])
        numbers, titles, digests = columns[FIELDS_OF_LINE:]
        return None if read is None else Gathered(read, numbers, titles, digests, contents)

    def _laid_down(self, share: int) -> Iterator[tuple[int, bytes, bytes]]:
        """Yield how many lines were laid down for a share, and these and their contents, in the order of the stretches."""
        for path, places in _stretches(self._place, self._place.stat().st_mtime_ns):
            if share in places:
                size, at, *lengths = places[share]
                with path.open("rb") as file:
                    file.seek(at)
                    lines, contents = map(file.read, lengths)
                    yield size, lines, contents

    @property
    def _place(self) -> Path:
        return self.folder / _FOLDER


@functools.lru_cache(maxsize=1)
def _lay_wanted_once(path: Path, written: int, connected: int) -> None:
    """Tell the database once on each connection which shares want which unit's lines. `written` is when that was laid down."""
    lay_wanted(path.read_text())


@functools.lru_cache(maxsize=1)
def _stretches(folder: Path, written: int) -> Sequence[tuple[Path, Mapping[int, _Place]]]:
    """Return the files of the stretches in their order, each with where it has the lines of each share."""
    places = sorted(folder.glob("*.places"), key=lambda path: int(path.stem))
    return [(path.with_suffix(".lines"), marshal.loads(path.read_bytes())) for path in places]


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

    def of_units(self, units: frozenset[int]) -> Gathered:
        """Return the lines of these units."""
        if units.issuperset(self.lines.units):
            return self
        return self.only([unit in units for unit in self.lines.units])

    def only(self, selectors: Sequence[object]) -> Gathered:
        """Return those lines for which the selector is true."""
        lines, *told = self
        return Gathered._make(
            (lines.only(selectors), *(list(compress(column, selectors)) for column in told))
        )


_NOTHING = Gathered(SealedColumns.of(()), (), (), (), ())


def share_of(numbered: tuple[int, Sequence[int]]) -> Share:
    """Return the share of these units, given with its number."""
    number, units = numbered
    below = ever_below(units=units)
    return Share(number, tuple(sorted(below)), lines_in_chains(units=below))


def is_worth_walking(*, shares: Iterable[Share], position: int) -> bool:
    """Return whether the shares' lines are so large a part of the journal that one walk through it finds them sooner."""
    return sum(share.lines for share in shares) * LEAST_PART >= position
