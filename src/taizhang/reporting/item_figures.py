"""Figures in the text of an item: what a source names, what the ledger tells of it now, what no longer agrees.

A source is written for a person to read: study_sessions@12@2025 is the rule, the unit by its number
(12本级 without the units below) and the period; 增长/…/… what was worked out from two of them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Final

from taizhang.compiler.desk import Desk
from taizhang.compiler.document import Figure
from taizhang.compiler.manuscript import Ask, DerivedAsk, RuleAsk
from taizhang.compiler.manuscript.answers import Answers
from taizhang.compiler.manuscript.asks import Derived
from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period, parse_period
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.publication.rules import PlacedFigure
from taizhang.proofing import Remark
from taizhang.reporting.chips import units_asked
from taizhang.reporting.live import LiveLedger
from taizhang.reporting.runs import Order, context_for

MOST: Final = 60
"""So many figures of one text are looked up; a page is not to wait for more."""

_DERIVED: Final[Mapping[Derived, str]] = {"difference": "相差", "growth": "增长", "share": "占比"}
_KINDS: Final[Mapping[str, Derived]] = {word: kind for kind, word in _DERIVED.items()}
_DOWN: Final = "减"
_RULE = re.compile(r"([a-z][a-z0-9_.]*)@([0-9]{1,9})(本级)?@([^@/]+)")


class SourceRefused(Refused):
    """What a figure of an item names cannot be looked up."""


def source_of(*, ask: Ask, unit: int) -> str:
    """Return an ask as the text of an item names it. `unit` stands for the unit where the ask leaves it open.

    Raises:  SourceRefused for an ask that an item does not name; UnknownPeriod.
    """
    match ask:
        case RuleAsk(rule, where, own, period, ()) if period:
            return f"{rule}@{where or unit}{'本级' if own else ''}@{parse_period(period).code}"
        case DerivedAsk(kind, RuleAsk() as first, RuleAsk() as second, _, up) if kind in _DERIVED:
            told = [_DERIVED[kind], source_of(ask=first, unit=unit), source_of(ask=second, unit=unit)]
            return "/".join(told if up else [*told, _DOWN])
    raise SourceRefused("这种数字不能放进稿件，请从“插入数字”里选口径、单位和时间。")


def ask_in(*, source: str) -> Ask:
    """Return what a source names.

    Raises:  SourceRefused, UnknownPeriod.
    """
    kind, *parts = source.split("/")
    if not parts:
        return _rule_in(source)
    down = parts[2:] == [_DOWN]
    if kind not in _KINDS or not (len(parts) == 2 or down):
        raise SourceRefused(f"“{source}”看不懂取的是哪个数，请删去后从“插入数字”里重新插入。")
    first, second = (_rule_in(part) for part in parts[:2])
    return DerivedAsk(_KINDS[kind], first, second, parse_period(second.period).label, not down)


def _rule_in(source: str) -> RuleAsk:
    told = _RULE.fullmatch(source)
    if told is None:
        raise SourceRefused(f"“{source}”看不懂取的是哪个数，请删去后从“插入数字”里重新插入。")
    return RuleAsk(told[1], int(told[2]), bool(told[3]), parse_period(told[4]).label)


def units_in(*, source: str) -> frozenset[int]:
    """Return the units that a source names, none where it cannot be understood."""
    try:
        return frozenset(units_asked([ask_in(source=source)]))
    except Refused:
        return frozenset()


def parts_of(*, source: str) -> tuple[str, int, str] | None:
    """Return rule, unit and period of a source that names one rule; None for what was worked out."""
    told = _RULE.fullmatch(source)
    return None if told is None else (told[1], int(told[2]), told[4])


def figures_now(*, sources: Sequence[str], unit: Unit, today: dt.date) -> dict[str, Figure | str]:
    """Return the figure of each source as the ledger tells it now, or in words why there is none."""
    told: dict[str, Figure | str] = {}
    answers: Answers | None = None
    for source in list(dict.fromkeys(sources))[:MOST]:
        try:
            answers = answers or _answers(unit, today)
            told[source] = answers.asked(ask_in(source=source)).figure
        except Refused as refusal:
            told[source] = str(refusal)
    return told


def _answers(unit: Unit, today: dt.date) -> Answers:
    period = Period.year(today.year)
    ledger = LiveLedger(unit=unit, period=period)
    order = Order(unit=unit, period=period, subject="", signed_on=today)
    context = context_for(order=order, position=0, ledger=ledger)
    return Answers(context=context, desk=Desk(), ledger_at=lambda position: ledger)


def figure_remarks(
    *,
    placed: Sequence[PlacedFigure],
    now: Mapping[str, Figure | str],
    reachable: Collection[int],
    before: int,
) -> tuple[Remark, ...]:
    """Return a remark for each figure whose words are not what the ledger tells now.

    `now` is what `figures_now` told. Of a unit that is not `reachable` it is said that nothing was
    compared, whatever the ledger tells. `before` is how many characters stand in front of the text.
    """
    found = (_remark(one, now.get(one.figure.source), reachable, before) for one in placed)
    return tuple(remark for remark in found if remark is not None)


def _remark(
    one: PlacedFigure, now: Figure | str | None, reachable: Collection[int], before: int
) -> Remark | None:
    text, start, end = one.figure.text, before + one.start, before + one.end
    if not units_in(source=one.figure.source) <= set(reachable):
        told = f"“{text}”取自您的范围以外的单位，没有与台账比对，请作者核对。"
        return Remark("ledger-figure", "note", start, end, text, told)
    if now is None or agrees(text, one.figure.source, now):
        return None
    return Remark("ledger-figure", "mend", start, end, text, _told(text, now))


def agrees(text: str, source: str, now: Figure | str) -> bool:
    """Return whether the words of a figure are what the ledger tells now, its direction too."""
    if isinstance(now, str) or now.is_missing or text != now.text:
        return False
    ask = ask_in(source=source)
    if not isinstance(ask, DerivedAsk) or ask.kind == "share":
        return True
    value = Decimal(now.value or "0")
    return value >= 0 if ask.up else value <= 0


def _told(text: str, now: Figure | str) -> str:
    if isinstance(now, str):
        return f"“{text}”取不出数：{now}"
    is_now = "没有记录" if now.is_missing else f"现在是 {now.text} {now.unit}".rstrip()
    return f"“{text}”与台账不符：{now.unit_name}{now.period}{now.label}{is_now}，请修改时采用新值，或先补记台账。"
