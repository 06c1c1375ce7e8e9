"""Comparing two figures in words: 比上年同期增加12场，增长8.3%. Each number is a figure of its own."""

from __future__ import annotations

from decimal import Decimal

from taizhang.compiler.desk import PERCENT, Chip, Desk
from taizhang.compiler.wording.numbers import one_decimal

POINTS = "个百分点"


def compared(*, desk: Desk, now: Chip, before: Chip, than: str) -> str:
    """Return how `now` stands to `before`; `than` names the earlier period (上年同期).

    With nothing behind the earlier figure: 上年同期为—场, so that the gap is seen and listed. With
    nothing behind `now`, which prints "—" itself, only what the earlier was. Percentages differ by
    个百分点.
    """
    if now.number is None or before.number is None:
        return f"{than}为{before}{before.figure.unit}"
    change = now.number - before.number
    if change == 0:
        return f"与{than}持平"
    by = difference(desk=desk, now=now, before=before, than=than)
    if now.figure.unit == PERCENT:
        return f"比{than}{'提高' if change > 0 else '降低'}{by}{POINTS}"
    told = f"比{than}{'增加' if change > 0 else '减少'}{by}{now.figure.unit}"
    if before.number == 0 or one_decimal(change / before.number * 100) == 0:
        return told
    rate = growth(desk=desk, now=now, before=before, than=than)
    return f"{told}，{'增长' if change > 0 else '下降'}{rate}%"


def difference(*, desk: Desk, now: Chip, before: Chip, than: str) -> Chip:
    """Return the chip of what `now` is more or less than `before`; its label says which."""
    change = _change(now, before)
    return desk.derive(
        kind="difference",
        bases=(now, before),
        value=change,
        unit=POINTS if now.figure.unit == PERCENT else now.figure.unit,
        label=f"{now.figure.label}比{than}{'减少' if change is not None and change < 0 else '增加'}",
        definition="{0}－{1}",
    )


def growth(*, desk: Desk, now: Chip, before: Chip, than: str) -> Chip:
    """Return the chip of that in percent of `before`, one decimal; nothing is behind it where that is 0."""
    change = _change(now, before)
    value = None if change is None or not before.number else one_decimal(change / before.number * 100)
    return desk.derive(
        kind="growth",
        bases=(now, before),
        value=value,
        unit=PERCENT,
        label=f"{now.figure.label}比{than}{'下降' if value is not None and value < 0 else '增长'}",
        definition="（{0}－{1}）÷{1}×100%",
    )


def share(*, desk: Desk, part: Chip, whole: Chip) -> Chip:
    """Return the chip of a part's share of a whole, in percent with one decimal.

    Where either has nothing behind it, or the whole is 0, the share has nothing behind it either.
    """
    value = (
        one_decimal(part.number / whole.number * 100) if part.number is not None and whole.number else None
    )
    return desk.derive(
        kind="share",
        bases=(part, whole),
        value=value,
        unit=PERCENT,
        label=f"{part.figure.label}占{whole.figure.label}的比重",
        definition="{0}÷{1}×100%",
    )


def within(*, desk: Desk, part: Chip, whole: Chip) -> Chip:
    """Return the chip of a part of what `whole` counts: a true 0 where there is a whole and no such part.

    The 0 stands on everything that the whole stands on. With nothing behind the whole, the part has
    nothing behind it either.
    """
    if part.number is not None or whole.number is None:
        return part
    return desk.derive(
        kind="within",
        bases=(part, whole),
        value=Decimal(0),
        unit=part.figure.unit,
        label=part.figure.label,
        definition="{1}中没有一项计入{0}",
    )


def _change(now: Chip, before: Chip) -> Decimal | None:
    return None if now.number is None or before.number is None else now.number - before.number
