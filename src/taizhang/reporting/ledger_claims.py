"""Figures in a text that contradict the ledger: a number after a rule's name, for a period that is said, of this unit.

Nothing is guessed: a number whose rule, period or unit the text leaves open is passed over.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from decimal import Decimal

from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period, period_said
from taizhang.kernel.refusal import Refused
from taizhang.proofing import Remark
from taizhang.reading.claims.claims import Claim, claims_of
from taizhang.reporting.figures import FigureDesk, scope_for
from taizhang.reporting.rules import rule_book
from taizhang.rollups.plan import Ratio, Rule

MOST = 30
"""So many numbers of one text are compared; a page is not to wait for more."""

_MONTHS = r"[0-9]{1,2}月?(?:至|到|-|—|～)[0-9]{1,2}月|[0-9]{1,2}月份?"
_SAID = re.compile(
    rf"(?<![0-9])(?:19|20)[0-9]{{2}}年(?:第?[一二三四]季度|[上下]半年|{_MONTHS}|度)?|今年|去年|本月|上月|本季度"
)
_LEFT_OPEN = re.compile(
    r"[上下]半年|季度|[0-9一二三四五六七八九十]+[月日号]|以来|期间|截至|其中|同期|[全各][省市区县镇乡村]"
)
"""Words that narrow or move what is counted in a way that no period says."""

_BETWEEN = r"(?:了|共计?|累计|合计|总计|达到?|约|近|超过?|不少于)?\s*[0-9０-９]"


def claims_against_ledger(
    *, text: str, unit: Unit, names: Collection[str], today: dt.date
) -> tuple[Remark, ...]:
    """Return a remark for each number of the text that the ledger tells otherwise at this moment.

    `names` are units near by: a sentence that names another than `unit` is not compared.
    """
    others = [name for name in names if name != unit.name]
    found, place = [], 0
    for line in text.split("\n"):
        found += [
            (place + start, claim, rule, period)
            for start, claim, rule, period in _comparable(line, others, today)
        ]
        place += len(line) + 1
    desk = FigureDesk(as_of=None)
    remarks = (_compared(desk, unit, *one) for one in found[:MOST])
    return tuple(remark for remark in remarks if remark is not None)


def _comparable(
    line: str, others: Collection[str], today: dt.date
) -> Iterator[tuple[int, Claim, Rule, Period]]:
    searched = 0
    for claim in claims_of(text=line, section=""):
        start = line.find(claim.text, searched)
        if start < 0:
            continue
        searched = start
        before = line[: start + len(claim.text)]
        rule = _rule_named(claim)
        period = _period_before(before, today)
        if rule is None or period is None or any(name in before for name in others):
            continue
        if rule.valid_on(period.last_day):
            yield start, claim, rule, period


def _rule_named(claim: Claim) -> Rule | None:
    """Return the rule whose name stands right before the number, in the rule's own unit of measure."""
    named = [
        rule
        for rule in rule_book().rules()
        if rule.unit == claim.unit
        and not isinstance(rule.aggregate, Ratio)
        and re.search(re.escape(rule.label) + _BETWEEN, claim.text)
    ]
    return max(named, key=lambda rule: len(rule.label), default=None)


def _period_before(before: str, today: dt.date) -> Period | None:
    said = list(_SAID.finditer(before))
    if not said or _LEFT_OPEN.search(before, said[-1].end()):
        return None
    try:
        return period_said(said[-1][0], today=today)
    except Refused:
        return None


def _compared(
    desk: FigureDesk, unit: Unit, start: int, claim: Claim, rule: Rule, period: Period
) -> Remark | None:
    value = desk.count(rule=rule, scope=scope_for(rule=rule, unit=unit, period=period), period=period).value
    if value is not None and _agrees(claim, value):
        return None
    told = "没有记录" if value is None else f"是 {value:f} {rule.unit}"
    return Remark(
        "ledger-figure",
        "mend",
        start,
        start + len(claim.text),
        claim.text,
        f"“{claim.text}”与台账不符：按口径“{rule.label}”，{unit.name}{period.label}{told}，请核对，或先补记台账。",
        "",
    )


def _agrees(claim: Claim, value: Decimal) -> bool:
    if claim.relation == "exact":
        return value == claim.value
    return (claim.low is None or claim.low <= value) and (claim.high is None or value <= claim.high)
