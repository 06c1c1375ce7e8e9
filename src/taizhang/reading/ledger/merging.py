"""Merged cells give their value to every cell that they cover."""

from __future__ import annotations

from collections.abc import Sequence

from taizhang.reading.gate import CellValue, Merged


class MergedAreas:
    """The merged areas of a sheet, asked row by row from the top down."""

    def __init__(self, merged: Sequence[Merged]) -> None:
        self._coming = sorted(merged, reverse=True)
        self._open: list[tuple[Merged, CellValue]] = []

    def filled(self, index: int, row: Sequence[CellValue]) -> list[CellValue]:
        """Return the row with merged values put in. Rows are asked for in order, from 0."""
        values = list(row)
        self._open = [(area, value) for area, value in self._open if area[1][0] >= index]
        while self._coming and self._coming[-1][0][0] <= index:
            area = self._coming.pop()
            if area[0][0] == index and area[0][1] < len(values):
                self._open.append((area, values[area[0][1]]))
        for (first, last), value in self._open:
            for column in range(first[1], min(last[1] + 1, len(values))):
                values[column] = value
        return values

    def reaches_down(self, index: int) -> dict[int, int]:
        """Return the columns that an area from a row above covers in this row: column -> that row.

        Asked after `filled` of the same row.
        """
        return {
            column: area[0][0]
            for area, _ in self._open
            if area[0][0] < index
            for column in range(area[0][1], min(area[1][1] + 1, area[0][1] + 16384))
        }
