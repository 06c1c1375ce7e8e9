"""What a record is, which states it passes, and who may do what. Pure."""

from taizhang.ledgers.records.rules.checks import ContentRefused, TagRefused, check_content, check_tags
from taizhang.ledgers.records.rules.content import (
    LABELS,
    Content,
    Difference,
    differences,
)
from taizhang.ledgers.records.rules.kinds import (
    Field,
    Kind,
    KindMatch,
    UnknownKind,
    kind_by_code,
    kinds,
    match_kind,
)
from taizhang.ledgers.records.rules.post_acts import ActSort, ActsRefused, PostAct
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
    "ActSort",
    "ActsRefused",
    "Content",
    "ContentRefused",
    "Difference",
    "Field",
    "Kind",
    "KindMatch",
    "PostAct",
    "RecordNotAcceptable",
    "RecordNotCorrectable",
    "RecordNotReturnable",
    "RecordNotSubmittable",
    "RecordNotVoidable",
    "RevisionState",
    "State",
    "TagRefused",
    "UnknownKind",
    "check_can_accept",
    "check_can_correct",
    "check_can_return",
    "check_can_submit",
    "check_can_void",
    "check_content",
    "check_tags",
    "differences",
    "kind_by_code",
    "kinds",
    "match_kind",
]
