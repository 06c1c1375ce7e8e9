"""Answering what the chips of a manuscript ask, each question once, on the report's desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Final

from taizhang.compiler.comparison import difference, growth, share, within
from taizhang.compiler.context import Ledger, ReportContext
from taizhang.compiler.desk import Chip as Answer
from taizhang.compiler.desk import Desk
from taizhang.compiler.document import MISSING, Figure
from taizhang.compiler.listing import RECORD_PEOPLE, Listing, festival_count, people_figure, reason_count
from taizhang.compiler.manuscript.asks import (
    Ask,
    DerivedAsk,
    FestivalAsk,
    ReasonAsk,
    RecordAsk,
    RuleAsk,
)
from taizhang.compiler.manuscript.model import Chip
from taizhang.compiler.views import PeriodView, UnitView
from taizhang.kernel.period import parse_period
from taizhang.kernel.quantity import read_quantity
from taizhang.kernel.refusal import Refused

TYPED: Final = "typed"
"""The rule of a figure that was typed by hand; each one is a version of its own."""


UNANSWERED: Final = "unanswered"
"""The rule of a figure whose question the ledger refuses: nothing is behind it, and the report is a draft."""


class Answers:
    """The figures of a manuscript. `ledger_at` gives the ledger at an earlier position, for locked chips."""

    def __init__(self, *, context: ReportContext, desk: Desk, ledger_at: Callable[[int], Ledger]) -> None:
        self._context, self._desk, self._ledger_at = context, desk, ledger_at
        self._contexts: dict[int | None, ReportContext] = {None: context}
        self._listings: dict[int | None, Listing] = {None: Listing(context=context, desk=desk)}
        self._festivals: dict[tuple[RuleAsk, int | None], dict[str, Answer]] = {}
        self._reasons: dict[tuple[RuleAsk, int | None], dict[str, Answer]] = {}
        self._typed: dict[tuple[str, str], int] = {}

    def answer(self, chip: Chip) -> Answer:
        """Return the figure that a chip prints.

        Raises:  the ledger's refusals of rules and units, UnknownPeriod.
        """
        if chip.ask is None:
            return self._by_hand(chip)
        return self.asked(chip.ask, position=chip.position if chip.state == "locked" else None)

    def asked(self, ask: Ask, *, position: int | None = None) -> Answer:
        """Return the figure of an ask, at a position of its own or at the report's."""
        match ask:
            case RuleAsk():
                return self._rule(ask, position)
            case RecordAsk(record):
                return self._people(record, position)
            case FestivalAsk(festival, of):
                return self._festival(festival, of, position)
            case ReasonAsk(reason, of):
                return self._reason(reason, of, position)
            case DerivedAsk(kind, first, second, than):
                now, before = (self.asked(each, position=position) for each in (first, second))
                if kind == "share":
                    return share(desk=self._desk, part=now, whole=before)
                if kind == "within":
                    return within(desk=self._desk, part=now, whole=before)
                worked_out = difference if kind == "difference" else growth
                return worked_out(desk=self._desk, now=now, before=before, than=than)

    def _listing(self, position: int | None) -> Listing:
        if position not in self._listings:
            context = replace(self._context, ledger=self._ledger_at(position or 0))
            self._contexts[position] = context
            self._listings[position] = Listing(context=context, desk=self._desk, mark=position)
        return self._listings[position]

    def _rule(self, ask: RuleAsk, position: int | None) -> Answer:
        return self._listing(position).figure(
            rule=ask.rule, period=self._period(ask), unit=self._unit(ask, position), tags=ask.tags
        )

    def _period(self, ask: RuleAsk) -> PeriodView | None:
        return PeriodView(parse_period(ask.period), self._context.period) if ask.period else None

    def _unit(self, ask: RuleAsk, position: int | None) -> UnitView | None:
        if ask.unit is None and not ask.own:
            return None
        known = self._context.unit
        if ask.unit is not None and ask.unit != known.id:
            known = self._contexts[position].ledger.unit(ask.unit)
        return UnitView(known, own=ask.own)

    def _people(self, record: str, position: int | None) -> Answer:
        asked = (RECORD_PEOPLE, record, position)
        laid = self._desk.known(asked)
        if laid is not None:
            return laid
        self._listing(position)
        ledger = self._contexts[position].ledger
        activity = ledger.record(record)
        if activity is None:
            return self._desk.lay(asked=asked, figure=self._gone(record, ledger.position))
        figure = people_figure(activity=activity, position=ledger.position, within=self._context.unit.name)
        same_as = (RECORD_PEOPLE, activity.source.source, activity.source.revision, position)
        return self._desk.lay(asked=asked, same_as=same_as, figure=figure)

    def _gone(self, record: str, position: int) -> Figure:
        """Return the figure of a record that does not count: nothing is behind it."""
        return self._without_sources(
            rule=RECORD_PEOPLE,
            label=f"记录{record.partition(':')[2]}的参加人数（已不计入）",
            definition="单条台账记录登记的参加人次。",
            value=None,
            text=MISSING,
            unit="人次",
            position=position,
        )

    def _festival(self, name: str, of: RuleAsk, position: int | None) -> Answer:
        base = self._rule(of, position)
        if (of, position) not in self._festivals:
            views = self._listing(position).festivals(rule=of.rule, period=self._period(of))
            self._festivals[of, position] = {view.名称: view.场次 for view in views}
        found = self._festivals[of, position].get(name)
        if found is not None:
            return found
        return festival_count(desk=self._desk, base=base, name=name, sources=())

    def _reason(self, reason: str, of: RuleAsk, position: int | None) -> Answer:
        base = self._rule(of, position)
        if (of, position) not in self._reasons:
            views = self._listing(position).reasons(
                rule=of.rule, period=self._period(of), unit=self._unit(of, position), tags=of.tags
            )
            self._reasons[of, position] = {view.理由: view.项数 for view in views}
        found = self._reasons[of, position].get(reason)
        if found is not None:
            return found
        return reason_count(desk=self._desk, base=base, reason=reason, sources=())

    def none(self, chip: Chip, refusal: Refused) -> Answer:
        """Return the figure of a chip that nothing can answer, so that the rest can be compiled and mended."""
        figure = self._without_sources(
            rule=UNANSWERED,
            label=f"取不出来的数字“{chip.text}”",
            definition=str(refusal),
            value=None,
            text=MISSING,
        )
        return self._desk.lay(asked=(UNANSWERED, chip.id), figure=figure)

    def _by_hand(self, chip: Chip) -> Answer:
        asked = (TYPED, chip.text, chip.typed_source)
        laid = self._desk.known(asked)
        if laid is not None:
            return laid
        number = self._typed.setdefault((chip.text, chip.typed_source), len(self._typed) + 1)
        figure = self._without_sources(
            rule=TYPED,
            version=number,
            label="手填的数字",
            definition=f"手填，没有台账记录。出处：{chip.typed_source}",
            value=_number(chip.text),
            text=chip.text,
        )
        return self._desk.lay(asked=asked, figure=figure)

    def _without_sources(
        self, *, rule: str, label: str, definition: str, value: str | None, text: str, unit: str = "",
        version: int = 1, position: int | None = None,
    ) -> Figure:  # fmt: skip
        """Return a figure of the report's unit and period that no record is behind."""
        period, whose = self._context.period, self._context.unit
        return Figure(
            key="",
            rule=rule,
            rule_version=version,
            label=label,
            definition=definition,
            value=value,
            text=text,
            unit=unit,
            period=period.label,
            start=period.start,
            until=period.until,
            unit_id=whose.id,
            unit_name=whose.name,
            position=self._context.ledger.position if position is None else position,
        )


def _number(text: str) -> str | None:
    """Return the number that was typed as a decimal string, None where there is none in it."""
    try:
        told = read_quantity(text)
        number = told.value if told.value is not None else told.low
    except Refused:
        number = None
    if number is None:
        try:
            number = Decimal(text.replace(",", "").rstrip("%％"))
        except InvalidOperation:
            return None
    return format(number.normalize(), "f")
