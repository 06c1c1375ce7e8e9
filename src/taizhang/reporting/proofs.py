"""Proofing a report before it goes out: personal data, dates that cannot be, names of units nearly right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from taizhang.compiler.document import Document, Finding
from taizhang.compiler.findings import passages
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import children_in
from taizhang.kernel.period import Period
from taizhang.proofing import Remark, proof_text

STOPPING = ("person-", "date-")
"""Remarks that stop the sign-off of a report; what was left open is found by the compiler already."""
WORTH_A_LOOK = ("unit-name",)
"""Remarks that the writer is told and that stop nothing: a name may be right all the same."""


def names_around(*, unit: Unit, period: Period) -> tuple[str, ...]:
    """Return the right names of a unit and of those directly below it in the period."""
    below = children_in(unit=unit, start=period.start, until=period.until)
    return (unit.name, *(child.name for child in below))


def remarks_on(*, text: str, day: dt.date, names: Sequence[str]) -> tuple[Remark, ...]:
    """Return the remarks on a line of a report: those that stop it, and those worth a look."""
    remarks = proof_text(text=text, day=day, names=names)
    return tuple(remark for remark in remarks if remark.rule.startswith((*STOPPING, *WORTH_A_LOOK)))


def stops(remark: Remark) -> bool:
    """Return whether a report must not go out with that."""
    return remark.rule.startswith(STOPPING)


def proofs_of(*, document: Document, day: dt.date, names: Sequence[str]) -> tuple[Finding, ...]:
    """Return a finding for each remark that stops a compiled report, in order."""
    found = [
        Finding("other", remark.text, place)
        for place, _, text in passages(blocks=document.blocks, figures=document.figures)
        for remark in remarks_on(text=text, day=day, names=names)
        if stops(remark)
    ]
    return tuple(dict.fromkeys(found))
