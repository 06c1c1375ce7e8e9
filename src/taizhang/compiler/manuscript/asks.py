"""What a figure in a manuscript asks the ledger: a counting rule, or something worked out from others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from taizhang.kernel.refusal import Refused

Derived = Literal["difference", "growth", "share", "within"]
PLAIN: Final = ("share", "within")
"""Worked out without a direction: no words around them say 增加 or 减少."""
DEEPEST = 4
LONGEST = 200
MOST_TAGS = 4
LONGEST_TAG = 60
LONGEST_REASON = 1000


class AskRefused(Refused):
    """A figure of a manuscript does not say what it asks."""


@dataclass(frozen=True, slots=True)
class RuleAsk:
    """The figure of a counting rule. `unit` None is the report's, `period` "" too; `own` without subtree.

    `tags` narrow the rule: it counts only what bears all of them. Sorted, each once.
    """

    rule: str
    unit: int | None = None
    own: bool = False
    period: str = ""
    tags: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class ReasonAsk:
    """How many of what a rule counts were excused for a reason."""

    reason: str
    of: RuleAsk


Ask = RuleAsk | DerivedAsk | RecordAsk | FestivalAsk | ReasonAsk


def as_json(ask: Ask) -> dict[str, Any]:
    """Return the ask as JSON values."""
    match ask:
        case RuleAsk(rule, unit, own, period, tags):
            asked = {"rule": rule, "unit": unit, "own": own, "period": period or None}
            return {**asked, "tags": list(tags)} if tags else asked
        case DerivedAsk(kind, first, second, than, up):
            told: dict[str, Any] = {"derive": kind, "of": [as_json(first), as_json(second)]}
            return told if kind in PLAIN else {**told, "than": than, "up": up}
        case RecordAsk(record):
            return {"record": record}
        case FestivalAsk(festival, of):
            return {"festival": festival, "of": as_json(of)}
        case ReasonAsk(reason, of):
            return {"reason": reason, "of": as_json(of)}


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
    if "reason" in told:
        of = ask_of(told.get("of"), depth=depth + 1)
        if not isinstance(of, RuleAsk):
            raise AskRefused("按理由数的数字只能取自一个口径，请删去后重新插入。")
        return ReasonAsk(_text(told, "reason", LONGEST_REASON), of)
    if "record" in told:
        return RecordAsk(_text(told, "record"))
    unit = told.get("unit")
    if unit is not None and (isinstance(unit, bool) or not isinstance(unit, int)):
        raise AskRefused("有一个数字的单位写得不对，请删去后重新插入。")
    period = told.get("period")
    if period is not None and (not isinstance(period, str) or len(period) > LONGEST):
        raise AskRefused("有一个数字的时间写得不对，请删去后重新插入。")
    return RuleAsk(_text(told, "rule"), unit, told.get("own") is True, period or "", _tags(told.get("tags")))


def _tags(told: object) -> tuple[str, ...]:
    """Return the tags in their one order; none where nothing is told."""
    if told is None:
        return ()
    tags = told if isinstance(told, list) else []
    fine = all(isinstance(tag, str) and 0 < len(tag) <= LONGEST_TAG for tag in tags)
    if not fine or not 0 < len(tags) <= MOST_TAGS:
        raise AskRefused("有一个数字只计哪些方案或任务写得不对，请删去后重新插入。")
    return tuple(sorted(set(tags)))


def _derived(told: Mapping[str, Any], depth: int) -> DerivedAsk:
    of = told.get("of")
    if told["derive"] not in get_args(Derived) or not isinstance(of, list) or len(of) != 2:
        raise AskRefused("有一个算得的数字写得不对，请删去后重新插入。")
    than = told.get("than") or ""
    if not isinstance(than, str) or len(than) > LONGEST:
        raise AskRefused("有一个增减数字没有写明同什么比，请删去后重新插入。")
    first, second = (ask_of(each, depth=depth + 1) for each in of)
    if told["derive"] in PLAIN:
        return DerivedAsk(told["derive"], first, second)
    return DerivedAsk(told["derive"], first, second, than, told.get("up") is not False)


def _text(told: Mapping[str, Any], name: str, longest: int = LONGEST) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not value or len(value) > longest:
        raise AskRefused("有一个数字没有写明取什么数，请删去后从“插入数字”里重新插入。")
    return value
