"""What is asked, and where the lines lie: 30 of the product's own rules over the months of 2025."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from taizhang.kernel.period import Period
from taizhang.rollups.bulk import BulkPlan
from taizhang.rollups.exported.checking import checked_manifest
from taizhang.rollups.packs import load_rules

LEFT_OUT = {
    "leader_acts", "leaders_presided", "leaders_talked", "leaders_inspected", "leaders_handled", "study_makeups",
    "contests", "contest_people", "briefings", "festival_share", "records_due_evidence",
}  # fmt: skip
"""Rules of records beyond the thirty: each has its like among those that are asked."""

MONTHS = tuple(Period.month(2025, month) for month in range(1, 13))
COLUMNS = ("place", "book", "on_day", "kind", "tags", "people", "minutes", "copies", "weight")
"""The nine columns that the rules need."""


@dataclass(frozen=True, slots=True)
class Export:
    """The files of an export."""

    postings: tuple[Path, ...]
    tree: Path

    @classmethod
    def of(cls, folder: Path) -> Export:
        """Return the export in a folder."""
        manifest = checked_manifest(folder)
        return cls(tuple(folder / each.file for each in manifest.segments), folder / manifest.tree_file)


def plan() -> BulkPlan:
    """Return the plan of the thirty rules: counts, sums, ratios, and how many units, days and festivals stand."""
    rules = [
        rule
        for rule in load_rules().rules()
        if all(part.book == "records" for part in rule.parts) and rule.code not in LEFT_OUT
    ]
    return BulkPlan.of(rules)
