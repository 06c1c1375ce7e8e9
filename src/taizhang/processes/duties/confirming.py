"""A person confirms that a record fulfils an occurrence, or the unit above eases or closes it."""

from __future__ import annotations

import datetime as dt

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import OutOfReach, Reach
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors.walks import units_above
from taizhang.ledgers.duties.models import Duty, Fulfilment, Occurrence
from taizhang.ledgers.duties.rules import FulfilmentRefused
from taizhang.ledgers.duties.services import confirm
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import State
from taizhang.ledgers.records.selectors import told_content
from taizhang.processes.duties.matching import may_fulfil


def confirm_match(
    *, occurrence: Occurrence, record: Record, by: Person, on: dt.date, at: dt.datetime
) -> Fulfilment:
    """Take a record as fulfilling an occurrence and return the fulfilment.

    Raises:  FulfilmentRefused for a record that does not count, of another unit, from before the
             occurrence opened, or with more files than the task may ask for.
    """
    if record.state != State.ACCEPTED.value:
        raise FulfilmentRefused(
            f"记录 {record.number} {State(record.state).label}，审核入账后才能用来完成责任。"
        )
    if not may_fulfil(record=record, occurrence=occurrence, on=on):
        raise FulfilmentRefused(f"记录 {record.number} 不是承办单位或其下属单位的，请另选一条。")
    ceiling = occurrence.duty.task.evidence_ceiling
    files = record.evidence.count()
    if ceiling is not None and files > ceiling:
        raise FulfilmentRefused(
            f"这项任务要的佐证至多 {ceiling} 份，记录 {record.number} 有 {files} 份，请先更正记录、挑选佐证。"
        )
    return confirm(
        occurrence=occurrence,
        source=record.source,
        on=record.on,
        by=by,
        at=at,
        makeup=told_content(record).is_makeup,
    )


def unit_above(*, duty: Duty, reach: Reach) -> Unit | None:
    """Return the unit for which the person reviews that issued the duty, or is above its unit, else None."""
    above = {duty.task.scheme.unit_id, *units_above(unit=duty.unit_id, start=reach.on)} - {duty.unit_id}
    if duty.task.scheme.unit_id == duty.unit_id:
        above.add(duty.unit_id)  # nobody hands down to the issuing unit but itself
    return next((root for root in reach.roots(Right.REVIEW) if root.pk in above), None)


def is_above(*, duty: Duty, reach: Reach) -> bool:
    """Return whether the person reviews for a unit above."""
    return unit_above(duty=duty, reach=reach) is not None


def check_above(*, duty: Duty, reach: Reach) -> Unit:
    """Return the unit above for which the person acts.

    Raises:  OutOfReach for what only the unit above, or the issuing unit, may do.
    """
    unit = unit_above(duty=duty, reach=reach)
    if unit is None:
        raise OutOfReach("只有下发单位或上级单位的审核岗位可以催办、调整期限、免除、核销和答复异议。")
    return unit
