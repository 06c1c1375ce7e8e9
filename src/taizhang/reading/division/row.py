"""One row of a file of units, and the refusal of a file that is none."""

from __future__ import annotations

from dataclasses import dataclass

from taizhang.kernel.refusal import Refused


class DivisionFileRefused(Refused):
    """The file cannot be read as a list of units. Says where and what to do."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit as a file tells it: every cell as it was written, "" where there is none.

    `row` counts from 1: the sheet's row, or the entry of a JSON list. `parent` is the code or the
    name of the unit above. What codes, levels and days mean is settled on import.
    """

    row: int
    code: str = ""
    name: str = ""
    level: str = ""
    parent: str = ""
    valid_from: str = ""
    source: str = ""
