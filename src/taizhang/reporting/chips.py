"""What the ledger says now of every figure in a manuscript, and what stops the sign-off."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.core.cache import cache

from taizhang.compiler.desk import Desk
from taizhang.compiler.document import Figure
from taizhang.compiler.manuscript import (
    Ask,
    Chip,
    Compiled,
    DerivedAsk,
    Found,
    Manuscript,
    RecordAsk,
    RuleAsk,
    compile_manuscript,
)
from taizhang.compiler.manuscript.answers import Answers
from taizhang.kernel.period import parse_period
from taizhang.kernel.refusal import Refused
from taizhang.kernel.source_ref import SourceRef
from taizhang.reporting.figures import FigureDesk
from taizhang.reporting.kept_figures import KEPT_SECONDS
from taizhang.reporting.live import LiveLedger, LiveLedgerWithSources
from taizhang.reporting.manuscripts import order_of, sealed_ledger
from taizhang.reporting.models import Report, ReportRun
from taizhang.reporting.rules import rule_in
from taizhang.reporting.runs import context_for
from taizhang.reporting.template_choice import find_template
from taizhang.rollups.narrowing import narrowed

SHOWN = 50


@dataclass(frozen=True, slots=True)
class ChipFacts:
    """A chip with what stands behind it. `newer` is what the ledger says now where the chip prints otherwise."""

    chip: Chip
    figure: Figure
    sources: int
    newer: Figure | None


@dataclass(frozen=True, slots=True)
class Looked:
    """A manuscript as it would be compiled now."""

    chips: tuple[ChipFacts, ...]
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """One figure looked into: by unit, and its latest sources."""

    figure: Figure
    sources: int
    by_unit: tuple[tuple[str, str], ...]
    latest: tuple[SourceRef, ...]


class Desktop:
    """The ledger of this moment beside one report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.order = order_of(report)
        self._live = LiveLedger(unit=self.order.unit, period=self.order.period)
        self._context = context_for(order=self.order, position=0, ledger=self._live)

    def look(self, *, manuscript: Manuscript) -> Looked:
        """Return what every chip would print now, with how many sources the latest compiling names.

        A chip that the ledger refuses is among the findings alone.
        """
        self._live.expect(records_asked(chip.ask for chip in manuscript.chips() if chip.ask is not None))
        compiled = self._compiled(manuscript)
        counted = _counted(self.report.run)
        facts = []
        for chip in manuscript.chips():
            figure = compiled.answered.get(chip.id)
            if figure is None:
                continue
            moved = chip.state == "auto" and figure.text != chip.text
            sources = len(figure.sources) or counted.get(_identity(figure), 0)
            facts.append(ChipFacts(chip, figure, sources, figure if moved else None))
        return Looked(tuple(facts), compiled.found)

    def answer(self, asks: Sequence[Ask]) -> list[Figure | str]:
        """Return the figure of each ask as it is now, or in words why there is none."""
        answers = self._answers()
        told: list[Figure | str] = []
        for ask in asks:
            try:
                told.append(answers.asked(ask).figure)
            except Refused as refusal:
                told.append(str(refusal))
        return told

    def behind(self, ask: Ask) -> Behind:
        """Return what stands behind a figure now: the units below for a rule, and the latest sources.

        Raises:  the ledger's refusals.
        """
        if not isinstance(ask, RuleAsk):
            sourced = LiveLedgerWithSources(unit=self.order.unit, period=self.order.period)
            figure = self._answers(sourced).asked(ask).figure
            return Behind(figure, len(figure.sources), (), figure.sources[-SHOWN:][::-1])
        answers = self._answers()
        figure = answers.asked(ask).figure
        period = parse_period(ask.period) if ask.period else self.order.period
        rule, desk = narrowed(rule_in(code=ask.rule, period=period), tags=ask.tags), FigureDesk(as_of=None)
        scope = self._live.scope_of(rule=ask.rule, unit=ask.unit, period=period, own=ask.own)
        counted = desk.count(rule=rule, scope=scope, period=period)
        latest = desk.latest_sources(rule=rule, scope=scope, period=period, start=0, size=SHOWN)
        return Behind(figure, counted.sources, tuple(self._by_unit(answers, ask)), tuple(latest))

    def _by_unit(self, answers: Answers, ask: RuleAsk) -> Iterable[tuple[str, str]]:
        if ask.own or ask.unit not in (None, self.order.unit.pk):
            return
        for unit in self._live.subunits():
            one = answers.asked(RuleAsk(ask.rule, unit.id, False, ask.period, ask.tags)).figure
            if not one.is_missing:
                yield unit.name, one.text

    def _compiled(self, manuscript: Manuscript) -> Compiled:
        return compile_manuscript(
            manuscript=manuscript,
            template=find_template(name=self.report.template),
            context=self._context,
            ledger_at=lambda position: sealed_ledger(order=self.order, position=position),
        )

    def _answers(self, ledger: LiveLedger | None = None) -> Answers:
        return Answers(
            context=self._context if ledger is None else replace(self._context, ledger=ledger),
            desk=Desk(),
            ledger_at=lambda position: sealed_ledger(order=self.order, position=position),
        )


def _identity(figure: Figure) -> tuple[object, ...]:
    days = figure.start.isoformat(), figure.until.isoformat()
    return figure.rule, figure.label, figure.unit_id, figure.unit_name, *days


def _counted(run: ReportRun) -> dict[tuple[object, ...], int]:
    """Return how many sources each figure of a compiling stands on; kept, since a compiling never changes."""
    key = f"counted:{run.digest}"
    known: dict[tuple[object, ...], int] | None = cache.get(key)
    if known is None:
        names = ("rule", "label", "unit_id", "unit_name", "start", "until")
        figures = json.loads(run.document)["figures"]
        known = {tuple(one[name] for name in names): len(one["sources"]) for one in figures}
        cache.set(key, known, KEPT_SECONDS)
    return known


def records_asked(asks: Iterable[Ask]) -> set[str]:
    """Return the sources of all single records that some asks name."""
    found: set[str] = set()
    for ask in asks:
        match ask:
            case RecordAsk(record):
                found.add(record)
            case DerivedAsk(_, first, second):
                found |= records_asked((first, second))
    return found


def units_asked(asks: Iterable[Ask]) -> set[int]:
    """Return the ids of all units that some asks name."""
    found: set[int] = set()
    for ask in asks:
        if isinstance(ask, RuleAsk):
            found |= {ask.unit} if ask.unit is not None else set()
            continue
        below = [getattr(ask, name) for name in ("first", "second", "of") if hasattr(ask, name)]
        found |= units_asked(below)
    return found
