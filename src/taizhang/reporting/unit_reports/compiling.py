"""The reports of some units compiled together: what is the same for all of them is done once.

Their lines are read once (`slices`), their runs are kept in one transaction, and then their files are written. A
unit that fails is told why, and its fellows are made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from taizhang.compiler.compile import compile_report
from taizhang.compiler.document import Document
from taizhang.compiler.template import Template
from taizhang.foundation.accounts.models import Person
from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import parse_period
from taizhang.render.page import ProfileName
from taizhang.reporting.files import Begun, begin_whole
from taizhang.reporting.fonts import office_fonts
from taizhang.reporting.outputs import rendered
from taizhang.reporting.runs import Compiled, Order, context_for, keep_runs, kept_documents
from taizhang.reporting.template_choice import find_template
from taizhang.reporting.unit_reports.batches import Batch, file_of
from taizhang.reporting.unit_reports.faults import told_fault
from taizhang.reporting.unit_reports.gathering import Gathered
from taizhang.reporting.unit_reports.slices import Slice, slices


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one unit's report: made now, or there already, or why it failed ("" where it did not).

    Of one made now `unfinished` tells how many places of it are to be completed before it can be signed.
    """

    unit: int
    made: bool = False
    why: str = ""
    unfinished: int = 0


def compile_together(
    *,
    batch: Batch,
    units: Sequence[int],
    folder: Path,
    by: Person,
    at: dt.datetime,
    gathered: Callable[[], Gathered | None] = lambda: None,
) -> list[Outcome]:
    """Write the reports of these units and return what became of each. A file that is there is kept.

    `gathered` brings their lines, where these were gathered before (`gathering`).

    A report that was compiled and not written yet is not compiled twice.
    """
    told = Unit.objects.in_bulk(list(units))
    wanted = [
        told[unit] for unit in units if not file_of(folder=folder, unit=told[unit], batch=batch).is_file()
    ]
    outcomes = {unit: Outcome(unit) for unit in units}
    if wanted:
        for outcome in _Together(batch, folder, by, at, gathered()).made(wanted):
            outcomes[outcome.unit] = outcome
    return [outcomes[unit] for unit in units]


@dataclass(frozen=True, slots=True)
class _Made:
    """A report as it was made: what is to be kept of it, None where nothing is, and its file or why there is none."""

    unit: Unit
    compiled: Compiled | None = None
    content: bytes = b""
    why: str = ""
    unfinished: int = 0


class _Together:
    """One template, one period, one position, some units."""

    def __init__(
        self, batch: Batch, folder: Path, by: Person, at: dt.datetime, gathered: Gathered | None
    ) -> None:
        self._batch, self._folder, self._by, self._at = batch, folder, by, at
        self._gathered = gathered
        self._template: Template = find_template(name=batch.template)
        self._period = parse_period(batch.period)
        self._profile: ProfileName = "strict" if batch.profile == "strict" else "word"
        self._fonts = office_fonts() if batch.suffix == ".pdf" else None

    def made(self, units: Sequence[Unit]) -> Iterator[Outcome]:
        """Make the reports and yield what became of each.

        Each is made to the end, its text and the bytes of its file, before the next one is begun: what it is
        made of is then still near at hand, and the document need not be held.
        """
        kept = self._kept(units)
        made = [self._file(_Made(unit), kept[unit.pk]) for unit in units if unit.pk in kept]
        made += self._compiled([unit for unit in units if unit.pk not in kept])
        compiled = [each for each in made if each.compiled is not None]
        failed = self._keep(compiled) if compiled else {}
        begun = [self._begun(each, failed.get(each.unit.pk, "")) for each in made]
        for each, file in zip(made, begun, strict=True):
            yield _written(each, file)

    def _kept(self, units: Sequence[Unit]) -> dict[int, Document]:
        """Return by unit what was compiled before and has no file yet."""
        if not self._batch.kept:
            return {}
        orders = [self._order(unit) for unit in units]
        return kept_documents(template=self._template, orders=orders, position=self._batch.position)

    def _order(self, unit: Unit) -> Order:
        return Order(
            unit=unit,
            period=self._period,
            subject=self._batch.subject,
            signed_on=dt.date.fromisoformat(self._batch.signed_on),
        )

    def _compiled(self, units: Sequence[Unit]) -> Iterator[_Made]:
        """Yield the report of each unit, or the reason why there is none."""
        if not units:
            return
        try:
            position = self._batch.position
            parts = list(slices(units=units, period=self._period, position=position, gathered=self._gathered))
        except Exception as fault:
            # One unit's lines that cannot be read must not keep its fellows from their reports.
            if len(units) == 1:
                yield _Made(units[0], why=told_fault(fault))
                return
            for unit in units:
                yield from self._compiled([unit])
            return
        for part, held in parts:
            for unit in part:
                try:
                    yield self._report(unit, held)
                except Exception as fault:
                    yield _Made(unit, why=told_fault(fault))

    def _report(self, unit: Unit, held: Slice) -> _Made:
        order = self._order(unit)
        context = context_for(order=order, position=self._batch.position, ledger=held.ledger(order=order))
        document = compile_report(template=self._template, context=context)
        return self._file(_Made(unit, Compiled.of(order, document) if self._batch.kept else None), document)

    def _file(self, made: _Made, document: Document) -> _Made:
        """Return the report with the bytes of its file."""
        try:
            content = rendered(
                document=document, suffix=self._batch.suffix, profile=self._profile, fonts=self._fonts
            )
        except Exception as fault:
            return replace(made, why=told_fault(fault))
        return replace(made, content=content, unfinished=len(document.findings))

    def _keep(self, made: Sequence[_Made]) -> dict[int, str]:
        """Keep reports as runs, in one transaction; return by unit why those failed that could not be kept."""
        try:
            keep_runs(
                template=self._template,
                compiled=[each.compiled for each in made if each.compiled is not None],
                position=self._batch.position,
                by=self._by,
                at=self._at,
            )
        except Exception as fault:
            if len(made) == 1:
                return {made[0].unit.pk: told_fault(fault)}
            # One report that cannot be kept must not keep its fellows from it.
            return {unit: why for each in made for unit, why in self._keep([each]).items()}
        return {}

    def _begun(self, made: _Made, failed: str) -> Begun | str:
        """Return the report's file as it is begun, or why there is none."""
        if failed or made.why:
            return failed or made.why
        path = file_of(folder=self._folder, unit=made.unit, batch=self._batch)
        try:
            return begin_whole(path=path, content=made.content)
        except Exception as fault:
            return told_fault(fault)


def _written(made: _Made, file: Begun | str) -> Outcome:
    """Put the file that was begun into its place and return what became of the report."""
    unit = made.unit.pk
    if isinstance(file, str):
        return Outcome(unit, why=file)
    try:
        file.take_place()
    except Exception as fault:
        return Outcome(unit, why=told_fault(fault))
    return Outcome(unit, made=True, unfinished=made.unfinished)
