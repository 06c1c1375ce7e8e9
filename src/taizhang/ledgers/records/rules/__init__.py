"""What a record is, which states it passes, and who may do what. Pure."""

from taizhang.ledgers.records.rules.content import LABELS, Content, Difference, differences
from taizhang.ledgers.records.rules.kinds import Kind, KindMatch, UnknownKind, kind_by_code, kinds, match_kind
from taizhang.ledgers.records.rules.states import (
    TRANSITIONS,
    RecordNotAcceptable,
    RecordNotCorrectable,
    RecordNotReturnable,
    RecordNotSubmittable,
    RecordNotVoidable,
    RevisionState,
    State,
    check_can_accept,
    check_can_correct,
    check_can_return,
    check_can_submit,
    check_can_void,
)

__all__ = [
    "LABELS",
    "TRANSITIONS",
    "Content",
    "Difference",
    "Kind",
    "KindMatch",
    "RecordNotAcceptable",
    "RecordNotCorrectable",
    "RecordNotReturnable",
    "RecordNotSubmittable",
    "RecordNotVoidable",
    "RevisionState",
    "State",
    "UnknownKind",
    "check_can_accept",
    "check_can_correct",
    "check_can_return",
    "check_can_submit",
    "check_can_void",
    "differences",
    "kind_by_code",
    "kinds",
    "match_kind",
]
