"""The reports of some units compiled together: what is the same for all of them is done once.

Their lines are read once (`slices`), their runs are kept in one transaction, and then their files are written. A
unit that fails is told why, and its fellows are made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from taizhang.compiler.compile import compile_report
from taizhang.compiler.document import Document
from taizhang.compiler.template import Template
from taizhang.foundation.accounts.models import Person
from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import parse_period
from taizhang.reporting.fonts import font_folders
from taizhang.reporting.outputs import write_outputs
from taizhang.reporting.runs import Compiled, Order, context_for, keep_runs, kept_documents
from taizhang.reporting.template_choice import find_template
from taizhang.reporting.unit_reports.batches import Batch, BatchRefused, file_of
from taizhang.reporting.unit_reports.faults import told_fault
from taizhang.reporting.unit_reports.slices import Slice, slices


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one unit's report: made now, or there already, or why it failed ("" where it did not)."""

    unit: int
    made: bool = False
    why: str = ""


def compile_together(
    *, batch: Batch, units: Sequence[int], folder: Path, by: Person, at: dt.datetime
) -> list[Outcome]:
    """Write the reports of these units and return what became of each. A file that is there is kept.

    A report that was compiled and not written yet is not compiled twice.
    """
    told = Unit.objects.in_bulk(list(units))
    wanted = [
        told[unit] for unit in units if not file_of(folder=folder, unit=told[unit], batch=batch).is_file()
    ]
    outcomes = {unit: Outcome(unit) for unit in units}
    if wanted:
        for outcome in _Together(batch, folder, by, at).made(wanted):
            outcomes[outcome.unit] = outcome
    return [outcomes[unit] for unit in units]


class _Together:
    """One template, one period, one position, some units."""

    def __init__(self, batch: Batch, folder: Path, by: Person, at: dt.datetime) -> None:
        self._batch, self._folder, self._by, self._at = batch, folder, by, at
        self._template: Template = find_template(name=batch.template)
        self._period = parse_period(batch.period)

    def made(self, units: Sequence[Unit]) -> Iterator[Outcome]:
        """Make the reports and yield what became of each."""
        orders = [self._order(unit) for unit in units]
        kept = kept_documents(template=self._template, orders=orders, position=self._batch.position)
        fresh: dict[int, Compiled] = {}
        for unit, compiled, why in self._compiled([unit for unit in units if unit.pk not in kept]):
            if compiled is None:
                yield Outcome(unit.pk, why=why)
            else:
                fresh[unit.pk] = compiled
        failed = self._keep(fresh)
        yield from (Outcome(unit, why=why) for unit, why in failed.items())
        for unit in units:
            found = kept.get(unit.pk) or (fresh[unit.pk].document if unit.pk in fresh else None)
            if found is not None and unit.pk not in failed:
                yield self._written(unit, found)

    def _order(self, unit: Unit) -> Order:
        return Order(
            unit=unit,
            period=self._period,
            subject=self._batch.subject,
            signed_on=dt.date.fromisoformat(self._batch.signed_on),
        )

    def _compiled(self, units: Sequence[Unit]) -> Iterator[tuple[Unit, Compiled | None, str]]:
        """Yield each unit with its report, or with the reason why there is none."""
        if not units:
            return
        try:
            parts = list(slices(units=units, period=self._period, position=self._batch.position))
        except Exception as fault:
            # One unit's lines that cannot be read must not keep its fellows from their reports.
            if len(units) == 1:
                yield units[0], None, told_fault(fault)
                return
            for unit in units:
                yield from self._compiled([unit])
            return
        for part, held in parts:
            for unit in part:
                try:
                    yield unit, self._report(unit, held), ""
                except Exception as fault:
                    yield unit, None, told_fault(fault)

    def _report(self, unit: Unit, held: Slice) -> Compiled:
        order = self._order(unit)
        context = context_for(order=order, position=self._batch.position, ledger=held.ledger(order=order))
        return Compiled.of(order, compile_report(template=self._template, context=context))

    def _keep(self, compiled: Mapping[int, Compiled]) -> dict[int, str]:
        """Keep the reports as runs, in one transaction; return by unit why those failed that could not be kept."""
        try:
            self._keep_together(list(compiled.values()))
        except Exception as fault:
            if len(compiled) == 1:
                return dict.fromkeys(compiled, told_fault(fault))
            # One report that cannot be kept must not keep its fellows from it.
            return {unit: why for one in compiled.items() for unit, why in self._keep(dict([one])).items()}
        return {}

    def _keep_together(self, compiled: Sequence[Compiled]) -> None:
        keep_runs(
            template=self._template,
            compiled=compiled,
            position=self._batch.position,
            by=self._by,
            at=self._at,
        )

    def _written(self, unit: Unit, document: Document) -> Outcome:
        path = file_of(folder=self._folder, unit=unit, batch=self._batch)
        try:
            (written,) = write_outputs(
                document=document,
                paths=[path],
                profile="strict" if self._batch.profile == "strict" else "word",
                font_folders=font_folders(),
            )
            if not written.made:
                raise BatchRefused(written.notice)
        except Exception as fault:
            return Outcome(unit.pk, why=told_fault(fault))
        return Outcome(unit.pk, made=True)
