"""Reads of records, always within a scope of units."""

from __future__ import annotations

from taizhang.ledgers.records.selectors.by_share import TOLD_OF_LINE, LaidTogether, lay_wanted, lines_by_share
from taizhang.ledgers.records.selectors.desk import own_open, to_review
from taizhang.ledgers.records.selectors.listing import (
    Choice,
    chosen,
    last_entered,
    listed,
    next_waiting,
    recent_places,
    waiting_for,
)
from taizhang.ledgers.records.selectors.reading import (
    BOOK,
    SOURCES,
    Telling,
    UnknownBatch,
    UnknownRecord,
    accepted_in,
    batch_by,
    content_of,
    pending_revision,
    people_of,
    record_by,
    record_within,
    records_by_number,
    records_by_source,
    revision_differences,
    standing_keys,
    tellings_by_source,
    told_content,
)
from taizhang.ledgers.records.selectors.tally import Tally, days_with_records, tally_of

__all__ = [
    "BOOK",
    "SOURCES",
    "TOLD_OF_LINE",
    "Choice",
    "LaidTogether",
    "Tally",
    "Telling",
    "UnknownBatch",
    "UnknownRecord",
    "accepted_in",
    "batch_by",
    "chosen",
    "content_of",
    "days_with_records",
    "last_entered",
    "lay_wanted",
    "lines_by_share",
    "listed",
    "next_waiting",
    "own_open",
    "pending_revision",
    "people_of",
    "recent_places",
    "record_by",
    "record_within",
    "records_by_number",
    "records_by_source",
    "revision_differences",
    "standing_keys",
    "tally_of",
    "tellings_by_source",
    "to_review",
    "told_content",
    "waiting_for",
]
