"""The acts that change the tree, and when each is refused. Pure: facts in, a refusal or nothing out."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from taizhang.foundation.units.rules.levels import Level
from taizhang.kernel.refusal import Refused


class Act(enum.StrEnum):
    """What a reorganisation did."""

    FOUND = "FOUND"
    MERGE = "MERGE"
    SPLIT = "SPLIT"
    MOVE = "MOVE"
    RENAME = "RENAME"
    IMPORT = "IMPORT"

    @property
    def label(self) -> str:
        """Return the word a clerk reads."""
        return ACT_LABELS[self]

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return (code, label) pairs for a column."""
        return [(act.value, act.label) for act in cls]


ACT_LABELS = {
    Act.FOUND: "设立",
    Act.MERGE: "撤并",
    Act.SPLIT: "拆分",
    Act.MOVE: "改隶",
    Act.RENAME: "更名",
    Act.IMPORT: "批量导入",
}


class ActRefused(Refused):
    """An act on the tree cannot be done; nothing was changed."""


class UnitNotFounded(ActRefused):
    """The unit cannot be founded like this."""


class UnitNotMoved(ActRefused):
    """The unit cannot be moved like this."""


class UnitsNotMerged(ActRefused):
    """The units cannot be merged like this."""


class UnitNotSplit(ActRefused):
    """The unit cannot be split like this."""


class UnitNotRenamed(ActRefused):
    """The unit cannot be renamed like this."""


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What the rules need to know of a unit.

    `settled_until` is the day of the latest change of its place; an earlier change would rewrite
    what was built on it. `above` are the units above it on any day from the day of the act on.
    """

    id: int
    name: str
    level: Level
    founded_on: dt.date | None = None
    closed_on: dt.date | None = None
    settled_until: dt.date | None = None
    above: frozenset[int] = frozenset()


def day_text(day: dt.date) -> str:
    """Return a day as a Chinese sentence writes it: 2025年6月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def check_can_found(*, name: str, level: Level, parent: UnitFacts | None, on: dt.date | None) -> None:
    """Raise UnitNotFounded if a unit of that level cannot begin under that parent on that day."""
    if parent is None:
        return
    if on is None and parent.founded_on is not None:
        raise UnitNotFounded(
            f"{parent.name}于{day_text(parent.founded_on)}成立，请写明{name}的成立日期，且不早于这一天。"
        )
    _require_open(parent, on or dt.date.min, UnitNotFounded, since_ever=on is None)
    _require_levels(below=level, below_name=name, above=parent, refusal=UnitNotFounded)


def check_can_move(
    *, unit: UnitFacts, parent_now: int | None, to: UnitFacts | None, on: dt.date, settled: bool = True
) -> None:
    """Raise UnitNotMoved if the unit cannot belong to `to` from that day on.

    `settled` False leaves the order of changes unchecked.
    """
    _require_open(unit, on, UnitNotMoved)
    if settled:
        _require_settled(unit, on, UnitNotMoved)
    if to is None:
        if parent_now is None:
            raise UnitNotMoved(f"{unit.name}本来就没有上级单位，无须改隶。")
        return
    if to.id == parent_now:
        raise UnitNotMoved(f"{unit.name}已经隶属{to.name}，无须改隶。")
    _require_open(to, on, UnitNotMoved)
    if to.id == unit.id or unit.id in to.above:
        raise UnitNotMoved(f"{to.name}是{unit.name}本身或它的下级，{unit.name}不能隶属它，请另选上级单位。")
    _require_levels(below=unit.level, below_name=unit.name, above=to, refusal=UnitNotMoved)


def check_can_merge(*, predecessors: Sequence[UnitFacts], successor: UnitFacts, on: dt.date) -> None:
    """Raise UnitsNotMerged if the predecessors cannot end in the successor on that day.

    `predecessors` are only those that close, without the successor itself.
    """
    if not predecessors:
        raise UnitsNotMerged(f"没有写明哪些单位并入{successor.name}，请至少写一个。")
    _require_open(successor, on, UnitsNotMerged)
    for unit in predecessors:
        _require_can_close(unit, on, UnitsNotMerged)
        if unit.id in successor.above:
            raise UnitsNotMerged(
                f"{successor.name}是{unit.name}的下级，{unit.name}不能并入它，请先调整隶属关系。"
            )
        if successor.level.rank > unit.level.rank:
            raise UnitsNotMerged(
                f"{unit.name}是{unit.level.label}，不能并入更低一级的{successor.name}（{successor.level.label}）。"
            )


