"""Run every rule over a text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from taizhang.proofing.remark import Remark
from taizhang.proofing.rules import (
    children,
    dates,
    left_open,
    numbers,
    personal_numbers,
    punctuation,
    sources,
    times,
    unit_names,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a text is read against: the day from which years are taken, and the units' right names."""

    day: dt.date
    names: tuple[str, ...] = ()


Rule = Callable[[str, Setting], Iterator[Remark]]

RULES: MappingProxyType[str, Rule] = MappingProxyType(
    {
        "个人信息": lambda text, setting: personal_numbers.remarks(text),
        "未成年人信息": lambda text, setting: children.remarks(text),
        "未填实": lambda text, setting: left_open.remarks(text),
        "日期": lambda text, setting: dates.remarks(text, day=setting.day),
        "时刻和起止": lambda text, setting: times.remarks(text),
        "数字用法": lambda text, setting: numbers.remarks(text),
        "标点": lambda text, setting: punctuation.remarks(text),
        "来源": lambda text, setting: sources.remarks(text),
        "单位名称": lambda text, setting: unit_names.remarks(text, names=setting.names),
    }
)
"""Group of rules -> its remarks on a text."""


def proof_text(*, text: str, day: dt.date, names: Sequence[str] = ()) -> tuple[Remark, ...]:
    """Return every remark on a text, in order of place.

    `day` is the day of the text: a date without a year belongs to its year. `names` are the right
    names of the units that the text may speak of.
    """
    setting = Setting(day, tuple(names))
    found = {remark for rule in RULES.values() for remark in rule(text, setting)}
    return tuple(sorted(found, key=lambda remark: (remark.start, remark.end, remark.rule)))
