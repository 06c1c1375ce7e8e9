"""What a figure in a manuscript asks the ledger: a counting rule, or something worked out from others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from taizhang.kernel.refusal import Refused

Derived = Literal["difference", "growth", "share"]
DEEPEST = 4
LONGEST = 200


class AskRefused(Refused):
    """A figure of a manuscript does not say what it asks."""


@dataclass(frozen=True, slots=True)
class RuleAsk:
    """The figure of a counting rule. `unit` None is the report's, `period` "" too; `own` without subtree."""

    rule: str
    unit: int | None = None
    own: bool = False
    period: str = ""


@dataclass(frozen=True, slots=True)
class DerivedAsk:
    """A figure worked out from two others.

    A difference and a growth print without their sign: `up` tells which way the words around them
    go, `than` what they compare with (上年同期).
    """

    kind: Derived
    first: Ask
    second: Ask
    than: str = ""
    up: bool = True


@dataclass(frozen=True, slots=True)
class RecordAsk:
    """The number of people of one record, by its source ("records:412")."""

    record: str


@dataclass(frozen=True, slots=True)
class FestivalAsk:
    """How many of the activities that a rule counts belong to a festival."""

    festival: str
    of: RuleAsk


Ask = RuleAsk | DerivedAsk | RecordAsk | FestivalAsk


def as_json(ask: Ask) -> dict[str, Any]:
    """Return the ask as JSON values."""
    match ask:
        case RuleAsk(rule, unit, own, period):
            return {"rule": rule, "unit": unit, "own": own, "period": period or None}
        case DerivedAsk(kind, first, second, than, up):
            told: dict[str, Any] = {"derive": kind, "of": [as_json(first), as_json(second)]}
            return told if kind == "share" else {**told, "than": than, "up": up}
        case RecordAsk(record):
            return {"record": record}
        case FestivalAsk(festival, of):
            return {"festival": festival, "of": as_json(of)}


def ask_of(told: object, *, depth: int = 0) -> Ask:
    """Return the ask that JSON values say.

    Raises:  AskRefused.
    """
    if not isinstance(told, Mapping) or depth > DEEPEST:
        raise AskRefused("有一个数字没有写明取什么数，请删去后从“插入数字”里重新插入。")
    if "derive" in told:
        return _derived(told, depth)
    if "festival" in told:
        of = ask_of(told.get("of"), depth=depth + 1)
        if not isinstance(of, RuleAsk):
            raise AskRefused("节日场次只能取自一个口径，请删去后重新插入。")
        return FestivalAsk(_text(told, "festival"), of)
    if "record" in told:
        return RecordAsk(_text(told, "record"))
    unit = told.get("unit")
    if unit is not None and (isinstance(unit, bool) or not isinstance(unit, int)):
        raise AskRefused("有一个数字的单位写得不对，请删去后重新插入。")
    period = told.get("period")
    if period is not None and (not isinstance(period, str) or len(period) > LONGEST):
        raise AskRefused("有一个数字的时间写得不对，请删去后重新插入。")
    return RuleAsk(_text(told, "rule"), unit, told.get("own") is True, period or "")


def _derived(told: Mapping[str, Any], depth: int) -> DerivedAsk:
    of = told.get("of")
    if told["derive"] not in get_args(Derived) or not isinstance(of, list) or len(of) != 2:
        raise AskRefused("有一个算得的数字写得不对，请删去后重新插入。")
    than = told.get("than") or ""
    if not isinstance(than, str) or len(than) > LONGEST:
        raise AskRefused("有一个增减数字没有写明同什么比，请删去后重新插入。")
    first, second = (ask_of(each, depth=depth + 1) for each in of)
    if told["derive"] == "share":
        return DerivedAsk("share", first, second)
    return DerivedAsk(told["derive"], first, second, than, told.get("up") is not False)


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not value or len(value) > LONGEST:
        raise AskRefused("有一个数字没有写明取什么数，请删去后从“插入数字”里重新插入。")
    return value
