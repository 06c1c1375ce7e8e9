"""Records, their revisions, their evidence, and the batches they came in."""

from __future__ import annotations

from taizhang.ledgers.records.models.batch import Batch, Stage, Upload
from taizhang.ledgers.records.models.record import NumberSeries, Record, RecordEvidence, RecordRevision
from taizhang.ledgers.records.models.view import SavedView

__all__ = [
    "Batch",
    "NumberSeries",
    "Record",
    "RecordEvidence",
    "RecordRevision",
    "SavedView",
    "Stage",
    "Upload",
]
