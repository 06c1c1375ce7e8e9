"""The verbs of the records book."""

from taizhang.ledgers.records.services.bulk import (
    UNDO_DAYS,
    BatchNotUndoable,
    NewRecord,
    add_to_batch,
    begin_undo,
    close_batch,
    import_records,
    open_batch,
    standing_of,
    undo_some,
)
from taizhang.ledgers.records.services.correct import accept_correction, correct_record, return_correction
from taizhang.ledgers.records.services.draft import (
    RecordNotEditable,
    RecordSentBefore,
    attach_evidence,
    check_not_sent,
    create_record,
    detach_evidence,
    edit_record,
)
from taizhang.ledgers.records.services.hand_over import UNFINISHED, NotHandedOver, hand_over_records
from taizhang.ledgers.records.services.review import accept_record, return_record, submit_record, void_record
from taizhang.ledgers.records.services.views import (
    TooManyViews,
    ViewNameTaken,
    drop_view,
    keep_view,
    rename_view,
)

__all__ = [
    "UNDO_DAYS",
    "UNFINISHED",
    "BatchNotUndoable",
    "NewRecord",
    "NotHandedOver",
    "RecordNotEditable",
    "RecordSentBefore",
    "TooManyViews",
    "ViewNameTaken",
    "accept_correction",
    "accept_record",
    "add_to_batch",
    "attach_evidence",
    "begin_undo",
    "check_not_sent",
    "close_batch",
    "correct_record",
    "create_record",
    "detach_evidence",
    "drop_view",
    "edit_record",
    "hand_over_records",
    "import_records",
    "keep_view",
    "open_batch",
    "rename_view",
    "return_correction",
    "return_record",
    "standing_of",
    "submit_record",
    "undo_some",
    "void_record",
]
