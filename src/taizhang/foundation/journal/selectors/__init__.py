"""Reads of the journal."""

from __future__ import annotations

from taizhang.foundation.journal.selectors.postings import (
    all_postings,
    chain_ends,
    latest_standing,
    lines_in_chains,
    newest_checkpoint,
    posting_from,
    standing_at,
    standing_postings,
    units_of_source,
)
from taizhang.foundation.journal.selectors.sealed_lines import (
    FIELDS_OF_LINE,
    SealedColumns,
    SealedLine,
    columns_from,
    lines_of_units,
    packed_line,
    write_sealed_lines,
)

__all__ = [
    "FIELDS_OF_LINE",
    "SealedColumns",
    "SealedLine",
    "all_postings",
    "chain_ends",
    "columns_from",
    "latest_standing",
    "lines_in_chains",
    "lines_of_units",
    "newest_checkpoint",
    "packed_line",
    "posting_from",
    "standing_at",
    "standing_postings",
    "units_of_source",
    "write_sealed_lines",
]
