"""What is owed at a place: an inspection, a finding put right, a finding re-checked by somebody else. Pure."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from taizhang.ledgers.premises.rules.lines import finding_source, inspection_source
from taizhang.ledgers.premises.rules.states import FindingState, InspectionState


class Owing(enum.StrEnum):
    """What is to be done at a place."""

    CHECK_LAPSED = "CHECK_LAPSED"
    CHECK = "CHECK"
    RECTIFY_LAPSED = "RECTIFY_LAPSED"
    RECTIFY = "RECTIFY"
    RECHECK = "RECHECK"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def deed(self) -> str:
        """What is to be done, in one word."""
        return "检查" if self.is_check else "复查" if self is Owing.RECHECK else "整改"

    @property
    def is_check(self) -> bool:
        """Whether it is an inspection; else it is a finding."""
        return self in (Owing.CHECK_LAPSED, Owing.CHECK)


_LABELS = {
    Owing.CHECK_LAPSED: "检查逾期",
    Owing.CHECK: "检查到期",
    Owing.RECTIFY_LAPSED: "整改逾期",
    Owing.RECTIFY: "问题待整改",
    Owing.RECHECK: "整改待复查",
}


@dataclass(frozen=True, slots=True)
class OwedAtPlace:
    """One thing that is owed: `pk` is the inspection or the finding, `text` its time or what is wrong.

    `since` is the day on which it opened or was found, `due` the day by which; for what is to be re-checked
    the day on which it was put right. `of` is how many of its sort there are.
    """

    owing: Owing
    pk: int
    place: int
    name: str
    text: str
    unit_id: int
    unit: str
    post: str
    since: dt.date
    due: dt.date
    of: int


@dataclass(frozen=True, slots=True)
class DueAtPlace:
    """What falls due at a place on the day `due`, done or not: an inspection, else (not `check`) a finding.

    `pk` is that of the inspection or the finding, `text` its time or what is wrong, `state` the value of its state.
    """

    check: bool
    pk: int
    place: int
    name: str
    text: str
    unit_id: int
    unit: str
    post: str
    due: dt.date
    state: str
    late: bool
    revision: int

    @property
    def source(self) -> str:
        return inspection_source(self.pk) if self.check else finding_source(self.pk)

    @property
    def deed(self) -> str:
        """What is to be done, in one word."""
        return "检查" if self.check else "整改"

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in (InspectionState.DUE.value, FindingState.OPEN.value)

    @property
    def waits(self) -> bool:
        """Whether it was put right and is to be re-checked."""
        return not self.check and self.state == FindingState.RECTIFIED.value
