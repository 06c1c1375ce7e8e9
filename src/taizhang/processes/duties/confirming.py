"""A person confirms that a record fulfils an occurrence, or the unit above eases or closes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from django.db.models import Count

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import OutOfReach, Reach
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors.walks import units_above
from taizhang.ledgers.duties.models import Duty, Fulfilment, Occurrence
from taizhang.ledgers.duties.rules import FulfilmentRefused
from taizhang.ledgers.duties.services import Match, confirm_all
from taizhang.ledgers.records.models import Record, RecordEvidence
from taizhang.ledgers.records.rules import State
from taizhang.ledgers.records.selectors import told_content
from taizhang.processes.duties.matching import units_that_fulfil


def confirm_match(
    *, occurrence: Occurrence, record: Record, by: Person, on: dt.date, at: dt.datetime
) -> Fulfilment:
    """Take a record as fulfilling an occurrence and return the fulfilment.

    Raises:  FulfilmentRefused for a record that does not count, of another unit, from before the
             occurrence opened, or with more files than the task may ask for.
    """
    [made] = confirm_matches(matches=[(occurrence, record)], by=by, on=on, at=at)
    return made


def confirm_matches(
    *, matches: Sequence[tuple[Occurrence, Record]], by: Person, on: dt.date, at: dt.datetime
) -> list[Fulfilment]:
    """Take several records as fulfilling occurrences, all or none, and return the fulfilments.

    Raises:  FulfilmentRefused, as `confirm_match` does.
    """
    records = {record.pk for _, record in matches}
    counts = RecordEvidence.objects.filter(record_id__in=records).values("record_id").annotate(n=Count("pk"))
    files = dict(counts.values_list("record_id", "n"))
    answering = {
        unit: units_that_fulfil(unit=unit, on=on)
        for unit in {occurrence.duty.unit for occurrence, _ in matches}
    }
    for occurrence, record in matches:
        _check(occurrence, record, files.get(record.pk, 0), answering[occurrence.duty.unit])
    told = [
        Match(occurrence, record.source, record.on, told_content(record).is_makeup)
        for occurrence, record in matches
    ]
    return confirm_all(matches=told, by=by, at=at)


def _check(occurrence: Occurrence, record: Record, files: int, units: Collection[int]) -> None:
    if record.state != State.ACCEPTED.value:
        raise FulfilmentRefused(
            f"记录 {record.number} {State(record.state).label}，审核入账后才能用来完成责任。"
        )
    if record.unit_id not in units:
        raise FulfilmentRefused(f"记录 {record.number} 不是承办单位或其下属单位的，请另选一条。")
    ceiling = occurrence.duty.task.evidence_ceiling
    if ceiling is not None and files > ceiling:
        raise FulfilmentRefused(
            f"这项任务要的佐证至多 {ceiling} 份，记录 {record.number} 有 {files} 份，请先更正记录、挑选佐证。"
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
