"""Write an export on: new lines as segments, small segments put together, places told anew for a new tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from taizhang.rollups.dated_tree import Places
from taizhang.rollups.exported.manifest import (
    ExportRefused,
    Manifest,
    Segment,
    digest_of,
    read_manifest,
    settle,
    sweep,
    write_manifest,
)
from taizhang.rollups.exported.room import LINE_COLUMNS, lines_in, parquet, places_in, quoted
from taizhang.rollups.exported.tree_rows import write_tree_rows

_LINE = ", ".join(f"p.{name}" for name in LINE_COLUMNS)


class ExportWriter:
    """Brings one folder up to the journal. Every step leaves an export that holds.

    `folder` must be held by `only_writer`. The same lines in the same steps and the same tree give
    the same bytes, whether or not the writer was killed in between and begun again.
    """

    def __init__(
        self, *, folder: Path, connection: duckdb.DuckDBPyConnection, scratch: Path, places: Places
    ) -> None:
        self._folder, self._connection, self._scratch = folder, connection, scratch
        manifest = read_manifest(folder)
        if manifest is None:
            manifest = Manifest()
            write_manifest(folder, manifest)
        self.manifest = manifest
        sweep(folder, manifest)
        self._tree, self._tree_sha256 = self._put_tree(places)
        self._begin()

    def take(self, lines: Path) -> None:
        """Take in lines as CSV, and remove their file. They go out with the next `add`."""
        self._connection.execute(f"INSERT INTO fresh SELECT * FROM {lines_in(lines)}")
        lines.unlink()

    def add(self, *, last: int) -> None:
        """Add the lines taken in: those of the positions past the export's up to `last`.

        Raises:  ExportRefused where they are not those positions, each once.
        """
        after = self.manifest.position
        told = self._one("SELECT count(*), count(DISTINCT position), min(position), max(position) FROM fresh")
        wanted = last - after
        if told != (wanted, wanted, after + 1, last):
            raise ExportRefused(
                f"账本第 {after + 1} 位到第 {last} 位应有 {wanted} 笔，读到 {told[0]} 笔，导出停在第 {after} 位。"
                "请运行 taizhang journal verify 查明。"
            )
        added = []
        for (year,) in self._connection.execute(
            "SELECT DISTINCT year(on_day) FROM fresh ORDER BY 1"
        ).fetchall():
            rows = self._one(f"SELECT count(*) FROM fresh WHERE year(on_day) = {int(year)}")[0]
            segment = Segment(int(year), after + 1, last, int(str(rows)), self._tree, "")
            added.append(self._written(segment, "fresh"))
        self._begin()
        self._commit(replace(self.manifest.with_segments(added=added), position=last, root=""))

    def _begin(self) -> None:
        """Make room for the lines of the next step."""
        columns = ", ".join(f"{name} {sort}" for name, sort in LINE_COLUMNS.items())
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE fresh ({columns})")

    def merges_left(self) -> list[tuple[Segment, ...]]:
        """Return what is still to be put together, a year each."""
        years = sorted({segment.year for segment in self.manifest.segments})
        groups = [
            _group([segment for segment in self.manifest.segments if segment.year == year], self._tree)
            for year in years
        ]
        return [group for group in groups if group]

    def merge(self, group: Sequence[Segment]) -> None:
        """Put segments of one year together into one, with the places of the tree of today."""
        rows = sum(segment.rows for segment in group)
        whole = Segment(group[0].year, group[0].first, group[-1].last, rows, self._tree, "")
        source = parquet([self._folder / segment.file for segment in group])
        self._commit(self.manifest.with_segments(added=[self._written(whole, source)], removed=group))

    def finish(self, *, root: str) -> None:
        """Name the tree and the checkpoint, and remove what is no longer needed."""
        self._commit(
            replace(self.manifest, root=root, tree=self._tree, tree_sha256=self._tree_sha256),
        )
        sweep(self._folder, self.manifest)

    def _written(self, segment: Segment, source: str) -> Segment:
        """Write the lines of a source that are of the segment's year, and return it with its digest."""
        file = self._folder / segment.file
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._scratch / "segment.parquet"
        self._connection.execute(
            f"COPY (SELECT h.number AS place, {_LINE} FROM {source} AS p JOIN place AS h ON h.unit = p.unit"
            f" AND h.since <= p.on_day AND p.on_day < h.until WHERE year(p.on_day) = {segment.year}"
            f" ORDER BY h.number, p.on_day, p.position) TO {quoted(temporary)} (FORMAT parquet)"
        )
        written = self._one(f"SELECT count(*) FROM {parquet([temporary])}")[0]
        if written != segment.rows:
            raise ExportRefused(
                f"{segment.year} 年的账应有 {segment.rows} 笔，写出 {written} 笔：有的账不在单位树里，或文件已损坏。"
                "请运行 taizhang journal verify 查明，再删去导出的文件夹重新导出。"
            )
        settle(temporary, file)
        return replace(segment, sha256=digest_of(file))

    def _put_tree(self, places: Places) -> tuple[str, str]:
        """Write the places where they are not written yet; return the tree's digest and its file's."""
        rows = self._scratch / "places.csv"
        tree = write_tree_rows(places, rows)
        self._connection.execute(f"CREATE OR REPLACE TABLE place AS SELECT * FROM {places_in(rows)}")
        file = self._folder / replace(self.manifest, tree=tree).tree_file
        if tree == self.manifest.tree and file.is_file():
            return tree, self.manifest.tree_sha256
        file.parent.mkdir(exist_ok=True)
        temporary = self._scratch / "tree.parquet"
        self._connection.execute(
            f"COPY (SELECT * FROM place ORDER BY number) TO {quoted(temporary)} (FORMAT parquet)"
        )
        settle(temporary, file)
        return tree, digest_of(file)

    def _commit(self, manifest: Manifest) -> None:
        write_manifest(self._folder, manifest)
        self.manifest = manifest

    def _one(self, statement: str) -> tuple[object, ...]:
        row: tuple[object, ...] | None = self._connection.execute(statement).fetchone()
        if row is None:
            raise RuntimeError(f"told nothing: {statement}")
        return row


def _group(segments: Sequence[Segment], tree: str) -> tuple[Segment, ...]:
    """Return the segments of a year that are put together: all where one has old places, else a tail.

    A segment stays as it is when it is at least twice as big as all that came after it: so a line is
    written again a few times only, and a year has a few files.
    """
    if any(segment.tree != tree for segment in segments):
        return tuple(segments)
    later = 0
    first = len(segments)
    for number in range(len(segments) - 1, -1, -1):
        if later and segments[number].rows < 2 * later:
            first = number
        later += segments[number].rows
    return tuple(segments[first:])