def check_can_split(*, unit: UnitFacts, into: Sequence[UnitFacts], on: dt.date) -> None:
    """Raise UnitNotSplit if the unit cannot be carried on by `into` from that day on.

    The unit itself among `into` means that it goes on; otherwise it closes.
    """
    others = [part for part in into if part.id != unit.id]
    if not others or len({part.id for part in into}) < max(2, len(into)):
        raise UnitNotSplit(f"拆分{unit.name}要写明至少两个不同的单位（可以包括它自己）。")
    for part in others:
        _require_open(part, on, UnitNotSplit)
        if part.level.rank != unit.level.rank:
            raise UnitNotSplit(
                f"{part.name}（{part.level.label}）与{unit.name}（{unit.level.label}）不同级，不能由它拆分而来。"
            )
        if unit.id in part.above:
            raise UnitNotSplit(f"{part.name}是{unit.name}的下级，请先调整隶属关系再拆分。")
    if len(others) == len(into):
        _require_can_close(unit, on, UnitNotSplit)
    else:
        _require_open(unit, on, UnitNotSplit)


def check_can_rename(
    *, unit: UnitFacts, name: str, code: str, now: tuple[str, str], on: dt.date, renamed_on: dt.date | None
) -> None:
    """Raise UnitNotRenamed if the unit cannot bear that name and code from that day on.

    `now` are its present name and code, `renamed_on` the day of its latest renaming.
    """
    _require_open(unit, on, UnitNotRenamed)
    if (name, code) == now:
        raise UnitNotRenamed(f"{unit.name}已经是这个名称和代码，无须更名。")
    if renamed_on is not None and on < renamed_on:
        raise UnitNotRenamed(f"{unit.name}在{day_text(renamed_on)}已经更名，不能再登记更早的更名。")


def check_children_follow(
    *, unit: str, later: Collection[str], on: dt.date, refusal: type[ActRefused] = UnitsNotMerged
) -> None:
    """Raise the refusal if children of a closing unit changed after its day: `later` are their names."""
    if later:
        names = "、".join(sorted(later)[:5])
        raise refusal(
            f"{unit}的下级单位{names}在{day_text(on)}之后还有变动，{unit}不能在这一天撤销，请改用更晚的日期。"
        )


def _require_open(
    unit: UnitFacts, on: dt.date, refusal: type[ActRefused], *, since_ever: bool = False
) -> None:
    if unit.closed_on is not None:
        raise refusal(f"{unit.name}已于{day_text(unit.closed_on)}撤销，不能再变动，请改用承接它的单位。")
    if not since_ever and unit.founded_on is not None and on < unit.founded_on:
        raise refusal(f"{unit.name}到{day_text(unit.founded_on)}才成立，请改用不早于这一天的日期。")


def _require_settled(unit: UnitFacts, on: dt.date, refusal: type[ActRefused]) -> None:
    if unit.settled_until is not None and on < unit.settled_until:
        raise refusal(
            f"{unit.name}在{day_text(unit.settled_until)}已有变动，不能再登记更早的变动，请改用不早于这一天的日期。"
        )


def _require_can_close(unit: UnitFacts, on: dt.date, refusal: type[ActRefused]) -> None:
    _require_open(unit, on, refusal)
    _require_settled(unit, on, refusal)
    if unit.founded_on == on:
        raise refusal(f"{unit.name}在{day_text(on)}当天才成立，不能同一天撤销，请改用更晚的日期。")


def _require_levels(*, below: Level, below_name: str, above: UnitFacts, refusal: type[ActRefused]) -> None:
    if above.level.rank > below.rank:
        raise refusal(
            f"{below_name}是{below.label}，不能隶属更低一级的{above.name}（{above.level.label}），请核对级别和上级单位。"
        )
